"""Types in words that nest from the left, so that one reading is possible only:

    list (min items 1) of (string (date-time) or null)
    map of one of `"a"`, `2`
    [Cat](cat.md) or [Dog](dog.md) by `kind` (`"cat"` [Cat](cat.md), `"dog"` [Dog](dog.md))

`list of` and `map of` bind tighter than `or`. A JSON value in a code span is a constant, a link a reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ..model import (
    NO_LIMITS,
    Choice,
    Discriminator,
    Limits,
    ListOf,
    MapOf,
    Ref,
    Scalar,
    Type,
    json_text,
    json_value,
    one_of,
)
from ..source import Span
from .exacttext import Unreadable, json_of, string_of, text_of
from .markdown import Code, Inline, Link, Text

Refer = Callable[[str, str, Span], Type]
"""What a reference means: its text, its link and its place to a type."""

DEEPEST = 200
"""A hundred lists within each other, each with a bracket around what it holds."""

KINDS = ("string", "integer", "number", "boolean", "null", "any")
NUMBER_LIMITS = {
    ("minimum",): "minimum",
    ("maximum",): "maximum",
    ("above",): "exclusive_minimum",
    ("below",): "exclusive_maximum",
    ("multiple", "of"): "multiple_of",
}
COUNT_LIMITS = {
    ("min", "length"): "min_length",
    ("max", "length"): "max_length",
    ("min", "items"): "min_items",
    ("max", "items"): "max_items",
    ("min", "properties"): "min_properties",
    ("max", "properties"): "max_properties",
}


class TooDeep(Exception):
    """A type is nested deeper than `DEEPEST`."""


class Token(NamedTuple):
    """A piece of a type: `word`, `mark` (a bracket, a comma), `code`, `link` or `end`."""

    kind: str
    text: str
    inline: Inline | None
    span: Span


_PIECE = r"(?s)\s+|([\w.+-]+)|([(),])|(.)"


def _tokens(inlines: Sequence[Inline], place: Span) -> Iterator[Token]:
    for inline in inlines:
        match inline:
            case Text(text, span):
                for piece in re.finditer(_PIECE, text):
                    if piece.lastindex:
                        kind = ("", "word", "mark", "other")[piece.lastindex]
                        yield Token(kind, piece[0], None, span)
            case Code(text, span):
                yield Token("code", text, inline, span)
            case Link(children, _, span):
                yield Token("link", text_of(children), inline, span)
            case _:
                yield Token("other", inline.span.text, inline, inline.span)
    yield Token("end", "", None, place)


class TypeReader:
    """Reads one type from left to right."""

    def __init__(self, inlines: Sequence[Inline], place: Span, refer: Refer) -> None:
        self.tokens = list(_tokens(inlines, place))
        self.at = 0
        self.refer = refer
        self.depth = 0

    def whole(self) -> Type:
        """The type, and nothing behind it."""
        type_ = self.type()
        if self.next.kind != "end":
            raise self.wrong("the end of the type")
        return type_

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.next
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def took(self, *words: str) -> bool:
        """Whether these words come next; then they are behind us."""
        ahead = self.tokens[self.at : self.at + len(words)]
        found = [t.text for t in ahead] == list(words) and all(t.kind in ("word", "mark") for t in ahead)
        self.at += len(words) * found
        return found

    def wrong(self, expected: str) -> Unreadable:
        return Unreadable(self.next.text, expected, self.next.span)

    def expect(self, word: str) -> None:
        if not self.took(word):
            raise self.wrong(repr(word))

    def code(self) -> Inline:
        token = self.next
        if token.kind != "code" or token.inline is None:
            raise self.wrong("a code span")
        self.take()
        return token.inline

    def type(self) -> Type:
        """Branches, with the discriminator behind those it tells apart."""
        branches = [self.branch()]
        found: Discriminator | None = None
        while True:
            if self.took("or"):
                branches.append(self.branch())
            elif self.took("by"):
                found = self.discriminator()
            else:
                break
        return one_of(branches, found) if len(branches) > 1 else branches[0]

    def discriminator(self) -> Discriminator:
        field = string_of(self.code())
        self.expect("(")
        mapping: list[tuple[str, str]] = []
        while not self.took(")"):
            value = string_of(self.code())
            if self.next.kind != "link":
                raise self.wrong("a link to a model")
            mapping.append((value, self.take().text))
            self.took(",")
        return Discriminator(field, tuple(mapping))

    def branch(self) -> Type:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep
        try:
            return self._branch()
        finally:
            self.depth -= 1

    def _branch(self) -> Type:
        token = self.next
        match token.kind:
            case "code":
                return Choice((json_of(self.code()),))
            case "link" if isinstance(token.inline, Link):
                self.take()
                return self.limited(self.refer(token.text, token.inline.target, token.span))
        if self.took("("):
            type_ = self.type()
            self.expect(")")
            return type_
        if self.took("one", "of"):
            values = [json_of(self.code())]
            while self.next.text == "," and self.tokens[self.at + 1].kind == "code":
                self.take()
                values.append(json_of(self.code()))
            return Choice(tuple(values))
        if token.text in ("list", "map") and token.kind == "word":
            self.take()
            _, limits = self.limits()
            self.expect("of")
            item = self.branch()
            return ListOf(item, limits) if token.text == "list" else MapOf(item, limits)
        if token.text in KINDS and token.kind == "word":
            self.take()
            return Scalar(token.text, *self.limits())  # type: ignore[arg-type]  # one of KINDS
        raise self.wrong("a type")

    def limited(self, type_: Type) -> Type:
        """A reference, with the limits that may stand behind it."""
        _, limits = self.limits()
        return replace(type_, limits=limits) if isinstance(type_, Ref) and limits != NO_LIMITS else type_

    def limits(self) -> tuple[str, Limits]:
        """(the format, the limits) in the brackets behind a word, if there are any."""
        form, stated = "", dict[str, Any]()
        if not self.took("("):
            return form, Limits()
        while True:
            if not self.limit(stated):
                form = self.format()
            if self.took(")"):
                return form, Limits(**stated)
            self.expect(",")

    def format(self) -> str:
        if self.next.kind == "code":
            return string_of(self.code())
        if self.next.kind != "word":
            raise self.wrong("a format or a limit")
        return self.take().text

    def limit(self, stated: dict[str, Any]) -> bool:
        for words, name in NUMBER_LIMITS.items():
            if self.ahead(len(words)) and self.took(*words):
                stated[name] = json_text(self.number())
                return True
        for words, name in COUNT_LIMITS.items():
            if self.ahead(len(words)) and self.took(*words):
                count = self.number()
                if not isinstance(count, int):
                    raise Unreadable(str(count), "a whole number", self.next.span)
                stated[name] = count
                return True
        if self.took("unique", "items"):
            stated["unique_items"] = True
            return True
        if self.next.text == "pattern" and self.tokens[self.at + 1].kind == "code" and self.took("pattern"):
            stated["pattern"] = string_of(self.code())
            return True
        return False

    def ahead(self, count: int) -> bool:
        """Whether a value stands behind so many words (none does behind a format that is named like a limit)."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)].kind == "word"

    def number(self) -> Any:
        token = self.take()
        try:
            value = json_value(token.text)
        except ValueError:
            value = None
        if value is None or isinstance(value, bool | str):
            raise Unreadable(token.text, "a number", token.span)
        return value
