"""Generated Python for tests: a schema in, an imported package out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from spectable.diagnostic import Report
from spectable.model import Model
from spectable.proof.python_package import imported
from spectable.proof.reader import OptionValue
from spectable.schema import load
from spectable.targets.lower import lower
from spectable.targets.render import render
from spectable.targets.target import Target, bundled_folder, find_targets, load_target


def target(name: str) -> Target:
    """A bundled target."""
    return load_target(name, find_targets([bundled_folder()]))


def model(definitions: Mapping[str, Any]) -> Model:
    """The model of a JSON Schema's `$defs`."""
    report = Report()
    found = load({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": dict(definitions)}, report)
    assert not report.failed, [str(d) for d in report]
    return found


def write(folder: Path, name: str, source: Model, **options: OptionValue) -> Path:
    """The files of a target in `folder`."""
    made = target(name)
    for file in render(made, lower(source, made, made.settle(options), Report())):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder


@contextmanager
def package(folder: Path, name: str, definitions: Mapping[str, Any], **options: OptionValue) -> Iterator[ModuleType]:
    """The package that a target makes of `$defs`, imported."""
    with imported(write(folder, name, model(definitions), **options)) as found:
        yield found


def record(*required: str, closed: bool = False, **properties: Any) -> dict[str, Any]:
    """An object schema."""
    found: dict[str, Any] = {"type": "object", "properties": properties, "required": list(required)}
    return {**found, "additionalProperties": False} if closed else found


def text(value: Any) -> str:
    """A value as JSON text, keys sorted: equal for equal values."""
    return json.dumps(value, sort_keys=True)
