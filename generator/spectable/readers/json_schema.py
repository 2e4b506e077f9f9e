"""Reads generated JSON Schema documents and holds every keyword of them against the schema of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..diagnostic import Diagnostic, Severity
from ..model import Model, json_text, json_value
from ..reader import OptionValue, Outcome
from ..schema import dump

BUNDLE = "schema.json"
ENDING = ".schema.json"
HINT = "generate anew, or mend the template that wrote the document"
NOTHING = object()

Same = Callable[[object, object], bool]


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the documents in `folder` against `model`: one finding for each value that differs."""
    schema = dump(model).document
    tally = _Tally()
    tally.hold(BUNDLE, schema, _document(folder / BUNDLE), lambda want, have: False)
    files = {path.name: _document(path) for path in sorted(folder.glob("*" + ENDING))}
    if options.get("layout") == "single" and not files:
        return tally.outcome
    by_title = {_title(document): name for name, document in files.items()}
    paths = {f"#/$defs/{name}": by_title.get(name) for name in schema["$defs"]}
    references = {want["$ref"] for want in _references(schema)}

    def leads_there(want: object, have: object) -> bool:
        """Whether a reference within the bundle and one to a file mean the same definition."""
        return want in references and isinstance(have, str) and paths.get(unquote(str(want))) == unquote(have)

    for name, node in schema["$defs"].items():
        file = by_title.get(name, "")
        wanted = {"$schema": schema["$schema"], "title": name, **node}
        tally.hold(file or name + ENDING, wanted, files.get(file, NOTHING), leads_there)
    for name in sorted(set(files) - {by_title.get(name) for name in schema["$defs"]}):
        tally.differs(f"{name}: there is no model {_title(files[name])!r} in the spec")
    return tally.outcome


def _document(path: Path) -> Any:
    try:
        return json_value(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NOTHING


def _title(document: Any) -> str:
    return str(document.get("title", "")) if isinstance(document, dict) else ""
