"""The facts of a schema against those of its model, and what other eyes than ours see in generated schemas."""

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
from spectable.proof.schema_facts import model_facts, schema_facts
from spectable.readers.json_schema import read
from spectable.schema import Dumped, dump, schema_text
from spectable.schema.dump import DRAFT
from spectable.schema.pointer import definition_reference
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


def name_of(ref: str) -> str:
    name = ref.removeprefix("#/$defs/")
    return name if name in MODEL.by_name else f"<{ref}, which leads nowhere>"


def write(folder: Path, document: dict[str, Any]) -> None:
    (folder / "schema.json").write_text(schema_text(document), encoding="utf-8")
    for name, node in document["$defs"].items():
        alone = relative(node, lambda target: f"{target}.schema.json")
        path = folder / f"{name}.schema.json"
        path.write_text(schema_text({"$schema": DRAFT, "title": name, **alone}), encoding="utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(model=models())
def test_a_schema_says_the_facts_of_its_model(model: Model) -> None:
    names = {definition_reference(name): name for name in model.by_name}
    assert schema_facts(dump(model).document["$defs"], names.__getitem__) == model_facts(model)


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


def changed(change: str) -> tuple[dict[str, Any], str, str]:
    """The schema with one fact changed; the definition and the aspect it belongs to."""
    path, value, aspect = CHANGES[change]
    document = json.loads(schema_text(dump(MODEL).document))
    node: Any = document
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return document, str(path[1]), aspect


@pytest.mark.parametrize("change", CHANGES)
def test_one_changed_keyword_is_one_changed_fact(change: str) -> None:
    document, name, aspect = changed(change)
    expected, found = model_facts(MODEL), schema_facts(document["$defs"], name_of)
    different = {key for key in {*expected, *found} if expected.get(key) != found.get(key)}
    assert [(key[0], key[2]) for key in different] == [(name, aspect)]


def test_what_is_true_is_found_true(tmp_path: Path) -> None:
    write(tmp_path, dump(MODEL).document)
    outcome = read(tmp_path, MODEL, {"layout": "modules"})
    assert [str(d) for d in outcome.wrong] == []
    assert outcome.facts > 150


@pytest.mark.parametrize("change", CHANGES)
def test_other_eyes_see_what_our_own_dump_gets_wrong(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, name, aspect = changed(change)
    monkeypatch.setattr("spectable.readers.json_schema.dump", lambda model: Dumped(document, {}))
    write(tmp_path, document)
    messages = [d.message for d in read(tmp_path, MODEL, {"layout": "single"}).wrong]
    assert len(messages) == 1
    assert messages[0].startswith(f"schema.json: {name}")
    assert f"the {aspect} is " in messages[0]


def test_values_that_the_schema_refuses_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(schema_text(dump(MODEL).document))
    document["$defs"]["Owner"]["not"] = {}
    monkeypatch.setattr("spectable.readers.json_schema.dump", lambda model: Dumped(document, {}))
    write(tmp_path, document)
    messages = [d.message for d in read(tmp_path, MODEL, {"layout": "modules"}).wrong]
    assert any(message.startswith("schema.json: Owner: {") and "is refused" in message for message in messages)


def test_what_is_no_schema_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(schema_text(dump(MODEL).document))
    document["$defs"]["Owner"]["minProperties"] = "many"
    monkeypatch.setattr("spectable.readers.json_schema.dump", lambda model: Dumped(document, {}))
    write(tmp_path, document)
    messages = [d.message for d in read(tmp_path, MODEL, {"layout": "modules"}).wrong]
    assert any("minProperties" in message and "is no JSON Schema" in message for message in messages)
