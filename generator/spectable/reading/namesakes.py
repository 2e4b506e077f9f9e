"""Models of one name on one page, told apart by where they stand: by the headings above them, else by the model that
stands before. And models that several pages repeat word for word, which are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .dialect import Draft
from .markdown import Section
from .prose import plain, slug


def told_apart(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The models of a page; those of one name are qualified by where they stand, and know their heading's anchor."""
    counted = Counter(_label(draft) for draft in drafts)
    if len(counted) == len(drafts):
        return tuple(drafts)
    above = {id(draft): _above(draft) for draft in drafts if counted[_label(draft)] > 1}
    found: list[Draft] = []
    before = ""
    for draft in drafts:
        if counted[_label(draft)] < 2:
            before = draft.name
            found.append(draft)
            continue
        twins = [above[id(d)] for d in drafts if _label(d) == _label(draft)]
        steps = above[id(draft)]
        if len(set(twins)) < len(twins):
            steps = (*steps, before) if before else steps
        found.append(replace(draft, package=(*draft.package, *steps), anchor=_anchor(draft)))
    return tuple(found)


def _label(draft: Draft) -> tuple[str, ...]:
    return (*draft.package, draft.within, draft.name)


def _above(draft: Draft) -> tuple[str, ...]:
    """The headings above the one that names a model."""
    path = draft.owner.path[:-1] if draft.owner else ()
    return tuple(plain(heading.children) for heading in path)


def _anchor(draft: Draft) -> str:
    """Where links to the heading of a model lead: to its words, and from the second such heading on to its number."""
    if draft.owner is None or draft.owner.heading is None:
        return ""
    title = slug(plain(draft.owner.heading.children))
    number = 0
    for section in draft.document.sections:
        if section.heading is draft.owner.heading:
            break
        number += section.heading is not None and slug(plain(section.heading.children)) == title
    return f"{title}{number}" if number else title


def told_apart_by_page(drafts: Sequence[Draft]) -> list[Draft]:
    """The models of all pages; those of one name in one folder, on pages of several models, are qualified by the page.
    Of pages that hold one model each, two of a name are for `qualify` to refuse."""
    pages = Counter(draft.document.source.path for draft in drafts)
    labels: dict[tuple[object, ...], set[str]] = {}
    for draft in drafts:
        labels.setdefault((draft.folder, draft.within, draft.name), set()).add(draft.document.source.path)
    shared = {label for label, paths in labels.items() if len(paths) > 1 and all(pages[path] > 1 for path in paths)}
    return [
        replace(draft, package=(_stem(draft.document.source.path), *draft.package))
        if (draft.folder, draft.within, draft.name) in shared
        else draft
        for draft in drafts
    ]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def repeated(drafts: Sequence[Draft | None]) -> dict[int, int]:
    """Which drafts say again what one before says, by their places in the sequence; None is one that never does."""
    first: dict[tuple[object, ...], int] = {}
    found: dict[int, int] = {}
    for at, draft in enumerate(drafts):
        if draft is None:
            continue
        key = (draft.name, *(_rows(section) for _, section in draft.parts))
        if first.setdefault(key, at) != at:
            found[at] = first[key]
    return found


def _rows(section: Section) -> tuple[tuple[str, ...], ...]:
    """The words of the rows of a section but for their last cell, which is about them."""
    rows = (row for table in section.tables for row in (table.header, *table.rows))
    return tuple(tuple(plain(cell.children) for cell in row.cells[:-1]) for row in rows)
