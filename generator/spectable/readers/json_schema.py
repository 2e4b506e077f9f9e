"""Reads generated JSON Schema documents and holds every value in them against the schema of the model.

Where all values are right, other eyes look at the whole: `jsonschema` holds the documents against the metaschema and
values drawn from the model against the documents, `referencing` follows every reference from file to file, and what
the documents say is compared with what the model says, fact by fact, without our own `dump` and `load`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote

from ..diagnostic import Diagnostic, Severity
from ..model import Model, json_text, json_value
from ..proof.draw import Drawing, NoValue
from ..proof.reader import OptionValue, Outcome
from ..proof.schema_facts import Facts, model_facts, schema_facts
from ..schema import dump
from ..schema.pointer import definition_reference, escape

BUNDLE = "schema.json"
ENDING = ".schema.json"
HINT = "generate anew, or mend the template that wrote the document"
NOTHING = object()
DRAWS = 3
"""How many values of each definition are sent through the validator."""


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the documents in `folder` against `model`: one finding for each value that differs."""
    schema = dump(model).document
    tally = _Tally()
    tally.hold(BUNDLE, schema, _document(folder / BUNDLE), "")
    if options.get("layout") == "single":
        return _seen_by_others(tally, folder, model, {})
    files = {path.name: _document(path) for path in sorted(folder.glob("*" + ENDING))}
    titles = {name: _title(document) for name, document in files.items()}
    names = {definition_reference(name): name for name in schema["$defs"]}
    tally.leads_there = lambda want, have: want in names and titles.get(unquote(have)) == names[want]
    by_title = {title: name for name, title in titles.items()}
    for name, node in schema["$defs"].items():
        file = by_title.get(name)
        if file is None:
            tally.differs("there is no document for the model", repr(name))
            continue
        tally.hold(file, {"$schema": schema["$schema"], "title": name, **node}, files[file], "")
    for file, title in titles.items():
        if title not in schema["$defs"]:
            tally.differs(f"{file}: the spec does not hold a model", repr(title))
    return _seen_by_others(tally, folder, model, titles)


def _document(path: Path) -> Any:
    try:
        return json_value(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NOTHING


def _title(document: Any) -> str:
    return str(document.get("title", "")) if isinstance(document, dict) else ""


@dataclass(slots=True)
class _Tally:
    """Values as they are compared. `leads_there`: whether two references mean the same definition."""

    leads_there: Callable[[str, str], bool] = lambda want, have: False
    facts: int = 0
    wrong: list[Diagnostic] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.facts, tuple(self.wrong))

    def differs(self, *words: str) -> None:
        self.wrong.append(Diagnostic("schema-differs", Severity.ERROR, " ".join(words), hint=HINT))

    def hold(self, file: str, want: Any, have: Any, at: str) -> None:
        """Compare what stands at the JSON pointer `at`."""
        match want, have:
            case dict(), dict():
                for key in dict.fromkeys((*want, *have)):
                    self.hold(file, want.get(key, NOTHING), have.get(key, NOTHING), f"{at}/{escape(key)}")
                if want.keys() == have.keys() and list(want) != list(have):
                    self.differs(f"{file}: the keys at {at!r} stand in another order than in the spec")
            case list(), list() if len(want) == len(have):
                for index, (one, other) in enumerate(zip(want, have, strict=True)):
                    self.hold(file, one, other, f"{at}/{index}")
            case _:
                self.facts += 1
                same = _said(want) == _said(have)
                if not same and not (isinstance(want, str) and isinstance(have, str) and self.leads_there(want, have)):
                    self.differs(f"{file}: {at!r} is {_said(have)} there, {_said(want)} in the spec")


def _said(value: Any) -> str:
    return "nothing" if value is NOTHING else json_text(value)


# --- other eyes


def _seen_by_others(tally: _Tally, folder: Path, model: Model, titles: Mapping[str, str]) -> Outcome:
    """What libraries that know nothing of us find. A value that differs has been said; they would say it again."""
    if tally.wrong:
        return tally.outcome
    texts = {file: (folder / file).read_text(encoding="utf-8") for file in (BUNDLE, *titles)}
    registry = _registry({file: json_value(text) for file, text in texts.items()})
    definitions = registry.contents(BUNDLE)["$defs"]
    names = {id(node): name for name, node in definitions.items()}
    names |= {id(registry.contents(file)): title for file, title in titles.items()}
    expected = model_facts(model)
    _compare(tally, BUNDLE, expected, schema_facts(definitions, _lookup(registry, BUNDLE, names)))
    by_name: dict[str, Facts] = {}
    for key, said in expected.items() if titles else ():
        by_name.setdefault(key[0], {})[key] = said
    for file, title in titles.items():
        found = schema_facts({title: registry.contents(file)}, _lookup(registry, file, names))
        _compare(tally, file, by_name.get(title, {}), found)
    _hold_to_metaschema(tally, json.loads(texts[BUNDLE]))
    if not tally.wrong:
        _draw_through(tally, json.loads(texts[BUNDLE]), model)
    return tally.outcome


def _registry(documents: Mapping[str, Any]) -> Any:
    """All documents, each under the name of its file."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    resources = [(file, DRAFT202012.create_resource(document)) for file, document in documents.items()]
    return Registry().with_resources(resources)


def _lookup(registry: Any, base: str, names: Mapping[int, str]) -> Callable[[str], str]:
    """The definition that a reference in the file `base` leads to, or what went wrong. `names` is by identity."""
    from referencing.exceptions import Unresolvable

    resolver = registry.resolver(base)

    def name_of(ref: str) -> str:
        try:
            return names.get(id(resolver.lookup(ref).contents), f"<{ref}, which is no definition>")
        except Unresolvable:
            return f"<{ref}, which leads nowhere>"

    return name_of


def _compare(tally: _Tally, file: str, expected: Facts, found: Facts) -> None:
    for key in dict.fromkeys((*expected, *found)):
        tally.facts += 1
        if expected.get(key) != found.get(key):
            place = ".".join(filter(None, key[:2]))
            has, wants = found.get(key, "nothing"), expected.get(key, "nothing")
            tally.differs(f"{file}: {place}: the {key[2]} is {has} there, {wants} in the spec")


def _hold_to_metaschema(tally: _Tally, bundle: dict[str, Any]) -> None:
    """The other files hold the same values, so the bundle stands for all."""
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    tally.facts += 1
    for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(bundle):
        tally.differs(f"{BUNDLE}: {error.json_path!r} is no JSON Schema: {error.message}")


def _draw_through(tally: _Tally, bundle: dict[str, Any], model: Model) -> None:
    """Values drawn from the model must be valid by the bundle, as other programs read both."""
    from jsonschema import Draft202012Validator

    drawing, random = Drawing(model), Random(0)
    for definition in model.definitions:
        document = {**bundle, "$ref": definition_reference(definition.name)}
        validator = Draft202012Validator(document, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for _ in range(DRAWS):
            try:
                text = json_text(drawing.draw(definition.name, random))
            except NoValue:
                break
            tally.facts += 1
            if error := next(validator.iter_errors(json.loads(text)), None):
                tally.differs(f"{BUNDLE}: {definition.name}: {text[:200]} is refused: {error.message[:200]}")
                break
