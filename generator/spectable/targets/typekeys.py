"""The keys that a target's patterns are looked up by, and what they say of a type or a definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from ..model import (
    NO_LIMITS,
    Alias,
    Choice,
    Definition,
    Enum,
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
    one_of,
)

LIMIT_NAMES = tuple(f.name for f in fields(Limits))


def definition_kind(definition: Definition) -> str:
    """`record`, `enum`, `union` or `alias`: what a target's `kinds` speak of."""
    match definition:
        case Record():
            return "record"
        case Enum():
            return "enum"
        case Alias(type=OneOf()):
            return "union"
        case Alias():
            return "alias"


def value_kind(values: Iterable[Json]) -> str:
    """The one JSON type of some values, `mixed` when they have several."""
    kinds = base_kind(values)
    return kinds[0] if len(kinds) == 1 else "mixed"


def plain_type(definition: Definition) -> Type | None:
    """What a reference to an enum or an alias stands for; None for a record."""
    match definition:
        case Alias(type=type_):
            return type_
        case Enum(members=members, open=True):
            return one_of(Scalar(kind) for kind in base_kind(m.value for m in members))
        case Enum(members=members):
            return Choice(tuple(m.value for m in members))
        case Record():
            return None


def stated(limits: Limits) -> Iterator[tuple[str, Json | int | str | bool]]:
    """The limits that are stated, as (name, value)."""
    if limits is NO_LIMITS:
        return
    for name in LIMIT_NAMES:
        value = getattr(limits, name)
        if value is not None and value is not False:
            yield name, value


def type_keys(type_: Type, model: Model) -> list[str]:
    """The keys a type is looked up by, most specific first, what it contains left aside."""
    match type_:
        case Scalar(kind, form):
            return [f"{kind}:{form}", f"{kind}:*", kind] if form else [kind]
        case ListOf():
            return ["list"]
        case MapOf():
            return ["map"]
        case OneOf(discriminator=discriminator):
            return ["union:discriminated", "union"] if discriminator else ["union"]
        case Choice(values):
            of = value_kind(values)
            const = [f"const:{of}", "const"] if len(values) == 1 else []
            return [*const, f"choice:{of}", "choice"]
        case Ref(name):
            return reference_keys(model.by_name.get(name))


def reference_keys(definition: Definition | None) -> list[str]:
    """The keys of a reference to a definition."""
    if definition is None:
        return ["any"]
    if isinstance(definition, Enum):
        kind = "ref:open-enum" if definition.open else "ref:enum"
        return [f"{kind}:{value_kind(m.value for m in definition.members)}", kind, "ref"]
    return [f"ref:{definition_kind(definition)}", "ref"]
