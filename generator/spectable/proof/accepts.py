"""Whether a JSON value is of a type: kinds, constants and limits, as deep as the value goes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..model import (
    Alias,
    Choice,
    Enum,
    Field,
    Json,
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
    json_text,
    json_value,
)

_KINDS: Mapping[str, Any] = {
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int, float, Decimal),
    "number": (int, float, Decimal),
}


def accepts(field: Field, value: Json, model: Model) -> bool:
    """Whether a field may hold a JSON value. Patterns and formats are not looked at: they say how, not what."""
    try:
        return _field_fits(field, json_value(value), model)
    except RecursionError:  # an alias that is a union with itself: what that means is not for us to say
        return True


def _field_fits(field: Field, value: Any, model: Model) -> bool:
    return (value is None and field.nullable) or _fits(field.type, value, model)


def _fits(type_: Type, value: Any, model: Model) -> bool:
    match type_:
        case Scalar("any"):
            return True
        case Scalar(kind, limits=limits):
            return _is(kind, value) and _within(limits, value)
        case ListOf(item, limits):
            return isinstance(value, list) and _counts(limits, value) and all(_fits(item, v, model) for v in value)
        case MapOf(item, limits):
            return isinstance(value, dict) and all(_fits(item, v, model) for v in value.values())
        case Choice(values):
            return json_text(value) in values
        case OneOf(branches):
            return any(_fits(branch, value, model) for branch in branches)
        case Ref(name, limits=limits):
            return _defined(name, value, model) and _within(limits, value)


def _defined(name: str, value: Any, model: Model) -> bool:
    match model.by_name.get(name):
        case Record() as record:
            return isinstance(value, dict) and _holds(record, value, model)
        case Enum() as enum:
            values = [member.value for member in enum.members]
            return json_text(value) in values or (enum.open and any(_is(kind, value) for kind in base_kind(values)))
        case Alias(type=type_):
            return _fits(type_, value, model)
        case _:
            return True


def _holds(record: Record, value: Mapping[str, Any], model: Model) -> bool:
    known = {field.name: field for field in record.fields}
    if any(field.required and field.name not in value for field in record.fields):
        return False
    return all(
        _field_fits(known[key], item, model) if key in known else _allowed(record.additional, item, model)
        for key, item in value.items()
    )


def _allowed(additional: Type | bool, value: Any, model: Model) -> bool:
    return additional if isinstance(additional, bool) else _fits(additional, value, model)


def _is(kind: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind in ("boolean", "any")
    if kind == "any":
        return True
    return isinstance(value, _KINDS[kind]) and (kind != "integer" or bool(value == int(value)))


def _within(limits: Limits, value: Any) -> bool:
    if isinstance(value, str):
        low, high = limits.min_length, limits.max_length
        return (low is None or len(value) >= low) and (high is None or len(value) <= high)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return True
    number = Decimal(json_text(value))
    return not (
        (limits.minimum is not None and number < Decimal(limits.minimum))
        or (limits.maximum is not None and number > Decimal(limits.maximum))
        or (limits.exclusive_minimum is not None and number <= Decimal(limits.exclusive_minimum))
        or (limits.exclusive_maximum is not None and number >= Decimal(limits.exclusive_maximum))
    )


def _counts(limits: Limits, value: list[Any]) -> bool:
    low, high = limits.min_items, limits.max_items
    return (low is None or len(value) >= low) and (high is None or len(value) <= high)
