"""Model x Model -> Changes. Only what differs; what that breaks is for `judge`.

The order of models is no difference: it is that of the files they stand in. Nor are a page's layout, its table style
and where a row stands, since models have none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ANY, Alias, Definition, Enum, Field, Model, Record, Ref, Type, accepts_null
from .changes import (
    Change,
    DefaultChanged,
    DescriptionChanged,
    ExamplesChanged,
    FieldAdded,
    FieldRemoved,
    FieldRenamed,
    KeyAllowed,
    KeyChanged,
    MarkChanged,
    ModelAdded,
    ModelKindChanged,
    ModelRemoved,
    ModelRenamed,
    NullableChanged,
    OpennessChanged,
    OrderChanged,
    RequiredChanged,
    Turn,
    TypeChanged,
    ValueRenamed,
    Where,
)
from .renaming import renamed_fields, renamed_models
from .types import Both, Values, part_changes, refuses, reordered, replaced, type_changes, value_changes, words
from .wording import spelt


def compare(old: Model, new: Model) -> tuple[Change, ...]:
    """Every difference, by model in the order of the old spec, then what was added."""
    removed = [d for d in old.definitions if d.name not in new.by_name]
    added = [d for d in new.definitions if d.name not in old.by_name]
    renamed = renamed_models(removed, added)
    both = Both(old, new, renamed)
    found: list[Change] = []
    for definition in old.definitions:
        name = renamed.get(definition.name, definition.name)
        other = new.by_name.get(name)
        if other is None:
            found.append(ModelRemoved(Where(definition.name, old=definition.span)))
            continue
        where = Where(name, old=definition.span, new=other.span)
        if name != definition.name:
            found.append(ModelRenamed(where, definition.name))
        found += _definition(definition, other, where, both)
    taken = set(renamed.values())
    found += [ModelAdded(Where(d.name, new=d.span)) for d in added if d.name not in taken]
    return tuple(found)


def _definition(old: Definition, new: Definition, where: Where, both: Both) -> Iterator[Change]:
    yield from _described(where, "model", old.description, new.description)
    if old.deprecated != new.deprecated:
        yield MarkChanged(where, "deprecated", new.deprecated)
    if old.examples != new.examples:
        yield ExamplesChanged(where)
    match old, new:
        case Record(), Record():
            yield from _record(old, new, where, both)
        case Enum(), Enum():
            yield from _enum(old, new, where)
        case Alias(), Alias():
            yield from part_changes(old.type, new.type, where, both)
            yield from _default(old, new, where)
        case ((Enum() | Alias()), (Enum() | Alias())):
            yield replaced(Ref(old.name), Ref(new.name), where, both)
        case _:
            yield ModelKindChanged(where, _kind(old), _kind(new))


def _kind(definition: Definition) -> str:
    return type(definition).__name__.lower()


def _described(where: Where, of: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield DescriptionChanged(where, of, _turn(old, new))


def _turn(old: str, new: str) -> Turn:
    return "added" if not old else "removed" if not new else "changed"


def _default(old: Field | Alias, new: Field | Alias, where: Where) -> Iterator[Change]:
    if old.default != new.default:
        before, after = old.default or "", new.default or ""
        yield DefaultChanged(where, _turn(before, after), before, after)


# --- Records ---------------------------------------------------------------------------------------------------------


def _record(old: Record, new: Record, where: Where, both: Both) -> Iterator[Change]:
    before, after = {f.name: f for f in old.fields}, {f.name: f for f in new.fields}
    yield from _additional(old.additional, new.additional, where, both)
    if old.primary_key != new.primary_key:
        one, other = words(old.primary_key), words(new.primary_key)
        yield KeyChanged(where, "primary", _turn(one, other), one, other)
    if reordered(list(before), list(after)):
        yield OrderChanged(where, "fields")
    renamed = renamed_fields(old, new)
    for name, field in before.items():
        if other_field := after.get(name):
            at = Where(where.model, name, old=field.span, new=other_field.span)
            yield from _field(field, other_field, at, both)
            continue
        at = Where(where.model, name, old=field.span, new=where.new)
        yield FieldRemoved(at, field)
        if refuses(new.additional, field, both.old, both.new):
            yield KeyAllowed(at, False)
        if name in renamed:
            yield FieldRenamed(Where(where.model, renamed[name], old=field.span, new=after[renamed[name]].span), name)
    for field in new.fields:
        if field.name not in before:
            at = Where(where.model, field.name, old=where.old, new=field.span)
            yield FieldAdded(at, field)
            if refuses(old.additional, field, both.new, both.old):
                yield KeyAllowed(at, True)


def _additional(old: Type | bool, new: Type | bool, where: Where, both: Both) -> Iterator[Change]:
    if (old is False) != (new is False):
        yield OpennessChanged(where, "model", new is not False)
    elif old is not False and new is not False:
        inside = Where(where.model, "", "{}", where.old, where.new)
        yield from part_changes(ANY if old is True else old, ANY if new is True else new, inside, both)


def _field(old: Field, new: Field, where: Where, both: Both) -> Iterator[Change]:
    if old == new:
        return
    yield from type_changes(old.type, new.type, where, both)
    if old.required != new.required:
        yield RequiredChanged(where, new.required)
    yield from _nullable(old, new, where, both)
    yield from _default(old, new, where)
    key = _renamed_key(old.foreign_key, both)
    if key != new.foreign_key:
        yield KeyChanged(where, "foreign", _turn(key, new.foreign_key), key, new.foreign_key)
    yield from _described(where, "field", old.description, new.description)
    if old.examples != new.examples:
        yield ExamplesChanged(where)
    if old.deprecated != new.deprecated:
        yield MarkChanged(where, "deprecated", new.deprecated)
    if old.read_only != new.read_only:
        yield MarkChanged(where, "read-only", new.read_only)
    if old.write_only != new.write_only:
        yield MarkChanged(where, "write-only", new.write_only)


def _nullable(old: Field, new: Field, where: Where, both: Both) -> Iterator[Change]:
    before = old.nullable or accepts_null(old.type, both.old)
    after = new.nullable or accepts_null(new.type, both.new)
    if before != after:
        yield NullableChanged(where, after)
    elif old.nullable != new.nullable and old.type == new.type:  # any value is null too, whether or not it is named
        yield TypeChanged(where, "respelt", _named(old), _named(new))


def _named(field: Field) -> str:
    return spelt(field.type) + (" or null" if field.nullable else "")


def _renamed_key(key: str, both: Both) -> str:
    """A foreign key of the old spec with the new name of its model."""
    if not key or not both.renamed:
        return key
    model = next((name for name in both.renamed if key.startswith(f"{name}.")), None)
    return key if model is None else both.renamed[model] + key[len(model) :]


# --- Enums -----------------------------------------------------------------------------------------------------------


def _enum(old: Enum, new: Enum, where: Where) -> Iterator[Change]:
    yield from value_changes(_values(old), _values(new), where)
    before = {m.value: m for m in old.members}
    for member in new.members:
        other = before.get(member.value)
        if other is None:
            continue
        if other.name != member.name:
            yield ValueRenamed(where, member.value, other.name, member.name)
        yield from _described(where, member.value, other.description, member.description)


def _values(enum: Enum) -> Values:
    return Values(tuple(m.value for m in enum.members), enum.open)
