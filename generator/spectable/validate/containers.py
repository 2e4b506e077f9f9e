"""Lists, maps, records and unions as compiled nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from ..diagnostic import did_you_mean
from ..model import Limits, Record
from ..schema.pointer import escape
from ..source import Span
from .equality import same_key
from .node import Failure, Node, Ok, any_of, fails, kind_of, shown
from .scalars import Test, tested

NULL = frozenset({"null"})
ARRAY = frozenset({"array"})
OBJECT = frozenset({"object"})


def nullable(node: Node, row: Span | None) -> Node:
    """The type, or null."""
    call = node.call()

    def inside(value: Any, at: str) -> Iterator[Failure]:
        return iter(()) if value is None else node.inside(value, at)

    def expected() -> str:
        return node.expected() if "null" in node.kinds() else f"{node.expected()} or null"

    return Node(
        expected,
        lambda: node.kinds() | NULL,
        lambda value: value is None or call(value),
        inside,
        row,
        node.plain | {type(None)},
    )


def list_of(item: Node, limits: Limits, row: Span | None) -> Node:
    """An array whose items are of a type."""
    tests = list(_list_tests(limits))
    call, plain = item.call(), item.plain
    broken = tested(tests, row)

    def ok(value: Any) -> bool:
        if value.__class__ is not list:
            return False
        for element in value:
            if element.__class__ not in plain and not call(element):
                return False
        return not tests or all(test.holds(value) for test in tests)

    def inside(value: Any, at: str) -> Iterator[Failure]:
        yield from broken(value, at)
        for index, element in enumerate(value):
            if not call(element):
                yield from item.breaks(element, f"{at}/{index}", row)

    return Node(lambda: "an array", lambda: ARRAY, ok, inside, row)


def _list_tests(limits: Limits) -> Iterator[Test]:
    low, high = limits.min_items, limits.max_items
    if low is not None:
        yield Test("value-out-of-limits", f"at least {low} items", lambda value: len(value) >= low)
    if high is not None:
        yield Test("value-out-of-limits", f"at most {high} items", lambda value: len(value) <= high)
    if limits.unique_items:
        yield Test("value-out-of-limits", "no item twice", lambda value: len(set(map(same_key, value))) == len(value))


def map_of(item: Node, limits: Limits, row: Span | None) -> Node:
    """An object with any keys whose values are of a type."""
    tests = list(_map_tests(limits))
    call, plain = item.call(), item.plain
    broken = tested(tests, row)

    def ok(value: Any) -> bool:
        if value.__class__ is not dict:
            return False
        for element in value.values():
            if element.__class__ not in plain and not call(element):
                return False
        return not tests or all(test.holds(value) for test in tests)

    def inside(value: Any, at: str) -> Iterator[Failure]:
        yield from broken(value, at)
        for key, element in value.items():
            if not call(element):
                yield from item.breaks(element, f"{at}/{escape(key)}", row)

    return Node(lambda: "an object", lambda: OBJECT, ok, inside, row)


def _map_tests(limits: Limits) -> Iterator[Test]:
    low, high = limits.min_properties, limits.max_properties
    if low is not None:
        yield Test("value-out-of-limits", f"at least {low} keys", lambda value: len(value) >= low)
    if high is not None:
        yield Test("value-out-of-limits", f"at most {high} keys", lambda value: len(value) <= high)


def record_of(record: Record, nodes: Mapping[str, Node], additional: Node | None) -> Node:
    """An object with the fields of a record. `additional`: the type of other keys' values; None forbids them."""
    ok = _record_ok(record, nodes, additional)
    rows = {field.name: field.span or record.span for field in record.fields}
    required = [field.name for field in record.fields if field.required]

    def inside(value: Any, at: str) -> Iterator[Failure]:
        for key in required:
            if key not in value:
                pointer, hint = f"{at}/{escape(key)}", _misspelt(key, [other for other in value if other not in nodes])
                yield from fails("value-missing", pointer, nodes[key].expected(), "nothing", rows[key], hint)
        for key, item in value.items():
            if (node := nodes.get(key, additional)) is None:
                pointer, near = f"{at}/{escape(key)}", _near(key, [name for name in nodes if name not in value])
                expected = f"no other key than those of {record.name}"
                yield from fails("key-not-allowed", pointer, expected, shown(item), record.span, near)
            elif not node.ok(item):
                yield from node.breaks(item, f"{at}/{escape(key)}", rows.get(key, record.span))

    return Node(lambda: f"an object ({record.name})", lambda: OBJECT, ok, inside, record.span)


def _record_ok(record: Record, nodes: Mapping[str, Node], additional: Node | None) -> Ok:
    """The one closure that most of the time goes into: what is plainly good is passed over by its class alone."""
    required = tuple(field.name for field in record.fields if field.required)
    plain = {key: node.plain for key, node in nodes.items()}
    calls = {key: node.call() for key, node in nodes.items()}
    other_plain = additional.plain if additional is not None else frozenset[type]()
    other = additional.call() if additional is not None else _never

    def ok(value: Any) -> bool:
        if value.__class__ is not dict:
            return False
        for key in required:
            if key not in value:
                return False
        for key, item in value.items():
            if item.__class__ not in plain.get(key, other_plain) and not calls.get(key, other)(item):
                return False
        return True

    return ok


def _never(_: Any) -> bool:
    return False


def _near(word: str, known: list[str]) -> str:
    hint = did_you_mean(word, known)
    return hint if hint.startswith("did you mean") else ""


def _misspelt(key: str, unknown: list[str]) -> str:
    near = get_close_matches(key, unknown, n=1, cutoff=0.6)
    return f"there is {near[0]!r}, which the spec does not know" if near else ""


# --- Unions ----------------------------------------------------------------------------------------------------------


def union_of(branches: tuple[Node, ...], names: tuple[str, ...], tag: str, tagged: Mapping[str, Node],
             row: Span | None) -> Node:  # fmt: skip
    """A value of one of the branches. `tag` is the field whose constant names the branch, where one does; `tagged`
    are the branches by its value."""
    calls = tuple(branch.call() for branch in branches)
    plain = frozenset[type]().union(*(branch.plain for branch in branches))

    def ok(value: Any) -> bool:
        return any(call(value) for call in calls)

    def inside(value: Any, at: str) -> Iterator[Failure]:
        if ok(value):
            return
        kind = kind_of(value)
        fitting = [(branch, name) for branch, name in zip(branches, names, strict=True) if kind in branch.kinds()]
        if tag and kind == "object" and isinstance(said := value.get(tag), str):
            if said in tagged:
                yield from tagged[said].breaks(value, at, row)
                return
            pointer, listed = f"{at}/{escape(tag)}", any_of([shown(word) for word in tagged])
            yield from fails("value-not-listed", pointer, listed, shown(said), row, _near(said, list(tagged)))
        elif len(fitting) == 1:
            yield from fitting[0][0].breaks(value, at, row)
        else:
            expected = any_of([branch.expected() for branch, _ in fitting])
            yield from fails("value-fits-no-branch", at, expected, shown(value), row, _nearest(value, fitting))

    return Node(lambda: any_of([branch.expected() for branch in branches]), _kinds_of(branches), ok, inside, row, plain)


def _kinds_of(branches: tuple[Node, ...]) -> Callable[[], frozenset[str]]:
    return lambda: frozenset[str]().union(*(branch.kinds() for branch in branches))


def _nearest(value: Any, fitting: list[tuple[Node, str]]) -> str:
    """What is wrong with the value as the branch where least is."""
    found = [(list(branch.breaks(value, "")), name) for branch, name in fitting]
    failures, name = min(found, key=lambda pair: len(pair[0]))
    if not failures or not name:
        return ""
    first = failures[0]
    return f"as {name}: {first.pointer or 'the value'} must be {first.expected}, and is {first.found}"
