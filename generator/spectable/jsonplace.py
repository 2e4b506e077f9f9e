"""Where each value of a JSON text stands. Run only when somebody asks for a place: the `json` module is faster."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .source import Source, Span

COLON, COMMA, OPENING, CLOSING = ord(":"), ord(","), b"{[", b"}]"
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def json_places(source: Source) -> dict[str, Span]:
    """The place of every value of a JSON text by its JSON pointer (`""` is the whole).

    An object or array that is a member is placed at its key, which says more than its bracket. The text is taken to
    be JSON; of what is none, the places up to the fault come out.
    """
    return {pointer: span for pointer, span, _ in _values(source)}


def repeated_keys(source: Source) -> list[tuple[str, Span]]:
    """(key, place) of every key that stands in its object for the second time or more."""
    seen: set[tuple[int, str]] = set()
    repeated = []
    for _, _, frame in _values(source):
        if frame.key is not None and frame.key_span is not None:
            if (frame.start, frame.key) in seen:
                repeated.append((frame.key, frame.key_span))
            seen.add((frame.start, frame.key))
    return repeated


def _values(source: Source) -> Iterator[tuple[str, Span, _Frame]]:
    """(pointer, place, what it is directly in) of every value, in the order of the text."""
    frames: list[_Frame] = []
    frame = _Frame("", -1, -1)
    data = source.data
    for match in _TOKEN.finditer(data):
        start, head = match.start(), data[match.start()]
        if head == COLON:
            frame.key_next = False
        elif head == COMMA:
            frame.next()
        elif head in CLOSING:
            if not frames:
                break
            frame = frames.pop()
        elif frame.key_next:
            frame.key, frame.key_span = _text(match.group()), Span(source, start, match.end())
        else:
            pointer, span = frame.pointer(), Span(source, start, match.end())
            if head in OPENING:
                yield pointer, frame.key_span or span, frame
                frames.append(frame)
                frame = _Frame(pointer, start, -1, True) if head == OPENING[0] else _Frame(pointer, start, 0)
            else:
                yield pointer, span, frame


def _text(token: bytes) -> str:
    if b"\\" not in token:
        return token[1:-1].decode("utf-8", "replace")
    try:
        return str(json.loads(token))
    except ValueError:
        return token.decode("utf-8", "replace")


class _Frame:
    """An object or array that is being read: its pointer and start, and the key or index of the value at hand."""

    __slots__ = ("index", "key", "key_next", "key_span", "prefix", "start")

    def __init__(self, prefix: str, start: int, index: int, key_next: bool = False) -> None:
        self.prefix = prefix
        self.start = start
        self.index = index
        self.key: str | None = None
        self.key_span: Span | None = None
        self.key_next = key_next

    def pointer(self) -> str:
        if self.key is not None:
            return f"{self.prefix}/{self.key.replace('~', '~0').replace('/', '~1')}"
        return self.prefix if self.index < 0 else f"{self.prefix}/{self.index}"

    def next(self) -> None:
        if self.index >= 0:
            self.index += 1
        elif self.key is not None:
            self.key, self.key_next = None, True
