"""Where each value of a JSON text stands. Run only when somebody asks for a place: the `json` module is faster."""

from __future__ import annotations

import json
import re

from .source import Source, Span

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def json_places(source: Source) -> dict[str, Span]:
    """The place of every value of a JSON text by its JSON pointer (`""` is the whole).

    An object or array that is a member is placed at its key, which says more than its bracket. The text is taken to
    be JSON; of what is none, the places up to the fault come out.
    """
    places: dict[str, Span] = {}
    frames: list[_Frame] = []
    frame = _Frame("", -1)
    for match in _TOKEN.finditer(source.data):
        start, head = match.start(), source.data[match.start()]
        if head in b":":
            frame.key_next = False
        elif head in b",":
            frame.next()
        elif head in b"}]":
            if not frames:
                break
            frame = frames.pop()
        elif frame.key_next:
            frame.key, frame.key_span = _text(match.group()), Span(source, start, match.end())
        else:
            pointer = frame.pointer()
            span = Span(source, start, match.end())
            if head in b"{[":
                places[pointer] = frame.key_span or span
                frames.append(frame)
                frame = _Frame(pointer, -1 if head in b"{" else 0, head in b"{")
            else:
                places[pointer] = span
    return places


def _text(token: bytes) -> str:
    if b"\\" not in token:
        return token[1:-1].decode("utf-8", "replace")
    try:
        return str(json.loads(token))
    except ValueError:
        return token.decode("utf-8", "replace")


class _Frame:
    """An object or array that is being read: its pointer, and the key or index that comes next."""

    __slots__ = ("index", "key", "key_next", "key_span", "prefix")

    def __init__(self, prefix: str, index: int, key_next: bool = False) -> None:
        self.prefix = prefix
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
