"""Comments in a page by which its author says that a finding is known and may stay:

    <!-- spectable: ignore unknown-column -->                       the heading, table or paragraph that follows
    | id | string | odd <!-- spectable: ignore unreadable-type --> |   the line that it stands in
    <!-- spectable: ignore-page close-dialects, row-too-short -->    the page

A comment that silences nothing is a finding itself, with the edit that takes it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..diagnostic import Diagnostic, Fix, Severity
from ..reading.markdown import Document
from ..source import Source, Span

UNUSED = "unused-suppression"
_COMMENT = re.compile(rb"<!--\s*spectable:\s*(?P<verb>[\w-]+)(?P<codes>[^>]*?)-->")
_CODE = re.compile(r"[a-z][a-z0-9-]*")
_BLANK = re.compile(rb"[ \t]*(?:\r?\n|\r|\Z)")
_FENCED = re.compile(rb"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code that a comment silences from byte `start` to byte `end` of its page. `edit` takes the comment out; None
    where it names other codes too."""

    code: str
    span: Span
    start: int
    end: int
    edit: Fix | None

    def silences(self, diagnostic: Diagnostic) -> bool:
        span = diagnostic.span
        if span is None or diagnostic.code != self.code or span.source is not self.span.source:
            return False
        return self.start <= span.start < self.end or (self.start == span.start == self.end)


def suppressions(documents: Iterable[Document]) -> Iterator[Suppression]:
    """Every suppression in some pages. Examples in code blocks are none."""
    for document in documents:
        data = document.source.data
        if b"spectable:" in data:
            yield from _in_page(document.source, [match.span() for match in _FENCED.finditer(data)])


def _in_page(source: Source, fenced: Sequence[tuple[int, int]]) -> Iterator[Suppression]:
    data = source.data
    for comment in _COMMENT.finditer(data):
        start, end = comment.span()
        if any(low <= start < high for low, high in fenced) or _is_quoted(data, start):
            continue
        verb = comment["verb"].decode()
        codes = _CODE.findall(comment["codes"].decode("utf-8", "replace"))
        reach = (0, len(data) + 1) if verb == "ignore-page" else _reach(data, start, end)
        alone = _edit(source, start, end) if len(codes) < 2 else None
        for code in codes if verb in ("ignore", "ignore-page") and codes else ("",):
            yield Suppression(code, Span(source, start, end), *reach, alone)


def _is_quoted(data: bytes, start: int) -> bool:
    """Whether a comment stands in a code span of its line, as an example of itself."""
    line = data[data.rfind(b"\n", 0, start) + 1 : start]
    return line.count(b"`") % 2 == 1


def _line(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The lines that a place stands in, their last end included."""
    last = data.find(b"\n", end)
    return data.rfind(b"\n", 0, start) + 1, len(data) if last < 0 else last + 1


def _is_alone(data: bytes, start: int, end: int) -> bool:
    return not data[data.rfind(b"\n", 0, start) + 1 : start].strip() and _BLANK.match(data, end) is not None


def _reach(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The line of a comment; of one that stands alone in its line, what follows up to the next blank line."""
    if not _is_alone(data, start, end):
        return _line(data, start, end)
    at = _line(data, start, end)[1]
    while at < len(data) and (not (line := data[slice(*_line(data, at, at))]).strip() or _COMMENT.match(line.strip())):
        at = _line(data, at, at)[1]
    begin = at
    while at < len(data) and data[slice(*_line(data, at, at))].strip():
        at = _line(data, at, at)[1]
        if data[begin : begin + 1] == b"#":
            break
    return begin, at


def _edit(source: Source, start: int, end: int) -> Fix:
    """The edit that takes a comment out, with its line when it is all that stands there, else with a blank before."""
    data = source.data
    if _is_alone(data, start, end):
        return Fix(Span(source, *_line(data, start, end)), "")
    before = (
        start - 1 if data[start - 1 : start] == b" " and data[end : end + 1] in (b" ", b"\n", b"\r", b"") else start
    )
    return Fix(Span(source, before, end), "")


def unsilenced(found: Sequence[Diagnostic], said: Sequence[Suppression], known: Iterable[str]) -> list[Diagnostic]:
    """The findings that no comment silences, and a finding for each comment that silences none. An error cannot be
    silenced. `known` are the codes that there are."""
    used: set[Suppression] = set()
    kept: list[Diagnostic] = []
    for diagnostic in found:
        by = [s for s in said if s.silences(diagnostic)] if diagnostic.severity < Severity.ERROR else []
        used.update(by)
        if not by:
            kept.append(diagnostic)
    codes = frozenset(known)
    return kept + [_unused(s, codes) for s in said if s not in used and not _is_allowed(s, said)]


def _is_allowed(unused: Suppression, said: Sequence[Suppression]) -> bool:
    """Whether a comment elsewhere silences the finding that this one is not used."""
    return any(s.code == UNUSED and s is not unused and s.start <= unused.span.start < s.end for s in said)


def _unused(unused: Suppression, known: frozenset[str]) -> Diagnostic:
    if not unused.code:
        message = "the comment names no finding that it silences"
        hint = "write `<!-- spectable: ignore CODE -->` or `<!-- spectable: ignore-page CODE -->`"
        return Diagnostic(UNUSED, Severity.WARNING, message, unused.span, hint)
    if unused.code not in known:
        message = f"there is no finding {unused.code!r}"
        return Diagnostic(UNUSED, Severity.WARNING, message, unused.span, "`spectable explain` lists the codes")
    message = f"nothing here is a {unused.code!r}; the comment silences nothing"
    return Diagnostic(UNUSED, Severity.WARNING, message, unused.span, "take it out", unused.edit)
