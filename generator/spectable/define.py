"""One draft -> one definition: the cells of its parts read, and put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .cells import Page, fields_of, rows, type_in, type_of, words
from .constant import constant, enum_values
from .dialect import Draft, Facts
from .markdown import Code, CodeBlock, Item, List, Paragraph, Section, Table
from .model import (
    ANY,
    NULL,
    Alias,
    Choice,
    Definition,
    Enum,
    Field,
    Json,
    MapOf,
    Member,
    Model,
    OneOf,
    Record,
    Type,
    one_of,
    split_null,
)
from .prose import described, place, plain, worded
from .source import Span

_CONSTANT = re.compile(r"""\s*\|?\s*["'\d-]""")  # how code begins that lists the values of an enum
_ABOUT = " \t-–—:="  # what stands between a value and the words about it


def define(draft: Draft, name: str, page: Page) -> tuple[Definition, tuple[Facts, ...]]:
    """The definition of a draft under its final name. A record comes without its fields, and with the facts of its
    rows instead, for `fields_from` to make them of once every definition is known."""
    if page.dialect.define:
        return page.dialect.define(draft, name, page.resolve, page.report), ()
    kinds = {part for part, _ in draft.parts}
    if "fields" in kinds:
        return _record(draft, name, page)
    if "values" in kinds:
        return _enum(draft, name, page), ()
    if "branches" in kinds:
        return _union(draft, name, page), ()
    page.report.info("empty-page", f"the page of {name!r} says nothing about it; it is read as any value", draft.span)
    return Alias(name, ANY, draft.description, span=draft.span), ()


def _sections(draft: Draft, part: str) -> Iterator[Section]:
    return (section for kind, section in draft.parts if kind == part)


# --- Records ---------------------------------------------------------------------------------------------------------


def _record(draft: Draft, name: str, page: Page) -> tuple[Definition, tuple[Facts, ...]]:
    tables = [t for s in _sections(draft, "fields") for t in s.tables if page.dialect.is_fields(t)]
    if not tables:
        message = f"there is no table of fields for {name!r} under this heading"
        page.report.warning("missing-table", message, draft.span, "a record without fields has a table without rows")
    facts: dict[str, Facts] = {}
    additional: Type | bool = True
    for row in (row for table in tables for row in fields_of(table, page)):
        if row.name in page.dialect.additional:
            additional = _additional(row.type)
        elif row.name in facts:
            facts[row.name] = _merged(facts[row.name], row, page)
        else:
            facts[row.name] = row
    return Record(name, (), draft.description, additional, span=draft.span), tuple(facts.values())


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


def fields_from(facts: Iterable[Facts], unstated: str, model: Model) -> tuple[Field, ...]:
    """The fields of a record. `unstated` decides a nullability that the style cannot print; `model` says what JSON the
    examples and defaults are, for its definitions are complete but for the fields of records."""
    return tuple(_field(row, unstated, model) for row in facts)


def _field(facts: Facts, unstated: str, model: Model) -> Field:
    required = bool(facts.required)
    nullable = facts.nullable
    if nullable is None:
        nullable = unstated == "always" or (unstated == "optional" and not required)
    type_, null = split_null(facts.type)
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
    if not members:
        page.report.warning("empty-enum", f"the enum {name!r} has no values; it is read as any value", draft.span)
        return Alias(name, ANY, draft.description, span=draft.span)
    return Enum(name, tuple(members.values()), is_open, draft.description, span=draft.span)


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
            yield _Value(text, name, about, place(cells["value"]), is_others)


def _bullet(item: Item) -> _Value | None:
    """The value of a bullet: its first code span with the words behind it about it, else all its words."""
    first = next((block for block in item.blocks if isinstance(block, Paragraph)), None)
    if first is None:
        return None
    match first.children:
        case (Code(text, span), *rest):
            return _Value(text, "", described(rest).strip(_ABOUT), span)
        case _:
            return _Value(worded(first.children), "", "", first.span)


# --- Unions ----------------------------------------------------------------------------------------------------------


def _union(draft: Draft, name: str, page: Page) -> Definition:
    branches = [_branch(section, page) for section in _sections(draft, "branch")]
    if not branches:
        page.report.warning("empty-union", f"the union {name!r} has no branches; it is read as any value", draft.span)
    return Alias(name, one_of(branches), draft.description, span=draft.span)


def _branch(section: Section, page: Page) -> Type:
    """The type of a branch, as its heading spells it or, in styles whose code says more, that."""
    heading, pattern = section.heading, page.dialect.branch_type
    if heading is None:
        return ANY
    code = [block.text for block in section.blocks if isinstance(block, CodeBlock)]
    found = pattern.search("\n".join(code)) if pattern else None
    spelt = type_in(found["type"], place(heading), page) if found else type_of(heading.children, place(heading), page)
    return one_of((spelt.type, NULL)) if spelt.nullable or spelt.nilable else spelt.type
