"""Rows whose pipes a generator did not escape: where the parser sees more cells than there are columns, the pipes
inside code are taken to be part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..source import Span
from .markdown import Cell, Code, Inline, Row, Text

_CODE = re.compile(r"(?P<fence>`+)(?P<text>.+)(?P=fence)", re.DOTALL)


def rejoined(row: Row, width: int) -> Row:
    """The row parted at its pipes outside of code only, if that brings it nearer to as many cells as there are columns;
    else as it was. A cell that stands as the parser read it is kept, another is its words, or the code that it is."""
    pieces = list(_pieces(row.span))
    if not width <= len(pieces) < len(row.cells):
        return row
    known = {(cell.span.start, cell.span.end): cell for cell in row.cells}
    return row._replace(cells=tuple(known.get((piece.start, piece.end)) or _cell(piece) for piece in pieces))


def gathered(row: Row, width: int, at: int) -> Row:
    """The row with the cells that are too many taken to be one with that of the column `at`, pipes between them."""
    last = at + len(row.cells) - width
    pieces = row.cells[at : last + 1]
    span = Span(row.span.source, pieces[0].span.start, pieces[-1].span.end)
    children: list[Inline] = list(pieces[0].children)
    for before, piece in pairwise(pieces):
        children += (Text(" | " if piece.children else " |", before.span), *piece.children)
    return row._replace(cells=(*row.cells[:at], Cell(tuple(children), span), *row.cells[last + 1 :]))


def _pieces(row: Span) -> Iterator[Span]:
    """What stands between the pipes of a row that are neither escaped nor between backticks."""
    data, start, at, in_code = row.source.data, row.start, row.start, False
    end = row.start + len(data[row.start : row.end].rstrip())
    if data[start : start + 1] == b"|":
        start = at = start + 1
    while at < end:
        byte = data[at : at + 1]
        if byte == b"`":
            in_code = not in_code
        elif byte == b"\\" and not in_code:
            at += 1
        elif byte == b"|" and not in_code:
            yield Span(row.source, start, at)
            start = at + 1
        at += 1
    if start < end:
        yield Span(row.source, start, end)


def _cell(span: Span) -> Cell:
    words = span.text.strip()
    if not words:
        return Cell((), span)
    code = _CODE.fullmatch(words)
    return Cell((Code(code["text"], span) if code else Text(words.replace("\\|", "|"), span),), span)
