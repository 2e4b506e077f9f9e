"""A text and the places in it. Nothing below this module touches a disk.

Offsets are bytes of the UTF-8 text, as the Markdown parser counts them; lines and columns start at 1 and count
code points, as editors show them. They are worked out only when a place is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True)
class Source:
    """One text with the name that messages use for it (relative, with forward slashes).

    `name` is its path below the SPEC it was found under: whatever reaches a generated file (a qualified model name,
    say) may depend on that alone, not on where the user stood when they typed the SPEC. Empty: the same as `path`.
    """

    path: str
    text: str = field(repr=False)
    name: str = field(default="", repr=False)

    @cached_property
    def data(self) -> bytes:
        """The text as UTF-8: what offsets count."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The byte offset at which each line begins (CommonMark 2.1: a line ends with LF, CR or CRLF)."""
        data, starts, at = self.data, [0], 0
        if b"\r" not in data:
            while (at := data.find(b"\n", at) + 1) > 0:
                starts.append(at)
            return tuple(starts)
        for line in data.splitlines(keepends=True):
            at += len(line)
            starts.append(at)
        return tuple(starts if data.endswith((b"\n", b"\r")) else starts[:-1])

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of a byte offset, both from 1, the column in code points."""
        line = bisect_right(self.line_starts, offset)
        before = self.data[self.line_starts[line - 1] : offset]
        return line, len(before.decode("utf-8", "replace")) + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line ending."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.data)
        return self.data[start:end].decode("utf-8", "replace").rstrip("\r\n")

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place from byte `start` to byte `end` (an empty place at `start` when left out)."""
        return Span(self, start, start if end is None else end)


class Span(NamedTuple):
    """A place in a source: the bytes from `start` up to `end`."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The source text of the place."""
        return self.source.data[self.start : self.end].decode("utf-8", "replace")

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.path}:{line}:{column}"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be: a path below the output folder, with forward slashes, and its bytes. Rendering makes these."""

    path: str
    data: bytes = field(repr=False)
