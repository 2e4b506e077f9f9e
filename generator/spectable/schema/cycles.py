"""Aliases that are only themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..graph import cycles
from ..model import ANY, Alias, Choice, Definition, Model, OneOf, Ref, Scalar, Type
from .reading import Reading


def without_cycles(reading: Reading, model: Model) -> Model:
    """The model with every alias that is only itself read as any value."""
    looping = cycles(model, _stands_for)
    if not looping:
        return model
    pointers = {name: pointer.rstrip("\0") for pointer, name in reading.names.items()}
    for name in sorted(looping):
        hint = "let one of the references lead to something else"
        reading.warn("cyclic-reference", f"{name!r} is defined by itself; read as any value", pointers[name], hint)
    return Model(
        tuple(replace(d, type=ANY) if isinstance(d, Alias) and d.name in looping else d for d in model.definitions)
    )


def _stands_for(definition: Definition) -> list[str]:
    """The names of what an alias is, by itself or in one of its branches."""
    return [ref.name for ref in _same_value(definition.type)] if isinstance(definition, Alias) else []


def _same_value(type_: Type) -> Iterator[Ref]:
    """The references that stand for the very value of a type, not for a part of it."""
    match type_:
        case Ref():
            yield type_
        case OneOf(branches):
            for branch in branches:
                yield from _same_value(branch)
        case Scalar() | Choice() | _:
            return
