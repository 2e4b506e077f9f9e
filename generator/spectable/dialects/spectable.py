"""The pages of our own target `docs-markdown`: every fact of the schema in visible text.

The outline is a heading that is the model's name, its description, and a table of facts whose first row, the header,
says the kind; below it stand the sections that the kind asks for:

    # Pet                                     record      ## Fields, one row a field, `### `name`` where a description
    A description, in paragraphs.                         has several lines (its cell says *see below*)
    | Kind | record |                         enum        ## Values (`open enum`: other values are allowed too)
    | --- | --- |                             union       ## Types, ## Discriminator
    | Primary key | `id` |                    alias       Type among the facts

Types are words that nest from the left: `list (min items 1) of (string or null)`. A value is JSON in a code span, a
reference a link whose text is the name. All other text is the text of the spec, escapes undone; a text that Markdown
cannot hold is a code span that begins with a quotation mark, and is JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, takewhile
from typing import TypeVar

from ..diagnostic import Report, did_you_mean
from ..model import ANY, Alias, Definition, Discriminator, Enum, Field, Json, Member, Record, Type, make_field, one_of
from ..reading.dialect import Clues, Dialect, Draft, Part, Resolve
from ..reading.exacttext import Unreadable, json_of, listed, prose_of, shown, string_of, text_of
from ..reading.markdown import Block, Cell, Document, Emphasis, Heading, Inline, Link, Section, Table, Text
from ..reading.typetext import Name
from ..reading.typewords import TooDeep, TypeReader
from ..source import Span

Value = TypeVar("Value")
CERTAIN = 1000
NOTES = {"deprecated": "deprecated", "read-only": "read_only", "write-only": "write_only"}


def outline(document: Document, report: Report) -> tuple[Draft, ...]:
    """The models of a page: every heading with a table of facts. Its parts are its own section and those below."""
    found: list[tuple[Section, Heading, list[tuple[Part, Section]]]] = []
    for section in document.sections:
        if section.heading is not None and _facts_table(section) is not None:
            found.append((section, section.heading, [("skip", section)]))
        elif found and any(heading is found[-1][1] for heading in section.path):
            found[-1][2].append(("skip", section))
    return tuple(
        Draft(_name(heading, report), document, _inside(heading.children, heading.span), "", tuple(parts), section)
        for section, heading, parts in found
    )


def define(draft: Draft, name: str, resolve: Resolve, report: Report) -> Definition:
    """The definition that a draft says, under its final name."""
    page = _Page(draft, resolve, report)
    match page.kind:
        case "enum" | "open enum":
            return _enum(name, page)
        case "union" | "alias":
            return _alias(name, page)
        case _:
            return _record(name, page)


def _facts_table(section: Section) -> Table | None:
    """The table that makes a section a model: the first one, if its header is the kind."""
    table = next((block for block in section.blocks if isinstance(block, Table)), None)
    cells = table.header.cells if table else ()
    return table if len(cells) == 2 and _bare(cells[0]) == "Kind" else None


def _bare(cell: Cell) -> str:
    return shown(cell.children).strip()


def _inside(inlines: Sequence[Inline], otherwise: Span) -> Span:
    """The place of the words, without what is around them."""
    if not inlines:
        return otherwise
    return Span(otherwise.source, inlines[0].span.start, inlines[-1].span.end)


def _name(heading: Heading, report: Report) -> str:
    return _guarded(report, lambda: text_of(heading.children), heading.span.text)


def _guarded(report: Report, read: Callable[[], Value], otherwise: Value, code: str = "unreadable-cell") -> Value:
    """What `read` gives; where it finds something unreadable, a finding and what there is otherwise."""
    try:
        return read()
    except Unreadable as fault:
        word = fault.word or "the end of the cell"
        report.warning(code, f"cannot read {word!r} here", fault.span, f"expected {fault.expected}")
    return otherwise


KINDS_OF_PAGE: Mapping[str, tuple[str, ...]] = {
    "record": ("Other properties", "Primary key", "Deprecated", "Examples"),
    "enum": ("Deprecated", "Examples"),
    "open enum": ("Deprecated", "Examples"),
    "union": ("Discriminator", "Default", "Deprecated", "Examples"),
    "alias": ("Type", "Default", "Deprecated", "Examples"),
}
"""The kinds of model, each with the facts that its table may state."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Fields": (
        "Field", "Type", "Required", "Nullable", "Default", "Examples", "Notes", "References", "Description",
    ),
    "Values": ("Value", "Name", "Description"),
    "Types": ("Type",),
    "Discriminator": ("Value", "Type"),
}  # fmt: skip
"""The sections of a model with a table, and its columns."""


class _Page:
    """One model's part of a page, and how its cells are read: what cannot be read is a finding and says nothing."""

    def __init__(self, draft: Draft, resolve: Resolve, report: Report) -> None:
        owner = draft.owner
        assert owner is not None, "outline makes no draft without a heading"
        self.resolve = resolve
        self.report = report
        self.place = draft.span
        self.table = _facts_table(owner)
        self.kind = self._kind()
        self.facts = self._facts()
        self.description = self.guarded(lambda: prose_of(_before_tables(owner)), "")
        self.below = [section for _, section in draft.parts[1:]]
        titles = [shown(section.heading.children) if section.heading else "" for section in self.below]
        self.sections = {title: s for title, s in zip(titles, self.below, strict=True) if title in COLUMNS}

    # One cell

    def guarded(self, read: Callable[[], Value], otherwise: Value, code: str = "unreadable-cell") -> Value:
        return _guarded(self.report, read, otherwise, code)

    def type(self, cell: Cell | None) -> Type:
        if cell is None:
            return ANY
        place = _inside(cell.children, cell.span)
        any_: Type = ANY
        try:
            return self.guarded(lambda: TypeReader(cell.children, place, self.refer).whole(), any_, "unreadable-type")
        except TooDeep:
            hint = "give its parts names of their own"
            self.report.error("type-too-deep", "the type is nested deeper than 100", place, hint)
            return ANY

    def refer(self, text: str, link: str, span: Span) -> Type:
        return self.resolve(Name(text, link), span)

    def text(self, cell: Cell | None) -> str:
        return "" if cell is None else self.guarded(lambda: text_of(cell.children), "")

    def string(self, cell: Cell | None) -> str:
        """A name in a code span."""
        return "".join(self.strings(cell))

    def strings(self, cell: Cell | None) -> tuple[str, ...]:
        return () if cell is None else self.guarded(lambda: tuple(map(string_of, listed(cell.children))), ())

    def values(self, cell: Cell | None) -> tuple[Json, ...]:
        return () if cell is None else self.guarded(lambda: tuple(map(json_of, listed(cell.children))), ())

    def value(self, cell: Cell | None) -> Json | None:
        return next(iter(self.values(cell)), None)

    def flag(self, cell: Cell | None) -> bool:
        """Yes or no; a cell that is not there is no."""
        word = "no" if cell is None else _bare(cell)
        if word not in ("yes", "no") and cell is not None:
            self.report.warning("unreadable-cell", f"cannot read {word!r} here", cell.span, "expected yes or no")
        return word == "yes"

    def notes(self, cell: Cell | None) -> dict[str, bool]:
        words = [] if cell is None else [word.strip() for word in _bare(cell).split(",") if word.strip()]
        for word in words:
            if word not in NOTES and cell is not None:
                hint = did_you_mean(word, NOTES)
                self.report.warning("unreadable-cell", f"cannot read {word!r} here", cell.span, hint)
        return {NOTES[word]: True for word in words if word in NOTES}

    # Tables

    def _kind(self) -> str:
        if self.table is None:
            return "record"
        cell = self.table.header.cells[1]
        if (word := _bare(cell)) not in KINDS_OF_PAGE:
            hint = did_you_mean(word, KINDS_OF_PAGE)
            self.report.warning("unreadable-cell", f"there is no kind of model {word!r}", cell.span, hint)
            return "record"
        return word

    def _facts(self) -> dict[str, Cell]:
        facts: dict[str, Cell] = {}
        for row in self.table.rows if self.table else ():
            word = _bare(row.cells[0]) if row.cells else ""
            if word not in KINDS_OF_PAGE[self.kind]:
                hint = did_you_mean(word, KINDS_OF_PAGE[self.kind])
                self.report.warning("unreadable-cell", f"{word!r} is no fact of a model here", row.span, hint)
            elif len(row.cells) > 1:
                facts[word] = row.cells[1]
        return facts

    def rows(self, title: str) -> Iterator[dict[str, Cell]]:
        """The rows of the table in a section, each with its cells by column."""
        for table in self.sections[title].tables[:1] if title in self.sections else ():
            heads = [_bare(cell) for cell in table.header.cells]
            for word, cell in zip(heads, table.header.cells, strict=True):
                if word not in COLUMNS[title]:
                    hint = did_you_mean(word, COLUMNS[title])
                    self.report.warning("unreadable-cell", f"there is no column {word!r} here", cell.span, hint)
            for row in table.rows:
                if len(row.cells) > len(heads):
                    message = f"the row has {len(row.cells)} cells where the header has {len(heads)}"
                    hint = "write a pipe inside a cell as `\\|`"
                    self.report.warning("row-too-long", message, row.cells[len(heads)].span, hint)
                yield dict(zip(heads, row.cells, strict=False))

    def details(self, read: Callable[[Inline], str]) -> dict[str, str]:
        """The descriptions that stand in sections of their own, by what `read` makes of their headings."""
        found: dict[str, str] = {}
        for section in self.below:
            if section.heading is None or any(section is table for table in self.sections.values()):
                continue
            heading = section.heading
            key = self.guarded(lambda h=heading: "".join(map(read, h.children)), "")  # type: ignore[misc]
            found[key] = self.guarded(lambda s=section: prose_of(s.blocks), "")  # type: ignore[misc]
        return found

    def described(self, cell: Cell | None, key: str, details: Mapping[str, str]) -> str:
        """A description: in its cell, or below where the cell says so."""
        match cell:
            case Cell([Emphasis([Text("see below")])]):
                return details.get(key, "")
            case _:
                return self.text(cell)


def _before_tables(section: Section) -> list[Block]:
    return list(takewhile(lambda block: not isinstance(block, Table), section.blocks))


# --- Definitions -----------------------------------------------------------------------------------------------------


def _record(name: str, page: _Page) -> Record:
    details = page.details(string_of)
    fields: dict[str, Field] = {}
    for cells in page.rows("Fields"):
        made = _field(cells, details, page)
        if made.name in fields:
            message = f"there are two fields {made.name!r} in {name!r}"
            page.report.warning("duplicate-field", message, made.span, "rename one of them")
            continue
        fields[made.name] = made
    more = page.facts.get("Other properties")
    match _bare(more) if more else "allowed":
        case "allowed":
            additional: Type | bool = True
        case "forbidden":
            additional = False
        case _:
            additional = page.type(more)
    return Record(
        name,
        tuple(fields.values()),
        page.description,
        additional,
        page.strings(page.facts.get("Primary key")),
        page.flag(page.facts.get("Deprecated")),
        page.values(page.facts.get("Examples")),
        page.place,
    )


def _field(cells: Mapping[str, Cell], details: Mapping[str, str], page: _Page) -> Field:
    own = cells.get("Field")
    name = page.string(own)
    return make_field(
        name,
        page.type(cells.get("Type")),
        page.flag(cells.get("Nullable")),
        required=page.flag(cells.get("Required")),
        description=page.described(cells.get("Description"), name, details),
        default=page.value(cells.get("Default")),
        examples=page.values(cells.get("Examples")),
        foreign_key=page.string(cells.get("References")),
        span=_inside(own.children, own.span) if own else page.place,
        **page.notes(cells.get("Notes")),
    )


def _enum(name: str, page: _Page) -> Enum:
    details = page.details(json_of)
    members = []
    for cells in page.rows("Values"):
        cell = cells.get("Value")
        value = page.value(cell)
        if cell is not None and value is not None:
            description = page.described(cells.get("Description"), value, details)
            members.append(Member(value, page.text(cells.get("Name")), description, _inside(cell.children, cell.span)))
    return Enum(
        name,
        tuple(members),
        page.kind == "open enum",
        page.description,
        page.flag(page.facts.get("Deprecated")),
        page.values(page.facts.get("Examples")),
        page.place,
    )


def _alias(name: str, page: _Page) -> Alias:
    return Alias(
        name,
        _union(page) if page.kind == "union" else page.type(page.facts.get("Type")),
        page.description,
        page.flag(page.facts.get("Deprecated")),
        page.value(page.facts.get("Default")),
        page.values(page.facts.get("Examples")),
        page.place,
    )


def _union(page: _Page) -> Type:
    tagged: Discriminator | None = None
    if "Discriminator" in page.facts:
        rows = page.rows("Discriminator")
        mapping = tuple((page.string(cells.get("Value")), _linked(cells.get("Type"))) for cells in rows)
        tagged = Discriminator(page.string(page.facts["Discriminator"]), mapping)
    return one_of((page.type(cells.get("Type")) for cells in page.rows("Types")), tagged)


def _linked(cell: Cell | None) -> str:
    """The model that a cell refers to, by name."""
    return next((text_of(i.children) for i in cell.children if isinstance(i, Link)), "") if cell else ""


def _headers() -> Iterator[str]:
    """Every header row that the target prints, folded."""
    yield "model|kind|description"
    yield from (f"kind|{kind}" for kind in KINDS_OF_PAGE)
    always, optional = COLUMNS["Fields"][:4], COLUMNS["Fields"][4:]
    for count in range(len(optional) + 1):
        for some in combinations(optional, count):
            yield "|".join((*always, *some)).casefold()


DIALECT = Dialect(
    name="spectable",
    title="the pages of the target docs-markdown: every fact in visible text",
    qualifiers=re.compile(r"(?!)"),
    clues=Clues(headers=dict.fromkeys(_headers(), CERTAIN)),
    outline_page=outline,
    define=define,
)
