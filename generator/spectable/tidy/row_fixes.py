"""The edits that surely mend a row with too few or too many cells."""

from __future__ import annotations

import re

from ..diagnostic import Fix
from ..reading.markdown import Row
from ..source import Span

_CODE = re.compile(rb"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_PIPE = re.compile(rb"(?<!\\)\|")


def _line(row: Row) -> Span:
    """The line of a row, without its end and the blanks before that."""
    source, start = row.span.source, row.span.start
    end = source.data.find(b"\n", start)
    text = source.data[start : len(source.data) if end < 0 else end].rstrip()
    return Span(source, start, start + len(text))


def padded(row: Row, width: int) -> Fix | None:
    """Empty cells behind the last: those that a reader supplies anyway. Only for rows with a pipe at either end."""
    line = _line(row)
    text = row.span.source.data[line.start : line.end]
    missing = width - len(row.cells)
    if missing < 1 or not text.startswith(b"|") or not text.endswith(b"|") or text.endswith(b"\\|") or len(text) < 2:
        return None
    return Fix(Span(line.source, line.end, line.end), "  |" * missing)


def escaped(row: Row, width: int) -> Fix | None:
    """Backslashes before the pipes in code, when the row has as many cells as the header then."""
    line = _line(row)
    text = row.span.source.data[line.start : line.end]
    spans = [match.span() for match in _CODE.finditer(text)]
    inside = [p.start() for p in _PIPE.finditer(text) if any(low < p.start() < high for low, high in spans)]
    if not inside or len(row.cells) - len(inside) != width:
        return None
    first, last = inside[0], inside[-1] + 1
    mended = _PIPE.sub(rb"\\|", text[first:last]) if len(inside) == len(_PIPE.findall(text[first:last])) else b""
    return Fix(Span(line.source, line.start + first, line.start + last), mended.decode()) if mended else None
