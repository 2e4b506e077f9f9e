"""The JSON Schema of a model, keyword by keyword as CONTRACT.md says it, and its text."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from spectable.model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    OBJECT,
    STRING,
    Alias,
    Choice,
    Enum,
    Field,
    Json,
    Limits,
    ListOf,
    MapOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    json_text,
    normal,
)
from spectable.schema import dump, schema_text
from spectable.schema.relative import relative
from spectable.source import Source

TEXT_A, TEXT_B = Json('"a"'), Json('"b"')


def node(type_: Type, nullable: bool = False) -> dict[str, Any]:
    """The schema of a field of this type."""
    model = Model((Record("R", (Field("f", type_, nullable=nullable),)),))
    found: dict[str, Any] = dump(model).document["$defs"]["R"]["properties"]["f"]
    return found


def definition(model: Model, name: str) -> dict[str, Any]:
    found: dict[str, Any] = dump(model).document["$defs"][name]
    return found


@pytest.mark.parametrize(
    ("type_", "plain", "with_null"),
    [
        (STRING, {"type": "string"}, {"type": ["string", "null"]}),
        (BOOLEAN, {"type": "boolean"}, {"type": ["boolean", "null"]}),
        (
            Scalar("string", "date-time"),
            {"type": "string", "format": "date-time"},
            {"type": ["string", "null"], "format": "date-time"},
        ),
        (
            Scalar("string", "byte"),
            {"type": "string", "format": "byte", "contentEncoding": "base64"},
            {"type": ["string", "null"], "format": "byte", "contentEncoding": "base64"},
        ),
        (Ref("R"), {"$ref": "#/$defs/R"}, {"anyOf": [{"$ref": "#/$defs/R"}, {"type": "null"}]}),
        (Choice((TEXT_A,)), {"type": "string", "const": "a"}, {"type": ["string", "null"], "enum": ["a", None]}),
        (
            Choice((TEXT_A, TEXT_B)),
            {"type": "string", "enum": ["a", "b"]},
            {"type": ["string", "null"], "enum": ["a", "b", None]},
        ),
        (
            ListOf(OneOf((STRING, NULL))),
            {"type": "array", "items": {"type": ["string", "null"]}},
            {"type": ["array", "null"], "items": {"type": ["string", "null"]}},
        ),
        (
            MapOf(INTEGER),
            {"type": "object", "additionalProperties": {"type": "integer"}},
            {"type": ["object", "null"], "additionalProperties": {"type": "integer"}},
        ),
        (
            OneOf((STRING, INTEGER)),
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
        ),
    ],
)
def test_a_type_and_the_same_type_or_null(type_: Type, plain: dict[str, Any], with_null: dict[str, Any]) -> None:
    assert node(type_) == plain
    assert node(type_, nullable=True) == with_null


def test_any_value_is_the_empty_schema() -> None:
    assert node(ANY) == {}
    assert node(OBJECT) == {"type": "object", "additionalProperties": {}}


def test_every_limit_has_its_keyword() -> None:
    limits = Limits(Json("1"), Json("2"), Json("0"), Json("3"), Json("0.10"), 4, 5, "^x", 6, 7, True, 8, 9)
    said = node(Scalar("string", "", limits))
    assert {**said, "multipleOf": str(said["multipleOf"])} == {
        "type": "string",
        "minimum": 1,
        "maximum": 2,
        "exclusiveMinimum": 0,
        "exclusiveMaximum": 3,
        "multipleOf": "0.10",
        "minLength": 4,
        "maxLength": 5,
        "pattern": "^x",
        "minItems": 6,
        "maxItems": 7,
        "uniqueItems": True,
        "minProperties": 8,
        "maxProperties": 9,
    }


def test_a_record_keeps_its_rows_in_order_and_always_has_properties() -> None:
    fields = (Field("z", STRING), Field("a", STRING, required=False), Field("m", STRING))
    model = Model((Record("Rows", fields, "What it is."), Record("Empty", ())))
    assert dump(model).document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(dump(model).document["$defs"]) == ["Rows", "Empty"]
    rows = definition(model, "Rows")
    assert list(rows["properties"]) == ["z", "a", "m"]
    assert rows["required"] == ["z", "m"]
    assert rows["description"] == "What it is."
    assert definition(model, "Empty") == {"type": "object", "properties": {}}


def test_required_and_nullable_are_two_facts() -> None:
    fields = tuple(
        Field(f"{required}-{nullable}", STRING, required, nullable)
        for required in (True, False)
        for nullable in (True, False)
    )
    record = definition(Model((Record("R", fields),)), "R")
    assert record["required"] == ["True-True", "True-False"]
    assert [p["type"] for p in record["properties"].values()] == [["string", "null"], "string"] * 2


@pytest.mark.parametrize(("additional", "said"), [(True, None), (False, False), (INTEGER, {"type": "integer"})])
def test_what_other_keys_a_record_has(additional: Any, said: Any) -> None:
    record = definition(Model((Record("R", (), additional=additional),)), "R")
    assert record.get("additionalProperties") == said


def test_everything_else_that_a_row_says() -> None:
    field = Field(
        "f", STRING, True, False, "Text.", Json("null"), (Json("1"), Json('"x"')), True, True, True, "Other.id"
    )
    record = Record("R", (field,), primary_key=("f",), deprecated=True, examples=(Json("{}"),))
    said = definition(Model((record,)), "R")
    assert said["x-primary-key"] == ["f"]
    assert said["deprecated"] is True
    assert said["examples"] == [{}]
    assert said["properties"]["f"] == {
        "type": "string",
        "description": "Text.",
        "default": None,
        "examples": [1, "x"],
        "deprecated": True,
        "readOnly": True,
        "writeOnly": True,
        "x-foreign-key": "Other.id",
    }


def test_a_closed_and_an_open_enum() -> None:
    members = (Member(TEXT_A, "A", "First."), Member(TEXT_B))
    model = Model((Enum("Closed", members, description="Two."), Enum("Open", members, open=True)))
    closed = {
        "type": "string",
        "enum": ["a", "b"],
        "x-enum-varnames": ["A", ""],
        "x-enum-descriptions": ["First.", ""],
    }
    assert definition(model, "Closed") == {**closed, "description": "Two."}
    assert definition(model, "Open") == {"anyOf": [closed, {"type": "string"}]}


def test_an_enum_of_values_of_several_types() -> None:
    members = tuple(map(Member, map(json_text, ("a", 1, 1.5, True))))
    said = definition(Model((Enum("Mixed", members),)), "Mixed")
    assert said == {"type": ["string", "integer", "number", "boolean"], "enum": ["a", 1, 1.5, True]}


def test_a_union_says_what_tells_its_branches_apart() -> None:
    cat, dog = (Record(name, (Field("kind", Choice((json_text(name.lower()),))),)) for name in ("Cat", "Dog"))
    model = normal(Model((cat, dog, Alias("Pet", OneOf((Ref("Cat"), Ref("Dog")))))))
    assert definition(model, "Pet") == {
        "anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/$defs/Cat", "dog": "#/$defs/Dog"}},
    }


@pytest.mark.parametrize("name", ["a/b", "a~b", "~1", "100%", "%41", "with space", "ünï", "#", "?", '"', "a.b", ""])
def test_a_reference_finds_a_definition_of_any_name(name: str) -> None:
    document = dump(Model((Record(name, (), additional=False), Alias("To", Ref(name))))).document
    validator = Draft202012Validator({**document, "$ref": "#/$defs/To"})
    assert validator.is_valid({})
    assert not validator.is_valid({"x": 1})


def test_places_are_beside_the_schema_by_pointer() -> None:
    source = Source("spec/a.md", "0123456789" * 10)
    record = Record(
        "a/b",
        (
            Field("x~y", Ref("E", source.span(30, 31)), nullable=True, span=source.span(20, 25)),
            Field("z", ListOf(Ref("E", source.span(40, 41)))),
        ),
        span=source.span(10),
    )
    enum = Enum("E", (Member(TEXT_A, span=source.span(50)), Member(TEXT_B, span=source.span(60))), open=True)
    dumped = dump(Model((record, enum)))
    assert {pointer: span.start for pointer, span in dumped.source_map.items()} == {
        "/$defs/a~1b": 10,
        "/$defs/a~1b/properties/x~0y": 20,
        "/$defs/a~1b/properties/x~0y/anyOf/0/$ref": 30,
        "/$defs/a~1b/properties/z/items/$ref": 40,
        "/$defs/E/anyOf/0/enum/0": 50,
        "/$defs/E/anyOf/0/enum/1": 60,
    }
    assert dump(Model((record, enum))).document == dump(Model((Record("a/b", record.fields), enum))).document


# --- text


def test_the_text_is_json_as_python_writes_it() -> None:
    document = {"a": [1, 1.5, True, None, [], {}, "é😀\n"], "b": {"c": {}}}
    assert schema_text(document) == json.dumps(document, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("digits", ["0.10", "1e+400", "123456789012345678901234567890", "0.1000000000000000000001"])
def test_numbers_keep_every_digit(digits: str) -> None:
    number = int(digits) if digits.isdigit() else Decimal(digits)
    assert schema_text({"n": number}) == f'{{\n  "n": {digits}\n}}\n'


def test_half_a_character_is_written_as_an_escape() -> None:
    assert schema_text(["\ud800"]).encode() == b'[\n  "\\ud800"\n]\n'


# --- relative references


def test_a_file_of_its_own_leads_to_the_files_of_others() -> None:
    record = Record(
        "R",
        (
            Field("a", Ref("A"), nullable=True),
            Field("b", ListOf(MapOf(Ref("B/ü")))),
            Field("c", STRING, default=json_text({"$ref": "#/$defs/A"})),
            Field("$ref", STRING),
        ),
        additional=Ref("A"),
    )
    said = relative(definition(Model((record,)), "R"), lambda name: f"{name.replace('/', '-')}.schema.json")
    assert said["properties"]["a"]["anyOf"][0] == {"$ref": "A.schema.json"}
    assert said["properties"]["b"]["items"]["additionalProperties"] == {"$ref": "B-%C3%BC.schema.json"}
    assert said["properties"]["c"]["default"] == {"$ref": "#/$defs/A"}
    assert said["properties"]["$ref"] == {"type": "string"}
    assert said["additionalProperties"] == {"$ref": "A.schema.json"}


def test_a_discriminator_of_a_file_leads_to_the_files_of_others() -> None:
    cat, dog = (Record(name, (Field("kind", Choice((json_text(name.lower()),))),)) for name in ("Cat", "Dog"))
    model = normal(Model((cat, dog, Alias("Pet", OneOf((Ref("Cat"), Ref("Dog")))))))
    said = relative(definition(model, "Pet"), lambda name: f"{name}.schema.json")
    assert said["discriminator"]["mapping"] == {"cat": "Cat.schema.json", "dog": "Dog.schema.json"}
