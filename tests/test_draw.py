"""What is drawn is valid by the schema, covers the three states of a field, and ends."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from spectable.model import (
    INTEGER,
    NULL,
    STRING,
    Alias,
    Enum,
    Field,
    Limits,
    ListOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    json_text,
)
from spectable.proof.draw import Drawing, NoValue, draw
from spectable.schema import dump, schema_text
from strategies import models

CHECKER = Draft202012Validator.FORMAT_CHECKER


def validator(model: Model, name: str) -> Draft202012Validator:
    from spectable.schema.pointer import definition_reference

    document = json.loads(schema_text(dump(model).document))
    return Draft202012Validator({**document, "$ref": definition_reference(name)}, format_checker=CHECKER)


def drawn(model: Model, name: str, count: int = 200) -> list[Any]:
    source, drawing = random.Random(7), Drawing(model)
    return [drawing.draw(name, source) for _ in range(count)]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(models())
def test_what_is_drawn_is_valid(model: Model) -> None:
    drawing, source = Drawing(model), random.Random(1)
    for definition in model.definitions:
        check = validator(model, definition.name)
        for _ in range(3):
            try:
                value = drawing.draw(definition.name, source)
            except NoValue:
                continue
            as_others_read_it = json.loads(json_text(value))
            assert [e.message for e in check.iter_errors(as_others_read_it)] == []


def test_a_field_is_drawn_absent_null_and_with_a_value() -> None:
    model = Model((Record("A", (Field("x", STRING, required=False, nullable=True),), additional=False),))
    states = {"absent" if "x" not in v else "null" if v["x"] is None else "value" for v in drawn(model, "A")}
    assert states == {"absent", "null", "value"}


def test_an_open_enum_is_drawn_with_known_and_unknown_values() -> None:
    model = Model((Enum("E", (Member(json_text("a")), Member(json_text("b"))), open=True),))
    values = drawn(model, "E")
    assert {"a", "b"} < set(values)
    assert all(isinstance(value, str) for value in values)


def test_a_closed_enum_is_drawn_with_its_values_only() -> None:
    model = Model((Enum("E", (Member(json_text("a")), Member(json_text(1)))),))
    assert set(drawn(model, "E")) == {"a", 1}


def test_unknown_keys_are_drawn_only_where_they_are_allowed() -> None:
    open_, closed = Record("Open", ()), Record("Closed", (), additional=False)
    model = Model((open_, closed))
    assert any(drawn(model, "Open"))
    assert not any(drawn(model, "Closed"))


def test_whole_numbers_reach_beyond_what_a_float_holds_and_stay_within_64_bits() -> None:
    values = drawn(Model((Alias("N", INTEGER),)), "N", 500)
    assert max(values) > 2**53
    assert all(-(2**63) <= value < 2**63 for value in values)


@pytest.mark.parametrize(
    ("limits", "least", "greatest"),
    [
        (Limits(minimum="0", maximum="1"), 0, 1),
        (Limits(exclusive_minimum="0", maximum="2"), 1, 2),
        (Limits(maximum="-100000000000000000000"), -(10**20) - 2**63, -(10**20)),
        (Limits(minimum="5", multiple_of="5", maximum="10"), 5, 10),
    ],
)
def test_limits_are_kept(limits: Limits, least: int, greatest: int) -> None:
    values = drawn(Model((Alias("N", Scalar("integer", "", limits)),)), "N")
    assert all(least <= value <= greatest for value in values)


@pytest.mark.parametrize("pattern", ["^[A-Z]{2,4}-\\d+$", "^(foo|bar)?baz$", "[^a-c]", "^\\w+@\\w+\\.com$"])
def test_text_follows_its_pattern(pattern: str) -> None:
    import re

    values = drawn(Model((Alias("T", Scalar("string", "", Limits(pattern=pattern))),)), "T", 50)
    assert all(re.search(pattern, value) for value in values)
    assert len(set(values)) > 1


def test_a_pattern_that_cannot_be_followed_leaves_an_optional_field_out() -> None:
    odd = Scalar("string", "", Limits(pattern="(?<=never)^x"))
    model = Model((Record("A", (Field("x", odd, required=False),)), Record("B", (Field("x", odd),))))
    assert all("x" not in value for value in drawn(model, "A", 20))
    with pytest.raises(NoValue):
        draw(model, "B", random.Random(0))


def test_recursion_ends() -> None:
    tree = Record("Tree", (Field("left", Ref("Tree"), False), Field("right", Ref("Tree"), True, True)))
    nest = Alias("Nest", ListOf(Ref("Nest")))
    either = Alias("Either", OneOf((ListOf(Ref("Either"), Limits(min_items=2)), STRING, NULL)))
    model = Model((tree, nest, either))
    for name in ("Tree", "Nest", "Either"):
        sizes = [len(json.dumps(value)) for value in drawn(model, name)]
        assert max(sizes) < 20_000
        assert len(set(sizes)) > 3


def test_what_has_no_finite_value_is_not_drawn() -> None:
    model = Model((Record("Endless", (Field("self", Ref("Endless")),)),))
    with pytest.raises(NoValue):
        draw(model, "Endless", random.Random(0))


def test_the_same_random_draws_the_same_values() -> None:
    model = Model((Record("A", (Field("x", OneOf((STRING, INTEGER))), Field("y", ListOf(STRING)))),))
    assert drawn(model, "A") == drawn(model, "A")
