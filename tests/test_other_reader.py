"""datamodel-code-generator as an independent reader of our bundles: the classes it makes must say what the model says.

It reads the bundle by code of its own, so what it finds in it is what others will find. Where its reading of JSON
Schema is known to differ from the specification, the comparison leaves that fact out, and says so.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from datetime import date, time, timedelta
from enum import Enum as PythonEnum
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin
from uuid import UUID

import pytest

from spectable.diagnostic import Report
from spectable.model import Choice, Enum, Field, ListOf, MapOf, Model, Record, Ref, Scalar, json_text, json_value
from spectable.reading.markdown import parse
from spectable.reading.read import read
from spectable.schema import dump, schema_text
from spectable.source import Source
from test_reader_json_schema import MODEL

codegen = pytest.importorskip("datamodel_code_generator")


def classes(model: Model, folder: Path) -> ModuleType:
    """The classes that datamodel-code-generator makes of the bundle of a model, imported."""
    bundle, module = folder / "bundle.json", folder / "made_by_others.py"
    bundle.write_text(schema_text(dump(model).document), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        codegen.generate(
            bundle,
            input_file_type=codegen.InputFileType.JsonSchema,
            output=module,
            output_model_type=codegen.DataModelType.PydanticV2BaseModel,
            formatters=[],
            disable_timestamp=True,
        )
    name = f"made_by_others_{folder.name}"
    spec = importlib.util.spec_from_file_location(name, module)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


def kinds(annotation: Any) -> set[Any]:
    """The types of an annotation, without null: unions taken apart, containers as what they are."""
    if get_origin(annotation) in (Union, UnionType):
        return set().union(*map(kinds, get_args(annotation)))
    if annotation is NoneType:
        return set()
    return {getattr(annotation, "__name__", "") if get_origin(annotation) is None else get_origin(annotation)}


EXPECTED: dict[tuple[str, str], set[Any]] = {
    ("string", ""): {"str"},
    ("integer", ""): {"int"},
    ("integer", "int64"): {"int"},
    ("number", ""): {"float"},
    ("boolean", ""): {"bool"},
    ("string", "date"): {date.__name__},
    ("string", "date-time"): {"AwareDatetime", "Annotated"},
    ("string", "time"): {time.__name__},
    ("string", "duration"): {timedelta.__name__},
    ("string", "uuid"): {UUID.__name__},
}


def differences(model: Model, made: ModuleType) -> tuple[int, list[str]]:
    """How many facts were compared, and those that differ."""
    facts, wrong = 0, []
    for definition in model.definitions:
        cls = getattr(made, definition.name, None)
        if isinstance(definition, Record) and hasattr(cls, "model_fields"):
            found, bad = record_differences(definition, cls)
            facts, wrong = facts + found, wrong + bad
        elif isinstance(definition, Enum) and isinstance(cls, type) and issubclass(cls, PythonEnum):
            facts += 1
            if sorted(m.value for m in definition.members) not in enum_values(made, definition.name):
                wrong.append(f"{definition.name}: {enum_values(made, definition.name)}")
    return facts, wrong


def enum_values(made: ModuleType, name: str) -> list[list[str]]:
    """The values of the enum of this name; an enum that they made of a field may have taken the very name."""
    numbered = (found for word, found in vars(made).items() if word.startswith(name))
    return [
        sorted(json_text(m.value) for m in e) for e in numbered if isinstance(e, type) and issubclass(e, PythonEnum)
    ]


def record_differences(record: Record, cls: Any) -> tuple[int, list[str]]:
    wrong = []
    fields = {field.alias or name: field for name, field in cls.model_fields.items()}
    if list(fields) != [field.name for field in record.fields]:
        return 1, [f"{record.name}: fields {list(fields)}"]
    for field in record.fields:
        other = fields[field.name]
        place = f"{record.name}.{field.name}"
        if field.default is None and other.is_required() != field.required:
            wrong.append(f"{place}: required {other.is_required()}")
        plain = isinstance(field.type, Scalar) and field.type.kind not in ("any", "null")
        if plain and field.required and (NoneType in get_args(other.annotation)) != field.nullable:
            wrong.append(f"{place}: nullable {not field.nullable}")
        if not type_agrees(field, other.annotation):
            wrong.append(f"{place}: {other.annotation} for {field.type}")
        if (other.description or "") != field.description and not isinstance(field.type, Ref):
            wrong.append(f"{place}: described as {other.description!r}")
    return 1 + 4 * len(record.fields), wrong


def type_agrees(field: Field, annotation: Any) -> bool:
    match field.type:
        case Scalar(kind, format_):
            wanted = EXPECTED.get((kind, format_))
            return wanted is None or kinds(annotation) <= wanted
        case ListOf():
            return kinds(annotation) == {list}
        case MapOf():
            return kinds(annotation) == {dict}
        case Choice(values) if len(values) == 1:
            parts = (annotation, *get_args(annotation))
            literals = [value for part in parts for value in get_args(part)]
            enums = [part for part in parts if isinstance(part, type) and issubclass(part, PythonEnum)]
            return json_value(values[0]) in (*literals, *(member.value for enum in enums for member in enum))
        case _:
            return True


def test_others_read_what_we_say(tmp_path: Path) -> None:
    facts, wrong = differences(MODEL, classes(MODEL, tmp_path))
    assert wrong == []
    assert facts > 20


def read_pages(folder: Path) -> Model:
    pages = sorted(folder.rglob("*.md"))
    sources = [Source(page.relative_to(folder).as_posix(), page.read_text(encoding="utf-8")) for page in pages]
    return read(map(parse, sources), report=Report())


def test_others_read_the_bundle_of_our_own_pages(tmp_path: Path, repository: Path) -> None:
    model = read_pages(repository / "spec")
    facts, wrong = differences(model, classes(model, tmp_path))
    assert wrong == []
    assert facts > 300


@pytest.mark.slow
@pytest.mark.parametrize("name", ["speakeasy-py-syllable", "speakeasy-py-mistral"])
def test_others_read_the_bundles_of_the_corpora(name: str, tmp_path: Path, corpora: Path) -> None:
    model = read_pages(corpora / name / "docs")
    facts, wrong = differences(model, classes(model, tmp_path))
    assert wrong == []
    assert facts > 5000
