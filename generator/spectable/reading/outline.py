"""Which models a page holds, and where their parts stand: Document x Dialect -> Drafts. No cell is read here.

A heading either says what stands under it (`parts` of the dialect: "Fields", "Values"), and then belongs to the
nearest heading above that does not, or it names a model by having a table, or such a heading, of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from ..diagnostic import Report
from ..source import Span
from .dialect import Dialect, Draft, Part
from .listitems import sections_of
from .markdown import Block, Break, Document, Heading, HtmlBlock, Image, Link, List, Paragraph, Section, Table, Text
from .prose import place, plain, written

_ANCHOR = re.compile(r"""<a\s+(?:name|id)=["']([^"']+)["']""")
_STEPS = re.compile(r"[.\-/]")


_OPEN = (None, "other")  # headings whose own subsections may name models


@dataclass(slots=True)
class _Owner:
    """A section that may name a model, with the parts found for it so far. `within` is what it is a part of, `anchor`
    what stands before its heading as the place to link to."""

    section: Section | None
    parts: list[tuple[Part, Section]] = field(default_factory=list)
    within: _Owner | None = None
    anchor: str = ""


def outline(document: Document, dialect: Dialect, report: Report) -> tuple[Draft, ...]:
    """The models of a page in the order of their headings. Tables that belong to none are reported as passed over."""
    if dialect.outline_page:
        return dialect.outline_page(document, report)
    if dialect.lay_out:
        return dialect.lay_out(document, dialect, report)
    owners = [_Owner(None)]
    roles: dict[int, tuple[Part | None, _Owner]] = {}
    anchor = ""
    for section in sections_of(document, dialect):
        above = [roles[id(heading)] for heading in section.path[:-1]]
        part, owner = _role(section, above, owners[0], dialect)
        if owner is None and dialect.whole_page and len(owners) > 1:
            owner = owners[1]
        if owner is None:
            owner = _Owner(section, [], next((o for p, o in reversed(above) if not p), None), anchor)
            owners.append(owner)
        if section.heading:
            roles[id(section.heading)] = (part, owner)
        if part == "values" and dialect.branches and _names_sections(section, document):
            part = "branches"
        _assign(section, part, owner, dialect, report)
        anchor = _anchor(section) if dialect.anchored else ""
    drafts = [draft for owner in owners for draft in _drafts(document, owner, dialect)]
    return tuple(drafts) if drafts else _empty_page(document, dialect)


def _anchor(section: Section) -> str:
    """The anchor at the end of a section, which is that of the next heading."""
    span = section.blocks[-1].span if section.blocks else None
    found = _ANCHOR.findall(span.text) if span and isinstance(section.blocks[-1], (Paragraph, HtmlBlock)) else []
    return found[-1] if found else ""


def _role(
    section: Section, above: list[tuple[Part | None, _Owner]], page: _Owner, dialect: Dialect
) -> tuple[Part | None, _Owner | None]:
    """(what the section's heading says stands under it, whose it is); (None, None) for one that may name a model."""
    if section.heading is None:
        return None, page
    enclosing, owner = next(((p, o) for p, o in reversed(above) if p not in _OPEN), (None, page))
    if enclosing in ("branches", "branch"):
        if dialect.listed_branches:
            return "branches", owner
        no_branch = dialect.no_branch and dialect.no_branch.search(plain(section.heading.children))
        return "skip" if no_branch else "branch", owner
    if enclosing == "skip":
        return "skip", owner
    title = plain(section.heading.children)
    part = dialect.part(title)
    if part:
        return part, next((o for p, o in reversed(above) if not p), page)
    if dialect.local_name and dialect.local_name.search(title):
        return None, None
    if dialect.model_level is not None and section.heading.level > dialect.model_level:
        return "other", page
    return (None, None) if dialect.model_name.search(title) else ("other", page)


def _assign(section: Section, part: Part | None, owner: _Owner, dialect: Dialect, report: Report) -> None:
    if (
        part == "fields"
        and not any(map(dialect.is_fields, section.tables))
        and any(map(dialect.is_values, section.tables))
    ):
        part = "values"
    elif part == "values" and not any(map(dialect.is_values, section.tables)) and _lists_branches(section, dialect):
        part = "branches"
    if part and part not in ("skip", "other"):
        owner.parts.append((part, section))
    elif part is None and _names_enum(section, dialect):
        part = "values"
        owner.parts.append((part, section))
    elif part is None and dialect.alias_prose and alias_prose(section, dialect):
        part = "values" if any(map(dialect.is_values, section.tables)) else "alias"
        owner.parts.append((part, section))
    for table in section.tables:
        kind = _kind(table, part, dialect)
        if kind is None:
            header = ", ".join(plain(cell.children) for cell in table.header.cells)
            report.info("table-passed-over", f"the table with the columns {header!r} is none of fields", table.span)
        elif part is None and not any(k == kind and s is section for k, s in owner.parts):
            owner.parts.append((kind, section))


def _names_sections(section: Section, document: Document) -> bool:
    """Whether every row of the tables of a section is about another section of the page, of which it is the title."""
    titles = {plain(s.heading.children) for s in document.sections if s.heading}
    firsts = {plain(row.cells[0].children) for table in section.tables for row in table.rows if row.cells}
    return bool(firsts) and firsts <= titles


def _lists_branches(section: Section, dialect: Dialect) -> bool:
    return any(dialect.branch_column(table) is not None for table in section.tables)


def alias_prose(section: Section, dialect: Dialect) -> Paragraph | None:
    """The paragraph that says which type the model of a section is another name for."""
    words = dialect.alias_prose
    paragraphs = (block for block in section.blocks if isinstance(block, Paragraph))
    return next((block for block in paragraphs if words and words.match(plain(block.children))), None)


def _names_enum(section: Section, dialect: Dialect) -> bool:
    words = dialect.values_heading
    return words is not None and section.heading is not None and bool(words.search(plain(section.heading.children)))


def _kind(table: Table, part: Part | None, dialect: Dialect) -> Part | None:
    """What a table is under a heading that says `part`, or that names a model; None for one that is passed over."""
    if part in (None, "fields") and dialect.is_fields(table):
        return "fields"
    if part in ("keys", "enums") or (part == "branches" and dialect.branch_column(table) is not None):
        return part
    says_values = part == "values" or (part is None and dialect.values_anywhere)
    return "values" if says_values and dialect.is_values(table) else None


_SAYS = ("fields", "values", "branches", "alias")


def _drafts(document: Document, owner: _Owner, dialect: Dialect) -> Iterator[Draft]:
    """The model of a section, and those that it has in its tables of enums."""
    for part, section in owner.parts:
        if part == "enums":
            yield from _enums(document, section, dialect)
    heading = owner.section.heading if owner.section else None
    package = _package(owner, dialect)
    if not any(part in _SAYS for part, _ in owner.parts):
        if not dialect.empty_records or package is None or heading is None or owner.section is None:
            return
        if owner.section.tables or not dialect.model_name.search(plain(heading.children)):
            return
        owner.parts.append(("fields", owner.section))
    if owner.section is None or heading is None:
        first = next((s.blocks for s in document.sections if s.heading is None), ())
        yield Draft(
            stem(document), document, document.source.span(), _introduction(first, dialect), tuple(owner.parts), None
        )
        return
    name, span = _name(heading, dialect)
    local = dialect.local_name.search(plain(heading.children)) if dialect.local_name else None
    within = ""
    if local and owner.within and owner.within.section and owner.within.section.heading:
        name, within = local["name"].strip(), _name(owner.within.section.heading, dialect)[0]
    name = next((given for part, s in owner.parts if part == "name" and (given := _given(s))), name)
    parts = tuple(owner.parts)
    yield Draft(name, document, span, _about(owner, dialect), parts, owner.section, package or (), within)


def _about(owner: _Owner, dialect: Dialect) -> str:
    """The description of a model: what stands below its heading, and below those that say so."""
    blocks = owner.section.blocks if owner.section else ()
    said = [_introduction(blocks, dialect)]
    for part, section in owner.parts:
        if part == "description":
            said.append(
                _introduction(takewhile(lambda block: not isinstance(block, HtmlBlock), section.blocks), dialect)
            )
    return "\n\n".join(filter(None, said))


def _given(section: Section) -> str:
    """The name in a section that says no more."""
    first = next((block for block in section.blocks if isinstance(block, Paragraph)), None)
    return plain(first.children) if first else ""


def _package(owner: _Owner, dialect: Dialect) -> tuple[str, ...] | None:
    """What the anchor of a model says that its name is qualified by; None when it is not an anchor of that name."""
    if not dialect.anchored or owner.section is None or owner.section.heading is None:
        return () if not dialect.anchored else None
    steps = [step for step in _STEPS.split(owner.anchor) if step]
    name = [step for step in _STEPS.split(_name(owner.section.heading, dialect)[0]) if step]
    return tuple(steps[: -len(name)]) if name and steps[-len(name) :] == name else None


def _enums(document: Document, section: Section, dialect: Dialect) -> Iterator[Draft]:
    """The enums of a table that has one a row."""
    for table in filter(dialect.is_values, section.tables):
        at = next((at for at, role in dialect.layout(table, "values").items() if role == "name"), None)
        for row in table.rows:
            if at is not None and at < len(row.cells) and (name := plain(row.cells[at].children)):
                cell = row.cells[at]
                yield Draft(name, document, place(cell), "", (("enums", section),), section, (), "", row)


def _name(heading: Heading, dialect: Dialect) -> tuple[str, Span]:
    title = plain(heading.children)
    match = dialect.model_name.search(title)
    return (match["name"] if match else title).strip(), place(heading)


def _introduction(blocks: Iterable[Block], dialect: Dialect) -> str:
    """The description of a model: what stands before its first table, badges and remarks apart."""
    before = takewhile(lambda block: not isinstance(block, Table), blocks)
    return written(_said(before, dialect))


def _said(blocks: Iterable[Block], dialect: Dialect) -> Iterator[Block]:
    passed = False
    for block in blocks:
        remark = dialect.remarks and isinstance(block, Paragraph) and dialect.remarks.match(plain(block.children))
        if not remark and not (passed and isinstance(block, List)) and not _is_badges(block):
            yield block
        passed = bool(remark)


def _is_badges(block: Block) -> bool:
    """Whether a paragraph is nothing but images."""
    if not isinstance(block, Paragraph):
        return False
    inner = [child for node in block.children for child in (node.children if isinstance(node, Link) else (node,))]
    return any(isinstance(node, Image) for node in inner) and all(
        isinstance(node, (Image, Break)) or (isinstance(node, Text) and not node.text.strip()) for node in inner
    )


def _empty_page(document: Document, dialect: Dialect) -> tuple[Draft, ...]:
    """The model of a page that is a title and no more, in styles that print those; its file must bear its name."""
    if not dialect.empty_pages or len(document.sections) != 1 or document.sections[0].heading is None:
        return ()
    section, heading = document.sections[0], document.sections[0].heading
    name, span = _name(heading, dialect)
    if not name or _letters(name) != _letters(stem(document)) or section.tables:
        return ()
    return (Draft(name, document, span, _introduction(section.blocks, dialect), (), section),)


def stem(document: Document) -> str:
    """The file name of a page without its ending."""
    file = document.source.path.rpartition("/")[2]
    return file.rpartition(".")[0] or file


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
