"""No break is missed: what `diff` calls readable is valid by the new schema, for random records and edits of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields as members
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema
from hypothesis import event, given, settings
from hypothesis import strategies as st

from spectable.compare.judge import judge, rule_of
from spectable.compare.rules import Side, Verdict
from spectable.compare.structure import compare
from spectable.model import (
    ANY,
    INTEGER,
    NO_LIMITS,
    NULL,
    STRING,
    Choice,
    Enum,
    Field,
    Json,
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
    one_of,
    split_null,
)
from spectable.proof.draw import NoValue
from spectable.proof.draw import draw as draw_value
from spectable.schema import dump
from strategies import number_limits, string_limits, types

OTHER = Record("Other", (Field("a", STRING),))
COLOR = Enum("Color", (Member(json_text("red")), Member(json_text("green"))))
NAMES = ("Other", "Color")

leaves = st.one_of(
    string_limits().map(lambda limits: Scalar("string", "", limits)),
    number_limits().map(lambda limits: Scalar("integer", "", replace(limits, multiple_of=None))),
    st.sampled_from((STRING, INTEGER, ANY, Scalar("number"), Ref("Other"), Ref("Color"))),
    st.lists(st.sampled_from(('"a"', '"b"', '"c"', "1", "2")), min_size=1, max_size=3, unique=True).map(
        lambda values: Choice(tuple(map(Json, values)))
    ),
)
some = leaves | leaves.map(ListOf) | leaves.map(MapOf) | st.lists(leaves, min_size=2, max_size=3).map(one_of)


@st.composite
def edits(draw: st.DrawFn, old: Type) -> Type:
    """Another type that has much in common with one."""
    match old:
        case ListOf(item) if draw(st.booleans()):
            return replace(old, item=draw(edits(item)))
        case MapOf(value) if draw(st.booleans()):
            return replace(old, value=draw(edits(value)))
        case OneOf(branches) if draw(st.booleans()):
            kept = [b for b in branches if draw(st.booleans())] or list(branches)
            return one_of([draw(edits(b)) if draw(st.integers(0, 3)) == 0 else b for b in kept])
        case Scalar(kind, _, limits) if limits != NO_LIMITS and draw(st.booleans()):
            set_ = [f.name for f in members(limits) if getattr(limits, f.name)]
            return Scalar(kind, "", replace(limits, **{draw(st.sampled_from(set_)): None})) if set_ else old
    return draw(
        st.just(old) | some | types(NAMES) | some.map(lambda t: one_of((old, t))) | st.just(one_of((old, NULL)))
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Model, Model]:
    """A record beside a record and an enum that stay, before and after."""
    before, after = [], []
    for name in ("x", "y")[: draw(st.integers(1, 2))]:
        type_, null = split_null(draw(some | types(NAMES)))
        before.append(
            Field(name, type_, draw(st.booleans()), null or (type_ not in (NULL, ANY) and draw(st.booleans())))
        )
        if draw(st.integers(0, 5)):
            other, null = split_null(type_ if draw(st.booleans()) else draw(edits(type_)))
            same = before[-1].nullable and other not in (NULL, ANY)
            required = draw(st.just(before[-1].required) | st.booleans())
            after.append(Field(name, other, required, null or draw(st.sampled_from((same, same, False)))))
    if draw(st.integers(0, 3)) == 0:
        after.append(Field("z", draw(some), draw(st.booleans())))
    more = st.booleans() | some
    one = draw(more)
    two = one if draw(st.integers(0, 3)) else draw(more)
    old, new = (Record("M", tuple(f), additional=a) for f, a in ((before, one), (after, two)))
    return tuple(normal(Model((d, OTHER, COLOR))) for d in (old, new))  # type: ignore[return-value]  # two of them


@cache
def validator(model: Model) -> Any:
    return jsonschema.Draft202012Validator({**dump(model).document, "$ref": "#/$defs/M"})


@settings(max_examples=300)
@given(pairs(), st.integers(0, 2**32))
def test_what_new_code_is_said_to_read_is_valid_by_the_new_schema(pair: tuple[Model, Model], seed: int) -> None:
    for old, new in (pair, pair[::-1]):
        changes = compare(old, new)
        if judge(changes, (Side.READER,)).worst is Verdict.BREAKING:
            continue
        event(", ".join(sorted(set(map(rule_of, changes)))))
        assert all(validator(new).is_valid(value) for value in values(old, new, seed)), list(map(str, changes))


def values(old: Model, new: Model, seed: int) -> Iterator[Any]:
    """Some values by the old model. A key that only the new one names may have been anything before, as an unknown
    one: that it has a type now is no break between the two, so it is left out."""
    known = {f.name for f in old.by_name["M"].fields}  # type: ignore[union-attr]  # a record
    came = {f.name for f in new.by_name["M"].fields} - known  # type: ignore[union-attr]  # a record
    for number in range(5):
        with suppress(NoValue):
            value = draw_value(old, "M", random.Random(seed + number))
            yield {key: item for key, item in value.items() if key not in came}
