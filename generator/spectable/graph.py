"""Definitions as a graph: what refers to what, in which order they can stand, and which lie on a cycle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .model import Alias, Choice, Definition, ListOf, MapOf, Model, OneOf, Record, Ref, Scalar, Type, definition_refs

Edges = Callable[[Definition], Iterable[str]]


def references(definition: Definition) -> Iterator[str]:
    """The names of all definitions that one refers to, each once, as they are written."""
    return iter(dict.fromkeys(ref.name for ref in definition_refs(definition)))


def containments(definition: Definition) -> Iterator[str]:
    """The names of the definitions that a value holds within itself: those not behind a list or a map."""
    match definition:
        case Record(fields=fields):
            types: Iterable[Type] = (f.type for f in fields)
        case Alias(type=type_):
            types = (type_,)
        case _:
            types = ()
    return iter(dict.fromkeys(name for type_ in types for name in _held(type_)))


def _held(type_: Type) -> Iterator[str]:
    match type_:
        case Ref(name):
            yield name
        case OneOf(branches):
            for branch in branches:
                yield from _held(branch)
        case ListOf() | MapOf() | Scalar() | Choice():
            return


def components(model: Model, edges: Edges) -> list[tuple[str, ...]]:
    """The strongly connected components of the definitions, each after those it refers to (Tarjan 1972, iterative).

    Names inside a component stand in model order.
    """
    known = model.by_name
    order = {name: i for i, name in enumerate(known)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in known:
        if root in index:
            continue
        work = [(root, _enter(root, known, edges, index, low, stack, on_stack))]
        while work:
            name, targets = work[-1]
            step = next((t for t in targets if t in known and (t not in index or t in on_stack)), None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    found.append(_leave(name, stack, on_stack, order))
            elif step in index:
                low[name] = min(low[name], index[step])
            else:
                work.append((step, _enter(step, known, edges, index, low, stack, on_stack)))
    return found


def _enter(
    name: str,
    known: Mapping[str, Definition],
    edges: Edges,
    index: dict[str, int],
    low: dict[str, int],
    stack: list[str],
    on_stack: set[str],
) -> Iterator[str]:
    index[name] = low[name] = len(index)
    stack.append(name)
    on_stack.add(name)
    return iter(edges(known[name]))


def _leave(name: str, stack: list[str], on_stack: set[str], order: Mapping[str, int]) -> tuple[str, ...]:
    members = [stack.pop()]
    while members[-1] != name:
        members.append(stack.pop())
    on_stack.difference_update(members)
    return tuple(sorted(members, key=order.__getitem__))


def cycles(model: Model, edges: Edges) -> dict[str, frozenset[str]]:
    """For every definition on a cycle, the names on its cycle, itself included."""
    found: dict[str, frozenset[str]] = {}
    for component in components(model, edges):
        if len(component) > 1 or component[0] in edges(model.by_name[component[0]]):
            found.update(dict.fromkeys(component, frozenset(component)))
    return found


def dependency_order(model: Model, edges: Edges = references) -> Sequence[Definition]:
    """The definitions, each after those it depends on as far as cycles let it."""
    return [model.by_name[name] for component in components(model, edges) for name in component]
