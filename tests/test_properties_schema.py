"""What holds of every model: its schema says all of it, is a schema, and is always the same."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from spectable.diagnostic import Report
from spectable.model import Model
from spectable.schema import dump, load, parse, schema_text
from spectable.source import Source
from strategies import models

thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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
