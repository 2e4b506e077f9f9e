"""Reads generated JSON Schema documents and holds every value in them against the schema of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..diagnostic import Diagnostic, Severity
from ..model import Model, json_text, json_value
from ..reader import OptionValue, Outcome
from ..schema import dump
from ..schema.pointer import definition_reference, escape

BUNDLE = "schema.json"
ENDING = ".schema.json"
HINT = "generate anew, or mend the template that wrote the document"
NOTHING = object()


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the documents in `folder` against `model`: one finding for each value that differs."""
    schema = dump(model).document
    tally = _Tally()
    tally.hold(BUNDLE, schema, _document(folder / BUNDLE), "")
    if options.get("layout") == "single":
        return tally.outcome
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
    return tally.outcome


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
