"""A table style as a value: what its headings, columns, markers and spellings mean. Knowledge is data; a hook is a
function only where no table reaches.

Dialects are found by being there: dialects/<style>.py with a `DIALECT`, the entry points of the group
`spectable.dialects`, and the tables `[dialects.NAME]` of a configuration (house.py). `choose` is `auto`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal, TypeAlias, TypeVar, get_args

from .. import dialects as package
from ..diagnostic import Report, did_you_mean, failure
from ..model import ANY, Definition, Ref, Type
from ..plugins import plugin_files
from ..source import Span
from .markdown import Cell, Document, Row, Section, Table
from .nesting import Nesting
from .prose import plain, spelling
from .typetext import Grammar, Name, TypeTooDeep, read_type

Role: TypeAlias = Literal[
    "name", "type", "required", "nullable", "repeated", "description", "example", "default", "value"
]
"""What a column holds. A style's own columns (`notes`, `validation`) may have any other word as their role."""
ROLES: tuple[str, ...] = get_args(Role)

Part: TypeAlias = Literal[
    "fields", "values", "branches", "branch", "alias", "description", "keys", "enums", "name", "other", "skip"
]
"""What stands under a heading that names no model: its fields, its enum values, the branches of its union (each
heading below those is a branch), the type that it is another name for, its description, its keys, enums a row each, its
name, nothing (`other`), not even in the sections below (`skip`)."""
PARTS: tuple[str, ...] = get_args(Part)

Kind: TypeAlias = Literal["scalar", "date", "list", "map", "union", "constant", "ref", "nilable"]
"""The kinds of type whose nullability a style may be unable to print. `nilable` is any of them in a wrap that says that
the value may be absent or null, and not which; of a required field it says null in every style."""
KINDS: tuple[str, ...] = get_args(Kind)

Resolve: TypeAlias = Callable[[Name, Span], Type]
"""The type that a name in a cell means; what leads nowhere is reported, and any value."""

Clue = TypeVar("Clue")

GROUP = "spectable.dialects"


@dataclass(slots=True)
class Facts:
    """What one row says of a field, in the course of being read. None: the row does not say.

    `examples` and `default` are still text: what JSON they are depends on the type, once every page is read.
    `cells` are those of the row by role, for hooks. `additional` is set when the row stands for all other keys, and
    `indent` is how far the name is indented in styles that nest so.
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
    additional: bool = False
    indent: int = 0
    primary_key: bool = False


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
    package: tuple[str, ...] = ()
    within: str = ""
    row: Row | None = None
    anchor: str = ""

    @property
    def folder(self) -> tuple[str, ...]:
        """What tells it from models of the same name: the folders of its page below the SPEC, and its package."""
        source = self.document.source
        return (*(source.name or source.path).split("/")[:-1], *self.package)


@dataclass(frozen=True, slots=True)
class Keys:
    """How a style writes keys: `primary` has the group `fields`, `foreign` has `fields`, `model` and `to`."""

    primary: re.Pattern[str]
    foreign: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class ValuesInProse:
    """How the description of a field says what values it may have. `introduction` matches the words before them; the
    group `field` of `same_as` is the field of the same table that has the same values; an enum whose values are not
    found is of the type `otherwise`."""

    introduction: re.Pattern[str]
    same_as: re.Pattern[str] | None = None
    otherwise: Type = ANY


VALUES_IN_PROSE = ValuesInProse(
    re.compile(
        r"\b(?:valid|allowed|allowable|possible|permitted|permissible|accepted|supported|available) "
        r"(?:values?|options?|choices?)\b(?: for [^:.\n`]{1,60})?(?: (?:are|is|include|includes))?:?"
        r"|\b(?:must|shall|should|can|may) be (?:set to )?(?:one|either|any)(?: of)?(?: the following)?(?: values)?:?"
        r"|^(?:one|any) of(?: the following)?(?: values)?:?",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:in the same way as|same (?:values|options) as)(?: in)? `(?P<field>[\w.-]+)`", re.IGNORECASE),
)
"""What most styles say."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What `auto` knows a style by, each with its weight: whole header rows (folded, joined by `|`), single words of
    them, headings (folded), and what is searched for in the text of the page: words as they stand, which is fast, and
    patterns."""

    headers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, int] = field(default_factory=dict)
    patterns: tuple[tuple[re.Pattern[str], int], ...] = ()

    @property
    def most(self) -> int:
        """The most that the text of a page can add."""
        weights = (*self.texts.values(), *(weight for _, weight in self.patterns))
        return sum(weight for weight in weights if weight > 0)


@dataclass(frozen=True, eq=False)
class Dialect:
    """A table style. Words of headers, headings and markers are compared folded (see `fold`).

    - `columns`: the header words of each role in a table of fields, best first; `values`: in a table of enum values.
      A table is one of fields when it has the columns `needs`, one of values when it has those of `values_need`.
    - `item_name`: the group `name` of a match in a list item that holds a table of fields is a model's name.
    - `parts`: headings that name no model but say what stands under them, below the model's own heading, and
      `part_patterns`: such headings that are not always worded alike. `values_heading`: a heading that names an enum,
      whatever shows its values.
    - `model_name`: the group `name` of a match is the model's name; a heading that does not match names none.
    - `required`, `nullable`, `repeated` (the field is a list of its type): markers in the columns of that role.
      `required_when_unstated` is for tables without it, `required_prose` what a description says of a required field
      where there is no such column.
    - `field_name`: the group `name` of a match in a name cell is the field's name; with a group `optional` that took
      part the field is optional, with `required` it is not. `aside`: remarks in the cells of names and markers that
      are no part of them.
    - `unstated`: the kinds of type whose nullability the style cannot print when no wrap prints it.
    - `nothing`: cells that say nothing. `verbatim`: roles whose cells the generator fills without regard to Markdown,
      so that no emphasis must be read into them. `deprecated`: the mark in a description, taken out of it.
    - `examples`: what introduces each of several examples in a cell. `open_enum`: prose that opens an enum, and
      `other_values` a row of values that does, standing for all others.
    - `no_branch`: headings below those of `branches` that are none. `branch_type`: the group `type` of a match in the
      code below a branch is how the branch is spelt, where that says more than its heading.
    - `additional`: the rows that stand for all other keys, as every row does of a table whose name column is headed by
      one of `patterned`. `nesting`: how fields stand inside others. `values_in_prose`: how descriptions list values.
      `qualifiers`: what separates the parts of a name.
    - `ragged`: the style drops trailing empty cells. `pipes_in_code`: it does not escape the pipes in code, and
      `spills` is the role of the column in which it escapes none at all.
    - `alias_prose`: what begins a paragraph that says which type a model is another name for. `remarks`: paragraphs
      that are no part of a description, with the list that follows.
    - `empty_pages`: a page with a title alone is a model of any value.
      `empty_records`: the heading of a model below which no table stands is a record without fields.
      `values_anywhere`: a table of values is an enum under any heading, not only under one that says so. `fallback`:
      the style claims every page with a table of fields, if only faintly.
    - `repeats_models`: a model that stands on several pages with the same rows is one.
    - `keys`: how keys are written beside the fields. `whole_page`: every table of fields on a page is of the model that
      its first heading names. `local_name`: the group `name` of a match in a heading is a model that is a part of the
      one above it. `model_level`: no heading of a lower level names any other. `anchored`: the anchor before a model's
      heading is its name with its package.
    - `branches`: the header words of the column that spells the branches of a union, one a row; `listed_branches`: the
      group `type` of each match in code below such a heading is a branch.
    - `values_are_names`: enums show the names of their members, and not what stands on the wire. `short_names`: names
      may go without their qualifiers where that leaves no doubt.
    - `claims`: the roles, any of these sets, that make a table one that a `fallback` claims.
    - `mark_patterns`: by role, markers that are not always worded alike, tried when no word of the role's markers fits.
      `loose_labels`: references find models whatever the case, the blanks and the number of their names;
      `anchor_label`: so does the group `name` of a match in the target of a link.
    - hooks: `find_roles` finds the columns of a table whose header words are not known, `lay_out` the models of a page
      in styles without a fixed outline, and `finish_table` may change the facts of the rows of one table together;
      `split_cells` may part the cells of a row otherwise, `finish_field` may change the facts of a row and
      `finish_model` the definition that came of a draft. A style that lays out its pages otherwise finds its models by
      `outline_page` and reads each, under its final name, by `define`.
    """

    name: str
    title: str
    grammar: Grammar = field(default_factory=Grammar)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: frozenset[str] = frozenset({"name", "type"})
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values_need: frozenset[str] = frozenset({"value"})
    parts: Mapping[str, Part] = field(default_factory=dict)
    part_patterns: tuple[tuple[re.Pattern[str], Part], ...] = ()
    values_heading: re.Pattern[str] | None = None
    model_name: re.Pattern[str] = re.compile(r"(?P<name>.+)", re.DOTALL)
    item_name: re.Pattern[str] | None = None
    required: Mapping[str, bool] = field(default_factory=dict)
    nullable: Mapping[str, bool] = field(default_factory=dict)
    repeated: Mapping[str, bool] = field(default_factory=dict)
    required_when_unstated: bool = False
    required_prose: re.Pattern[str] | None = None
    field_name: re.Pattern[str] | None = None
    aside: re.Pattern[str] | None = None
    unstated: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset({""})
    verbatim: frozenset[str] = frozenset()
    deprecated: re.Pattern[str] | None = None
    examples: re.Pattern[str] | None = None
    open_enum: re.Pattern[str] | None = None
    other_values: re.Pattern[str] | None = None
    no_branch: re.Pattern[str] | None = None
    branch_type: re.Pattern[str] | None = None
    additional: frozenset[str] = frozenset()
    patterned: frozenset[str] = frozenset()
    nesting: Nesting | None = None
    values_in_prose: ValuesInProse | None = None
    qualifiers: re.Pattern[str] = re.compile(r"\.|::|\\|/")
    ragged: bool = False
    pipes_in_code: bool = False
    spills: str = ""
    alias_prose: re.Pattern[str] | None = None
    remarks: re.Pattern[str] | None = None
    empty_pages: bool = False
    empty_records: bool = False
    values_anywhere: bool = False
    fallback: bool = False
    keys: Keys | None = None
    whole_page: bool = False
    repeats_models: bool = False
    anchor_label: re.Pattern[str] | None = None
    local_name: re.Pattern[str] | None = None
    model_level: int | None = None
    anchored: bool = False
    branches: tuple[str, ...] = ()
    listed_branches: re.Pattern[str] | None = None
    values_are_names: bool = False
    short_names: bool = False
    clues: Clues = field(default_factory=Clues)
    claims: tuple[frozenset[str], ...] = (frozenset({"name", "type"}),)
    mark_patterns: Mapping[str, tuple[tuple[re.Pattern[str], bool], ...]] = field(default_factory=dict)
    loose_labels: bool = False
    find_roles: Callable[[Table, Mapping[int, str], Dialect], Mapping[int, str]] | None = None
    lay_out: Callable[[Document, Dialect, Report], tuple[Draft, ...]] | None = None
    finish_table: Callable[[Table, Sequence[Facts], Report], Iterable[Facts]] | None = None
    split_cells: Callable[[dict[str, Cell]], dict[str, Cell]] | None = None
    finish_field: Callable[[Facts, Report], Facts] | None = None
    finish_model: Callable[[Draft, Definition, Report], Definition] | None = None
    outline_page: Callable[[Document, Report], tuple[Draft, ...]] | None = None
    define: Callable[[Draft, str, Resolve, Report], Definition] | None = None

    @cached_property
    def folded_parts(self) -> Mapping[str, Part]:
        return {fold(heading): part for heading, part in self.parts.items()}

    def part(self, heading: str) -> Part | None:
        """What a heading that names no model says stands under it; None for one that may name a model."""
        known = self.folded_parts.get(fold(heading))
        return known or next((part for pattern, part in self.part_patterns if pattern.search(heading)), None)

    @cached_property
    def folded_columns(self) -> Mapping[str, frozenset[str]]:
        """The header words of each role."""
        return {role: frozenset(map(fold, words)) for role, words in self.columns.items()}

    @cached_property
    def folded_marks(self) -> Mapping[str, Mapping[str, bool]]:
        """The markers of the columns that hold some, by role."""
        marks = {"required": self.required, "nullable": self.nullable, "repeated": self.repeated}
        return {role: {mark_key(mark): means for mark, means in words.items()} for role, words in marks.items()}

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
        roles = self._layouts[key]
        in_doubt = len(roles) < len(key[1]) or "type" not in roles.values()
        return self._roles_found(table, roles) if part == "fields" and self.find_roles and in_doubt else roles

    def _roles_found(self, table: Table, roles: Mapping[int, str]) -> Mapping[int, str]:
        """The roles that `find_roles` finds, worked out once for a table."""
        key = "found", (str(table.span.start), table.span.text)
        if key not in self._layouts and self.find_roles:
            self._layouts[key] = self.find_roles(table, roles, self)
        return self._layouts[key]

    def is_fields(self, table: Table) -> bool:
        known = self._layouts.get(("fields", header_words(table)), {})  # enough for most, and sooner known
        return self.needs <= set(known.values()) or self.needs <= set(self.layout(table, "fields").values())

    def claims_table(self, table: Table) -> bool:
        """Whether a style that claims any table of fields claims this one."""
        roles = set(self.layout(table, "fields").values())
        return any(wanted <= roles for wanted in self.claims)

    def is_values(self, table: Table) -> bool:
        return self.values_need <= set(self.layout(table, "values").values())

    def branch_column(self, table: Table) -> int | None:
        """The column that spells the branches of a union, in a table that lists them."""
        words = () if self.is_fields(table) else header_words(table)
        return next((words.index(word) for word in self.branches if word in words), None)


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Words as they are compared: without case, marks at the ends, and with single blanks."""
    return " ".join(words.casefold().split()).strip("*_`: ")


def mark_key(words: str, marks: Mapping[str, bool] | None = None) -> str:
    """A marker as it is compared: folded, but for `:x:`, which is no x, and for what is nothing but marks. With
    `marks`, the one of them that some words are, where they are one."""
    whole = words.strip().casefold()
    if marks is not None:
        return whole if whole in marks else fold(words)
    return whole if len(whole) > 2 and whole[0] == whole[-1] == ":" else fold(words) or whole


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
    modules = (import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__))
    found = [module.DIALECT for module in modules if hasattr(module, "DIALECT")]
    return {dialect.name: dialect for dialect in (*found, *_plugged_in())}


def _plugged_in() -> Iterator[Dialect]:
    """The dialects of installed plug-ins: each entry point names a `Dialect`, or a module that has it as `DIALECT`."""
    if not plugin_files():
        return
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        try:
            loaded = entry.load()
        except Exception as fault:
            raise failure("bad-plugin", f"the plug-in {entry.name!r} cannot be loaded: {fault}") from fault
        dialect = getattr(loaded, "DIALECT", loaded)
        if not isinstance(dialect, Dialect):
            raise failure("bad-plugin", f"the plug-in {entry.name!r} names {entry.value!r}, which is no dialect")
        yield dialect


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
    def knows_its_tables(self) -> bool:
        """Whether the page is surely of the style, or has tables that it knows by their header to be none of fields."""
        if self.dialect is None or self.score >= _SURE:
            return True
        tables = [table for section in self.document.sections for table in section.tables]
        known = self.dialect.clues.headers
        return any("|".join(header_words(t)) in known and not self.dialect.is_fields(t) for t in tables)

    @property
    def other(self) -> Verdict:
        """The verdict for the runner-up."""
        return Verdict(self.document, self.second, self.second_score, self.dialect, self.score)

    @property
    def is_close(self) -> bool:
        """Whether the page might as well be of the other style."""
        return self.second is not None and self.second_score * 5 >= self.score * 4


_FAINT = 2  # what a table of fields is worth to a style that claims any; a clue of less needs others beside it
_SURE = 9  # a claim of more needs no look at what the style can read
_TABLES, _ROWS = 3, 6  # how much of a page is looked at to see what a style can read
_LOOK = 6000  # characters of a page that are searched, padding apart: enough for a dozen rows
_SHORT = 600  # characters that are searched as they stand
_PADDING = re.compile(r" {3,}|-{4,}")


Weights: TypeAlias = tuple[tuple[int, int], ...]
"""Which styles a clue speaks for, by their place in a sequence, and how much."""

Search: TypeAlias = tuple[list[tuple[str, Weights]], list[tuple[re.Pattern[str], Weights]]]
"""The words and the patterns that a text is searched for."""


class ClueIndex:
    """The clues of some styles by what they look for, so that a page is looked at once, whatever their number."""

    def __init__(self, dialects: Iterable[Dialect]) -> None:
        self.dialects = tuple(dialects)
        clues = [dialect.clues for dialect in self.dialects]
        self.headers = _by_clue([c.headers.items() for c in clues])
        self.words = _by_clue([c.words.items() for c in clues])
        self.headings = _by_clue([c.headings.items() for c in clues])
        self.texts = _by_clue([c.texts.items() for c in clues])
        self.patterns = _by_clue([c.patterns for c in clues])
        self.most = [c.most for c in clues]
        self.searches: dict[frozenset[int], Search] = {}

    def of(self, near: frozenset[int]) -> Search:
        """What is searched for in a text when only these styles are near to winning the page."""
        if near not in self.searches:
            self.searches[near] = _only(self.texts, near), _only(self.patterns, near)
        return self.searches[near]


def _only(clues: Mapping[Clue, Weights], near: frozenset[int]) -> list[tuple[Clue, Weights]]:
    speaking = ((clue, tuple(w for w in weights if w[0] in near)) for clue, weights in clues.items())
    return [(clue, weights) for clue, weights in speaking if weights]


def _by_clue(clues: Iterable[Iterable[tuple[Clue, int]]]) -> dict[Clue, Weights]:
    found: dict[Clue, Weights] = {}
    for at, pairs in enumerate(clues):
        for clue, weight in pairs:
            found[clue] = (*found.get(clue, ()), (at, weight))
    return found


def score(document: Document, index: ClueIndex) -> list[tuple[int, Dialect]]:
    """Every dialect that claims the page, with its score, best first; among equals the one that claims any table, then
    as the dialects came.

    The text is searched only where it can change which is best.
    """
    tables = [table for section in document.sections for table in section.tables]
    headers = {header_words(table) for table in tables}
    words = {word for header in headers for word in header}
    whole = {"|".join(header) for header in headers}
    headings = {fold(plain(s.heading.children)) for s in document.sections if s.heading}
    points = [_FAINT * (dialect.fallback and any(map(dialect.claims_table, tables))) for dialect in index.dialects]
    for clues, there in ((index.headers, whole), (index.words, words), (index.headings, headings)):
        for clue in there:
            for at, weight in clues.get(clue, ()):
                points[at] += weight
    best = max(points, default=0)
    near = frozenset(at for at, mine in enumerate(points) if mine > 0 and mine + index.most[at] >= best)
    if len(near) > 1:
        _search(document, index, near, points)
    claims = [(mine, index.dialects[at]) for at, mine in enumerate(points) if mine > 0]
    ranked = sorted(claims, key=lambda claim: (-claim[0], not claim[1].fallback))
    fallback = next((claim for claim in ranked if claim[1].fallback), None)
    if fallback is None or ranked[0][1].fallback or ranked[0][0] >= _SURE or not tables:
        return ranked
    lost = _unread(fallback[1], tables, fallback[1])
    unsure = [claim for claim in ranked if claim[0] < _SURE and not claim[1].fallback]
    weak = [claim for claim in unsure if _unread(claim[1], tables, fallback[1]) >= lost + 0.5]
    return [claim for claim in ranked if claim not in weak] + [(0, dialect) for _, dialect in weak]


def _unread(dialect: Dialect, tables: Iterable[Table], fallback: Dialect) -> float:
    """The share of the first rows of which a style cannot read the type or the mark, in tables that any-table styles
    claim. A claim that is not sure must not be of a style that can read far less of the page than they can."""
    unread = looked_at = 0
    for table in [table for table in tables if fallback.claims_table(table)][:_TABLES]:
        roles = dialect.layout(table, "fields") if dialect.is_fields(table) else {}
        if not roles and "|".join(header_words(table)) in dialect.clues.headers:
            continue  # the style knows the table, and knows that it is none of fields
        for row in table.rows[:_ROWS]:
            cells = {role: row.cells[at] for at, role in roles.items() if at < len(row.cells)}
            looked_at += 1
            read = bool(roles) and ("type" not in cells or _reads_type(cells["type"], dialect))
            unread += not (read and ("required" not in cells or _reads_mark(cells["required"], dialect)))
    return unread / max(looked_at, 1)


def _reads_type(cell: Cell, dialect: Dialect) -> bool:
    unknown = False

    def names(name: Name) -> Type:
        nonlocal unknown
        unknown = unknown or not name.link
        return ANY

    try:
        read_type(spelling(cell.children), dialect.grammar, names, lambda name: Ref(name.text))
    except TypeTooDeep:
        return False
    return not unknown


def _reads_mark(cell: Cell, dialect: Dialect) -> bool:
    words = plain(cell.children)
    marks = dialect.folded_marks["required"]
    if mark_key(words, marks) in marks or dialect.says_nothing(words):
        return True
    words = dialect.aside.sub("", words).strip() if dialect.aside else words
    patterns = dialect.mark_patterns.get("required", ())
    return mark_key(words, marks) in marks or any(pattern.search(words) for pattern, _ in patterns)


def _search(document: Document, index: ClueIndex, near: frozenset[int], points: list[int]) -> None:
    """Add what the text of a page says for the styles that are near to winning it."""
    text = document.source.text
    if len(text) > _SHORT:
        text = _PADDING.sub(" ", _from_first_table(document)[: 20 * _LOOK])[:_LOOK]
    texts, patterns = index.of(near)
    found = [weights for words, weights in texts if words in text]
    found += [weights for pattern, weights in patterns if pattern.search(text)]
    for weights in found:
        for at, weight in weights:
            points[at] += weight


def _from_first_table(document: Document) -> str:
    """The text of a page, without most of a long introduction."""
    first = next((table.span.start for section in document.sections for table in section.tables), 0)
    if first <= _LOOK // 2:
        return document.source.text
    data = document.source.data
    return b"\n".join((data[: _LOOK // 4], data[first - _SHORT :])).decode("utf-8", "replace")


def choose(documents: Sequence[Document], dialects: Mapping[str, Dialect]) -> list[Verdict]:
    """The dialect of each page. Where several tie, the other pages of its folder decide, or of the nearest folder above
    that knows; where none claims the page, those of its folder do."""
    index = ClueIndex(dialects.values())
    claims = [score(document, index) for document in documents]
    homes = [document.source.path.rpartition("/")[0] for document in documents]
    votes: dict[str, dict[str, int]] = {}
    below: dict[str, dict[str, int]] = {}
    for home, found in zip(homes, claims, strict=True):
        if found and (len(found) == 1 or found[0][0] > found[1][0]):
            _vote(votes, home, found[0][1].name)
            for path in _folders(home):
                _vote(below, path, found[0][1].name)
    verdicts = []
    for document, home, found in zip(documents, homes, claims, strict=True):
        ranked = _settled(found, (below.get(path, {}) for path in _folders(home)))
        folder = votes.get(home, {})
        if not ranked and folder:
            ranked = [(0, dialects[max(folder, key=lambda name: folder[name])])]
        first, second = (*ranked, (0, None), (0, None))[:2]
        verdicts.append(Verdict(document, first[1], first[0], second[1], second[0]))
    return verdicts


def _vote(votes: dict[str, dict[str, int]], path: str, name: str) -> None:
    folder = votes.setdefault(path, {})
    folder[name] = folder.get(name, 0) + 1


def _settled(found: list[tuple[int, Dialect]], votes: Iterable[dict[str, int]]) -> list[tuple[int, Dialect]]:
    """The claims of a page; those that tie for the best in the order of the votes, of its folder or of those above."""
    tied = {dialect.name for points, dialect in found if points == found[0][0]}
    if len(tied) < 2:
        return found
    folder = next((folder for folder in votes if not tied.isdisjoint(folder)), {})
    return sorted(found, key=lambda claim: (-claim[0], -folder.get(claim[1].name, 0)))


@lru_cache(maxsize=4096)
def _folders(folder: str) -> tuple[str, ...]:
    """A folder, and those above it."""
    parts = folder.split("/")
    return tuple("/".join(parts[:length]) for length in range(len(parts), -1, -1))
