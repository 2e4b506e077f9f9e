"""What changed between two types that stand in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import NamedTuple

from ..model import (
    Alias,
    Choice,
    Discriminator,
    Enum,
    Field,
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
    nullable,
    split_null,
)
from .changes import (
    Bound,
    Change,
    ConstraintChanged,
    DiscriminatorChanged,
    NullableChanged,
    OpennessChanged,
    OrderChanged,
    TypeChanged,
    ValueChanged,
    Where,
)
from .covering import covers, expanded, relation
from .wording import spelt

_LOWEST = {"minimum", "exclusive_minimum", "min_length", "min_items", "min_properties"}


class Both(NamedTuple):
    """The two models, and which name each renamed model of the old one has in the new."""

    old: Model
    new: Model
    renamed: Mapping[str, str]


def type_changes(old: Type, new: Type, where: Where, both: Both) -> Iterator[Change]:
    """What changed between two types without the null of a field, the innermost first to differ."""
    if old == new:
        return
    match old, new:
        case Scalar(), Scalar() if (old.kind, old.format) == (new.kind, new.format):
            yield from limit_changes(old.limits, new.limits, where)
        case ListOf(), ListOf():
            yield from limit_changes(old.limits, new.limits, where)
            yield from part_changes(old.item, new.item, replace(where, inside=where.inside + "[]"), both)
        case MapOf(), MapOf():
            yield from limit_changes(old.limits, new.limits, where)
            yield from part_changes(old.value, new.value, replace(where, inside=where.inside + "{}"), both)
        case Ref(), Ref() if both.renamed.get(old.name, old.name) == new.name:
            return
        case _:
            before, after = listed(old), listed(new)
            if before and after:
                yield from value_changes(before, after, where)
            elif isinstance(old, OneOf) and isinstance(new, OneOf):
                yield from _union_changes(old, new, where, both)
            else:
                yield replaced(old, new, where, both)


def part_changes(old: Type, new: Type, where: Where, both: Both) -> Iterator[Change]:
    """The same inside a type, where null is a branch."""
    (bare_old, null_old), (bare_new, null_new) = split_null(old), split_null(new)
    if null_old != null_new:
        yield NullableChanged(where, null_new)
    yield from type_changes(bare_old, bare_new, where, both)


def replaced(old: Type, new: Type, where: Where, both: Both) -> Change:
    """One type stands where another stood."""
    found = relation(renamed(expanded(old, both.old), both.renamed), both.old, new, both.new)
    return TypeChanged(where, found, spelt(old), spelt(new))


def refuses(additional: Type | bool, field: Field, model: Model, other: Model) -> bool:
    """Whether a record that says so of unknown keys (in `other`) would refuse a field (of `model`) as one of them."""
    if isinstance(additional, bool):
        return not additional
    allowed = nullable(field.type) if field.nullable else field.type
    return not covers(expanded(additional, other), expanded(allowed, model))


def renamed(type_: Type, names: Mapping[str, str]) -> Type:
    """The type with its references under their new names."""
    if not names:
        return type_
    match type_:
        case Ref(name):
            return Ref(names.get(name, name))
        case ListOf(item):
            return replace(type_, item=renamed(item, names))
        case MapOf(value):
            return replace(type_, value=renamed(value, names))
        case OneOf(branches):
            return replace(type_, branches=tuple(renamed(b, names) for b in branches))
        case Scalar() | Choice():
            return type_


# --- Unions ----------------------------------------------------------------------------------------------------------


def _union_changes(old: OneOf, new: OneOf, where: Where, both: Both) -> Iterator[Change]:
    before, after = _by_shape(old, both.renamed), _by_shape(new, {})
    if len(before) < len(old.branches) or len(after) < len(new.branches):
        yield TypeChanged(where, "changed", spelt(old), spelt(new))  # branches that only constraints tell apart
        return
    if before.keys() != after.keys():
        yield replaced(old, new, where, both)
    elif list(before) != list(after):
        yield OrderChanged(where, "branches")
    for shape in (shape for shape in before if shape in after):
        yield from type_changes(before[shape], after[shape], where, both)
    one, other = _tag(old.discriminator, both.renamed), _tag(new.discriminator, {})
    if one[1] != other[1] or (old.discriminator and old.discriminator.field) != (
        new.discriminator and new.discriminator.field
    ):
        yield DiscriminatorChanged(where, one[0], other[0])


def _by_shape(union: OneOf, names: Mapping[str, str]) -> dict[str, Type]:
    """The branches by what they are apart from constraints."""
    return {spelt(renamed(branch, names)): branch for branch in union.branches}


def _tag(discriminator: Discriminator | None, names: Mapping[str, str]) -> tuple[str, frozenset[tuple[str, str]]]:
    if discriminator is None:
        return "", frozenset()
    told = f"{discriminator.field!r} ({', '.join(value for value, _ in discriminator.mapping)})"
    return told, frozenset((value, names.get(name, name)) for value, name in discriminator.mapping)


# --- Enums -----------------------------------------------------------------------------------------------------------


class Values(NamedTuple):
    """A list of values, of an enum or written out where it is used."""

    values: tuple[Json, ...]
    open: bool


def listed(type_: Type) -> Values | None:
    """The values that a type lists, if that is all it does."""
    if isinstance(type_, Choice):
        return Values(type_.values, False)
    found = alias_as_enum(Alias("", type_))
    return Values(tuple(m.value for m in found.members), found.open) if isinstance(found, Enum) else None


def value_changes(old: Values, new: Values, where: Where) -> Iterator[Change]:
    """What changed between two lists of values."""
    if old.open != new.open:
        yield OpennessChanged(where, "enum", new.open)
    before, after = set(old.values), set(new.values)
    is_open = old.open and new.open
    yield from (ValueChanged(where, v, "removed", is_open) for v in old.values if v not in after)
    yield from (ValueChanged(where, v, "added", is_open) for v in new.values if v not in before)
    if reordered(old.values, new.values):
        yield OrderChanged(where, "values")


def reordered(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether what both have stands in another order."""
    in_old, in_new = set(old), set(new)
    return [v for v in old if v in in_new] != [v for v in new if v in in_old]


# --- Constraints -----------------------------------------------------------------------------------------------------


def limit_changes(old: Limits, new: Limits, where: Where) -> Iterator[Change]:
    """What changed between the constraints of two types of one kind."""
    if old == new:
        return
    for keyword in (f.name for f in fields(Limits)):
        before, after = getattr(old, keyword), getattr(new, keyword)
        if before != after:
            bound = _bound(keyword, before, after)
            yield ConstraintChanged(where, keyword.replace("_", " "), bound, _said(before), _said(after))


def _said(limit: str | int | None) -> str:
    return "" if limit is None or limit is False else "true" if limit is True else str(limit)


def _bound(keyword: str, old: str | int | None, new: str | int | None) -> Bound:
    if old is None or old is False:
        return "added"
    if new is None or new is False:
        return "removed"
    if keyword == "pattern":
        return "changed"
    before, after = Decimal(old), Decimal(new)
    if keyword == "multiple_of":
        return "loosened" if _divides(after, before) else "tightened" if _divides(before, after) else "changed"
    higher = after > before
    if before == after:
        return "changed"
    return "tightened" if higher == (keyword in _LOWEST) else "loosened"


def _divides(step: Decimal, other: Decimal) -> bool:
    """Whether every multiple of `other` is one of `step`; no where the numbers are too far apart to tell."""
    try:
        return step != 0 and other % step == 0
    except ArithmeticError:
        return False


def words(parts: Iterable[str]) -> str:
    """Names in a row, each quoted."""
    return ", ".join(map(repr, parts))
