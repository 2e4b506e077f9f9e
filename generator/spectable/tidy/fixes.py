"""The edits that findings carry -> new texts, every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostic import Diagnostic, Fix
from ..source import Source


def fixed(diagnostics: Iterable[Diagnostic]) -> tuple[dict[str, bytes], int]:
    """(the new text of each page that changes by its path, how many edits were made). Of edits that overlap the first
    one is made; the others are found again."""
    by_page: dict[str, tuple[Source, list[Fix]]] = {}
    for diagnostic in diagnostics:
        if diagnostic.fix:
            source = diagnostic.fix.span.source
            by_page.setdefault(source.path, (source, []))[1].append(diagnostic.fix)
    made: dict[str, bytes] = {}
    count = 0
    for path, (source, edits) in by_page.items():
        text, done = _apply(source.data, edits)
        count += done
        if text != source.data:
            made[path] = text
    return made, count


def _apply(data: bytes, edits: Iterable[Fix]) -> tuple[bytes, int]:
    parts: list[bytes] = []
    reached = done = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.span.start, edit.span.end)):
        if edit.span.start < reached or (done and edit.span.start == reached and edit.span.end == reached):
            continue
        parts += [data[reached : edit.span.start], edit.text.encode()]
        reached, done = edit.span.end, done + 1
    return b"".join((*parts, data[reached:])), done
