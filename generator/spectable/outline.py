"""Which models a page holds, and where their parts stand: Document x Dialect -> Drafts. No cell is read here.

A heading either says what stands under it (`parts` of the dialect: "Fields", "Values"), and then belongs to the
nearest heading above that does not, or it names a model by having a table, or such a heading, of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .diagnostic import Report
from .dialect import Dialect, Draft, Part
from .markdown import Block, Document, Heading, Section, Table
from .prose import place, plain, written
from .source import Span


@dataclass(slots=True)
class _Owner:
    """A section that may name a model, with the parts found for it so far."""

    section: Section | None
    parts: list[tuple[Part, Section]] = field(default_factory=list)


def outline(document: Document, dialect: Dialect, report: Report) -> tuple[Draft, ...]:
    """The models of a page in the order of their headings. Tables that belong to none are reported as passed over."""
    if dialect.outline_page:
        return dialect.outline_page(document, report)
    owners = [_Owner(None)]
    roles: dict[int, tuple[Part | None, _Owner]] = {}
    for section in document.sections:
        above = [roles[id(heading)] for heading in section.path[:-1]]
        part, owner = _role(section, above, owners[0], dialect)
        if owner is None:
            owner = _Owner(section)
            owners.append(owner)
        if section.heading:
            roles[id(section.heading)] = (part, owner)
        _assign(section, part, owner, dialect, report)
    drafts = [_draft(document, owner, dialect) for owner in owners if owner.parts]
    return tuple(drafts) if drafts else _empty_page(document, dialect)


def _role(
    section: Section, above: list[tuple[Part | None, _Owner]], page: _Owner, dialect: Dialect
) -> tuple[Part | None, _Owner | None]:
    """(what the section's heading says stands under it, whose it is); (None, None) for one that may name a model."""
    if section.heading is None:
        return None, page
    enclosing, owner = next(((p, o) for p, o in reversed(above) if p), (None, page))
    if enclosing in ("branches", "branch"):
        no_branch = dialect.no_branch and dialect.no_branch.search(plain(section.heading.children))
        return "skip" if no_branch else "branch", owner
    if enclosing == "skip":
        return "skip", owner
    title = plain(section.heading.children)
    part = dialect.part(title)
    if part:
        return part, next((o for p, o in reversed(above) if not p), page)
    return (None, None) if dialect.model_name.search(title) else ("skip", page)


def _assign(section: Section, part: Part | None, owner: _Owner, dialect: Dialect, report: Report) -> None:
    if part and part != "skip":
        owner.parts.append((part, section))
    elif part is None and _names_enum(section, dialect):
        owner.parts.append(("values", section))
    for table in section.tables:
        kind = _kind(table, part, dialect)
        if kind is None:
            header = ", ".join(plain(cell.children) for cell in table.header.cells)
            report.info("table-passed-over", f"the table with the columns {header!r} is none of fields", table.span)
        elif part is None and not any(k == kind and s is section for k, s in owner.parts):
            owner.parts.append((kind, section))


def _names_enum(section: Section, dialect: Dialect) -> bool:
    words = dialect.values_heading
    return words is not None and section.heading is not None and bool(words.search(plain(section.heading.children)))


def _kind(table: Table, part: Part | None, dialect: Dialect) -> Part | None:
    """What a table is under a heading that says `part`, or that names a model; None for one that is passed over."""
    if part in (None, "fields") and dialect.is_fields(table):
        return "fields"
    says_values = part == "values" or (part is None and dialect.values_anywhere)
    return "values" if says_values and dialect.is_values(table) else None


def _draft(document: Document, owner: _Owner, dialect: Dialect) -> Draft:
    heading = owner.section.heading if owner.section else None
    if owner.section is None or heading is None:
        first = next((s.blocks for s in document.sections if s.heading is None), ())
        return Draft(stem(document), document, document.source.span(), _introduction(first), tuple(owner.parts), None)
    name, span = _name(heading, dialect)
    return Draft(name, document, span, _introduction(owner.section.blocks), tuple(owner.parts), owner.section)


def _name(heading: Heading, dialect: Dialect) -> tuple[str, Span]:
    title = plain(heading.children)
    match = dialect.model_name.search(title)
    return (match["name"] if match else title).strip(), place(heading)


def _introduction(blocks: Iterable[Block]) -> str:
    """The description of a model: what stands before its first table."""
    before: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            break
        before.append(block)
    return written(before)


def _empty_page(document: Document, dialect: Dialect) -> tuple[Draft, ...]:
    """The model of a page that is a title and no more, in styles that print those; its file must bear its name."""
    if not dialect.empty_pages or len(document.sections) != 1 or document.sections[0].heading is None:
        return ()
    section, heading = document.sections[0], document.sections[0].heading
    name, span = _name(heading, dialect)
    if not name or _letters(name) != _letters(stem(document)) or section.tables:
        return ()
    return (Draft(name, document, span, _introduction(section.blocks), (), section),)


def stem(document: Document) -> str:
    """The file name of a page without its ending."""
    file = document.source.path.rpartition("/")[2]
    return file.rpartition(".")[0] or file


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
