"""A table style as a value: what its headings, columns, markers and spellings mean. Knowledge is data; a hook is a
function only where no table reaches.

Dialects are found by being there: dialects/<style>.py with a `DIALECT`, the entry points of the group
`spectable.dialects`, and the tables `[dialects.NAME]` of a configuration (house.py). `choose` is `auto`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal, TypeAlias, get_args

from . import dialects as package
from .diagnostic import Report, did_you_mean, failure
from .markdown import Cell, Document, Section, Table
from .model import ANY, Definition, Type
from .prose import plain
from .source import Span
from .typetext import Grammar, Name

Role: TypeAlias = Literal["name", "type", "required", "nullable", "description", "example", "default", "value"]
"""What a column holds. A style's own columns (`notes`, `validation`) may have any other word as their role."""
ROLES: tuple[str, ...] = get_args(Role)

Part: TypeAlias = Literal["fields", "values", "branches", "branch", "skip"]
"""What stands under a heading that names no model: its fields, its enum values, the branches of its union (each
heading below those is a branch), nothing."""
PARTS: tuple[str, ...] = get_args(Part)

Kind: TypeAlias = Literal["scalar", "date", "list", "map", "union", "constant", "ref"]
"""The kinds of type whose nullability a style may be unable to print."""
KINDS: tuple[str, ...] = get_args(Kind)

Resolve: TypeAlias = Callable[[Name, Span], Type]
"""The type that a name in a cell means; what leads nowhere is reported, and any value."""

GROUP = "spectable.dialects"


@dataclass(slots=True)
class Facts:
    """What one row says of a field, in the course of being read. None: the row does not say.

    `examples` and `default` are still text: what JSON they are depends on the type, once every page is read.
    `cells` are those of the row by role, for hooks.
    """

    name: str
    span: Span
    cells: Mapping[str, Cell]
    type: Type = ANY
    required: bool | None = None
    nullable: bool | None = None
    description: str = ""
    default: str | None = None
    examples: tuple[str, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    foreign_key: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A model as the outline of a page shows it: where its parts stand, no cell of them read yet. `owner` is the
    section whose heading names it, None when the page's file does."""

    name: str
    document: Document
    span: Span
    description: str
    parts: tuple[tuple[Part, Section], ...]
    owner: Section | None


@dataclass(frozen=True, slots=True)
class Clues:
    """What `auto` knows a style by, each with its weight: whole header rows (folded, joined by `|`), single words of
    them, headings (folded), and patterns searched for in the text of the page."""

    headers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, int] = field(default_factory=dict)
    patterns: tuple[tuple[re.Pattern[str], int], ...] = ()

    @property
    def exact(self) -> tuple[Mapping[str, int], ...]:
        return self.headers, self.words, self.headings

    @property
    def most(self) -> int:
        """The most that the patterns can add."""
        return sum(weight for _, weight in self.patterns if weight > 0)

    def found(self, text: str) -> int:
        """What the patterns add on a page."""
        return sum(weight for pattern, weight in self.patterns if pattern.search(text))


@dataclass(frozen=True, eq=False)
class Dialect:
    """A table style. Words of headers, headings and markers are compared folded (see `fold`).

    - `columns`: the header words of each role in a table of fields, best first; `values`: in a table of enum values.
      A table is one of fields when it has the columns `needs`, one of values when it has those of `values_need`.
    - `parts`: headings that name no model but say what stands under them, below the model's own heading.
    - `model_name`: the group `name` of a match is the model's name; a heading that does not match names none.
    - `required`, `nullable`: markers in the columns of that role. `required_when_unstated` is for tables without it.
    - `unstated`: the kinds of type whose nullability the style cannot print when no wrap prints it.
    - `nothing`: cells that say nothing. `verbatim`: roles whose cells the generator fills without regard to Markdown,
      so that no emphasis must be read into them. `deprecated`: the mark in a description, taken out of it.
    - `examples`: what introduces each of several examples in a cell. `open_enum`: prose that opens an enum.
    - `additional`: the rows that stand for all other keys. `qualifiers`: what separates the parts of a name.
    - `ragged`: the style drops trailing empty cells. `empty_pages`: a page with a title alone is a model of any value.
      `values_anywhere`: a table of values is an enum under any heading, not only under one that says so. `fallback`:
      the style claims every page with a table of fields, if only faintly.
    - hooks: `finish_field` may change the facts of a row, `finish_model` the definition that came of a draft. A style
      that lays out its pages otherwise finds its models by `outline_page` and reads each, under its final name, by
      `define`.
    """

    name: str
    title: str
    grammar: Grammar = field(default_factory=Grammar)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: frozenset[str] = frozenset({"name", "type"})
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values_need: frozenset[str] = frozenset({"value"})
    parts: Mapping[str, Part] = field(default_factory=dict)
    model_name: re.Pattern[str] = re.compile(r"(?P<name>.+)", re.DOTALL)
    required: Mapping[str, bool] = field(default_factory=dict)
    nullable: Mapping[str, bool] = field(default_factory=dict)
    required_when_unstated: bool = False
    unstated: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset({""})
    verbatim: frozenset[str] = frozenset()
    deprecated: re.Pattern[str] | None = None
    examples: re.Pattern[str] | None = None
    open_enum: re.Pattern[str] | None = None
    additional: frozenset[str] = frozenset()
    qualifiers: re.Pattern[str] = re.compile(r"\.|::|\\|/")
    ragged: bool = False
    empty_pages: bool = False
    values_anywhere: bool = False
    fallback: bool = False
    clues: Clues = field(default_factory=Clues)
    finish_field: Callable[[Facts, Report], Facts] | None = None
    finish_model: Callable[[Draft, Definition, Report], Definition] | None = None
    outline_page: Callable[[Document, Report], tuple[Draft, ...]] | None = None
    define: Callable[[Draft, str, Resolve, Report], Definition] | None = None

    @cached_property
    def folded_parts(self) -> Mapping[str, Part]:
        return {fold(heading): part for heading, part in self.parts.items()}

    @cached_property
    def folded_marks(self) -> Mapping[str, Mapping[str, bool]]:
        """The markers of the columns that hold some, by role."""
        marks = {"required": self.required, "nullable": self.nullable}
        return {role: {fold(mark): means for mark, means in words.items()} for role, words in marks.items()}

    def says_nothing(self, text: str) -> bool:
        """Whether the words of a cell stand for an empty one."""
        return text.strip().casefold() in self.nothing

    @cached_property
    def _layouts(self) -> dict[tuple[str, tuple[str, ...]], Mapping[int, str]]:
        return {}

    def layout(self, table: Table, part: Literal["fields", "values"]) -> Mapping[int, str]:
        """Which column of a table has which role, taken as one of fields or of values. Each role goes to one column:
        that of its best word, the first such."""
        key = part, header_words(table)
        if key not in self._layouts:
            self._layouts[key] = _layout(key[1], self.columns if part == "fields" else self.values)
        return self._layouts[key]

    def is_fields(self, table: Table) -> bool:
        return self.needs <= set(self.layout(table, "fields").values())

    def is_values(self, table: Table) -> bool:
        return self.values_need <= set(self.layout(table, "values").values())


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Words as they are compared: without case, marks at the ends, and with single blanks."""
    return " ".join(words.casefold().split()).strip("*_`: ")


def header_words(table: Table) -> tuple[str, ...]:
    """The folded words of a table's header."""
    return tuple(fold(plain(cell.children)) for cell in table.header.cells)


def _layout(words: Sequence[str], columns: Mapping[str, tuple[str, ...]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for role, names in columns.items():
        folded = map(fold, names)
        at = next((words.index(name) for name in folded if name in words and words.index(name) not in found), None)
        if at is not None:
            found[at] = role
    return found


# --- Discovery -------------------------------------------------------------------------------------------------------


@cache
def known() -> Mapping[str, Dialect]:
    """Every dialect that is there, by name: the bundled ones, then those of plug-ins (which win). A module without a
    `DIALECT` is what several dialects share."""
    from importlib.metadata import entry_points

    modules = (import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__))
    found: list[object] = [getattr(module, "DIALECT", None) for module in modules]
    found += [getattr(loaded := point.load(), "DIALECT", loaded) for point in entry_points(group=GROUP)]
    return {dialect.name: dialect for dialect in found if isinstance(dialect, Dialect)}


def named(name: str, dialects: Mapping[str, Dialect]) -> Dialect:
    """The dialect of that name. Raises `SpectableError` when there is none."""
    if name not in dialects:
        hint = did_you_mean(name, {"auto", *dialects})
        raise failure("unknown-dialect", f"there is no dialect {name!r}", hint=hint)
    return dialects[name]


# --- auto ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `auto` makes of a page: the dialect (None when none claims it) and the runner-up, each with its score."""

    document: Document
    dialect: Dialect | None
    score: int = 0
    second: Dialect | None = None
    second_score: int = 0

    @property
    def is_close(self) -> bool:
        """Whether the page might as well be of the other style."""
        return self.second is not None and self.second_score * 5 >= self.score * 4


_LOOK = 6000  # characters of a page that patterns are searched in: enough for a dozen rows


def score(document: Document, dialects: Iterable[Dialect]) -> list[tuple[int, Dialect]]:
    """Every dialect that claims the page, with its score, best first; among equals as the dialects came.

    Patterns are searched for only where they can change which is best.
    """
    tables = [table for section in document.sections for table in section.tables]
    headers = {header_words(table) for table in tables}
    words = {word for header in headers for word in header}
    whole = {"|".join(header) for header in headers}
    headings = {fold(plain(s.heading.children)) for s in document.sections if s.heading}
    claims = []
    for dialect in dialects:
        points = int(dialect.fallback and any(map(dialect.is_fields, tables)))
        for clues, there in zip(dialect.clues.exact, (whole, words, headings), strict=True):
            points += sum(weight for clue, weight in clues.items() if clue in there)
        if points > 0:
            claims.append((points, dialect))
    best = max((points for points, _ in claims), default=0)
    near = [dialect for points, dialect in claims if points + dialect.clues.most >= best]
    if len(near) > 1:
        text = document.source.text[:_LOOK]
        claims = [(p + d.clues.found(text) if d in near else p, d) for p, d in claims]
    return sorted((claim for claim in claims if claim[0] > 0), key=lambda claim: -claim[0])


def choose(documents: Sequence[Document], dialects: Mapping[str, Dialect]) -> list[Verdict]:
    """The dialect of each page. Where two tie, and where none claims the page, the other pages of its folder decide."""
    claims = [score(document, dialects.values()) for document in documents]
    votes: dict[str, dict[str, int]] = {}
    for document, found in zip(documents, claims, strict=True):
        if found and (len(found) == 1 or found[0][0] > found[1][0]):
            folder = votes.setdefault(_folder(document), {})
            folder[found[0][1].name] = folder.get(found[0][1].name, 0) + 1
    verdicts = []
    for document, found in zip(documents, claims, strict=True):
        folder = votes.get(_folder(document), {})
        ranked = sorted(found, key=lambda claim: (-claim[0], -folder.get(claim[1].name, 0)))
        if not ranked and folder:
            ranked = [(0, dialects[max(folder, key=lambda name: folder[name])])]
        first, second = (*ranked, (0, None), (0, None))[:2]
        verdicts.append(Verdict(document, first[1], first[0], second[1], second[0]))
    return verdicts


def _folder(document: Document) -> str:
    return document.source.path.rpartition("/")[0]
