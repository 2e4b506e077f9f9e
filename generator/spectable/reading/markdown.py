"""Markdown text -> Document: headings, prose, tables, lists, code, each with its place. No table style is known here.

The parser is pyromark (pulldown-cmark: CommonMark with GFM tables, footnotes and strike-through); only this module
knows it. Reading never fails: whatever the text, some document comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from pyromark import Markdown, Options

from ..source import Source, Span
from .htmltable import HtmlCell, find_table, read_rows

# --- Inlines ---------------------------------------------------------------------------------------------------------


class Text(NamedTuple):
    """Words, with escapes and entities undone."""

    text: str
    span: Span


class Code(NamedTuple):
    """A code span: `text` is what stands between the backticks (in a table, `\\|` is a pipe)."""

    text: str
    span: Span


class Html(NamedTuple):
    """One tag or comment in running text, as written."""

    text: str
    span: Span


class Break(NamedTuple):
    """The end of a line within a paragraph; `hard` where the author asked for it."""

    hard: bool
    span: Span


class FootnoteMark(NamedTuple):
    """`[^label]` where such a footnote is defined."""

    label: str
    span: Span


class Emphasis(NamedTuple):
    children: tuple[Inline, ...]
    span: Span


class Strong(NamedTuple):
    children: tuple[Inline, ...]
    span: Span


class Strike(NamedTuple):
    children: tuple[Inline, ...]
    span: Span


class Link(NamedTuple):
    """A link of any form; `target` is resolved through the definitions of reference-style links."""

    children: tuple[Inline, ...]
    target: str
    span: Span


class Image(NamedTuple):
    """An image; the children are its alternative text."""

    children: tuple[Inline, ...]
    target: str
    span: Span


Inline: TypeAlias = Text | Code | Html | Break | FootnoteMark | Emphasis | Strong | Strike | Link | Image

# --- Blocks ----------------------------------------------------------------------------------------------------------


class Heading(NamedTuple):
    level: int
    children: tuple[Inline, ...]
    span: Span


class Paragraph(NamedTuple):
    children: tuple[Inline, ...]
    span: Span


class Cell(NamedTuple):
    """A cell of a table; its span goes from pipe to pipe, padding included."""

    children: tuple[Inline, ...]
    span: Span


class Row(NamedTuple):
    """The cells that the row really has: fewer than the header when it was cut short, more when a pipe stands
    unescaped in it (those beyond the header are kept as unparsed text)."""

    cells: tuple[Cell, ...]
    span: Span


class Table(NamedTuple):
    header: Row
    rows: tuple[Row, ...]
    span: Span


class Item(NamedTuple):
    blocks: tuple[Block, ...]
    span: Span


class List(NamedTuple):
    """A list; `start` is the first number of a numbered one, None for bullets."""

    start: int | None
    items: tuple[Item, ...]
    span: Span


class CodeBlock(NamedTuple):
    """A fenced or indented block; `language` is the first word behind the fence."""

    language: str
    text: str
    span: Span


class Quote(NamedTuple):
    blocks: tuple[Block, ...]
    span: Span


class HtmlBlock(NamedTuple):
    text: str
    span: Span


class Footnote(NamedTuple):
    label: str
    blocks: tuple[Block, ...]
    span: Span


Block: TypeAlias = Heading | Paragraph | Table | List | CodeBlock | Quote | HtmlBlock | Footnote


class Section(NamedTuple):
    """A heading with the blocks up to the next heading. `path` leads from the outermost heading to its own; it is
    empty, and `heading` None, for what stands before the first heading."""

    heading: Heading | None
    path: tuple[Heading, ...]
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the section, those inside lists and quotes too, in order."""
        return tuple(b for b in walk(self.blocks) if isinstance(b, Table))


class Document(NamedTuple):
    """One page. The sections are flat and in order; together they hold every block but the headings."""

    source: Source
    sections: tuple[Section, ...]


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those inside lists, quotes and footnotes after the one that holds them."""
    for block in blocks:
        yield block
        match block:
            case Quote(inner) | Footnote(_, inner):
                yield from walk(inner)
            case List(items=items):
                for item in items:
                    yield from walk(item.blocks)
            case _:
                pass


# --- Parsing ---------------------------------------------------------------------------------------------------------

_PARSER = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_DEEPEST = 64  # containers nested deeper are left out, their content kept, so that every walk may recurse
_SURROGATE = re.compile("[\ud800-\udfff]")
_PIPE = re.compile(rb"(?<!\\)\|")
_INLINES = (Text, Code, Html, Break, FootnoteMark, Emphasis, Strong, Strike, Link, Image)
Node: TypeAlias = "Inline | Block | Item | Cell | Row"


def parse(source: Source) -> Document:
    """The document of a text. Whatever the text, this returns."""
    blocks = _blocks(source)
    if b"<table" in source.data or b"<TABLE" in source.data:
        blocks = _with_html_tables(blocks, source)
    return Document(source, tuple(_sections(blocks)))


def _readable(text: str) -> str:
    """The text as the parser takes it, every byte in its old place: no byte order mark, no lone surrogates."""
    if text.startswith("\ufeff"):
        text = "   " + text[1:]
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _events(source: Source) -> Iterator[tuple[Any, int, int]]:
    """The parser's events with their places. It splits text at every bracket: what goes on where a text ended is put
    to it again, unless something in either was undone (an escape, an entity): places within a text stay true."""
    run: list[str] = []
    begin = last = -1
    events: Iterable[tuple[Any, Any]] = _PARSER.events_with_range(_readable(source.text))
    for event, at in events:
        start, end = at["start"], at["end"]
        is_exact = "Text" in event and len(event["Text"]) == end - start
        if run and not (is_exact and start == last):
            yield {"Text": "".join(run)}, begin, last
            run = []
        if not is_exact:
            yield event, start, end
            continue
        begin = begin if run else start
        run.append(event["Text"])
        last = end


def _blocks(source: Source) -> tuple[Block, ...]:
    """The top-level blocks: events go onto a stack of open containers, and each closes into a value."""
    top: list[Any] = []
    children = top
    stack: list[tuple[str, Any, list[Any]]] = []
    for event, start, end in _events(source):
        if isinstance(event, str):
            if event != "Rule":
                children.append(Break(event == "HardBreak", Span(source, start, end)))
            continue
        ((kind, value),) = event.items()
        match kind:
            case "Text":
                children.append(Text(value, Span(source, start, end)))
            case "Start":
                name, detail = (value, None) if isinstance(value, str) else next(iter(value.items()))
                stack.append((name, detail, children))
                children = [] if len(stack) <= _DEEPEST else children
            case "End":
                name, detail, outer = stack.pop()
                if children is not outer:
                    made = _close(name, detail, children, Span(source, start, end))
                    children = outer
                    if made is not None:
                        children.append(made)
            case "Code":
                children.append(Code(value, Span(source, start, end)))
            case "FootnoteReference":
                children.append(FootnoteMark(value, Span(source, start, end)))
            case _:
                children.append(Html(value, Span(source, start, end)))
    return tuple(top)


def _close(name: str, detail: Any, children: list[Any], span: Span) -> Node | None:
    """The value of a container that has come to its end; None for what is no part of a spec."""
    match name:
        case "TableCell":
            return Cell(tuple(children), span)
        case "TableRow" | "TableHead":
            return Row(_true_cells(children, span), span)
        case "Emphasis":
            return Emphasis(tuple(children), span)
        case "Strong":
            return Strong(tuple(children), span)
        case "Link":
            return Link(tuple(children), detail["dest_url"], span)
        case "Strikethrough":
            return Strike(tuple(children), span)
        case "Image":
            return Image(tuple(children), detail["dest_url"], span)
        case "MetadataBlock":
            return None
        case _:
            return _close_block(name, detail, children, span)


def _close_block(name: str, detail: Any, children: list[Any], span: Span) -> Block | Item | None:
    match name:
        case "Paragraph":
            return Paragraph(tuple(children), span)
        case "Heading":
            return Heading(int(detail["level"][1:]), tuple(children), span)
        case "Table":
            return Table(children[0], tuple(children[1:]), span)
        case "Item":
            return Item(_grouped(children), span)
        case "List":
            return List(detail, tuple(children), span)
        case "CodeBlock":
            info = detail.get("Fenced", "") if isinstance(detail, dict) else ""
            return CodeBlock(info.split(maxsplit=1)[0] if info.strip() else "", _joined(children), span)
        case "HtmlBlock":
            return HtmlBlock(_joined(children), span)
        case "BlockQuote":
            return Quote(_grouped(children), span)
        case "FootnoteDefinition":
            return Footnote(detail, _grouped(children), span)
        case _:
            return Paragraph(tuple(c for c in children if isinstance(c, _INLINES)), span)


def _joined(children: Sequence[Any]) -> str:
    return "".join(c.text for c in children if isinstance(c, (Text, Html)))


def _grouped(children: Sequence[Any]) -> tuple[Block, ...]:
    """The blocks of a container: inlines that stand in it bare (a tight list) become paragraphs."""
    blocks: list[Block] = []
    run: list[Inline] = []
    for child in (*children, None):
        if isinstance(child, _INLINES):
            run.append(child)
            continue
        if run:
            blocks.append(Paragraph(tuple(run), Span(run[0].span.source, run[0].span.start, run[-1].span.end)))
            run = []
        if child is not None:
            blocks.append(child)
    return tuple(blocks)


def _true_cells(cells: list[Cell], row: Span) -> tuple[Cell, ...]:
    """The cells a row really has: without those the parser adds at the end, with those it drops."""
    source, end = row.source, row.end
    while cells and cells[-1].span.start == cells[-1].span.end == end:
        cells.pop()
    at = cells[-1].span.end if cells else row.start
    rest = source.data[at:end].rstrip()
    if len(rest) < 2 or not rest.startswith(b"|"):
        return tuple(cells)
    start = at + 1
    pieces = _PIPE.split(rest[1:])
    if not pieces[-1].strip():
        pieces.pop()
    for piece in pieces:
        span = Span(source, start, start + len(piece))
        words = piece.strip().decode("utf-8", "replace").replace("\\|", "|")
        cells.append(Cell((Text(words, span),) if words else (), span))
        start += len(piece) + 1
    return tuple(cells)


# --- HTML tables -----------------------------------------------------------------------------------------------------

_MARKS: dict[str, type[Strong] | type[Emphasis] | type[Strike]] = {
    **dict.fromkeys(("b", "strong"), Strong),
    **dict.fromkeys(("i", "em", "var"), Emphasis),
    **dict.fromkeys(("s", "del", "strike"), Strike),
}
_CODES = frozenset({"code", "tt", "kbd", "samp"})
_LINKS = frozenset({"a"})


def _with_html_tables(blocks: Iterable[Block], source: Source) -> tuple[Block, ...]:
    """The blocks with tables in the place of those that are written in HTML, and of what stands in them."""
    made: list[Block] = []
    reached = 0
    for block in blocks:
        if block.span.start < reached:
            continue
        match block:
            case HtmlBlock(span=span):
                tables, reached = _html_tables(span, source)
                made += tables or (block,)
            case List(start, items, span):
                inner = tuple(Item(_with_html_tables(item.blocks, source), item.span) for item in items)
                made.append(List(start, inner, span))
            case _:
                made.append(block)
    return tuple(made)


def _html_tables(span: Span, source: Source) -> tuple[list[Block], int]:
    """(the tables that open in a block of HTML, where the last of them ends)."""
    tables: list[Block] = []
    at = span.start
    while at < span.end and (place := find_table(source.data, at, span.end)):
        rows = [
            Row(tuple(_html_cell(cell, source) for cell in row.cells), Span(source, row.start, row.end))
            for row in read_rows(source.data, *place)
        ]
        if rows:
            tables.append(Table(rows[0], tuple(rows[1:]), Span(source, *place)))
        at = max(place[1], at + 1)
    return tables, at if tables else span.start


def _html_cell(cell: HtmlCell, source: Source) -> Cell:
    """The cell with its tags as the marks that they stand for; other tags stay as they are."""
    top: list[Inline] = []
    children = top
    stack: list[tuple[str, int, str, list[Inline]]] = []
    for kind, text, start, end, more in cell.pieces:
        span = Span(source, start, end)
        if kind == "text":
            words = re.sub(r"[ \t\r\n]+", " ", text)
            if words.strip(" ") or (children and end < cell.end):
                children.append(Text(words, span))
        elif kind == "code":
            children.append(Code(text, span))
        elif text not in _MARKS and text not in _CODES and text not in _LINKS:
            children.append(Html(span.text, span))
        elif kind == "open" and len(stack) < _DEEPEST:
            stack.append((text, start, more, children))
            children = []
        elif kind == "close" and stack and stack[-1][0] == text:
            children = _close_tag(*stack.pop(), children, Span(source, start, end))
    while stack:
        children = _close_tag(*stack.pop(), children, Span(source, cell.end, cell.end))
    return Cell(_stripped(top), Span(source, cell.start, cell.end))


def _close_tag(
    tag: str, start: int, target: str, outer: list[Inline], children: list[Inline], end: Span
) -> list[Inline]:
    """The children of what holds an element, with the element as their last."""
    inner, span = _stripped(children) if tag in _CODES else tuple(children), Span(end.source, start, end.end)
    if tag in _CODES:
        outer.append(Code("".join(c.text for c in inner if isinstance(c, (Text, Code))).strip(), span))
    elif mark := _MARKS.get(tag):
        outer.append(mark(inner, span))
    else:
        outer.append(Link(inner, target, span) if target else Html("", span))
        if not target:
            outer.extend(inner)
    return outer


def _stripped(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """The inlines without blanks at either end."""
    found = list(inlines)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while found and isinstance(last := found[at], Text):
            if words := strip(last.text):
                found[at] = Text(words, last.span)
                break
            found.pop(at)
    return tuple(found)


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    heading: Heading | None = None
    path: tuple[Heading, ...] = ()
    held: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            held.append(block)
            continue
        if heading or held:
            yield Section(heading, path, tuple(held))
        level = block.level
        heading, path, held = block, (*(h for h in path if h.level < level), block), []
    if heading or held:
        yield Section(heading, path, tuple(held))
