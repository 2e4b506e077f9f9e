"""HTML tables in Markdown text: where their rows and cells stand, and what is in the cells, as marks and words.

Nothing is resolved that a browser would need a page for: `rowspan` fills the cells below, `colspan` those to the right
(which are empty), comments are nothing, what is never closed ends with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TOKEN = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<more>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    rb"|`(?P<code>[^`<\n]+)`|[^<`]+|[<`]",
    re.DOTALL,
)
_OPENS = re.compile(rb"<table\b", re.IGNORECASE)
_EDGES = re.compile(rb"<(/?)table\b[^>]*>", re.IGNORECASE)
_SPAN = re.compile(rb"\b(rowspan|colspan)\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_MOST_CELLS = 100_000


class Piece(NamedTuple):
    """A piece of a cell: `text` (words), `code`, `open` or `close` of a tag (`text` is its name, `more` where it
    leads), and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    more: str = ""


class HtmlCell(NamedTuple):
    pieces: tuple[Piece, ...]
    start: int
    end: int


class HtmlRow(NamedTuple):
    cells: tuple[HtmlCell, ...]
    start: int
    end: int


def find_table(data: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Where the first table that opens between `start` and `end` stands, up to behind its closing tag, which may come
    later; one that is not closed ends at `end`."""
    opens = _OPENS.search(data, start, end)
    if opens is None:
        return None
    depth = 0
    for edge in _EDGES.finditer(data, opens.start()):
        depth += -1 if edge[1] else 1
        if depth == 0:
            return opens.start(), edge.end()
    return opens.start(), end


def read_rows(data: bytes, start: int, end: int) -> tuple[HtmlRow, ...]:
    """The rows of the table that stands from `start` to `end`."""
    rows: list[HtmlRow] = []
    hanging: dict[int, tuple[int, HtmlCell]] = {}
    for row_start, row_end, found in _rows(data, start, end):
        cells: list[HtmlCell] = []
        for cell, rows_wide, columns_wide in found:
            _fill(cells, hanging)
            if rows_wide > 1:
                hanging[len(cells)] = (rows_wide - 1, cell)
            cells += [cell, *[HtmlCell((), cell.end, cell.end)] * (min(columns_wide, 50) - 1)]
        _fill(cells, hanging)
        if cells:
            rows.append(HtmlRow(tuple(cells), row_start, row_end))
    return tuple(rows)


def _fill(cells: list[HtmlCell], hanging: dict[int, tuple[int, HtmlCell]]) -> None:
    """Add the cells that reach down from rows above into the next places."""
    while (at := len(cells)) in hanging:
        left, cell = hanging.pop(at)
        if left > 1:
            hanging[at] = (left - 1, cell)
        cells.append(cell)


_Found = tuple[HtmlCell, int, int]


def _rows(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, list[_Found]]]:
    """(start, end, the cells with how many rows and columns wide they are) of each row."""
    depth, row_start = 0, start
    cells: list[_Found] = []
    pieces: list[Piece] | None = None
    cell_start, wide = start, (1, 1)

    def finish(at: int) -> None:
        nonlocal pieces
        if pieces is not None:
            cells.append((HtmlCell(tuple(pieces), cell_start, at), *wide))
            pieces = None

    for token in _TOKEN.finditer(data, start, end):
        tag = (token["tag"] or b"").lower()
        depth += (tag == b"table") * (-1 if token["close"] else 1)
        if depth <= 1 and tag in (b"tr", b"td", b"th", b"table", b"thead", b"tbody", b"tfoot"):
            finish(token.start())
            if tag in (b"td", b"th"):
                if not token["close"] and len(cells) < _MOST_CELLS:
                    pieces, cell_start, wide = [], token.end(), _widths(token["more"])
                continue
            if cells:
                yield row_start, token.start(), cells
            cells, row_start = [], token.start()
        elif pieces is not None and (piece := _piece(token, tag)):
            pieces.append(piece)
    finish(end)
    if cells:
        yield row_start, end, cells


def _widths(attributes: bytes) -> tuple[int, int]:
    said = {name.lower(): int(number) for name, number in _SPAN.findall(attributes)}
    return max(said.get(b"rowspan", 1), 1), max(said.get(b"colspan", 1), 1)


def _piece(token: re.Match[bytes], tag: bytes) -> Piece | None:
    at = (token.start(), token.end())
    if tag:
        link = _HREF.search(token["more"] or b"") if tag == b"a" else None
        target = next(filter(None, link.groups()), b"") if link else b""
        return Piece("close" if token["close"] else "open", tag.decode(), *at, unescape(_text(target)))
    if token["code"] is not None:
        return Piece("code", unescape(_text(token["code"])), *at)
    return None if token[0].startswith(b"<!--") else Piece("text", unescape(_text(token[0])), *at)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
