"""The JSON that an example, a default or an enum value is, once the type that it stands for is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..model import (
    Alias,
    Choice,
    Enum,
    Json,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    base_kind,
    json_text,
    json_value,
)

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.|::)(?P<name>\w+)")
_WORDS = {"true": True, "false": False, "null": None, "none": None}
_NONE = object()


def constant(text: str, type_: Type, nullable: bool, model: Model) -> Json:
    """The JSON value that `text` is for the type. Text that is no JSON is a string, and so is JSON where only a string
    fits: `12345` in a column of strings. What fits the type in no way is kept as the JSON that it is."""
    if (named := _member(text, type_, model)) is not None:
        return named
    value: Any = _WORDS.get(text.lower(), _NONE)
    try:
        value = json_value(text)
    except ValueError:
        pass
    except RecursionError:
        return json_text(text)
    if value is not _NONE and (_fits(value, type_, model) or (value is None and nullable)):
        return json_text(value)
    if _fits(text, type_, model):
        return json_text(text)
    try:
        return json_text(json_value(text))
    except ValueError:
        return json_text(text)


def _member(text: str, type_: Type, model: Model) -> Json | None:
    """The value of the member of an enum that a program calls `Enum.MEMBER`."""
    enum = model.by_name.get(type_.name) if isinstance(type_, Ref) else None
    if not isinstance(enum, Enum) or not (found := _DOTTED.fullmatch(text)):
        return None
    return next((member.value for member in enum.members if member.name == found["name"]), None)


def is_json(text: str) -> bool:
    """Whether a text is JSON."""
    try:
        json_value(text)
    except (ValueError, RecursionError):
        return False
    return True


def _fits(value: Any, type_: Type, model: Model, depth: int = 0) -> bool:
    """Whether a value is of a type as far as its shape goes; limits and the fields of records are not looked at."""
    if depth > 20:
        return True
    match type_:
        case Scalar(kind):
            return _is_kind(value, kind)
        case ListOf(item):
            return isinstance(value, list) and all(_fits(v, item, model, depth + 1) for v in value)
        case MapOf(inner):
            return isinstance(value, dict) and all(_fits(v, inner, model, depth + 1) for v in value.values())
        case Choice(values):
            return json_text(value) in values
        case OneOf(branches):
            return any(_fits(value, b, model, depth + 1) for b in branches)
        case Ref(name):
            return _fits_definition(value, name, model, depth + 1)


def _fits_definition(value: Any, name: str, model: Model, depth: int) -> bool:
    match model.by_name.get(name):
        case Record():
            return isinstance(value, dict)
        case Alias(type=type_):
            return _fits(value, type_, model, depth)
        case Enum(members=members, open=open_):
            kinds = base_kind(m.value for m in members)
            text = json_text(value)
            return any(m.value == text for m in members) or (open_ and base_kind((text,))[0] in kinds)
        case None:
            return True


def _is_kind(value: Any, kind: str) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return not isinstance(value, (bool, str, list, dict)) and value is not None
        case "null":
            return value is None
        case _:
            return True


def enum_values(texts: Sequence[str]) -> tuple[Json, ...]:
    """The values of an enum whose page prints them bare: numbers when all of them are, else strings. A value between
    double quotes is a string whatever it says."""
    if texts and all(_NUMBER.fullmatch(text) for text in texts):
        return tuple(map(Json, texts))
    return tuple(_quoted(text) for text in texts)


def _quoted(text: str) -> Json:
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return json_text(json_value(text))
        except ValueError:
            pass
    return json_text(text)
