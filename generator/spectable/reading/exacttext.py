"""Inlines as exactly the text that they show, for pages that say every fact in visible text.

Nothing is trimmed or folded. A value is JSON in a code span; a name or a pattern is a code span as it is, or, when it
begins with a quotation mark, as the JSON string that it is; so is a text that Markdown cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..model import Json, json_text, json_value
from ..source import Span
from .markdown import Block, Break, Code, Inline, Paragraph, Text


class Unreadable(Exception):
    """A cell that says nothing this style knows: the words at fault, what was expected, where."""

    def __init__(self, word: str, expected: str, span: Span) -> None:
        super().__init__(word, expected)
        self.word, self.expected, self.span = word, expected, span


def text_of(inlines: Sequence[Inline]) -> str:
    """The text that inlines show. What the target never prints (a writer's own emphasis, link or tag) is as typed."""
    match inlines:
        case [Code(text)] if text.startswith('"'):
            return string_of(inlines[0])
    return shown(inlines)


def shown(inlines: Sequence[Inline]) -> str:
    """The text that inlines show, a code span with its backticks."""
    return "".join(map(_text, inlines))


def _text(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Code(text):
            return f"`{text}`"
        case Break(hard):
            return "\n" if hard else " "
        case _:
            return inline.span.text


def string_of(inline: Inline) -> str:
    """A name, a pattern or a string: the code span as it is, or as the JSON string that it begins like."""
    if not isinstance(inline, Code):
        return text_of((inline,))
    if not inline.text.startswith('"'):
        return inline.text
    value = _json(inline)
    if not isinstance(value, str):
        raise Unreadable(inline.text, "a string", inline.span)
    return value


def _json(inline: Inline) -> Any:
    if isinstance(inline, Code):
        try:
            return json_value(inline.text)
        except ValueError:
            pass
    raise Unreadable(inline.span.text.strip(), "JSON in a code span", inline.span)


def listed(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """The parts of a list with commas."""
    for inline in inlines:
        match inline:
            case Text(text) if not text.strip(" ,"):
                continue
            case _:
                yield inline


def json_of(inline: Inline) -> Json:
    """A JSON value in a code span, in canonical text."""
    return json_text(_json(inline))


def prose_of(blocks: Sequence[Block]) -> str:
    """A description in paragraphs; a block that the target never prints is as typed."""
    return "\n\n".join(text_of(b.children) if isinstance(b, Paragraph) else b.span.text.rstrip("\n") for b in blocks)
