"""Findings as people read them: a block each, with the source line, a caret, why, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from .diagnostic import Diagnostic, Severity
from .source import Span

WIDTH = 110
"""Columns of a source line that are shown; Speakeasy pads its rows to 700."""

_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def block(diagnostic: Diagnostic, color: bool = False, why: str = "") -> str:
    """One finding, as lines that end with a line end. `why` explains it where that is wanted."""
    return "\n".join(_lines(diagnostic, color, why)) + "\n"


def _lines(diagnostic: Diagnostic, color: bool, why: str) -> Iterator[str]:
    def paint(style: str, words: str) -> str:
        return f"{style}{words}{_RESET}" if color else words

    severity = paint(_COLORS[diagnostic.severity], str(diagnostic.severity))
    code = paint(_DIM, f"[{diagnostic.code}]")
    message = paint(_BOLD, printable(diagnostic.message))
    span = diagnostic.span
    yield f"{printable(str(span))}: {severity}: {message} {code}" if span else f"{severity}: {message} {code}"
    if span and (excerpt := _excerpt(span)):
        number, words, before, length = excerpt
        margin = " " * len(number)
        yield f"  {margin} {paint(_DIM, '|')}"
        yield f"  {number} {paint(_DIM, '|')} {words}"
        yield f"  {margin} {paint(_DIM, '|')} {' ' * before}{paint(_COLORS[diagnostic.severity], '^' * length)}"
    for what, place in diagnostic.related:
        words = " ".join(place.source.line(place.line).split()) if place.source.text else ""
        shown = words if len(words) <= WIDTH else words[:WIDTH] + "…"
        yield f"  {paint(_BOLD, what + ':')} {printable(f'{place}: {shown}' if shown else str(place))}"
    if why:
        yield f"  {paint(_BOLD, 'why:')} {printable(why)}"
    if diagnostic.hint:
        yield f"  {paint(_BOLD, 'hint:')} {printable(diagnostic.hint)}"


def _excerpt(span: Span) -> tuple[str, str, int, int] | None:
    """(line number, the part of the line around the place, columns before the caret, columns of the caret)."""
    if not span.source.text:
        return None
    line, column = span.line, span.column
    text = span.source.line(line)
    start = max(0, column - 1 - WIDTH // 2) if len(text) > WIDTH else 0
    head, tail = ("…" if start else ""), ("…" if len(text) > start + WIDTH else "")
    shown = text[start : start + WIDTH]
    before = printable(head + text[start : column - 1])
    marked = printable(span.text.partition("\n")[0][: max(1, start + WIDTH - column + 1)].rstrip("\r"))
    return str(line), (head + printable(shown) + tail).rstrip(), _columns(before), max(1, _columns(marked))


def printable(words: str) -> str:
    """Text that a terminal can show on one line: nothing in it moves the cursor or turns the direction around."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(
        " " if c in "\t\n\r" else c if c.isprintable() or c == "…" else "\N{REPLACEMENT CHARACTER}" for c in words
    )


def _columns(words: str) -> int:
    """How many columns a terminal gives a text: wide characters two, combining marks none."""
    if words.isascii():
        return len(words)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in words)
    return len(words) + wide - sum(bool(unicodedata.combining(c)) for c in words)
