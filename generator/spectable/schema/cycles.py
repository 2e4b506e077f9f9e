"""Aliases that are only themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..model import ANY, Alias, Choice, Model, OneOf, Ref, Scalar, Type
from .reading import Reading


def without_cycles(reading: Reading, model: Model) -> Model:
    """The model with every alias that is only itself read as any value."""
    edges = {
        d.name: [r.name for r in _same_value(d.type)]
        for d in model.definitions
        if isinstance(d, Alias) and isinstance(d.type, Ref | OneOf)
    }
    looping = {name for name in edges if _comes_back(name, edges)}
    if not looping:
        return model
    pointers = {name: pointer.rstrip("\0") for pointer, name in reading.names.items()}
    for name in sorted(looping):
        hint = "let one of the references lead to something else"
        reading.warn("cyclic-reference", f"{name!r} is defined by itself; read as any value", pointers[name], hint)
    return Model(
        tuple(replace(d, type=ANY) if isinstance(d, Alias) and d.name in looping else d for d in model.definitions)
    )


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


def _comes_back(name: str, edges: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    stack = list(edges[name])
    while stack:
        here = stack.pop()
        if here == name:
            return True
        if here not in seen:
            seen.add(here)
            stack.extend(edges.get(here, ()))
    return False
