"""Type hints as values that can be compared: those that a model asks for, and those that a class has."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..model import (
    ANY,
    Alias,
    Choice,
    Enum,
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

Shape = object
"""A hint without its spelling: a class, or a tuple that begins with `list`, `dict`, `literal` or `union`."""

CIRCLE = "circle"
"""What stands for a type that leads back to itself without a record between."""

_LITERAL = (str, int, bool)


def shape(hint: Any) -> Shape:
    """A hint of Python as a shape: `Optional[int]`, `int | None` and `Union[None, int]` are one."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Required, typing.NotRequired, typing.Annotated):
        return shape(arguments[0])
    if origin is Literal:
        return _union(("literal", type(value), value) for value in arguments)
    if origin in (types.UnionType, typing.Union):
        return _union(map(shape, arguments))
    if origin in (list, dict):
        return (origin.__name__, *map(shape, arguments))
    if isinstance(hint, str | typing.ForwardRef):
        return CIRCLE
    return type(None) if hint is None else hint


def _union(shapes: Any) -> Shape:
    """A union, flat, in no order; a single branch is itself. Any value is null too, and a text each literal text."""
    found: set[Shape] = set()
    for one in shapes:
        found |= one[1] if isinstance(one, tuple) and one[0] == "union" else {one}
    if Any in found:
        found.discard(type(None))
    bases = {one for one in found if one in _LITERAL}
    found = {one for one in found if not (isinstance(one, tuple) and one[0] == "literal" and one[1] in bases)}
    return next(iter(found)) if len(found) == 1 else ("union", frozenset(found))


def text(found: Shape) -> str:
    """A shape as people write it."""
    match found:
        case ("union", frozenset() as branches):
            return " | ".join(sorted(map(text, branches)))
        case ("literal", _, value):
            return f"Literal[{value!r}]"
        case (str() as head, *arguments):
            return f"{head}[{', '.join(map(text, arguments))}]"
        case type():
            return "None" if found is type(None) else found.__name__
        case _:
            return getattr(found, "__name__", str(found))


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints that a model asks for.

    `formats` are the classes of decoded strings by format, `numbers` those of numbers; `classes` finds the class of a
    record or an enum by its name, and an enum that it does not find is its values.
    """

    model: Model
    classes: Callable[[str], type | None]
    formats: Mapping[str, type]
    numbers: Mapping[str, type]

    def of(self, type_: Type, *more: Shape) -> Shape:
        """The shape of a type, in a union with `more`."""
        return _union([self._of(type_, frozenset()), *more])

    def named(self, name: str) -> Shape:
        """The shape of a definition."""
        return self._definition(name, frozenset())

    def _of(self, type_: Type, seen: frozenset[str]) -> Shape:
        match type_:
            case Scalar("string", form):
                return self.formats.get(form, str)
            case Scalar("number", form):
                return self.numbers.get(form, float)
            case Scalar(kind):
                return {"integer": int, "boolean": bool, "null": type(None)}.get(kind, Any)
            case ListOf(item):
                return ("list", self._of(item, seen))
            case MapOf(value):
                return ("dict", str, self._of(value, seen))
            case Choice(values):
                return _union(_constant(json_value(value)) for value in values)
            case OneOf(branches):
                return _union(self._of(branch, seen) for branch in branches)
            case Ref(name):
                return self._definition(name, seen)

    def _definition(self, name: str, seen: frozenset[str]) -> Shape:
        if name in seen:
            return CIRCLE
        definition = self.model.by_name.get(name)
        found = self.classes(name)
        match definition:
            case Record():
                return found
            case Enum(members=members, open=is_open):
                values = tuple(m.value for m in members)
                base = [self._of(Scalar(kind), seen) for kind in base_kind(values)] if is_open else []
                own = found if found is not None else self._of(Choice(values), seen)
                return _union([own, *base])
            case Alias(type=type_):
                return self._of(type_, seen | {name})
            case None:
                return self._of(ANY, seen)


def _constant(value: Any) -> Shape:
    """`Literal` holds no floats, lists or objects."""
    if isinstance(value, _LITERAL):
        return ("literal", type(value), value)
    return Any if isinstance(value, list | dict) else float


def circular(found: Shape) -> bool:
    """Whether a shape leads back to itself, so that how deep it is spelt is a matter of taste."""
    match found:
        case str():
            return found == CIRCLE
        case ("union", frozenset() as branches):
            return any(map(circular, branches))
        case ("list" | "dict", *arguments):
            return any(map(circular, arguments))
        case _:
            return False
