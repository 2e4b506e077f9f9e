"""The compiled checker says what `jsonschema` says, for models, values and mutations that Hypothesis draws.

The other validator gets every number as the decimal it is written as, and where it computes in floats (`multipleOf`),
sorts what has no order (`uniqueItems`) or lets `$` stand before a last line end (`pattern`), the words of JSON Schema
2020-12 instead. Formats that it does not know, or takes for less than they are, are tested by themselves.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validators
from jsonschema._utils import equal
from rfc3986_validator import validate_rfc3986

from spectable.model import Model, json_text
from spectable.proof.draw import Drawing, NoValue
from spectable.schema import dump, schema_text
from spectable.schema.pointer import definition_reference
from spectable.validate import compile_checker
from spectable.validate.files import STRICT
from spectable.validate.textforms import NUMBERS, TEXTS
from strategies import HOSTILE, json_values, models

CHECKER = Draft202012Validator.FORMAT_CHECKER
read = partial(json.loads, parse_float=Decimal)


def _multiple(validator: Any, step: Any, value: Any, _: Any) -> Iterator[ValidationError]:
    if validator.is_type(value, "number") and (Fraction(value) / Fraction(step)).denominator != 1:
        yield ValidationError("multipleOf")


def _unique(validator: Any, wanted: Any, value: Any, _: Any) -> Iterator[ValidationError]:
    pairs = ((a, b) for i, a in enumerate(value) for b in value[:i]) if isinstance(value, list) else ()
    if wanted and any(equal(a, b) for a, b in pairs):
        yield ValidationError("uniqueItems")


def _pattern(validator: Any, pattern: str, value: Any, _: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError("pattern")


def _format(validator: Any, form: str, value: Any, _: Any) -> Iterator[ValidationError]:
    if form in ("email", "duration", "byte", "decimal") and isinstance(value, str):
        good = TEXTS[form](value)
    elif form in NUMBERS and validator.is_type(value, "number"):
        good = NUMBERS[form](value)
    else:
        good = CHECKER.conforms(value, form)
    if not good:
        yield ValidationError("format")


def _is_integer(_: Any, value: Any) -> bool:
    whole = isinstance(value, int) or (isinstance(value, Decimal) and Fraction(value).denominator == 1)
    return whole and not isinstance(value, bool)


Oracle = validators.extend(
    Draft202012Validator,
    {"multipleOf": _multiple, "uniqueItems": _unique, "pattern": _pattern, "format": _format},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


def oracle(model: Model, name: str) -> Any:
    document = read(schema_text(dump(model).document))
    return Oracle({**document, "$ref": definition_reference(name)})


def mutated(value: Any, source: random.Random, other: Any) -> Any:
    """The value with one thing in it changed."""
    if isinstance(value, dict) and value and source.random() < 0.8:
        key = source.choice(list(value))
        match source.randrange(4):
            case 0:
                return {k: v for k, v in value.items() if k != key}
            case 1:
                return {**value, source.choice(HOSTILE): other}
            case _:
                return {**value, key: mutated(value[key], source, other)}
    if isinstance(value, list) and value and source.random() < 0.8:
        at = source.randrange(len(value))
        match source.randrange(3):
            case 0:
                return [*value, value[at]]
            case 1:
                return [*value[:at], *value[at + 1 :]]
            case _:
                return [*value[:at], mutated(value[at], source, other), *value[at + 1 :]]
    if isinstance(value, str) and value and source.random() < 0.6:
        at = source.randrange(len(value))
        return value[:at] + source.choice(("", "0", "9", "a", "Z", "\n", "é")) + value[at + source.randrange(2) :]
    if isinstance(value, int | float) and source.random() < 0.6:
        return source.choice((-value, value + 1, value * 2**40, float(value), not value, str(value)))
    return other


@settings(max_examples=60)
@given(models(), st.integers(0, 2**32), st.lists(json_values, min_size=1, max_size=4))
def test_it_is_held_equal_to_another_validator(model: Model, seed: int, others: list[Any]) -> None:
    source, drawing = random.Random(seed), Drawing(model)
    for definition in model.definitions:
        checker, other = compile_checker(model, definition.name), oracle(model, definition.name)
        values = list(others)
        for _ in range(4):
            try:
                drawn = drawing.draw(definition.name, source)
            except NoValue:
                break
            values += [drawn, mutated(drawn, source, others[0]), mutated(mutated(drawn, source, None), source, [])]
        for value in values:
            text = json_text(value)
            ours = STRICT.decode(text)
            wrong = [error.message for error in other.iter_errors(read(text))]
            assert checker.valid(ours) == (not wrong), (text, wrong)
            failures = checker.failures(ours)
            assert bool(failures) == bool(wrong), (text, wrong, failures)


# --- Formats ---------------------------------------------------------------------------------------------------------

SHAPES = {
    "date": r"(19|20)\d\d-[01]\d-[0-3]\d",
    "time": r"[0-2]\d:[0-6]\d:[0-5]\d(\.\d{1,3})?(Z|z|[+-][0-2]\d:[0-6]\d)?",
    "date-time": r"20\d\d-[01]\d-[0-3]\d[Tt ][0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-][0-2]\d:[0-5]\d)?",
    "uuid": r"[0-9a-fA-F]{8}-[0-9a-f]{4}-?[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-g]{12}",
    "ipv4": r"([12]?[0-9]{1,2}\.){3}[0-9]{1,3}",
    "ipv6": r"([0-9a-f]{0,4}:){2,8}[0-9a-f]{0,4}",
}


@pytest.mark.parametrize("form", sorted(SHAPES))
@given(data=st.data())
def test_a_format_is_what_another_library_takes_for_it(form: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(SHAPES[form], fullmatch=True, alphabet=st.characters(codec="ascii")))
    assert TEXTS[form](text) == CHECKER.conforms(text, form)


@given(
    st.from_regex(
        r"[a-z+]{1,4}:(//([a-z%]{0,3}@)?(\[[:0-9a-f]{2,9}\]|[a-z.]{0,5})(:[0-9a]{0,4})?)?[/a-zA%0-9 ?#é<]{0,9}",
        fullmatch=True,
    )
)
def test_a_uri_is_what_another_library_takes_for_one(text: str) -> None:
    assert TEXTS["uri"](text) == bool(validate_rfc3986(text, rule="URI"))


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("date", ("2024-02-29", "0001-01-01"), ("2023-02-29", "20240229", "2024-W01-1", "0000-01-01", "２024-01-01")),
        (
            "time",
            ("23:59:60Z", "00:59:60+01:00", "12:00:00.123456789z"),
            ("12:00:60Z", "12:00:00", "24:00:00Z"),
        ),
        (
            "date-time",
            ("1998-12-31T23:59:60Z", "2024-01-31t12:00:00-05:30"),
            ("2024-01-31", "2024-01-31T12:00:00", "x"),
        ),
        ("duration", ("P1Y", "PT0.5S", "P3W", "P1DT2H"), ("P", "PT", "1D", "P1D2Y", "P1W1D", "P١D")),
        ("uuid", ("00000000-0000-0000-0000-00000000000A",), ("0" * 32, "{00000000-0000-0000-0000-000000000000}")),
        ("uri", ("urn:isbn:1", "http://[::1]:80/a?b#c", "a:"), ("//x/y", "/a", "http://a b", "http://[1]", "a:%4")),
        ("email", ("a.b@c.de", '"a b"@c.de', "a@[127.0.0.1]", "a@[IPv6:::1]"), ("a", "@c.de", ".a@c", "a b@c", "a@c.")),
        ("byte", ("", "aGk=", "/+8="), ("a", "aGk", "aGk-", "aG k=")),
        ("decimal", ("0", "-1.50"), (".5", "1.", "1e3", "٣")),
        ("hostname", ("a", "x-1.example"), ("-a", "a..b", "a" * 64, "a_b")),
    ],
)
def test_a_format_takes_what_its_document_says(form: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    holds = TEXTS[form]
    assert [text for text in good if not holds(text)] == []
    assert [text for text in bad if holds(text)] == []
    assert not any(holds(text + "\n") for text in good)


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("int32", (2**31 - 1, -(2**31), 1.0), (2**31, -(2**31) - 1, 0.5)),
        ("int64", (2**63 - 1, Decimal("1.0")), (2**63, Decimal("9223372036854775807.5"))),
        ("float", (3.4e38, -1), (3.5e38, 10**39)),
        ("double", (1.7976931348623157e308, 10**308), (Decimal("1e309"), Decimal("-1.8e308"))),
    ],
)
def test_a_format_of_numbers_is_a_range(form: str, good: tuple[Any, ...], bad: tuple[Any, ...]) -> None:
    assert [number for number in good if not NUMBERS[form](number)] == []
    assert [number for number in bad if NUMBERS[form](number)] == []
