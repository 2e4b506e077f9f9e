"""The independent reader of generated JSON Schema: content with the truth, and one changed fact is one found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from spectable.model import (
    ANY,
    INTEGER,
    STRING,
    Alias,
    Choice,
    Enum,
    Field,
    ListOf,
    MapOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    json_text,
    normal,
)
from spectable.readers.json_schema import read
from spectable.schema import dump, schema_text
from spectable.schema.dump import DRAFT
from spectable.schema.relative import relative
from strategies import models

MODEL = normal(
    Model(
        (
            Record(
                "Pet",
                (
                    Field("kind", Choice((json_text("pet"),))),
                    Field("name", STRING, True, False, "The name.", json_text("Rex")),
                    Field("born", Scalar("string", "date"), False, True),
                    Field("owner", Ref("Owner"), False, True),
                    Field("tags", ListOf(STRING), False),
                ),
                "A pet.",
                primary_key=("name",),
            ),
            Record("Owner", (Field("kind", Choice((json_text("owner"),))), Field("pets", MapOf(Ref("Pet")), False))),
            Enum("Colour", (Member(json_text("red"), "RED", "Like blood."), Member(json_text("blue"))), open=True),
            Alias("Either", OneOf((Ref("Pet"), Ref("Owner")))),
            Alias("Mixed", OneOf((Choice((json_text("a"), json_text("b"))), INTEGER))),
            Record("Open", (Field("x", ANY, True, True),), additional=INTEGER),
        )
    )
)


def write(folder: Path, model: Model, document: dict[str, Any] | None = None, modules: bool = True) -> None:
    document = document or dump(model).document
    (folder / "schema.json").write_text(schema_text(document), encoding="utf-8")
    stems = {name: f"model{number}" for number, name in enumerate(document["$defs"])}
    for name, node in document["$defs"].items() if modules else ():
        alone = relative(node, lambda target: stems.get(target, "nowhere") + ".schema.json")
        path = folder / f"{stems[name]}.schema.json"
        path.write_text(schema_text({"$schema": DRAFT, "title": name, **alone}), encoding="utf-8")


def test_what_is_true_is_found_true(tmp_path: Path) -> None:
    write(tmp_path, MODEL)
    outcome = read(tmp_path, MODEL, {"layout": "modules"})
    assert [str(d) for d in outcome.wrong] == []
    assert outcome.facts > 90


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(model=models())
def test_what_any_model_says_is_found_true(tmp_path: Path, model: Model) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    write(tmp_path, model)
    outcome = read(tmp_path, model, {"layout": "modules"})
    assert [str(d) for d in outcome.wrong] == []


PET = ("$defs", "Pet")
CHANGES = {
    "a type": ((*PET, "properties", "name", "type"), "integer", "type"),
    "a format": ((*PET, "properties", "born", "format"), "date-time", "type"),
    "nullability": ((*PET, "properties", "born", "type"), "string", "type"),
    "a reference": ((*PET, "properties", "owner", "anyOf", 0, "$ref"), "#/$defs/Pet", "type"),
    "a lost reference": ((*PET, "properties", "owner", "anyOf", 0, "$ref"), "#/$defs/Nobody", "type"),
    "a constant": ((*PET, "properties", "kind", "const"), "cat", "type"),
    "an item": ((*PET, "properties", "tags", "items", "type"), "number", "type"),
    "a limit": ((*PET, "properties", "tags", "minItems"), 1, "type"),
    "requirement": ((*PET, "required"), ["kind"], "requirement"),
    "a default": ((*PET, "properties", "name", "default"), "Max", "default"),
    "a description": ((*PET, "properties", "name", "description"), "A name.", "description"),
    "a description of a definition": ((*PET, "description"), "A dog.", "description"),
    "a key": ((*PET, "x-primary-key"), ["kind"], "primary key"),
    "a deprecation": ((*PET, "properties", "name", "deprecated"), True, "deprecated"),
    "closedness": ((*PET, "additionalProperties"), False, "additional keys"),
    "a member": (("$defs", "Colour", "anyOf", 0, "enum", 1), "green", "values"),
    "a member's name": (("$defs", "Colour", "anyOf", 0, "x-enum-varnames", 0), "ROT", "names of values"),
    "a discriminator": (("$defs", "Either", "discriminator", "propertyName"), "type", "type"),
    "a branch": (("$defs", "Mixed", "anyOf", 1, "type"), "number", "type"),
    "the type of additional keys": (("$defs", "Open", "additionalProperties", "type"), "string", "additional keys"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_one_changed_fact_is_found(tmp_path: Path, change: str) -> None:
    path, value, aspect = CHANGES[change]
    document = json.loads(schema_text(dump(MODEL).document))
    node: Any = document
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    write(tmp_path, MODEL, document, modules=False)
    compared = [d for d in read(tmp_path, MODEL, {"layout": "single"}).wrong if f"the {aspect} is" in d.message]
    assert len(compared) == 1
    assert compared[0].message.startswith(f"schema.json: {path[1]}")


def test_a_missing_property_definition_and_file_are_found(tmp_path: Path) -> None:
    document = json.loads(schema_text(dump(MODEL).document))
    del document["$defs"]["Pet"]["properties"]["name"]
    del document["$defs"]["Colour"]
    write(tmp_path, MODEL, document)
    messages = [d.message for d in read(tmp_path, MODEL, {"layout": "modules"}).wrong]
    assert any("Pet.name" in m for m in messages)
    assert any("Colour: the values is nothing" in m for m in messages)
    assert "schema.json: Colour: it has no file of its own" in messages


def test_a_file_that_is_no_schema_is_found(tmp_path: Path) -> None:
    write(tmp_path, MODEL)
    (tmp_path / "model0.schema.json").write_text('{"type": "strng"}')
    (tmp_path / "model1.schema.json").write_text("{")
    messages = [d.message for d in read(tmp_path, MODEL, {"layout": "modules"}).wrong]
    assert any(m.startswith("model0.schema.json: it is no JSON Schema") for m in messages)
    assert any(m.startswith("model1.schema.json: it cannot be read") for m in messages)


def test_an_empty_folder_is_wrong(tmp_path: Path) -> None:
    outcome = read(tmp_path, MODEL, {})
    assert [d.message for d in outcome.wrong] == ["schema.json: there is no such file"]
