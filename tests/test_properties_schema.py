"""What holds of every model: its schema says all of it, is a schema, and is always the same."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from spectable.diagnostic import Report
from spectable.model import Model
from spectable.schema import dump, load, parse, schema_text
from spectable.source import Source
from strategies import models

thorough = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(models())
def test_a_schema_says_all_of_its_model(model: Model) -> None:
    report = Report()
    assert load(dump(model).document, report) == model
    assert report.diagnostics == []


@thorough
@given(models())
def test_the_text_of_a_schema_says_all_of_its_model(model: Model) -> None:
    report, text = Report(), schema_text(dump(model).document)
    source = Source("schema.json", text)
    assert load(parse(source, report), report, source) == model
    assert report.diagnostics == []


@thorough
@given(models())
def test_a_schema_is_valid_by_its_metaschema(model: Model) -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(dump(model).document)))


@thorough
@given(models())
def test_a_schema_read_and_written_is_the_same_bytes(model: Model) -> None:
    first = schema_text(dump(model).document)
    source = Source("schema.json", first)
    again = load(parse(source, Report()), Report(), source)
    assert schema_text(dump(again).document) == first


GARBAGE = st.sampled_from(("strng", "", 0, -1, 2.5, True, False, None, [], {}, [1], {"a": 1}))
REFERENCES = st.sampled_from(
    (
        "#",
        "#/$defs/A",
        "#/$defs/B",
        "#here",
        "#/$defs/A/properties/a",
        "#/$defs/B/items",
        "#/properties/a",
        "other",
        "in",
    )
)
KINDS = st.sampled_from(("string", "integer", "number", "boolean", "null", "array", "object"))
SCALARS = st.sampled_from(("a", "b", 1, 1.5, True, None))
KEYS = st.sampled_from(("a", "b", "/~"))


def schemas() -> st.SearchStrategy[object]:
    """JSON Schemas, now and then with a wrong value."""

    def grow(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        several = st.lists(inner, min_size=1, max_size=3)
        named = st.dictionaries(KEYS, inner, max_size=3)
        said: dict[str, st.SearchStrategy[object]] = {
            "type": KINDS | st.lists(KINDS, min_size=1, max_size=3),
            "properties": named,
            "required": st.lists(KEYS, max_size=2),
            "items": inner | several,
            "prefixItems": several,
            "additionalProperties": inner | st.booleans(),
            "patternProperties": named,
            "enum": st.lists(SCALARS, min_size=1, max_size=3),
            "x-enum-varnames": st.lists(KEYS, min_size=1, max_size=3),
            "const": SCALARS,
            "anyOf": several,
            "oneOf": several,
            "allOf": several,
            "$ref": REFERENCES,
            "$id": st.sampled_from(("in", "https://example.com/x")),
            "$anchor": st.just("here"),
            "$defs": named,
            "format": st.sampled_from(("date", "byte", "odd")),
            "minimum": st.integers(-2, 2),
            "exclusiveMaximum": st.integers(3, 5) | st.booleans(),
            "maxLength": st.integers(0, 3),
            "uniqueItems": st.booleans(),
            "nullable": st.booleans(),
            "discriminator": st.just({"propertyName": "a"}) | st.just({"propertyName": "a", "mapping": {"x": "A"}}),
            "default": inner,
            "description": st.just("Text."),
            "not": inner,
        }
        words = st.lists(st.sampled_from(sorted(said)), max_size=4, unique=True)
        plain = words.flatmap(lambda chosen: st.fixed_dictionaries({word: said[word] for word in chosen}))
        wrong = st.dictionaries(st.sampled_from(sorted(said)), GARBAGE, min_size=1, max_size=1)
        return st.one_of(plain, plain, plain, plain, st.tuples(plain, wrong).map(lambda two: {**two[0], **two[1]}))

    plain_leaves = st.one_of(
        KINDS.map(lambda kind: {"type": kind}), REFERENCES.map(lambda ref: {"$ref": ref}), st.just({})
    )
    return st.recursive(plain_leaves | st.booleans(), grow, max_leaves=12)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({"$defs": st.fixed_dictionaries({"A": schemas(), "B": schemas()})}), schemas())
def test_whatever_is_handed_in_is_read_or_refused_and_what_is_read_is_normal(document: Any, root: Any) -> None:
    given_in = {**root, **document} if isinstance(root, dict) else document
    report = Report()
    source = Source("schema.json", json.dumps(given_in))
    model = load(parse(source, report), report, source)
    assert all(finding.span is not None for finding in report)
    if not report.failed:
        again = Report()
        assert load(dump(model).document, again) == model
        assert again.diagnostics == []
        Draft202012Validator.check_schema(json.loads(schema_text(dump(model).document)))
