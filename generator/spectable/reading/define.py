"""One draft -> one definition: the cells of its parts read, and put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from ..diagnostic import Report
from ..model import (
    ANY,
    NULL,
    Alias,
    Choice,
    Definition,
    Enum,
    Field,
    Json,
    ListOf,
    MapOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Type,
    json_text,
    one_of,
    split_null,
)
from ..source import Span
from .cells import Page, fields_of, rows, type_in, type_of, words
from .constant import constant, enum_values
from .dialect import Draft, Facts
from .enum_prose import with_values
from .keys import keys_of
from .limits import settled
from .markdown import Cell, Code, CodeBlock, Item, List, Paragraph, Row, Section, Strong, Table, Text
from .nesting import Indents, Node, Path, Step, around, in_lists, names, path_of, tree
from .outline import alias_prose
from .prose import described, place, plain, worded
from .typetext import DEEPEST, Spelt

_CONSTANT = re.compile(r"""\s*\|?\s*["'\d-]""")  # how code begins that lists the values of an enum
_FLAG = re.compile(r"(\d{1,9}) ?<< ?(\d{1,2})")  # a bit; flags may be set together, so an enum of them is open
_ABOUT = " \t-–—:="  # what stands between a value and the words about it


Defined: TypeAlias = tuple[Definition, tuple[Facts, ...]]
"""A definition; a record comes without its fields, and with the facts of its rows instead, for `fields_from` to make
them of once every definition is known."""


def define(draft: Draft, name: str, page: Page) -> tuple[Defined, ...]:
    """The definition of a draft under its final name, then the records that are nested in it."""
    if page.dialect.define:
        return ((page.dialect.define(draft, name, page.resolve, page.report), ()),)
    kinds = {part for part, _ in draft.parts}
    if "fields" in kinds:
        return _record(draft, name, page)
    if "values" in kinds:
        return ((_enum(draft, name, page), ()),)
    if draft.row:
        return ((_enum_row(draft, draft.row, name, page), ()),)
    if "alias" in kinds:
        return ((_alias(draft, name, page), ()),)
    if "branches" in kinds:
        return ((_union(draft, name, page), ()),)
    return ((Alias(name, ANY, draft.description, span=draft.span), ()),)


def _sections(draft: Draft, part: str) -> Iterator[Section]:
    return (section for kind, section in draft.parts if kind == part)


# --- Records ---------------------------------------------------------------------------------------------------------


def _record(draft: Draft, name: str, page: Page) -> tuple[Defined, ...]:
    tables = [t for s in _sections(draft, "fields") for t in s.tables if page.dialect.is_fields(t)]
    if not tables and not page.dialect.empty_records:
        message = f"there is no table of fields for {name!r} under this heading"
        page.report.warning("missing-table", message, draft.span, "a record without fields has a table without rows")
    facts: dict[tuple[str, ...], tuple[Path, Facts]] = {}
    others: list[Type] = []
    for path, row in (found for table in tables for found in _rows(table, page)):
        key = names(path)
        if row.additional:
            others.append(row.type)
        elif key in facts:
            facts[key] = path, _merged(facts[key][1], row, page)
        else:
            facts[key] = path, row
    if page.dialect.values_in_prose:
        with_values({key: row for key, (_, row) in facts.items()}, page.dialect.values_in_prose, page.report)
    more = _additional(one_of(others)) if others else True
    own = {row.name: row for path, row in facts.values() if len(path) == 1}
    primary = keys_of(draft, own, page.dialect, page.resolve, page.report)
    primary = primary or tuple(name for name, row in own.items() if row.primary_key)
    record = Record(name, (), draft.description, more, primary, span=draft.span)
    if any(len(path) > 1 or path[0] != (row.name, 0, False) for path, row in facts.values()):
        return tuple(_nested(record, tree(facts.values()), page))
    return ((record, tuple(row for _, row in facts.values())),)


def _rows(table: Table, page: Page) -> Iterator[tuple[Path, Facts]]:
    """The rows of a table, each with where its field stands."""
    nesting, indents = page.dialect.nesting, Indents()
    for row in fields_of(table, page):
        path = path_of(row.name, nesting) if nesting else (Step(row.name),)
        path = indents.below(row.indent, path) if nesting and nesting.indent else path
        if len(path) > DEEPEST:
            hint = "give what stands inside models of its own"
            page.report.error("type-too-deep", f"the field is nested deeper than {DEEPEST}", row.span, hint)
            path = path[-1:]
        yield path, row


def _nested(record: Record, fields: Mapping[str, Node[Facts]], page: Page) -> Iterator[Defined]:
    """A record with the facts of its fields, and then each record that stands inside one of them."""
    facts: list[Facts] = []
    inner: list[Defined] = []
    for node in fields.values():
        held = _holder(record, node, page, inner)
        if node.step.any_key:
            record = replace(record, additional=_additional(held.type))
        else:
            facts.append(held)
    yield record, tuple(facts)
    yield from inner


def _holder(record: Record, node: Node[Facts], page: Page, inner: list[Defined]) -> Facts:
    """The facts of a field of `record` that may have others inside; the records of those are added to `inner`."""
    first = node
    while first.row is None:
        first = next(iter(first.inside.values()))
    row = node.row or Facts(first.row.name, first.row.span, {}, required=False, nullable=False)
    type_, lists = row.type, node.step.lists
    if node.inside:
        type_ = _inside(record, node, row, page, inner)
    elif lists and not isinstance(type_, ListOf):
        type_ = in_lists(type_, lists)
    return replace(row, name=node.step.name, type=type_)


def _inside(record: Record, node: Node[Facts], row: Facts, page: Page, inner: list[Defined]) -> Type:
    """The type of a field that holds others: the record that they make up, or a map when they are of every key."""
    name = page.unique(f"{record.name}.{node.step.name}")
    found = list(_nested(Record(name, (), row.description, span=row.span), node.inside, page))
    held, facts = found[0]
    if not facts and isinstance(held, Record) and held.additional is not True:
        inner += found[1:]
        return in_lists(MapOf(held.additional or ANY), node.step.lists)
    inner += found
    type_ = around(row.type, Ref(name, row.span), node.step.lists)
    if type_ is None:
        message = f"fields stand inside {row.name!r}, whose type is one that holds none"
        page.report.warning("nested-in-scalar", message, row.span, "call it an object, or a list of objects")
    return in_lists(Ref(name, row.span), node.step.lists) if type_ is None else type_


def _additional(type_: Type) -> Type | bool:
    value = type_.value if isinstance(type_, MapOf) else type_
    return True if value == ANY else value


def _merged(first: Facts, second: Facts, page: Page) -> Facts:
    """One field of two rows: a warning, and the widest honest reading, which is either type, required only when both
    rows say so. The words are those of the first row."""
    message = f"the field {first.name!r} has two rows, here and at {first.span}"
    page.report.warning("duplicate-field", message, second.span, "keep one of them")
    nullable = None if first.nullable is None and second.nullable is None else bool(first.nullable or second.nullable)
    type_ = one_of((first.type, second.type))
    return replace(first, type=type_, required=bool(first.required and second.required), nullable=nullable)


def fields_from(facts: Iterable[Facts], unstated: str, model: Model, report: Report) -> tuple[Field, ...]:
    """The fields of a record. `unstated` decides a nullability that the style cannot print; `model` says what JSON the
    examples and defaults are, for its definitions are complete but for the fields of records."""
    return tuple(_field(row, unstated, model, report) for row in facts)


def _field(facts: Facts, unstated: str, model: Model, report: Report) -> Field:
    required = bool(facts.required)
    nullable = facts.nullable
    if nullable is None:
        nullable = unstated == "always" or (unstated == "optional" and not required)
    type_, null = split_null(facts.type)
    type_, lost = settled(type_, model)
    for name in lost:
        message = f"the limits of {facts.name!r} are passed over: they are not those of the values of {name!r}"
        report.info("misplaced-limit", message, facts.span, "say them where it is defined")
    nullable = nullable or null
    default = examples = None
    if facts.default is not None:
        default = constant(facts.default, type_, nullable, model)
    if facts.examples:
        examples = dict.fromkeys(constant(e, type_, nullable, model) for e in facts.examples)
    return Field(
        facts.name,
        type_,
        required,
        nullable,
        facts.description,
        default,
        tuple(examples or ()),
        facts.deprecated,
        facts.read_only,
        facts.write_only,
        facts.foreign_key,
        facts.span,
        unstated=facts.nullable is None,
    )


# --- Enums -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of an enum as it is printed; with `is_others`, what stands for all other values."""

    text: str
    name: str
    description: str
    span: Span
    is_others: bool = False


def _enum(draft: Draft, name: str, page: Page) -> Definition:
    found, is_open = _values(_sections(draft, "values"), page)
    members: dict[Json, Member] = {}
    for json, value in zip(enum_values([v.text for v in found]), found, strict=True):
        if json in members:
            page.report.warning(
                "duplicate-value", f"the value {json} stands here twice", value.span, "keep one of them"
            )
        members.setdefault(json, Member(json, value.name, value.description, value.span))
    if members and page.dialect.values_are_names:
        message = f"the page shows the names of the members of {name!r}, which are taken for their values"
        page.report.info("values-not-shown", message, draft.span, "give the values on the wire where they differ")
    if not members:
        page.report.warning("empty-enum", f"the enum {name!r} has no values; it is read as any value", draft.span)
        return Alias(name, ANY, draft.description, span=draft.span)
    return Enum(name, tuple(members.values()), is_open, draft.description, span=draft.span)


def _enum_row(draft: Draft, row: Row, name: str, page: Page) -> Definition:
    """The enum of a row that lists its values."""
    ((_, cells),) = (found for s in _sections(draft, "enums") for found in _cells(row, s, page))
    texts = [text.strip() for text in words(cells, "value", page.dialect).split(",") if text.strip()]
    members = dict.fromkeys(enum_values(texts))
    about = words(cells, "description", page.dialect)
    if not members:
        page.report.warning("empty-enum", f"the enum {name!r} has no values; it is read as any value", draft.span)
        return Alias(name, ANY, about, span=draft.span)
    return Enum(name, tuple(Member(json, span=draft.span) for json in members), False, about, span=draft.span)


def _cells(row: Row, section: Section, page: Page) -> Iterator[tuple[Row, dict[str, Cell]]]:
    return (found for t in section.tables for found in rows(t, "values", page) if found[0] is row)


def _opens(section: Section, page: Page) -> bool:
    words = page.dialect.open_enum
    prose = (plain(block.children) for block in section.blocks if isinstance(block, Paragraph))
    return words is not None and any(map(words.search, prose))


def _values(sections: Iterable[Section], page: Page) -> tuple[list[_Value], bool]:
    """(the values of some sections, whether others are values too)."""
    found: list[_Value] = []
    is_open = False
    for section in sections:
        shown = list(_shown(section, page))
        found += (value for value in shown if not value.is_others)
        is_open = is_open or any(value.is_others for value in shown) or _opens(section, page)
    return found, is_open


def _shown(section: Section, page: Page) -> Iterator[_Value]:
    """The values that a section shows: the rows of its tables, else its bullets, else the constants in its code."""
    tables = [table for table in section.tables if page.dialect.is_values(table)]
    for table in tables:
        yield from _value_rows(table, page)
    items = [item for block in section.blocks if isinstance(block, List) for item in block.items]
    if not tables and items:
        yield from filter(None, map(_bullet, items))
    elif not tables:
        blocks = (block for block in section.blocks if isinstance(block, CodeBlock))
        yield from (value for block in blocks if _CONSTANT.match(block.text) for value in _constants(block, page))


def _constants(block: CodeBlock, page: Page) -> Iterator[_Value]:
    """The values in code that spells them as a type: `"a" | "b"`. Another type beside them is that of all others."""
    type_ = type_in(block.text, block.span, page).type
    for branch in type_.branches if isinstance(type_, OneOf) else (type_,):
        if isinstance(branch, Choice):
            yield from (_Value(value, "", "", block.span) for value in branch.values)
        else:
            yield _Value("", "", "", block.span, is_others=True)


def _value_rows(table: Table, page: Page) -> Iterator[_Value]:
    """A row without a value but with a name stands for the empty string."""
    for _, cells in rows(table, "values", page):
        if "value" in cells and any(cell.children for cell in cells.values()):
            text, name, about = (words(cells, role, page.dialect) for role in ("value", "name", "description"))
            others = page.dialect.other_values
            is_others = others is not None and bool(others.search(text))
            about = "" if page.dialect.says_nothing(about) else about
            if flag := _FLAG.fullmatch(text):
                yield _Value("", "", "", place(cells["value"]), is_others=True)
                text = str(int(flag[1]) << int(flag[2]))
            yield _Value(text, name, about, place(cells["value"]), is_others)


def _bullet(item: Item) -> _Value | None:
    """The value of a bullet: its first code span, or bold words, with what stands behind about it, else all."""
    first = next((block for block in item.blocks if isinstance(block, Paragraph)), None)
    if first is None:
        return None
    match first.children:
        case (Code(name), Text(before), Code(text, span), *rest) if before.strip() == "(value:":
            return _Value(_unquoted(text), name, described(rest).strip(_ABOUT + ")"), span)
        case (Code(text, span), *rest):
            return _Value(text, "", described(rest).strip(_ABOUT), span)
        case (Strong(inner, span), *rest):
            return _Value(worded(inner), "", described(rest).strip(_ABOUT), span)
        case _:
            return _Value(worded(first.children), "", "", first.span)


def _unquoted(text: str) -> str:
    """A value that a program may quote with either mark: between single ones it is the text inside."""
    return json_text(text[1:-1]) if len(text) > 1 and text[0] == text[-1] == "'" else text


# --- Aliases ---------------------------------------------------------------------------------------------------------


def _alias(draft: Draft, name: str, page: Page) -> Definition:
    """What a paragraph says that a model is another name for: the type behind its first words."""
    prose = next((found for s in _sections(draft, "alias") if (found := alias_prose(s, page.dialect))), None)
    inlines = prose.children[1:] if prose else ()
    span = Span(draft.span.source, inlines[0].span.start, inlines[-1].span.end) if inlines else draft.span
    return Alias(name, _whole(type_of(inlines, span, page)), draft.description, span=draft.span)


# --- Unions ----------------------------------------------------------------------------------------------------------


def _union(draft: Draft, name: str, page: Page) -> Definition:
    branches = [_branch(section, page) for section in _sections(draft, "branch")]
    for section in (*_sections(draft, "branches"), *_sections(draft, "branch")):
        branches += _listed(section, page)
    if not branches:
        page.report.warning("empty-union", f"the union {name!r} has no branches; it is read as any value", draft.span)
    return Alias(name, one_of(branches), draft.description, span=draft.span)


def _listed(section: Section, page: Page) -> Iterator[Type]:
    """The branches that the rows of a table spell, or the lines of code."""
    for table in section.tables:
        at = page.dialect.branch_column(table)
        for row in table.rows if at is not None else ():
            if at is not None and at < len(row.cells) and row.cells[at].children:
                yield _whole(type_of(row.cells[at].children, place(row.cells[at]), page))
    if page.dialect.listed_branches:
        for block in section.blocks:
            if isinstance(block, CodeBlock):
                found = page.dialect.listed_branches.finditer(block.text)
                yield from (_whole(type_in(match["type"], block.span, page)) for match in found)


def _whole(spelt: Spelt) -> Type:
    return one_of((spelt.type, NULL)) if spelt.nullable or spelt.nilable else spelt.type


def _branch(section: Section, page: Page) -> Type:
    """The type of a branch, as its heading spells it or, in styles whose code says more, that."""
    heading, pattern = section.heading, page.dialect.branch_type
    if heading is None:
        return ANY
    code = [block.text for block in section.blocks if isinstance(block, CodeBlock)]
    found = pattern.search("\n".join(code)) if pattern else None
    spelt = type_in(found["type"], place(heading), page) if found else type_of(heading.children, place(heading), page)
    return _whole(spelt)
