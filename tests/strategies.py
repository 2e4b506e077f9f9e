"""Hypothesis strategies: models in normal form with every hazard in their names and texts, and JSON values."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from spectable.model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Alias,
    Choice,
    Definition,
    Enum,
    Field,
    Json,
    Limits,
    ListOf,
    MapOf,
    Member,
    Model,
    Record,
    Ref,
    Scalar,
    Type,
    alias_as_enum,
    json_text,
    make_field,
    normal,
    one_of,
    split_null,
)

HOSTILE = (
    "class",
    "from",
    "self",
    "None",
    "kebab-name",
    "dot.name",
    "2fast",
    "with space",
    "a/b",
    "a~b",
    "~1",
    "100%",
    "%41",
    "#",
    "?q",
    "$ref",
    "$defs",
    "ünï→😀",
    '"quoted"',
    "back\\slash",
    "*/",
    "`tick`",
    "a|b",
    "fooBar",
    "foo_bar",
    "Foo",
    "foo",
    "order",
    "select",
    "'; drop table x; --",
    "{{ x }}",
    "properties",
    "\u202eevil",
    'x"""\nimport os\n"""',
    "x\\",
    "x\nDROP TABLE y;",
    "'); DROP TABLE y;",
    "[x](http://evil)",
    "<b>x</b>",
    "# h\n\n- i",
    "x | y |\n| z",
)
"""Names and texts that break generators."""

texts = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=12)
names = st.sampled_from(("Pet", "Owner", "Session", *HOSTILE)) | st.text(min_size=1, max_size=10)
prose = st.just("") | texts | st.sampled_from(('ends in "', "ends in \\", 'has """ in it', "two\nlines", "</script>"))

numbers = st.one_of(
    st.integers(),
    st.integers(min_value=2**53 - 2, max_value=2**66),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from((Decimal("0.10"), Decimal("0.1000000000000000000001"), Decimal("1E+400"))),
)
json_scalars = st.none() | st.booleans() | numbers | texts
json_values = st.recursive(
    json_scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
jsons = json_values.map(json_text)
constants = (texts | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)).map(json_text)

counts = st.none() | st.integers(min_value=0, max_value=5)
bounds = st.none() | st.integers(min_value=-5, max_value=5).map(json_text)


@st.composite
def string_limits(draw: st.DrawFn) -> Limits:
    low = draw(counts)
    high = None if low is None or draw(st.booleans()) else low + draw(st.integers(0, 9))
    return Limits(min_length=low, max_length=high, pattern=draw(st.none() | st.sampled_from(("^a+$", "[0-9]", "x|y"))))


@st.composite
def number_limits(draw: st.DrawFn) -> Limits:
    low = draw(st.none() | st.integers(-9, 9))
    high = None if draw(st.booleans()) else (low or 0) + draw(st.integers(10, 19))
    exclusive = draw(st.booleans())
    bounds = {"exclusive_minimum" if exclusive else "minimum": low, "maximum": high}
    step = draw(st.none() | st.sampled_from((1, 2, Decimal("0.01"), 0.5)))
    return Limits(
        **{k: json_text(v) for k, v in bounds.items() if v is not None},  # type: ignore[arg-type]  # of the right kind
        multiple_of=None if step is None else json_text(step),
    )


@st.composite
def list_limits(draw: st.DrawFn) -> Limits:
    low = draw(st.none() | st.integers(0, 2))
    high = None if draw(st.booleans()) else (low or 0) + draw(st.integers(0, 3))
    return Limits(min_items=low, max_items=high, unique_items=draw(st.booleans()))


@st.composite
def map_limits(draw: st.DrawFn) -> Limits:
    low = draw(st.none() | st.integers(0, 2))
    return Limits(min_properties=low, max_properties=None if draw(st.booleans()) else (low or 0) + 2)


FORMATS = ("date", "date-time", "time", "duration", "uuid", "uri", "email", "byte", "binary", "decimal")

scalars: st.SearchStrategy[Type] = st.one_of(
    st.sampled_from((STRING, INTEGER, NUMBER, BOOLEAN)),
    st.sampled_from(FORMATS).map(lambda f: Scalar("string", f)),
    st.sampled_from((Scalar("integer", "int32"), Scalar("integer", "int64"))),
    st.sampled_from((Scalar("number", "float"), Scalar("number", "double"), Scalar("number", "decimal"))),
    string_limits().map(lambda limits: Scalar("string", "", limits)),
    number_limits().map(lambda limits: Scalar("number", "", limits)),
    number_limits().map(lambda limits: Scalar("integer", "", replace(limits, multiple_of=None))),
)
choices = st.lists(constants, min_size=1, max_size=4, unique=True).map(lambda values: Choice(tuple(values)))


def types(references: tuple[str, ...]) -> st.SearchStrategy[Type]:
    """Types without null that may refer to the named definitions."""
    leaves = scalars | choices
    if references:
        leaves |= st.sampled_from(references).map(Ref)

    def grow(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
        elements = inner | inner.map(lambda t: one_of((t, NULL))) | st.sampled_from((ANY, one_of((ANY, NULL))))
        return st.one_of(
            st.builds(ListOf, elements),
            st.builds(ListOf, elements, list_limits()),
            st.builds(MapOf, elements),
            st.builds(MapOf, elements, map_limits()),
            st.just(OBJECT),
            st.lists(inner, min_size=2, max_size=4).map(one_of),
        )

    return st.recursive(leaves, grow, max_leaves=5)


@st.composite
def fields(draw: st.DrawFn, name: str, references: tuple[str, ...]) -> Field:
    type_, null = split_null(draw(types(references) | st.just(ANY) | st.just(NULL)))
    return make_field(
        name,
        type_,
        nullable=type_ != NULL and (null or draw(st.booleans())),
        required=draw(st.booleans()),
        description=draw(prose),
        default=draw(st.none() | jsons),
        examples=tuple(draw(st.lists(jsons, max_size=2))),
        deprecated=draw(st.booleans()),
        read_only=draw(st.booleans()),
        write_only=draw(st.booleans()),
        foreign_key=draw(st.just("") | texts),
    )


@st.composite
def records(draw: st.DrawFn, name: str, references: tuple[str, ...]) -> Record:
    keys = draw(st.lists(texts, max_size=5, unique=True))
    additional = draw(st.booleans() | types(references))
    return Record(
        name,
        tuple(draw(fields(key, references)) for key in keys),
        draw(prose),
        additional,
        tuple(keys[: draw(st.integers(0, 2))]),
        draw(st.booleans()),
        tuple(draw(st.lists(jsons, max_size=2))),
    )


@st.composite
def enums(draw: st.DrawFn, name: str) -> Enum:
    one_kind = st.lists(texts.map(json_text), min_size=1, max_size=5, unique=True)
    values = draw(one_kind | st.lists(constants, min_size=1, max_size=5, unique=True))
    members = tuple(Member(value, draw(st.just("") | texts), draw(prose)) for value in values)
    return Enum(name, members, draw(st.booleans()), draw(prose), draw(st.booleans()))


@st.composite
def aliases(draw: st.DrawFn, name: str, references: tuple[str, ...]) -> Definition:
    """An alias; `references` must not lead back to it without a list, a map or a record between."""
    type_ = draw(types(references))
    if draw(st.booleans()):
        type_ = one_of((type_, NULL))
    alias = Alias(name, type_, draw(prose), draw(st.booleans()), draw(st.none() | jsons))
    return alias_as_enum(alias)


@st.composite
def models(draw: st.DrawFn, max_size: int = 5) -> Model:
    """Models in normal form: names unique, references that lead somewhere, no alias that is only itself."""
    found = draw(st.lists(names, max_size=max_size, unique=True))
    shapes = {name: draw(st.sampled_from(("record", "record", "enum", "alias"))) for name in found}
    everything = tuple(found)
    earlier = tuple(name for name in found if shapes[name] != "alias")
    definitions: list[Definition] = []
    for name in found:
        match shapes[name]:
            case "record":
                definitions.append(draw(records(name, everything)))
            case "enum":
                definitions.append(draw(enums(name)))
            case _:
                definitions.append(draw(aliases(name, earlier)))
                earlier += (name,)
    return normal(Model(tuple(definitions)))


def instances(model: Model, name: str) -> st.SearchStrategy[Any]:
    """JSON values of a definition, by the package's own drawing."""
    from spectable.proof.draw import draw as draw_value

    return st.integers(0, 2**32).map(lambda seed: draw_value(model, name, random.Random(seed)))


__all__ = ["HOSTILE", "Json", "instances", "json_values", "jsons", "models", "names", "prose", "texts", "types"]
