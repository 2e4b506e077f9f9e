"""JSON Schema documents that were handed in: what is read, what becomes a warning, what is refused, and where."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import pytest

from spectable.diagnostic import Diagnostic, Report, Severity
from spectable.model import (
    ANY,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Alias,
    Choice,
    Definition,
    Discriminator,
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
    nullable,
)
from spectable.schema import load, parse
from spectable.source import Source

A, B = json_text("a"), json_text("b")


def read(document: Any, name: str = "") -> tuple[Model, list[Diagnostic]]:
    """The model of a document, and the findings."""
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    report, source = Report(), Source("given.json", text)
    value = parse(source, report)
    return (Model() if report.failed else load(value, report, source, name=name)), report.diagnostics


def silently(document: Any, name: str = "") -> Model:
    model, findings = read(document, name)
    assert [str(f) for f in findings] == []
    return model


def codes(document: Any) -> list[str]:
    return [finding.code for finding in read(document)[1]]


def define(node: Any, **others: Any) -> Definition:
    """The definition `X` of this schema, read without a finding."""
    return silently({"$defs": {"X": node, **others}}).by_name["X"]


def type_of(node: Any, **others: Any) -> Type:
    definition = define(node, **others)
    assert isinstance(definition, Alias)
    return definition.type


# --- roots and definitions


def test_the_root_object_is_a_model_named_by_its_title() -> None:
    model = silently({"title": "Order form", "type": "object", "properties": {"up": {"$ref": "#"}}})
    assert model == Model((Record("Order form", (Field("up", Ref("Order form"), False),)),))


def test_a_root_without_a_title_is_named_by_its_file() -> None:
    assert [d.name for d in silently({"type": "string"}, "order").definitions] == ["order"]
    assert [d.name for d in silently({"type": "string"}).definitions] == ["Root"]


def test_a_root_that_only_leads_to_a_definition_is_no_model() -> None:
    model = silently({"$ref": "#/$defs/A", "$defs": {"A": {"type": "string"}}})
    assert [d.name for d in model.definitions] == ["A"]


@pytest.mark.parametrize("holder", ["$defs", "definitions"])
def test_definitions_stand_where_old_and_new_drafts_keep_them(holder: str) -> None:
    model = silently({holder: {"A": {"$ref": f"#/{holder}/B"}, "B": {"type": "string"}}})
    assert model == Model((Alias("A", Ref("B")), Alias("B", STRING)))


def test_the_schemas_of_an_openapi_document_are_definitions() -> None:
    schemas = {"A": {"type": "string", "nullable": True}, "B": {"$ref": "#/components/schemas/A"}}
    model = silently({"openapi": "3.0.3", "info": {}, "paths": {}, "components": {"schemas": schemas}})
    assert model == Model((Alias("A", nullable(STRING)), Alias("B", Ref("A"))))


def test_two_definitions_of_one_name_are_both_kept() -> None:
    model, findings = read({"$defs": {"A": {"type": "string"}}, "definitions": {"A": {"type": "integer"}}})
    assert model == Model((Alias("A", STRING), Alias("A2", INTEGER)))
    assert [f.code for f in findings] == ["renamed-definition"]


# --- types


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({}, ANY),
        (True, ANY),
        ({"type": "null"}, NULL),
        ({"type": ["string", "null"]}, nullable(STRING)),
        ({"type": "string", "nullable": True}, nullable(STRING)),
        ({"type": ["string", "integer", "null"]}, OneOf((STRING, INTEGER, NULL))),
        ({"type": "array"}, ListOf(ANY)),
        ({"items": {"type": "string"}}, ListOf(STRING)),
        ({"type": "object"}, OBJECT),
        ({"type": "object", "additionalProperties": True}, OBJECT),
        ({"additionalProperties": {"type": "string"}}, MapOf(STRING)),
        ({"const": "a"}, Choice((A,))),
        ({"const": None}, NULL),
        ({"enum": ["a", "b", None]}, OneOf((Choice((A, B)), NULL))),
        ({"enum": ["a", None, "a"], "type": ["string", "null"]}, OneOf((Choice((A,)), NULL))),
        ({"enum": [None]}, NULL),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, nullable(STRING)),
        ({"oneOf": [{"type": ["string", "null"]}, {"anyOf": [{"type": "integer"}]}]}, OneOf((STRING, INTEGER, NULL))),
        ({"type": "string", "contentEncoding": "base64"}, Scalar("string", "byte")),
        ({"type": "string", "format": "phone"}, Scalar("string", "phone")),
        ({"type": "string", "title": "T", "$comment": "c", "x-anything": 1, "xml": {}}, STRING),
        ({"type": "string", "minimum": 3}, STRING),
        ({"type": ["string", "integer"], "minLength": 1, "minimum": 0},
         OneOf((Scalar("string", "", Limits(min_length=1)), Scalar("integer", "", Limits(minimum=Json("0")))))),
        ({"type": "number", "minimum": 1, "exclusiveMinimum": True},
         Scalar("number", "", Limits(exclusive_minimum=Json("1")))),
        ({"type": "number", "minimum": 1, "exclusiveMinimum": False}, Scalar("number", "", Limits(minimum=Json("1")))),
        ({"type": "string", "maxLength": 3.0}, Scalar("string", "", Limits(max_length=3))),
    ],
)  # fmt: skip
def test_a_schema_is_read_as_its_type(node: Any, expected: Type) -> None:
    assert type_of(node) == expected


def test_null_that_the_type_forbids_is_no_value_of_an_enum() -> None:
    assert define({"type": "string", "enum": ["a", None]}) == Enum("X", (Member(A),))


def test_an_enum_with_names_and_null_keeps_both() -> None:
    node = {"enum": ["a", None, "b"], "x-enum-varnames": ["ANN", "NONE", "BOB"]}
    model = silently({"$defs": {"X": node}})
    assert model == Model((Alias("X", nullable(Ref("XValue"))), Enum("XValue", (Member(A, "ANN"), Member(B, "BOB")))))


def test_one_of_constants_is_an_enum_with_names() -> None:
    node = {"oneOf": [{"const": "a", "title": "Ann", "description": "First."}, {"const": "b"}]}
    assert define(node) == Enum("X", (Member(A, "Ann", "First."), Member(B)))


def test_an_open_enum_is_any_of_the_enum_and_its_base() -> None:
    assert define({"anyOf": [{"enum": ["a", "b"]}, {"type": "string"}]}) == Enum("X", (Member(A), Member(B)), open=True)
    other = type_of({"anyOf": [{"enum": ["a", "b"]}, {"type": "integer"}]})
    assert other == OneOf((Choice((A, B)), INTEGER))


def test_a_property_holds_everything_that_is_said_of_it() -> None:
    node = {
        "type": "string", "description": "Text.", "default": "x", "examples": ["y"], "deprecated": True,
        "readOnly": True, "writeOnly": False, "x-foreign-key": "O.id",
    }  # fmt: skip
    field = Field("f", STRING, False, False, "Text.", Json('"x"'), (Json('"y"'),), True, True, False, "O.id")
    assert define({"type": "object", "properties": {"f": node}}) == Record("X", (field,))
    old = define({"type": "object", "properties": {"f": {"type": "string", "example": 5}}})
    assert old == Record("X", (Field("f", STRING, False, examples=(Json("5"),)),))


def test_a_description_beside_a_reference_is_the_fields() -> None:
    node = {"properties": {"f": {"$ref": "#/$defs/T", "description": "Mine."}}}
    field = Field("f", Ref("T"), False, description="Mine.")
    assert define(node, T={"type": "string", "description": "Yours."}) == Record("X", (field,))


@pytest.mark.parametrize(
    ("said", "expected"),
    [(None, True), (True, True), ({}, True), (False, False), ({"type": "integer"}, INTEGER)],
)
def test_other_keys_of_a_record(said: Any, expected: Type | bool) -> None:
    node = {"type": "object", "properties": {}} | ({} if said is None else {"additionalProperties": said})
    assert define(node) == Record("X", (), additional=expected)


def test_an_object_that_closes_itself_is_an_empty_record() -> None:
    assert define({"type": "object", "additionalProperties": False}) == Record("X", (), additional=False)


# --- objects without a name


def test_nested_objects_are_hoisted_and_named_by_where_they_stand() -> None:
    inner = {"type": "object", "properties": {"city": {"type": "string"}}}
    owner = {"type": "object", "properties": {"home_address": inner}}
    node = {
        "properties": {
            "owner": owner,
            "past-owners": {"items": owner},
            "by_name": {"additionalProperties": inner},
            "either": {"anyOf": [inner, {"type": "string"}, {"title": "Named", **inner}]},
        }
    }
    model = silently({"$defs": {"Pet": node, "PetOwner": {"type": "string"}}})
    assert [d.name for d in model.definitions] == [
        "Pet",
        "PetOwner2",
        "PetPastOwnersItem",
        "PetByNameValue",
        "PetEither1",
        "Named",
        "PetOwnerHomeAddress",
        "PetPastOwnersItemHomeAddress",
        "PetOwner",
    ]
    fields = {f.name: f.type for f in next(model.records()).fields}
    assert fields == {
        "owner": Ref("PetOwner2"),
        "past-owners": ListOf(Ref("PetPastOwnersItem")),
        "by_name": MapOf(Ref("PetByNameValue")),
        "either": OneOf((Ref("PetEither1"), STRING, Ref("Named"))),
    }


def test_a_record_that_may_be_null_is_an_alias_of_one() -> None:
    node = {"type": ["object", "null"], "properties": {"f": {"type": "object", "nullable": True, "properties": {}}}}
    assert silently({"$defs": {"X": node}}) == Model((
        Alias("X", nullable(Ref("XObject"))),
        Record("XObject", (Field("f", Ref("XF"), False, True),)),
        Record("XF", ()),
    ))  # fmt: skip


def test_what_a_reference_and_a_property_share_is_one_definition() -> None:
    node = {"properties": {"a": {"type": "object", "properties": {}}, "b": {"$ref": "#/$defs/X/properties/a"}}}
    model = silently({"$defs": {"X": node}})
    assert [d.name for d in model.definitions] == ["X", "XA"]
    assert [f.type for f in next(model.records()).fields] == [Ref("XA"), Ref("XA")]


# --- references


def test_references_lead_to_anywhere_in_the_document() -> None:
    model = silently({
        "$id": "https://example.com/root.json",
        "title": "R",
        "properties": {
            "text": {"type": "string", "minLength": 1},
            "pointer": {"$ref": "#/properties/text"},
            "anchor": {"$ref": "#here"},
            "itself": {"$ref": "root.json"},
            "absolute": {"$ref": "https://example.com/root.json#/$defs/A"},
            "tree": {"type": "array", "items": {"$ref": "#/properties/tree"}},
            "odd": {"$ref": "#/$defs/a~1b%20c"},
        },
        "$defs": {"A": {"$anchor": "here", "type": "integer"}, "a/b c": {"type": "number"}},
    })  # fmt: skip
    fields = {f.name: f.type for f in next(model.records()).fields}
    assert fields["pointer"] == fields["text"] == Scalar("string", "", Limits(min_length=1))
    assert fields["anchor"] == fields["absolute"] == Ref("A")
    assert fields["itself"] == Ref("R")
    assert fields["tree"] == ListOf(Ref("RTree"))
    assert model.by_name["RTree"] == Alias("RTree", ListOf(Ref("RTree")))
    assert fields["odd"] == Ref("a/b c")


def test_a_document_that_bundles_others_keeps_their_references_apart() -> None:
    model = silently({
        "$id": "https://example.com/all",
        "$defs": {
            "Pet": {
                "$id": "pet",
                "properties": {"tag": {"$ref": "#/$defs/Tag"}, "owner": {"$ref": "owner"}},
                "$defs": {"Tag": {"type": "object", "properties": {"inner": {"type": "string"}}}},
            },
            "Owner": {"$id": "owner", "properties": {"pet": {"$ref": "pet"}, "tag": {"$ref": "all#/$defs/Tag"}}},
            "Tag": {"type": "string"},
        },
    })  # fmt: skip
    pet, owner = model.by_name["Pet"], model.by_name["Owner"]
    assert isinstance(pet, Record)
    assert isinstance(owner, Record)
    assert [f.type for f in owner.fields] == [Ref("Pet"), Ref("Tag")]
    assert [f.type for f in pet.fields] == [Ref("Tag2"), Ref("Owner")]
    assert model.by_name["Tag2"] == Record("Tag2", (Field("inner", STRING, False),))


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        ("#/$defs/Nowhere", "dangling-reference"),
        ("#nowhere", "dangling-reference"),
        ("https://example.com/x.json", "remote-reference"),
        ("other.json#/$defs/A", "remote-reference"),
    ],
)
def test_a_reference_that_is_lost_is_any_value_and_a_warning(ref: str, code: str) -> None:
    model, findings = read({"$defs": {"X": {"properties": {"f": {"$ref": ref}}}}})
    assert model == Model((Record("X", (Field("f", ANY, False),)),))
    assert [(f.code, f.severity) for f in findings] == [(code, Severity.WARNING)]
    assert repr(ref) in findings[0].message


@pytest.mark.parametrize(
    "definitions",
    [
        {"A": {"$ref": "#/$defs/A"}},
        {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}},
        {"A": {"anyOf": [{"$ref": "#/$defs/A"}, {"type": "string"}]}},
        {"A": {"allOf": [{"$ref": "#/$defs/A"}, {"type": "string"}]}},
        {"A": {"$ref": "#/$defs/A", "minLength": 1}},
        {"A": {"properties": {"x": {"$ref": "#/$defs/A/properties/x"}}}},
    ],
)
def test_what_is_defined_by_itself_is_a_warning(definitions: dict[str, Any]) -> None:
    model, findings = read({"$defs": definitions})
    assert "cyclic-reference" in {f.code for f in findings}
    assert {f.severity for f in findings} == {Severity.WARNING}
    assert [d.name for d in model.definitions] == list(definitions)


def test_a_long_chain_of_aliases_is_followed_once() -> None:
    size = 3000
    chain: dict[str, Any] = {f"A{i}": {"$ref": f"#/$defs/A{i + 1}"} for i in range(size)}
    begun = time.perf_counter()
    model, findings = read({"$defs": {**chain, f"A{size}": {"$ref": "#/$defs/A0"}}})
    assert time.perf_counter() - begun < 5
    assert [f.code for f in findings] == ["cyclic-reference"] * (size + 1)
    assert {d.type for d in model.definitions if isinstance(d, Alias)} == {ANY}


def test_a_definition_without_a_name_gets_one() -> None:
    model, findings = read({"$defs": {"": {"type": "object", "properties": {"x": {"$ref": "#/$defs/"}}}}})
    assert [f.code for f in findings] == ["renamed-definition"]
    assert model.definitions == (Record("Unnamed", (Field("x", Ref("Unnamed"), False),)),)


def test_recursion_through_a_part_is_no_cycle() -> None:
    assert type_of({"type": "array", "items": {"$ref": "#/$defs/X"}}) == ListOf(Ref("X"))
    assert define({"properties": {"x": {"$ref": "#/$defs/X"}}}) == Record("X", (Field("x", Ref("X"), False),))


# --- allOf


def test_all_of_merges_fields_and_requirements() -> None:
    node = {
        "allOf": [
            {"$ref": "#/$defs/Base"},
            {"properties": {"b": {"type": "integer", "minimum": 0}}, "required": ["a"]},
            {"properties": {"b": {"maximum": 9}}},
        ],
        "properties": {"c": {"type": "string"}},
        "required": ["c"],
        "description": "Mine.",
    }
    base = {"properties": {"a": {"type": "string"}}, "description": "Base.", "additionalProperties": False}
    limited = Scalar("integer", "", Limits(minimum=Json("0"), maximum=Json("9")))
    fields = (Field("a", STRING), Field("b", limited, False), Field("c", STRING))
    assert define(node, Base=base) == Record("X", fields, "Mine.", additional=False)


def test_all_of_one_reference_is_the_reference() -> None:
    for node in (
        {"allOf": [{"$ref": "#/$defs/T"}]},
        {"allOf": [{"$ref": "#/$defs/T"}], "description": "d"},
        {"allOf": [{"$ref": "#/$defs/T"}, {"description": "d"}]},
        {"allOf": [{"$ref": "#/$defs/T"}, {"type": "object"}]},
    ):
        assert type_of(node, T={"type": "object", "properties": {}}) == Ref("T")


def test_limits_beside_a_reference_narrow_its_target() -> None:
    assert type_of({"$ref": "#/$defs/T", "maxLength": 5}, T={"type": "string", "minLength": 1}) == Scalar(
        "string", "", Limits(min_length=1, max_length=5)
    )


def test_all_of_keeps_the_narrower_of_two_limits() -> None:
    node = {"allOf": [{"type": "number", "minimum": 1, "maximum": 9}, {"type": "integer", "minimum": 3, "maximum": 10}]}
    assert type_of(node) == Scalar("integer", "", Limits(minimum=Json("3"), maximum=Json("9")))
    enums = {"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}
    assert define(enums) == Enum("X", (Member(B),))


def test_types_that_contradict_each_other_are_a_warning() -> None:
    assert codes({"$defs": {"X": {"allOf": [{"type": "string"}, {"type": "integer"}]}}}) == ["contradictory-schema"]


def test_a_nested_object_of_a_base_is_hoisted_once() -> None:
    base = {"properties": {"owner": {"type": "object", "properties": {}}}}
    model = silently({"$defs": {"Dog": {"allOf": [{"$ref": "#/$defs/Pet"}]}, "Cat": {
        "allOf": [{"$ref": "#/$defs/Pet"}, {"properties": {}}]}, "Pet": base}})  # fmt: skip
    assert model.by_name["Dog"] == Alias("Dog", Ref("Pet"))
    assert model.by_name["Cat"] == Record("Cat", (Field("owner", Ref("PetOwner"), False),))
    assert [d.name for d in model.definitions] == ["Dog", "Cat", "PetOwner", "Pet"]


# --- unions


def test_what_stands_beside_a_union_holds_for_every_branch() -> None:
    node = {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}
    assert type_of(node) == OneOf((Scalar("string", "date"), Scalar("string", "date-time")))
    node = {"type": "object", "oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}
    record = {"type": "object", "properties": {}}
    assert type_of(node, A=record, B=record) == OneOf((Ref("A"), Ref("B")))


CAT = {"properties": {"kind": {"const": "cat"}}}
DOG = {"properties": {"kind": {"enum": ["dog"]}}}


@pytest.mark.parametrize(
    "discriminator",
    [
        None,
        {"propertyName": "kind"},
        {"propertyName": "kind", "mapping": {"cat": "#/$defs/Cat", "dog": "Dog"}},
    ],
)
def test_a_discriminator_is_stated_or_found(discriminator: Any) -> None:
    node = {"oneOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]}
    if discriminator:
        node["discriminator"] = discriminator
    found = Discriminator("kind", (("cat", "Cat"), ("dog", "Dog")))
    assert type_of(node, Cat=CAT, Dog=DOG) == OneOf((Ref("Cat"), Ref("Dog")), found)


def test_a_discriminator_without_constants_goes_by_the_names() -> None:
    node = {"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}], "discriminator": {"propertyName": "kind"}}
    record = {"properties": {"kind": {"type": "string"}}}
    found = Discriminator("kind", (("A", "A"), ("B", "B")))
    assert type_of(node, A=record, B=record) == OneOf((Ref("A"), Ref("B")), found)


def test_a_mapping_to_no_branch_is_a_warning() -> None:
    node = {"oneOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "cow": "Cow"}}}  # fmt: skip
    assert codes({"$defs": {"X": node, "Cat": CAT, "Dog": DOG}}) == ["stray-discriminator"]


# --- what is not held


@pytest.mark.parametrize(
    ("node", "word", "expected"),
    [
        ({"type": "string", "not": {"const": "x"}}, "not", STRING),
        ({"type": "string", "if": {}}, "if", STRING),
        ({"type": "array", "contains": {}}, "contains", ListOf(ANY)),
        ({"type": "object", "propertyNames": {}}, "propertyNames", OBJECT),
        ({"type": "object", "dependentRequired": {}}, "dependentRequired", OBJECT),
        ({"minLength": 1}, "minLength", ANY),
        ({"type": "string", "contentEncoding": "base32"}, "contentEncoding", STRING),
        ({"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False}, "prefixItems",
         ListOf(OneOf((STRING, INTEGER)), Limits(max_items=2))),
        ({"prefixItems": [{"type": "string"}], "items": {"type": "number"}}, "prefixItems",
         ListOf(OneOf((STRING, NUMBER)))),
        ({"prefixItems": [{"type": "string"}]}, "prefixItems", ListOf(ANY)),
        ({"items": [{"type": "string"}], "additionalItems": False}, "items", ListOf(STRING, Limits(max_items=1))),
        ({"type": "object", "patternProperties": {"^x": {"type": "string"}}, "additionalProperties": False},
         "patternProperties", MapOf(STRING)),
        ({"patternProperties": {"^x": {"type": "string"}}, "additionalProperties": {"type": "number"}},
         "patternProperties", MapOf(OneOf((STRING, NUMBER)))),
    ],
)  # fmt: skip
def test_a_keyword_that_is_not_held_is_a_warning_and_the_widest_reading(node: Any, word: str, expected: Type) -> None:
    model, findings = read({"$defs": {"X": node}})
    assert model == Model((Alias("X", expected),))
    assert [(f.code, f.severity) for f in findings] == [("keyword-not-held", Severity.WARNING)]
    assert repr(word) in findings[0].message
    assert findings[0].span is not None
    assert findings[0].span.text.strip('"') == word or f'"{word}"' in findings[0].span.source.line(
        findings[0].span.line
    )


@pytest.mark.parametrize("word", ["minProperties", "oneOf", "patternProperties"])
def test_what_a_record_does_not_hold_is_a_warning(word: str) -> None:
    said: dict[str, Any] = {"minProperties": 1, "oneOf": [{"required": ["a"]}], "patternProperties": {"^x-": {}}}
    model, findings = read({"$defs": {"X": {"properties": {"a": {"type": "string"}}, word: said[word]}}})
    assert model == Model((Record("X", (Field("a", STRING, False),)),))
    assert [f.code for f in findings] == ["keyword-not-held"]


def test_a_required_key_that_is_no_property_becomes_a_field() -> None:
    model, findings = read({"$defs": {"X": {"properties": {"a": {"type": "string"}}, "required": ["b"]}}})
    assert model == Model((Record("X", (Field("a", STRING, False), Field("b", ANY))),))
    assert [f.code for f in findings] == ["required-without-property"]


@pytest.mark.parametrize("node", [False, {"enum": []}])
def test_what_allows_nothing_is_any_value_and_a_warning(node: Any) -> None:
    model, findings = read({"$defs": {"X": node}})
    assert model == Model((Alias("X", ANY),))
    assert [(f.code, f.severity) for f in findings] == [("false-schema", Severity.WARNING)]


def test_a_slip_in_a_keyword_is_a_warning_that_names_the_right_one() -> None:
    _, findings = read({"$defs": {"X": {"type": "string", "maxLenght": 5, "somethingElse": 1, "x-maxLenght": 1}}})
    assert [(f.code, f.hint) for f in findings] == [("unknown-keyword", "did you mean 'maxLength'?")]


# --- errors, with their places


def test_a_misspelt_type_is_an_error_at_its_place() -> None:
    _, findings = read('{"$defs": {"X": {\n  "properties": {"name": {"type": "strng"}}}}}')
    assert [str(f) for f in findings] == [
        "given.json:2:35: error: 'strng' is not a type of JSON Schema (#/$defs/X/properties/name/type) [unknown-type]"
    ]
    assert findings[0].hint == "did you mean 'string'?"


@pytest.mark.parametrize(
    ("node", "place"),
    [
        ({"properties": []}, "/properties"),
        ({"properties": {}, "required": "x"}, "/required"),
        ({"type": "string", "required": True}, "/required"),
        ({"properties": {}, "required": [1]}, "/required/0"),
        ({"$ref": 5}, "/$ref"),
        ({"allOf": 5}, "/allOf"),
        ({"allOf": [5]}, "/allOf/0"),
        ({"allOf": [{"$ref": 5}, {"type": "string", "minLength": 1}]}, "/allOf/0/$ref"),
        ({"anyOf": 5}, "/anyOf"),
        ({"anyOf": []}, "/anyOf"),
        ({"oneOf": [5]}, "/oneOf/0"),
        ({"enum": 5}, "/enum"),
        ({"type": 5}, "/type"),
        ({"type": ["string", 5]}, "/type/1"),
        ({"type": "array", "items": 5}, "/items"),
        ({"prefixItems": 5}, "/prefixItems"),
        ({"additionalProperties": "x"}, "/additionalProperties"),
        ({"patternProperties": 5}, "/patternProperties"),
        ({"type": "string", "format": 5}, "/format"),
        ({"type": "string", "pattern": 5}, "/pattern"),
        ({"type": "string", "minLength": -1}, "/minLength"),
        ({"type": "string", "maxLength": 1.5}, "/maxLength"),
        ({"type": "integer", "minimum": "1"}, "/minimum"),
        ({"type": "integer", "multipleOf": 0}, "/multipleOf"),
        ({"type": "array", "uniqueItems": 1}, "/uniqueItems"),
        ({"type": "string", "description": 5}, "/description"),
        ({"type": "string", "examples": 5}, "/examples"),
        ({"type": "string", "deprecated": "yes"}, "/deprecated"),
        ({"properties": {}, "x-primary-key": "id"}, "/x-primary-key"),
        ({"properties": {"a": {"type": "string", "x-foreign-key": 1}}}, "/properties/a/x-foreign-key"),
        ({"anyOf": [{"type": "string"}, {"type": "number"}], "discriminator": "x"}, "/discriminator"),
        (5, ""),
        (None, ""),
        ({"enum": ["a"], "x-enum-varnames": "A"}, "/x-enum-varnames"),
    ],
)
def test_a_wrong_shape_is_an_error_at_its_place(node: Any, place: str) -> None:
    _, findings = read({"$defs": {"X": node}})
    assert [(f.code, f.severity) for f in findings] == [("wrong-shape", Severity.ERROR)]
    assert f"(#/$defs/X{place})" in findings[0].message
    assert findings[0].span is not None
    assert findings[0].hint.startswith("write ")


@pytest.mark.parametrize("document", ["null", "[]", '"x"', "5", "true"])
def test_a_document_that_is_no_object_is_no_schema(document: str) -> None:
    assert codes(document) == ["not-a-schema"]


@pytest.mark.parametrize("holder", ["$defs", "definitions"])
def test_definitions_that_are_no_object_are_an_error(holder: str) -> None:
    assert codes({holder: []}) == ["wrong-shape"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,\n "b": }', "given.json:2:7"),
        ("", "given.json:1:1"),
        ('{"ü": 1 x', "given.json:1:9"),
        ('{"a": NaN}', "given.json:1:7"),
        ('{"a": "NaN", "b": -Infinity}', "given.json:1:19"),
        ('{"a": ' + "9" * 5000 + "}", "given.json:1:7"),
        ('{"a": "\\ud83d"}', "given.json:1:8"),
        ('\ufeff{"a": ]', "given.json:1:8"),
    ],
)
def test_what_is_no_json_is_an_error_at_its_place(text: str, place: str) -> None:
    _, findings = read(text)
    assert [f.code for f in findings] == ["json-syntax"]
    assert str(findings[0].span) == place


def test_a_byte_order_mark_and_surrogate_pairs_are_json() -> None:
    model = silently('\ufeff{"$defs": {"X": {"const": "\\ud83d\\ude00"}}}')
    assert model == Model((Alias("X", Choice((json_text("😀"),))),))


def test_a_key_that_stands_twice_is_a_warning_at_the_second() -> None:
    model, findings = read('{"$defs": {"X": {"type": "string"},\n "X": {"type": "integer"}}}')
    assert model == Model((Alias("X", INTEGER),))
    assert [str(f) for f in findings] == [
        "given.json:2:2: warning: the key 'X' stands twice in one object; the last one counts [repeated-key]"
    ]


# --- depth


def nested(opening: str, closing: str, times: int) -> str:
    return '{"$defs": {"X": ' + opening * times + "{}" + closing * times + "}}"


SHAPES = [
    ('{"type": "array", "items": ', "}"),
    ('{"type": "object", "properties": {"a": ', "}}"),
    ('{"type": "object", "additionalProperties": ', "}"),
    ('{"anyOf": [{"type": "string"}, ', "]}"),
    ('{"allOf": [{"type": "string"}, ', "]}"),
]


@pytest.mark.parametrize(("opening", "closing"), SHAPES)
def test_a_type_nested_too_deep_is_one_error(opening: str, closing: str) -> None:
    assert codes(nested(opening, closing, 95)) == []
    assert codes(nested(opening, closing, 150)) == ["type-too-deep"]


@pytest.mark.parametrize(("opening", "closing"), [*SHAPES, ('{"default": [', "]}"), ("[", "]")])
def test_no_depth_ends_in_a_traceback_or_takes_a_second(opening: str, closing: str) -> None:
    begin = time.perf_counter()
    assert "type-too-deep" in codes(nested(opening, closing, 100_000))
    assert time.perf_counter() - begin < 1


# --- spans, speed, imports


def test_what_is_read_knows_its_place_in_the_json_text() -> None:
    text = '{"$defs": {\n "X": {"properties": {\n  "a": {"$ref": "#/$defs/E"}}},\n "E": {"enum": [\n "b"]}}}'
    model, _ = read(text)
    record, enum = model.definitions
    assert isinstance(record, Record)
    assert isinstance(enum, Enum)
    assert str(record.span) == "given.json:2:2"
    assert str(record.fields[0].span) == "given.json:3:3"
    reference = record.fields[0].type
    assert isinstance(reference, Ref)
    assert str(reference.span) == "given.json:3:17"
    assert str(enum.members[0].span) == "given.json:5:2"


def test_reading_a_schema_imports_no_validator() -> None:
    program = (
        "import sys; from spectable.schema import dump, load; from spectable.diagnostic import Report;"
        "load({'$defs': {'A': {'type': 'string'}}}, Report());"
        "print([m for m in ('jsonschema', 'click', 'jinja2', 'referencing') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
