"""Whether one type allows every value of another.

Where it is not certain the answer is no, so that a change is rather called breaking than missed.
"""

from __future__ import annotations

from dataclasses import replace

from ..model import (
    ANY,
    NO_LIMITS,
    Alias,
    Choice,
    Enum,
    Limits,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Ref,
    Scalar,
    Type,
    base_kind,
    one_of,
)
from .changes import Relation

_FORMATS = {
    ("integer", "int64"): {("integer", "int32")},
    ("number", "double"): {("number", "float"), ("integer", "int32")},
    ("number", "decimal"): {("integer", ""), ("integer", "int32"), ("integer", "int64")},
}
"""Formats that hold all that some others hold: exactly, so a double is not enough for an int64."""
_DEEPEST = 100
"""Aliases of aliases; a cycle of them ends here."""


def relation(old: Type, old_model: Model, new: Type, new_model: Model) -> Relation:
    """What the new type allows against the old."""
    old, new = expanded(old, old_model), expanded(new, new_model)
    wider, narrower = covers(new, old), covers(old, new)
    if wider and narrower:
        return "respelt"
    return "widened" if wider else "narrowed" if narrower else "changed"


def expanded(type_: Type, model: Model, depth: int = 0) -> Type:
    """The type with its aliases and enums put in place. References to records stay."""
    match type_:
        case ListOf(item):
            return replace(type_, item=expanded(item, model, depth))
        case MapOf(value):
            return replace(type_, value=expanded(value, model, depth))
        case OneOf(branches):
            return one_of(expanded(branch, model, depth) for branch in branches)
        case Scalar() | Choice():
            return type_
        case Ref(name):
            return _defined(name, model, depth + 1)


def _defined(name: str, model: Model, depth: int) -> Type:
    match model.by_name.get(name):
        case Alias(type=type_) if depth < _DEEPEST:
            return expanded(type_, model, depth)
        case Enum(members=members, open=is_open):
            values = tuple(m.value for m in members)
            return one_of((Choice(values), *map(Scalar, base_kind(values)))) if is_open else Choice(values)
        case _:
            return Ref(name)


def covers(wide: Type, narrow: Type) -> bool:
    """Whether every value of `narrow` is one of `wide`. Both are `expanded`; records go by their names."""
    if wide in (ANY, narrow):
        return True
    if isinstance(narrow, OneOf):
        return all(covers(wide, branch) for branch in narrow.branches)
    if isinstance(wide, OneOf):
        return any(covers(branch, narrow) for branch in wide.branches) or (
            isinstance(narrow, Choice)
            and len(narrow.values) > 1
            and all(covers(wide, Choice((value,))) for value in narrow.values)
        )
    match wide, narrow:
        case Scalar(), Scalar():
            return _scalar_covers(wide, narrow)
        case Scalar(kind, format_, limits), Choice(values):
            kinds = base_kind(values)
            return (
                not format_
                and limits == NO_LIMITS
                and all(k == kind or (kind, k) == ("number", "integer") for k in kinds)
            )
        case Choice(more), Choice(fewer):
            return set(fewer) <= set(more)
        case ListOf(item, limits), ListOf(other, bounds):
            return _limits_cover(limits, bounds) and covers(item, other)
        case MapOf(value, limits), MapOf(other, bounds):
            return _limits_cover(limits, bounds) and covers(value, other)
        case MapOf(value, limits), Ref():
            return value == ANY and limits == NO_LIMITS
        case _:
            return False


def _scalar_covers(wide: Scalar, narrow: Scalar) -> bool:
    if not _limits_cover(wide.limits, narrow.limits):
        return False
    if not wide.format and (wide.kind == narrow.kind or (wide.kind, narrow.kind) == ("number", "integer")):
        return True
    if (wide.kind, wide.format) == (narrow.kind, narrow.format):
        return True
    return (narrow.kind, narrow.format) in _FORMATS.get((wide.kind, wide.format), ())


def _limits_cover(wide: Limits, narrow: Limits) -> bool:
    return wide in (NO_LIMITS, narrow)
