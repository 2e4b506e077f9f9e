"""Model -> JSON values of its definitions, drawn at random: what `verify` and the tests send through generated code.

What is drawn is valid by the model's schema and covers what generators get wrong: absent, null and a value; values
that an open enum does not know; unknown keys; large integers; text in every alphabet; times with offsets. The same
`Random` draws the same values. Recursion ends: each definition's least nesting is known before the first draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ...model import (
    ANY,
    Alias,
    Choice,
    Definition,
    Enum,
    Field,
    Limits,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    base_kind,
    json_value,
)
from .scalar import NoValue, draw_scalar, draw_text

if TYPE_CHECKING:
    from random import Random

DEPTH = 4
"""How deep values nest before only what must be there is drawn."""

_NEVER = 1_000_000
"""The nesting of what has no finite value."""


def draw(model: Model, name: str, random: Random) -> Any:
    """A JSON value of the definition `name`. Raises `NoValue` when it has no finite value or none was found."""
    return Drawing(model).draw(name, random)


class Drawing:
    """Draws values of one model: it works out once how deep each definition must nest."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.heights = _heights(model)

    def draw(self, name: str, random: Random) -> Any:
        """A JSON value of the definition `name`. Raises `NoValue` when it has no finite value or none was found."""
        return self._definition(name, random, DEPTH)

    def _definition(self, name: str, random: Random, depth: int) -> Any:
        if self.heights.get(name, _NEVER) >= _NEVER:
            raise NoValue(name)
        match self.model.by_name[name]:
            case Record() as record:
                return self._record(record, random, depth)
            case Enum() as enum:
                return _member(enum, random)
            case Alias(type=type_):
                return self._type(type_, random, depth)

    def _record(self, record: Record, random: Random, depth: int) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for field in record.fields:
            if field.required or (depth > 0 and random.random() < 0.7):
                try:
                    value[field.name] = self._field(field, random, depth - 1)
                except NoValue:
                    if field.required:
                        raise
        if record.additional is not False and depth > 0 and random.random() < 0.25:
            type_ = ANY if record.additional is True else record.additional
            key = draw_text(random) or "unknown"
            if all(field.name != key for field in record.fields):
                self._put(value, key, type_, random, depth - 1)
        return value

    def _field(self, field: Field, random: Random, depth: int) -> Any:
        if field.nullable and (random.random() < 0.25 or self._height(field.type) > max(depth, 0)):
            return None
        return self._type(field.type, random, depth)

    def _put(self, value: dict[str, Any], key: str, type_: Type, random: Random, depth: int) -> None:
        try:
            value[key] = self._type(type_, random, depth)
        except NoValue:
            return

    def _type(self, type_: Type, random: Random, depth: int) -> Any:
        match type_:
            case Scalar("any"):
                return _anything(random, max(depth, 0))
            case Scalar():
                return draw_scalar(type_, random)
            case Choice(values):
                return json_value(random.choice(values))
            case Ref(name):
                return self._definition(name, random, depth)
            case ListOf(item, limits):
                return self._list(item, limits, random, depth)
            case MapOf(value, limits):
                return self._map(value, limits, random, depth)
            case OneOf(branches):
                return self._branch(branches, random, depth)

    def _list(self, item: Type, limits: Limits, random: Random, depth: int) -> list[Any]:
        low = limits.min_items or 0
        count = self._count(item, low, limits.max_items, random, depth)
        values: list[Any] = []
        for _ in range(20 * count):
            if len(values) == count:
                break
            try:
                value = self._type(item, random, depth - 1)
            except NoValue:
                if low:
                    raise
                break
            if not limits.unique_items or all(_key(value) != _key(other) for other in values):
                values.append(value)
        if len(values) < low:
            raise NoValue("a list of distinct values")
        return values

    def _map(self, value_type: Type, limits: Limits, random: Random, depth: int) -> dict[str, Any]:
        low = limits.min_properties or 0
        count = self._count(value_type, low, limits.max_properties, random, depth)
        values: dict[str, Any] = {}
        for _ in range(20 * count):
            if len(values) == count:
                break
            self._put(values, draw_text(random), value_type, random, depth - 1)
        if len(values) < low:
            raise NoValue("a map of enough keys")
        return values

    def _count(self, inner: Type, low: int, high: int | None, random: Random, depth: int) -> int:
        """How many values a list or a map gets."""
        if depth <= 0 or self._height(inner) >= depth:
            return low
        return random.randint(low, low + 3 if high is None else max(low, min(high, low + 3)))

    def _branch(self, branches: tuple[Type, ...], random: Random, depth: int) -> Any:
        least = min(map(self._height, branches))
        fitting = [b for b in branches if self._height(b) <= max(depth, least)]
        random.shuffle(fitting)
        for branch in fitting:
            try:
                return self._type(branch, random, depth)
            except NoValue:
                continue
        raise NoValue("a union")

    def _height(self, type_: Type) -> int:
        return _height(type_, self.heights)


# --- the least nesting


def _heights(model: Model) -> dict[str, int]:
    """How deep each definition's least value nests, by repeating until nothing falls any more."""
    heights = {d.name: _NEVER for d in model.definitions}
    changed = True
    while changed:
        changed = False
        for definition in model.definitions:
            height = _definition_height(definition, heights)
            if height < heights[definition.name]:
                heights[definition.name], changed = height, True
    return heights


def _definition_height(definition: Definition, heights: dict[str, int]) -> int:
    match definition:
        case Enum(members=members):
            return 0 if members else _NEVER
        case Alias(type=type_):
            return _height(type_, heights)
        case Record(fields=fields):
            inner = (_height(f.type, heights) for f in fields if f.required and not f.nullable)
            return min(_NEVER, 1 + max(inner, default=0))


def _height(type_: Type, heights: dict[str, int]) -> int:
    match type_:
        case Ref(name):
            return heights.get(name, _NEVER)
        case ListOf(item, limits):
            return min(_NEVER, 1 + _height(item, heights)) if limits.min_items else 0
        case MapOf(value, limits):
            return min(_NEVER, 1 + _height(value, heights)) if limits.min_properties else 0
        case OneOf(branches):
            return min(_height(b, heights) for b in branches)
        case Scalar() | Choice():
            return 0


# --- values without a type of their own


def _member(enum: Enum, random: Random) -> Any:
    """A value of an enum; of an open one sometimes a value that it does not name."""
    if enum.open and random.random() < 0.25:
        makers: dict[str, Callable[[], Any]] = {
            "string": lambda: "unknown " + draw_text(random),
            "integer": lambda: random.randint(1000, 99999),
            "number": lambda: random.randint(1000, 99999) + 0.5,
        }
        known = {_key(json_value(m.value)) for m in enum.members}
        kind = random.choice(base_kind(m.value for m in enum.members))
        if kind in makers and _key(value := makers[kind]()) not in known:
            return value
    return json_value(random.choice(enum.members).value)


def _anything(random: Random, depth: int) -> Any:
    """Any JSON value, nested a little."""
    match random.randrange(7 if depth else 5):
        case 0:
            return None
        case 1:
            return random.random() < 0.5
        case 2:
            return random.randint(-(2**53), 2**53)
        case 3 | 4:
            return draw_text(random)
        case 5:
            return [_anything(random, depth - 1) for _ in range(random.randrange(3))]
        case _:
            return {draw_text(random): _anything(random, depth - 1) for _ in range(random.randrange(3))}


def _key(value: Any) -> object:
    """A value as JSON Schema compares it: 1 and 1.0 are one value, 1 and true are two."""
    match value:
        case bool() | None:
            return str(value)
        case list():
            return ("list", *map(_key, value))
        case dict():
            return ("dict", frozenset(_pairs(value.items())))
        case str():
            return ("text", value)
        case _:
            return value


def _pairs(items: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, object]]:
    return ((key, _key(value)) for key, value in items)
