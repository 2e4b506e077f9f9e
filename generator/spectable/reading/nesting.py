"""Fields inside fields: names that are paths (`vehicles[].rental_uris.android`), and names that are indented below the
one they belong to, as a tree. What a row says is no concern of this module: it sorts rows of any kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from ..model import ANY, OBJECT, ListOf, MapOf, OneOf, Type, one_of

Row = TypeVar("Row")

INDENT = re.compile(r"^(?:[\s>·•…→↳└├│─|]|-+(?=[-\s>]))+")
"""What stands before an indented name: blanks, dashes, arrows and the lines of a drawn tree."""


@dataclass(frozen=True, slots=True)
class Nesting:
    """How a style says that a field stands inside another.

    `separator` stands between the steps of a path, empty in styles without paths; `item` behind a step says that what
    follows stands in the items of a list; a step between `quotes` may hold separators; a step that matches `any_key`
    stands for every key of a map. `indent` matches what stands before an indented name: the longer, the deeper.
    """

    separator: str = "."
    item: re.Pattern[str] = re.compile(r"\[\w?\]")
    quotes: str = '"'
    any_key: re.Pattern[str] = re.compile(r"\*|<[^<>]+>|\{[^{}]+\}")
    indent: re.Pattern[str] | None = None


class Step(NamedTuple):
    """One step of a path: the name of a field, in how many lists what follows stands, whether it is every key."""

    name: str
    lists: int = 0
    any_key: bool = False


Path = tuple[Step, ...]


def path_of(name: str, nesting: Nesting) -> Path:
    """The steps of a name. One with an empty step (`a..b`, `.`) is no path, but a step by itself."""
    if not nesting.separator:
        return (Step(name),)
    steps = tuple(_step(piece, nesting) for piece in _pieces(name, nesting))
    return steps if all(step.name for step in steps) else (Step(name),)


def _pieces(name: str, nesting: Nesting) -> Iterator[str]:
    """What stands between the separators that are outside of quotes."""
    start, quote = 0, ""
    for at, character in enumerate(name):
        if character in nesting.quotes and quote in ("", character):
            quote = "" if quote else character
        elif not quote and at >= start and name.startswith(nesting.separator, at):
            yield name[start:at]
            start = at + len(nesting.separator)
    yield name[start:]


def _step(piece: str, nesting: Nesting) -> Step:
    lists = 0
    items = list(nesting.item.finditer(piece))
    while items and items[-1].end() == len(piece) and items[-1].start():
        piece, lists = piece[: items.pop().start()], lists + 1
    if len(piece) > 1 and piece[0] == piece[-1] and piece[0] in nesting.quotes:
        return Step(piece[1:-1], lists)
    return Step(piece, lists, bool(nesting.any_key.fullmatch(piece)))


@dataclass(slots=True)
class Indents:
    """The paths of rows that are indented, from one row to the next."""

    above: list[tuple[int, Path]] = field(default_factory=list)

    def below(self, width: int, path: Path) -> Path:
        """The whole path of a row that is indented so far: below the last row that is indented less."""
        while self.above and self.above[-1][0] >= width:
            self.above.pop()
        whole = (*self.above[-1][1], *path) if self.above else path
        self.above.append((width, whole))
        return whole


@dataclass(slots=True)
class Node(Generic[Row]):
    """A field with its row (None when only fields inside it have one) and what stands inside it."""

    step: Step
    row: Row | None = None
    inside: dict[str, Node[Row]] = field(default_factory=dict)


def tree(rows: Iterable[tuple[Path, Row]]) -> dict[str, Node[Row]]:
    """The rows as a tree, in the order in which its fields first come. No path may be there twice."""
    root: dict[str, Node[Row]] = {}
    for path, row in rows:
        level, node = root, None
        for step in path:
            node = level.setdefault(step.name, Node(step))
            node.step = max(node.step, step)
            level = node.inside
        if node:
            node.row = row
    return root


def names(path: Path) -> tuple[str, ...]:
    """The names of the steps of a path, which tell it from others."""
    return tuple(step.name for step in path)


def around(type_: Type, record: Type, lists: int) -> Type | None:
    """The type of a field that was said to be `type_`, now that it is known to hold `record`, in so many lists when
    its type does not say; None when it can hold none."""
    match type_:
        case ListOf(item, limits):
            inner = around(item, record, max(lists - 1, 0))
            return None if inner is None else ListOf(inner, limits)
        case OneOf(branches):
            found = [(branch, around(branch, record, lists)) for branch in branches]
            if all(inner is None for _, inner in found):
                return None
            return one_of(branch if inner is None else inner for branch, inner in found)
        case _ if type_ == ANY:
            return in_lists(record, lists)
        case _ if type_ == OBJECT:
            return record
        case MapOf(value, limits):
            inner = around(value, record, lists)
            return None if inner is None else MapOf(inner, limits)
        case _:
            return None


def in_lists(type_: Type, lists: int) -> Type:
    """A type inside so many lists."""
    for _ in range(lists):
        type_ = ListOf(type_)
    return type_
