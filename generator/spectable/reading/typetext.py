"""Type expressions: a grammar as data, and the one parser that reads every style's spellings by it.

A grammar says which words are which types, how types are wrapped (`List[{}]`, `Dict[{}, {}]`, `{}[]`, `array of {}`),
what stands between the branches of a union, and which links are types by themselves. What it does not know is a name,
and names are the caller's to resolve.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from ..model import ANY, NULL, Choice, Json, ListOf, MapOf, Ref, Type, json_text, json_value, one_of, split_null
from .prose import Spelling

DEEPEST = 100  # CONTRACT: a type nested deeper than this is an error

Means: TypeAlias = Literal[
    "list", "map", "union", "literal", "optional", "nullable", "optional-nullable", "nilable", "same"
]
"""What a wrap does: `optional` may be absent, `nullable` may be null, `nilable` may be one of the two and does not say
which (a pointer), `same` says nothing about the type inside."""

Part: TypeAlias = Callable[[int, int], Type]
"""Reads a part of the phrase that a hook was handed, from its offsets in that phrase."""

Hook: TypeAlias = Callable[[str, Part], "Type | None"]
"""Reads a phrase that no table reaches (stripped, without marks); None when it is none of the hook's."""


class TypeTooDeep(Exception):
    """A type nested deeper than `DEEPEST`."""


@dataclass(frozen=True)
class Wrap:
    """A way to build a type from others. `pattern` has a `{}` for each: one, or for a map the key and the value."""

    pattern: str
    means: Means

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """(before, after), or (before, between, after) for a map with a key."""
        return tuple(self.pattern.split("{}"))

    @cached_property
    def is_bracketed(self) -> bool:
        """Whether the pattern is closed by brackets, so that the inside must hold them in pairs."""
        return self.parts[0][-1:] in _CLOSERS and self.parts[-1][:1] == _CLOSERS[self.parts[0][-1:]]


@dataclass(frozen=True, slots=True)
class LinkedType:
    """A link that is a type by itself: the end of its target, what its label says, and what the generator meant.

    The two differ where a generator is known to print the wrong label (see `Grammar.links_as_printed`).
    """

    target: str
    printed: Type
    meant: Type


@dataclass(frozen=True)
class Grammar:
    """How a style spells its types.

    `words`: whole spellings, compared without case when `fold` is set. `wraps`: tried in order. `separators`: what
    stands between the branches of a union. `comma`: between the arguments of a wrap. `marks`: characters that mean
    nothing at either end of a type (emphasis inside code). `absorbing`: types that a union with them is no more than
    (a file handle beside its bytes). `absent`: branches that say that the field may be absent, `nilable`: branches
    that say what a wrap of that meaning does. `constants`: words that are constants though they are not quoted, inside
    a literal; with `bare_constants` every other word there is a string. `links_name_models`: what links to
    a page of the spec is the model there, though its label is a word that the style knows, or spells out a union.
    """

    words: Mapping[str, Type] = field(default_factory=dict)
    wraps: tuple[Wrap, ...] = ()
    separators: tuple[str, ...] = ("|",)
    comma: str = ","
    marks: str = ""
    fold: bool = False
    absent: frozenset[str] = frozenset()
    nilable: frozenset[str] = frozenset()
    absorbing: frozenset[Type] = frozenset()
    bare_constants: bool = False
    links_name_models: bool = False
    links: tuple[LinkedType, ...] = ()
    links_as_printed: bool = False
    constants: Mapping[str, Json] = field(default_factory=dict)
    hook: Hook | None = None

    @cached_property
    def folded(self) -> Mapping[str, Type]:
        return {w.lower(): t for w, t in self.words.items()} if self.fold else self.words


@dataclass(frozen=True, slots=True)
class Name:
    """A word that the grammar does not know: the name of a model, or nothing that anybody can read."""

    text: str
    link: str = ""


Names: TypeAlias = Callable[[Name], Type]

Models: TypeAlias = Callable[[Name], Ref | None]
"""The model that a name means, None when it means none, which is no fault: it may be spelt out."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A type with what its outermost wraps say. `repaired` is the link whose label was not taken at its word,
    `unions` are the models whose branches are spelt out in the label of a link to them."""

    type: Type
    optional: bool = False
    nullable: bool = False
    nilable: bool = False
    repaired: LinkedType | None = None
    unions: tuple[tuple[Ref, Type], ...] = ()


def read_type(spelling: Spelling, grammar: Grammar, names: Names, models: Models | None = None) -> Spelt:
    """The type that is spelt. Raises `TypeTooDeep`; a word that the grammar does not know goes to `names`. `models`
    finds those of `Grammar.links_name_models`."""
    reader = _Reader(spelling, grammar, names, models)
    type_, null = split_null(reader.read(0, len(spelling.text), 1, outermost=True))
    nullable = reader.nullable or (null and type_ != ANY)
    return Spelt(type_, reader.optional, nullable, reader.nilable, reader.repaired, tuple(reader.unions))


_CLOSERS = {"[": "]", "(": ")", "{": "}", "<": ">"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
_QUOTED = r'"(?:[^"\\]|\\.){0,200}"|' + r"'(?:[^'\\]|\\.){0,200}'|`[^`]{0,200}`"
_TOKEN = re.compile(_QUOTED + r"|[\[\](){}<>]", re.DOTALL)
_BRACKET = re.compile(r"[\[\](){}<>]")
_LONGEST = 2000  # characters that a style's own functions and their patterns look at in one piece
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


def _pairs(text: str) -> dict[int, int]:
    """Where each bracket and quotation that is closed opens -> where it closes. Stray closers count for nothing."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for token in _TOKEN.finditer(text):
        word, at = token[0], token.start()
        if word in _CLOSERS:
            stack.append(at)
            if len(stack) > DEEPEST:
                raise TypeTooDeep
        elif word not in _OPENERS:
            pairs[at] = token.end() - 1
        elif stack and text[stack[-1]] == _OPENERS[word]:
            pairs[stack.pop()] = at
    return pairs


def _constant(text: str, constants: Mapping[str, Json]) -> Json | None:
    """The JSON value of a constant as programming languages spell it; None for what is none."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        if text[0] == '"':
            with suppress(ValueError):
                return json_text(json_value(text))
        return json_text(text[1:-1].replace("\\" + text[0], text[0]))
    return Json(text) if _NUMBER.fullmatch(text) else constants.get(text)


def _union(branches: list[Type], absorbing: frozenset[Type]) -> Type:
    """The union of some branches: constants together in one; no more than an absorbing branch where there is one."""
    for branch in branches:
        if branch in absorbing:
            return branch
    values = dict.fromkeys(v for b in branches if isinstance(b, Choice) for v in b.values)
    if not values:
        return one_of(branches)
    first = next(at for at, b in enumerate(branches) if isinstance(b, Choice))
    merged = [b for at, b in enumerate(branches) if at == first or not isinstance(b, Choice)]
    return one_of(Choice(tuple(values)) if isinstance(b, Choice) else b for b in merged)


Range: TypeAlias = tuple[int, int]


class _Reader:
    """One spelling being read. What the outermost wraps say is kept aside, for it is a fact of the field."""

    __slots__ = (
        *("folded", "grammar", "links", "models", "names", "nilable", "nullable", "optional", "pairs", "repaired"),
        *("starts", "text", "unions"),
    )

    def __init__(self, spelling: Spelling, grammar: Grammar, names: Names, models: Models | None) -> None:
        text = spelling.text
        self.text, self.grammar, self.names, self.models = text, grammar, names, models
        self.links = list(spelling.links)
        self.folded = text.lower() if grammar.fold and len(text.lower()) == len(text) else text
        self.pairs = {} if text.isidentifier() else _pairs(text)
        self.starts = [start for start, _, _ in spelling.links]
        self.optional = self.nullable = self.nilable = False
        self.repaired: LinkedType | None = None
        self.unions: list[tuple[Ref, Type]] = []

    def read(self, start: int, end: int, depth: int, outermost: bool = False) -> Type:
        """The type that is spelt from `start` to `end`, `depth` types below the outermost."""
        if depth > DEEPEST:
            raise TypeTooDeep
        grammar = self.grammar
        start, end = self.trim(start, end)
        known = self.linked(start, end)
        if known is None and (known := grammar.folded.get(self.folded[start:end])) is not None:
            known = self.model(start, end) or known
        if known is None and grammar.hook and end - start <= _LONGEST:
            known = grammar.hook(self.text[start:end], lambda a, b: self.read(start + a, start + b, depth + 1))
        if known is not None:
            return known
        branches = self.split(start, end, grammar.separators)
        if len(branches) > 1:
            present = [b for b in branches if not self.is_absent(*b, outermost)]
            if len(present) == 1:
                return self.read(*present[0], depth + 1, outermost)
            return self.union(start, end, present, depth)
        for wrap in grammar.wraps:
            if (inside := self.inside(wrap, start, end)) is not None:
                return self.build(wrap.means, (start, end), inside, depth, outermost)
        word = self.text[start:end]
        constant = _constant(word, grammar.constants) if word[:1] in "\"'" else None
        return self.names(Name(word, self.link(start, end))) if constant is None else Choice((constant,))

    def build(self, means: Means, whole: Range, inside: list[Range], depth: int, outermost: bool) -> Type:
        """The type of a wrap, that is spelt in the range `whole`, around the ranges `inside`."""
        match means:
            case "list":
                return ListOf(self.read(*inside[0], depth + 1))
            case "map":
                return MapOf(self.read(*inside[-1], depth + 1))
            case "union":
                return self.union(*whole, inside, depth)
            case "literal":
                return _union([self.literal(*b, depth) for b in inside], frozenset())
            case "same":
                return self.read(*inside[-1], depth + 1, outermost)
            case "optional" | "nullable" | "optional-nullable" | "nilable":
                type_ = self.read(*inside[0], depth + 1, outermost)
                if not outermost:
                    return one_of((type_, NULL))
                self.nilable = self.nilable or means == "nilable"
                self.optional = self.optional or means in ("optional", "optional-nullable")
                self.nullable = self.nullable or means in ("nullable", "optional-nullable")
                return type_

    def union(self, start: int, end: int, branches: list[Range], depth: int) -> Type:
        """The union of the branches that are spelt from `start` to `end`: the model that all of it links to, if any."""
        model = self.model(start, end)
        if model is not None:
            at = bisect_right(self.starts, start) - 1
            self.links[at] = (*self.links[at][:2], "")  # it is where the union stands, none of its branches
        union = _union([self.read(*b, depth + 1) for b in branches], self.grammar.absorbing)
        if model is None:
            return union
        inner, null = split_null(union)
        self.unions.append((model, inner))
        return one_of((model, NULL)) if null else model

    def literal(self, start: int, end: int, depth: int) -> Type:
        start, end = self.trim(start, end)
        value = _constant(self.text[start:end], self.grammar.constants)
        if value is None and self.grammar.bare_constants and start < end:
            value = json_text(self.text[start:end])
        if value is None:
            return self.read(start, end, depth + 1)
        return NULL if value == "null" else Choice((value,))

    def trim(self, start: int, end: int) -> Range:
        text, marks = self.text, self.grammar.marks
        while start < end and (text[start].isspace() or text[start] in marks):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in marks):
            end -= 1
        return start, end

    def link(self, start: int, end: int) -> str:
        """The target of the link that a range lies in; empty when it lies in none."""
        at = bisect_right(self.starts, start) - 1
        return self.links[at][2] if at >= 0 and self.links[at][1] >= end else ""

    def linked(self, start: int, end: int) -> Type | None:
        """The type that a link names by where it leads."""
        if not self.links or not self.grammar.links or _BRACKET.search(self.text, start, end):
            return None
        target = self.link(start, end)
        for known in self.grammar.links:
            if target and target.endswith(known.target):
                if self.grammar.links_as_printed:
                    return known.printed
                self.repaired = known if known.meant != known.printed else self.repaired
                return known.meant
        return None

    def model(self, start: int, end: int) -> Ref | None:
        """The model that a range links to, in styles whose links name models whatever their labels say."""
        if not self.links or not self.grammar.links_name_models or self.models is None:
            return None
        target = self.link(start, end)
        return self.models(Name(self.text[start:end], target)) if target else None

    def is_absent(self, start: int, end: int, outermost: bool) -> bool:
        """Whether a branch of a union says that the field may be absent (`undefined`), which is no type."""
        start, end = self.trim(start, end)
        word = self.folded[start:end]
        absent = not word or word in self.grammar.absent
        nilable = outermost and word in self.grammar.nilable
        self.optional = self.optional or (absent and outermost and start < end)
        self.nilable = self.nilable or nilable
        return absent or nilable

    def split(self, start: int, end: int, separators: Sequence[str]) -> list[Range]:
        """The ranges between separators, those inside brackets and quotations left alone."""
        text, pairs = self.folded, self.pairs
        if not any(text.find(separator, start, end) >= 0 for separator in separators):
            return [(start, end)]
        ranges, at, begin = [], start, start
        while at < end:
            if at in pairs:
                at = pairs[at] + 1
                continue
            found = next((s for s in separators if text.startswith(s, at, end)), None)
            if found is None:
                at += 1
                continue
            ranges.append((begin, at))
            at = begin = at + len(found)
        return [*ranges, (begin, end)]

    def inside(self, wrap: Wrap, start: int, end: int) -> list[Range] | None:
        """The ranges in the holes of a wrap, or None when the text from `start` to `end` is no such thing."""
        before, after, text = wrap.parts[0], wrap.parts[-1], self.folded
        if not text.startswith(before, start, end) or not text.endswith(after, start, end):
            return None
        start, end = start + len(before), end - len(after)
        if start >= end or (wrap.is_bracketed and self.pairs.get(start - 1) != end):
            return None
        if wrap.means in ("union", "literal"):
            return self.split(start, end, (self.grammar.comma,))
        if len(wrap.parts) == 2:
            return [(start, end)]
        between = wrap.parts[1].strip()
        if between[:1] in _OPENERS:
            close = self.pairs.get(start - 1, end)
            return [(start, close), (close + len(between), end)] if close + len(between) < end else None
        key, *rest = self.split(start, end, (between,))
        return [key, (rest[0][0], end)] if rest else None
