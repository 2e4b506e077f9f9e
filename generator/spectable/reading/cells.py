"""The cells of one row -> Facts, and of one row of values -> a Member, by the dialect's tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..diagnostic import Report, Severity
from ..model import ANY, Choice, ListOf, MapOf, OneOf, Ref, Scalar, Type
from ..source import Span
from ..tidy.row_fixes import escaped, padded
from .constant import is_json
from .dialect import Dialect, Facts, Resolve, fold, header_words, mark_key
from .markdown import Cell, Inline, Row, Table
from .pipes import gathered, rejoined
from .prose import Spelling, copied, described, indented, is_struck, place, plain, spelling, typed, worded
from .typetext import Name, Spelt, TypeTooDeep, read_type


@dataclass(frozen=True, slots=True)
class Page:
    """What reading the cells of a page needs: its style, where names lead, where findings go, which models links lead
    to. `memo` holds types that were spelt before without a name in them, and `unions` by name those that links to them
    spell out; both are shared by all pages of a style. `taken` are the names of all definitions, of all styles."""

    dialect: Dialect
    resolve: Resolve
    report: Report
    linked: Callable[[Name, Span], Ref | None]
    memo: dict[bytes, Spelt] = field(default_factory=dict)
    unions: dict[str, Type] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def unique(self, name: str) -> str:
        """A name for a definition that no page names: this one, or this one with the first free number."""
        free, number = name, 2
        while free in self.taken:
            free, number = f"{name}{number}", number + 1
        self.taken.add(free)
        return free


def type_of(inlines: Sequence[Inline], span: Span, page: Page) -> Spelt:
    """The type that is spelt in a cell or heading. What cannot be read is reported, and any value."""
    as_typed = span.source.data[span.start : span.end]
    if as_typed in page.memo:
        return page.memo[as_typed]
    spelt = spelling(inlines)
    found, named = _spelt(spelt, span, page)
    if not named and not spelt.links:
        page.memo[as_typed] = found
    return found


def type_in(text: str, span: Span, page: Page) -> Spelt:
    """The type that is spelt in code, as in the lines of an example."""
    return _spelt(Spelling(text), span, page)[0]


def _spelt(spelt: Spelling, span: Span, page: Page) -> tuple[Spelt, bool]:
    """(the type, whether names decided on it)."""
    named = False

    def names(name: Name) -> Type:
        nonlocal named
        named = True
        return page.resolve(name, span)

    try:
        found = read_type(spelt, page.dialect.grammar, names, lambda name: page.linked(name, span))
    except TypeTooDeep:
        page.report.error(
            "type-too-deep", "the type is nested deeper than 100", span, "give its parts names of their own"
        )
        return Spelt(ANY), True
    if found.repaired:
        label = spelt.text.strip()
        page.report.info(
            "swapped-date-link",
            f"the link {label!r} is read as what the generator of this style means by it",
            span,
            'set date_links = "literal" in a dialect of your own to take its label at its word',
        )
    for model, union in found.unions:
        page.unions.setdefault(model.name, union)
    return found, named


def kind_of(type_: Type) -> str:
    """The kind of a type, as `Dialect.unstated` names them."""
    match type_:
        case Scalar(format="date" | "date-time"):
            return "date"
        case Scalar():
            return "scalar"
        case ListOf():
            return "list"
        case MapOf():
            return "map"
        case OneOf():
            return "union"
        case Choice():
            return "constant"
        case Ref():
            return "ref"


def rows(table: Table, part: Literal["fields", "values"], page: Page) -> Iterator[tuple[Row, dict[str, Cell]]]:
    """Each row with its cells by role; rows that are too short or too long are reported."""
    roles = page.dialect.layout(table, part)
    width = len(table.header.cells)
    for row in table.rows:
        if len(row.cells) > width and page.dialect.pipes_in_code:
            row = rejoined(row, width)
        if len(row.cells) > width and page.dialect.spills in roles.values():
            row = gathered(row, width, next(at for at, role in roles.items() if role == page.dialect.spills))
        count = len(row.cells)
        if count > width:
            message = f"the row has {count} cells where the header has {width}"
            hint = "write a pipe inside a cell as `\\|`"
            fix = escaped(row, width)
            page.report.add(Severity.WARNING, "row-too-long", message, row.cells[width].span, hint, fix)
        elif count < width and not page.dialect.ragged and not _drops_a_cell(row, width):
            message = f"the row has {count} cells where the header has {width}"
            hint, fix = "write every cell, the empty ones too", padded(row, width)
            page.report.add(Severity.WARNING, "row-too-short", message, row.span, hint, fix)
        yield row, {role: row.cells[at] for at, role in roles.items() if at < count}


def _drops_a_cell(row: Row, width: int) -> bool:
    """Whether the row is one without outer pipes, whose last cell is empty and cannot be seen."""
    return len(row.cells) == width - 1 and not row.span.text.lstrip().startswith(("|", "<"))


def fields_of(table: Table, page: Page) -> Iterable[Facts]:
    """The facts of each row of a table of fields."""
    _note_unknown_columns(table, page)
    facts = _rows_of_fields(table, page)
    finish = page.dialect.finish_table
    return finish(table, tuple(facts), page.report) if finish else facts


def _rows_of_fields(table: Table, page: Page) -> Iterator[Facts]:
    dialect = page.dialect
    patterned = bool(dialect.patterned) and not dialect.patterned.isdisjoint(header_words(table))
    for row, cells in rows(table, "fields", page):
        cells = dialect.split_cells(cells) if dialect.split_cells else cells
        name = _name(cells, dialect)
        if not name:
            if any(cell.children for cell in row.cells):
                page.report.warning("unnamed-row", "the row has no name and is left out", row.span, "name the field")
            continue
        facts = _facts(name, cells, page)
        facts.additional = patterned or name in dialect.additional
        yield dialect.finish_field(facts, page.report) if dialect.finish_field else facts


def _name(cells: Mapping[str, Cell], dialect: Dialect) -> str:
    """The name in a row, without what is no part of it."""
    name = _without_asides(plain(cells["name"].children), dialect) if "name" in cells else ""
    if name and dialect.nesting and dialect.nesting.indent:
        name = name[len(_indent(name, dialect.nesting.indent)) :]
    match = dialect.field_name.search(name) if dialect.field_name else None
    return match["name"] if match else name


def _indent(words: str, indent: re.Pattern[str]) -> str:
    found = indent.match(words)
    return found[0] if found else ""


def _without_asides(words: str, dialect: Dialect) -> str:
    return dialect.aside.sub("", words).strip() if dialect.aside else words


def _facts(name: str, cells: dict[str, Cell], page: Page) -> Facts:
    dialect = page.dialect
    facts = Facts(name, place(cells["name"]), cells, deprecated=is_struck(cells["name"].children))
    if "description" in cells:
        _describe(facts, described(cells["description"].children), dialect)
    if "type" in cells:
        spelt = type_of(cells["type"].children, place(cells["type"]), page)
        facts.type = spelt.type
        facts.nullable = True if spelt.nullable else None if _is_unstated(spelt, dialect) else False
        facts.required = False if spelt.optional or spelt.nilable else dialect.required_when_unstated
    required = _marker("required", cells, page)
    if "type" in cells and spelt.nilable and required:
        facts.nullable = True
    if "type" in cells and spelt.optional and not spelt.nullable and required:
        message = f"the field {name!r} is required by its marker and optional by its type"
        hint = "mend the one that is wrong; the marker is followed"
        page.report.warning("required-and-optional", message, place(cells["required"]), hint)
    nullable = _marker("nullable", cells, page)
    facts.required = facts.required if required is None else required
    facts.nullable = facts.nullable if nullable is None else nullable or bool(facts.nullable)
    if required is None and "required" not in cells and dialect.required_prose:
        facts.required = bool(dialect.required_prose.search(facts.description)) or facts.required
    _by_name(facts, dialect)
    if _marker("repeated", cells, page):
        facts.type = ListOf(facts.type)
    facts.default = said(cells, "default", dialect)
    facts.examples = _examples(cells, dialect)
    return facts


def _by_name(facts: Facts, dialect: Dialect) -> None:
    """What the name cell says besides the name."""
    if dialect.field_name:
        match = dialect.field_name.search(_without_asides(plain(facts.cells["name"].children), dialect))
        said = match.groupdict() if match else {}
        if said.get("optional") or said.get("required"):
            facts.required = bool(said.get("required"))
    if dialect.nesting and dialect.nesting.indent:
        facts.indent = len(_indent(indented(facts.cells["name"].children), dialect.nesting.indent))


def _is_unstated(spelt: Spelt, dialect: Dialect) -> bool:
    if spelt.nilable:
        return "nilable" in dialect.unstated
    return not spelt.optional and kind_of(spelt.type) in dialect.unstated and spelt.type != ANY


def _describe(facts: Facts, text: str, dialect: Dialect) -> None:
    if dialect.deprecated and (mark := dialect.deprecated.search(text)):
        facts.deprecated = True
        text = (text[: mark.start()] + text[mark.end() :]).strip()
    facts.description = "" if dialect.says_nothing(text) else text


def words(cells: Mapping[str, Cell], role: str, dialect: Dialect) -> str:
    """The words of the cell of a role, copied as they stand where the style prints them unescaped."""
    cell = cells.get(role)
    if cell is None:
        return ""
    return copied(cell) if role in dialect.verbatim else worded(cell.children)


def said(cells: Mapping[str, Cell], role: str, dialect: Dialect) -> str | None:
    """The words of the cell of a role, or None when it says nothing."""
    text = words(cells, role, dialect)
    return None if dialect.says_nothing(text) else text


def _examples(cells: Mapping[str, Cell], dialect: Dialect) -> tuple[str, ...]:
    """The examples in a cell. One that is JSON as it was typed is taken so: its escapes are JSON's, not Markdown's."""
    text = said(cells, "example", dialect)
    if text is None:
        return ()
    shown, as_typed = _several(text, dialect), _several(typed(cells["example"]), dialect)
    if len(shown) != len(as_typed):
        return shown
    return tuple(t if t[:1] in ("{", "[", '"') and is_json(t) else s for s, t in zip(shown, as_typed, strict=True))


def _several(text: str, dialect: Dialect) -> tuple[str, ...]:
    parts = dialect.examples.split(text) if dialect.examples else [text]
    return tuple(part.strip() for part in parts[1:]) if len(parts) > 1 and not parts[0].strip() else (text,)


def _marker(role: str, cells: Mapping[str, Cell], page: Page) -> bool | None:
    """What the marker in a cell says; one that the style does not know is reported, and says nothing."""
    cell = cells.get(role)
    if cell is None:
        return None
    marks = page.dialect.folded_marks[role]
    words = _without_asides(plain(cell.children), page.dialect)
    mark = mark_key(words, marks)
    if mark not in marks:
        for pattern, means in page.dialect.mark_patterns.get(role, ()):
            if pattern.search(words):
                return means
    if mark not in marks and not page.dialect.says_nothing(words):
        message = f"cannot tell from {words!r} whether the field is {role}"
        hint = "known here: " + ", ".join(repr(known) for known in list(marks)[:8] if known)
        page.report.warning("unreadable-marker", message, place(cell), hint)
    return marks.get(mark)


def _note_unknown_columns(table: Table, page: Page) -> None:
    roles = page.dialect.layout(table, "fields")
    for at, cell in enumerate(table.header.cells):
        if at not in roles and (word := plain(cell.children)):
            page.report.info(
                "unknown-column",
                f"the column {word!r} is passed over",
                place(cell),
                "a dialect of your own can say what it holds",
            )
        elif page.dialect.find_roles and at in roles and not _is_known(cell, roles[at], page.dialect):
            word = plain(cell.children)
            message = f"the column {word!r} is taken for that of {roles[at]!r}, by a part of it or by its cells"
            hint = "a dialect of your own can say what it holds"
            page.report.info("column-by-cells", message, place(cell), hint)


def _is_known(header: Cell, role: str, dialect: Dialect) -> bool:
    """Whether the whole header is a known word for the role."""
    return fold(plain(header.children)) in dialect.folded_columns.get(role, ())
