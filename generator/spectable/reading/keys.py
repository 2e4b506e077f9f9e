"""Primary and foreign keys, where a page says them beside the table of fields: in prose, or in a table of constraints.

A style says with `Keys` how they are written. A foreign key of several fields is a fact of none of them, and is
reported: the schema says those of single fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..diagnostic import Report
from ..model import Ref
from ..source import Span
from .dialect import Dialect, Draft, Facts, Resolve
from .markdown import Cell, Inline, Link, Paragraph
from .prose import place, plain, worded
from .typetext import Name

_QUOTES = "\"'`[]() "
_BLANK = "() "
_ORDER = re.compile(r"\s+(?:asc|desc)$", re.IGNORECASE)


def keys_of(
    draft: Draft, facts: Mapping[str, Facts], dialect: Dialect, resolve: Resolve, report: Report
) -> tuple[str, ...]:
    """The primary key of a record; its foreign keys are noted on its fields."""
    if dialect.keys is None:
        return ()
    primary: tuple[str, ...] = ()
    for words, span in _statements(draft):
        if found := dialect.keys.primary.search(words):
            primary = primary or _known(_fields(found["fields"]), facts, span, report)
        elif dialect.keys.foreign and (found := dialect.keys.foreign.search(words)):
            _foreign(found, facts, span, resolve, report)
    return primary


def _statements(draft: Draft) -> Iterator[tuple[str, Span]]:
    """What a page says about keys: the cells of its tables of constraints, and the record's own prose."""
    for part, section in draft.parts:
        if part == "keys":
            for table in section.tables:
                for row in table.rows:
                    yield from ((worded(cell.children), place(cell)) for cell in row.cells if cell.children)
    if draft.owner:
        for block in draft.owner.blocks:
            if isinstance(block, Paragraph):
                yield worded(block.children), block.span


def _fields(words: str) -> tuple[str, ...]:
    """The names in a list: unquoted, without the order that an index may have."""
    return tuple(_bare(_ORDER.sub("", part.strip(_BLANK))) for part in words.split(",") if part.strip(_BLANK))


def _bare(word: str) -> str:
    return word.strip(_QUOTES)


def _known(names: tuple[str, ...], facts: Mapping[str, Facts], span: Span, report: Report) -> tuple[str, ...]:
    """The names, when all are of fields; else they are reported. A lone `*` stands for all fields."""
    if names == ("*",):
        return tuple(facts)
    folded = {name.casefold(): name for name in facts}
    found = tuple(folded.get(name.casefold(), "") for name in names)
    if all(found):
        return found
    lost = next(name for name, there in zip(names, found, strict=True) if not there)
    report.warning("unknown-key-field", f"the key names {lost!r}, which is no field", span, "name a field of the table")
    return ()


def _foreign(found: re.Match[str], facts: Mapping[str, Facts], span: Span, resolve: Resolve, report: Report) -> None:
    names, targets = _fields(found["fields"]), _fields(found["to"])
    if len(names) != 1 or len(targets) != 1:
        message = f"the foreign key of {', '.join(map(repr, names))} is of several fields and is passed over"
        report.info("composite-foreign-key", message, span)
        return
    for name in _known(names, facts, span, report):
        model = ".".join(_bare(part) for part in found["model"].strip().split("."))
        target = resolve(Name(model, _link(facts[name].cells, model) or f"#{model}"), span)
        if isinstance(target, Ref) and not facts[name].foreign_key:
            facts[name].foreign_key = f"{target.name}.{targets[0]}"


def _link(cells: Mapping[str, Cell], model: str) -> str:
    """Where the row itself links a model of that name, which need not be qualified in the constraint."""
    for label, target in _links(cells["references"].children if "references" in cells else ()):
        if label == model or label.endswith("." + model):
            return target
    return ""


def _links(inlines: tuple[Inline, ...]) -> Iterator[tuple[str, str]]:
    return ((plain(node.children), node.target) for node in inlines if isinstance(node, Link))
