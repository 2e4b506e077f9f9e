"""Pages made to take long: no cell, whatever stands in it and whatever the style, costs more than it is long."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from spectable.diagnostic import Report
from spectable.reading.dialect import known
from spectable.reading.markdown import Cell, Table, parse, walk
from spectable.reading.read import read
from spectable.source import Source

GOLDEN = Path(__file__).parent / "golden"
SIZE = 10_000
LONGEST = 5.0  # seconds, also on a busy machine; what grows with the square of SIZE takes longer
FEW = (" ", "a ", "(", '"', "`a` ", ",")
ALL = (
    *FEW,
    *("a", "1", "_", "-", "*", "'", "`", "[", "<", "{", ".", ":", "=", "?", "!", "/", "&", "#", "~", "\\\\", "\\|"),
    *("a, ", "a: ", "a or ", "one of ", '"a", ', "(a) ", "[a](b) ", "**a** ", "*a ", "<br>", "<a>", "- ", "1. ", "://"),
    *("default ", "min ", "must be ", "e.g. ", "List[", "map of ", "Array<", "?? ", "0.", "{{ ", "$ref ", "@a "),
)
UNITS = ALL if os.environ.get("SPECTABLE_REQUIRE_ALL") == "1" else FEW


def pages() -> list[tuple[str, Path]]:
    """(style, page) for one page of each style that has golden ones."""
    found = {}
    for style in known():
        cases = sorted(GOLDEN.glob(f"dialect-{style}*/input/**/*.md"))
        if cases:
            found[style] = max(cases, key=lambda page: len(page.read_bytes().split(b"|")))
    return sorted(found.items())


def cells(source: Source) -> list[Cell]:
    """A cell of each column of each table, not of its header."""
    blocks = [b for section in parse(source).sections for b in walk(section.blocks) if isinstance(b, Table)]
    return [cell for table in blocks[:3] for cell in (table.rows[0].cells if table.rows else ())]


@pytest.mark.parametrize(("style", "page"), pages(), ids=[style for style, _ in pages()])
def test_no_cell_costs_more_than_it_is_long(style: str, page: Path) -> None:
    source = Source("page.md", page.read_text(encoding="utf-8"))
    slow = []
    for number, cell in enumerate(cells(source)):
        for unit in UNITS:
            text = unit * (SIZE // len(unit))
            data = source.data[: cell.span.start] + f" x{text}y ".encode() + source.data[cell.span.end :]
            begun = time.perf_counter()
            read([parse(Source("page.md", data.decode()))], style, Report())
            if time.perf_counter() - begun > LONGEST:
                slow.append((number, unit))
    assert not slow


def test_a_path_of_more_steps_than_anybody_writes_is_an_error_at_its_place() -> None:
    page = "# A\n\n| Field | Type | Description |\n| --- | --- | --- |\n| `{}` | String | x |\n"
    report = Report()
    read([parse(Source("a.md", page.format(".".join(["a"] * 5000))))], "gbfs", report)
    assert [(d.code, d.span and d.span.line) for d in report] == [("type-too-deep", 5)]
