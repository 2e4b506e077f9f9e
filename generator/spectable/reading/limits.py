"""Limits as tables and prose say them (`Minimum Length`, `>= 0`, `MaxItems`) onto the type that they hold for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from operator import is_
from typing import Any

from ..model import (
    ANY,
    NO_LIMITS,
    Alias,
    Enum,
    Json,
    Limits,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Ref,
    Scalar,
    Type,
    alias_as_enum,
    json_value,
    one_of,
)
from .regex import may_hang

_KEYS = {
    "minimum": "minimum",
    "min": "minimum",
    "minimum value": "minimum",
    "min value": "minimum",
    ">=": "minimum",
    "maximum": "maximum",
    "max": "maximum",
    "maximum value": "maximum",
    "max value": "maximum",
    "<=": "maximum",
    "exclusive minimum": "exclusive_minimum",
    ">": "exclusive_minimum",
    "exclusive maximum": "exclusive_maximum",
    "<": "exclusive_maximum",
    "multiple of": "multiple_of",
    "minimum length": "min_length",
    "min length": "min_length",
    "maximum length": "max_length",
    "max length": "max_length",
    "pattern": "pattern",
    "minimum items": "min_items",
    "min items": "min_items",
    "maximum items": "max_items",
    "max items": "max_items",
    "unique items": "unique_items",
    "minimum properties": "min_properties",
    "min properties": "min_properties",
    "maximum properties": "max_properties",
    "max properties": "max_properties",
}
_OF_KIND = {
    "string": frozenset({"min_length", "max_length", "pattern"}),
    "number": frozenset({"minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of"}),
    "list": frozenset({"min_items", "max_items", "unique_items"}),
    "map": frozenset({"min_properties", "max_properties"}),
}
_LONGEST = 1000  # characters of an enum value that is held against a pattern
_NUMBERS = _OF_KIND["number"]
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")

Said = tuple[str, str]
"""A limit as it is written: its word, and its value."""


def limited(type_: Type, said: Iterable[Said]) -> tuple[Type, list[Said]]:
    """(the type with those limits, those that it cannot hold). A limit of texts or numbers on a list is one of its
    items, for a list can have none of its own; on a type that may be null it is one of the other branch."""
    left: list[Said] = []
    for word, value in said:
        name = _KEYS.get(_HUMP.sub(" ", word).replace("_", " ").strip().lower(), "")
        read = _value(name, value.strip())
        changed = None if read is None else _held(type_, name, read)
        if changed is None:
            left.append((word, value))
        else:
            type_ = changed
    return type_, left


def _value(name: str, text: str) -> Any:
    """The value of a limit; None for what is none."""
    if name == "pattern":
        return text or None
    if name == "unique_items":
        return True if text.lower() == "true" else None
    if not name or not _NUMBER.fullmatch(text):
        return None
    if name in _NUMBERS:
        return Json(text.removeprefix("+"))
    return int(text) if text.isdecimal() else None


def _held(type_: Type, name: str, value: Any) -> Type | None:
    match type_:
        case Scalar(kind) if name in _OF_KIND.get("number" if kind == "integer" else kind, ()):
            return replace(type_, limits=replace(type_.limits, **{name: value}))
        case ListOf() if name in _OF_KIND["list"]:
            return replace(type_, limits=replace(type_.limits, **{name: value}))
        case ListOf(item) if item != ANY:
            held = _held(item, name, value)
            return None if held is None else replace(type_, item=held)
        case Ref() if name in _OF_KIND["string"]:
            return replace(type_, limits=replace(type_.limits, **{name: value}))
        case MapOf() if name in _OF_KIND["map"]:
            return replace(type_, limits=replace(type_.limits, **{name: value}))
        case OneOf(branches):
            held_by = [_held(branch, name, value) for branch in branches]
            if any(held_by):
                return one_of(new or old for new, old in zip(held_by, branches, strict=True))
        case _:
            pass
    return None


def settled(type_: Type, model: Model) -> tuple[Type, list[str]]:
    """(the type with limits of references only where they lead to enums whose values keep to them, the names of the
    definitions whose references lost theirs)."""
    lost: list[str] = []

    def walk(type_: Type) -> Type:
        match type_:
            case Ref(name, limits=limits) if limits != NO_LIMITS and not _keeps(name, limits, model):
                lost.append(name)
                return replace(type_, limits=NO_LIMITS)
            case ListOf(item):
                return type_ if (new := walk(item)) is item else replace(type_, item=new)
            case MapOf(value):
                return type_ if (new := walk(value)) is value else replace(type_, value=new)
            case OneOf(branches):
                walked = tuple(map(walk, branches))
                return type_ if all(map(is_, walked, branches)) else OneOf(walked, type_.discriminator)
            case _:
                return type_

    return walk(type_), lost


def _keeps(name: str, limits: Limits, model: Model) -> bool:
    definition = model.by_name.get(name)
    enum = alias_as_enum(definition) if isinstance(definition, Alias) else definition
    if not isinstance(enum, Enum):
        return False
    values = [json_value(member.value) for member in enum.members]
    return all(isinstance(value, str) and _within(value, limits) for value in values)


def _within(value: str, limits: Limits) -> bool:
    if limits.pattern is not None:
        if may_hang(limits.pattern) or len(value) > _LONGEST:
            return False
        with suppress(re.error):
            if not re.search(limits.pattern, value):
                return False
    return (limits.min_length or 0) <= len(value) <= (len(value) if limits.max_length is None else limits.max_length)
