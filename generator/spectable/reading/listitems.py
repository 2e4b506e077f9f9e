"""Models that an item of a list defines: `- **Localized String** - a text with its language:`, its table below it.

Such an item is made a section of its own, whose heading is the name in the item's words.
"""

from __future__ import annotations

from collections.abc import Iterator

from .dialect import Dialect
from .markdown import Document, Heading, Item, List, Paragraph, Section, Table, Text, walk
from .prose import plain


def sections_of(document: Document, dialect: Dialect) -> Iterator[Section]:
    """The sections of a page, each without the items that define models and with those after it."""
    for section in document.sections:
        made = list(_items(section, dialect)) if dialect.item_name else []
        if not made:
            yield section
            continue
        taken = {id(item) for item, _ in made}
        kept = tuple(_without(block, taken) if isinstance(block, List) else block for block in section.blocks)
        yield Section(section.heading, section.path, kept)
        yield from (found for _, found in made)


def _items(section: Section, dialect: Dialect) -> Iterator[tuple[Item, Section]]:
    """The items of a section that define models, each with the section it makes."""
    for block in section.blocks:
        for item in block.items if isinstance(block, List) else ():
            first = next((inner for inner in item.blocks if isinstance(inner, Paragraph)), None)
            match = dialect.item_name.search(plain(first.children)) if dialect.item_name and first else None
            tables = [inner for inner in walk(item.blocks) if isinstance(inner, Table)]
            if first and match and any(map(dialect.is_fields, tables)):
                heading = Heading(7, (Text(match["name"], first.span),), first.span)
                yield item, Section(heading, (*section.path, heading), item.blocks)


def _without(block: List, taken: set[int]) -> List:
    return List(block.start, tuple(item for item in block.items if id(item) not in taken), block.span)
