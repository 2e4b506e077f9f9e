"""A type of the model, compiled: whether a value is of it, and if not, what is wrong and which row says so.

The first question is asked of every value and is a closure that answers yes or no. The second is asked only where the
answer was no, so it may take its time. Both come of the same tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..source import Span
from .equality import is_whole

Ok = Callable[[Any], bool]
Inside = Callable[[Any, str], Iterator["Failure"]]

KINDS = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})
CLASSES = frozenset({dict, list, str, int, float, Decimal, bool, type(None)})
"""What JSON values are in Python."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Failure:
    """What a value breaks: `pointer` (RFC 6901) leads to it, `row` is the place in the spec that says otherwise."""

    code: str
    pointer: str
    expected: str
    found: str
    row: Span | None = None
    hint: str = ""


def fails(code: str, pointer: str, expected: str, found: str, row: Span | None, hint: str = "") -> Iterator[Failure]:
    """One failure."""
    yield Failure(code, pointer, expected, found, row, hint)


class Node:
    """A compiled type.

    `kinds` are the JSON types a value of it can have, `expected` says them in words; both are asked late, when every
    definition is compiled. `inside` says what is wrong with a value of a right kind. `plain` are the Python classes
    all of whose values are good: `ok` need not be asked of them. `ready`: `ok` will not change any more.
    """

    __slots__ = ("expected", "inside", "kinds", "ok", "plain", "ready", "row")

    def __init__(
        self,
        expected: Callable[[], str],
        kinds: Callable[[], frozenset[str]],
        ok: Ok,
        inside: Inside,
        row: Span | None,
        plain: frozenset[type] = frozenset(),
    ) -> None:
        self.expected = expected
        self.kinds = kinds
        self.ok = ok
        self.inside = inside
        self.row = row
        self.plain = plain
        self.ready = True

    def call(self) -> Ok:
        """`ok`, or where it is not made yet, a way to it."""
        return self.ok if self.ready else lambda value: self.ok(value)

    def fill(self, other: Node) -> None:
        """Become `other`: a definition takes its place where references to it wait."""
        self.expected, self.kinds, self.ok, self.inside = other.expected, other.kinds, other.ok, other.inside
        self.plain, self.row, self.ready = other.plain, other.row, True

    def breaks(self, value: Any, at: str, row: Span | None = None) -> Iterator[Failure]:
        """What is wrong with a value; nothing when it is good. `row`: the place that wants this type here."""
        if kind_of(value) in self.kinds():
            yield from self.inside(value, at)
        else:
            yield from fails("value-of-another-type", at, self.expected(), shown(value), row or self.row)


def pending(row: Span | None) -> Node:
    """A node for a definition that is still to be compiled."""

    def never(*_: Any) -> Any:
        raise AssertionError("this definition is not compiled")

    node = Node(never, never, never, never, row)
    node.ready = False
    return node


def nothing(_: Any, __: str) -> Iterator[Failure]:
    """The `inside` of a type that every value of its kinds is of."""
    return iter(())


def kind_of(value: Any) -> str:
    """The JSON type of a value, `integer` for a number without a fraction."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
        case _:
            return "integer" if is_whole(value) else "number"


def shown(value: Any) -> str:
    """A value as a message quotes it: whole when it is short."""
    match value:
        case dict():
            return f"an object with {len(value)} key{'s' * (len(value) != 1)}" if value else "an empty object"
        case list():
            return f"an array of {len(value)}" if value else "an empty array"
        case str() if len(value) > _LONGEST:
            return json.dumps(value[:_LONGEST], ensure_ascii=False)[:-1] + '…"'
        case str() | bool() | None:
            return json.dumps(value, ensure_ascii=False)
        case _:
            text = str(value) if not isinstance(value, int) or value.bit_length() < 4096 else "a very great number"
            return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def any_of(words: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    words = list(dict.fromkeys(words))
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else "nothing"
