"""Inline trees and blocks as text: the plain words, a description, the exact source, a type with its links.

What a description keeps: words with escapes and entities undone, `<br>` as a line break, the author's own marks for
code, emphasis and links (dropping them would lose characters: `__init__` and `*.md` parse as emphasis too). What it
drops: formatting tags, images (their alternative text stays) and links that only lead to another page of the spec.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..source import Span
from .markdown import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Footnote,
    FootnoteMark,
    Heading,
    Html,
    HtmlBlock,
    Image,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Strike,
    Strong,
    Table,
    Text,
)

_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][\w-]*)[^>]*>|<!--.*?-->", re.DOTALL)
_LINE = re.compile(r"<\s*br\s*/?\s*>(?:</br>)?", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LINES = re.compile(r"br|p|div|[uod]l|tr|table|pre|d[td]|blockquote|hr")
_FORMATTING = re.compile(
    r"a|abbr|b|big|center|code|del|details|em|font|i|img|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub|"
    r"summary|sup|t[dht]|thead|tbody|u|wbr"
)


def _tag(html: str) -> str:
    """What a tag is as text: a line break, a bullet, nothing, or itself when it is no formatting (`<token>`)."""
    match = _TAG.match(html)
    if match is None:
        return html
    closing, name = match[1], (match[2] or "").lower()
    if not name or name == "br":
        return "\n" if name and not closing else ""
    if name == "li":
        return "" if closing else "\n- "
    if _LINES.fullmatch(name):
        return "\n"
    return "" if _FORMATTING.fullmatch(name) else html


def _lone(inlines: Sequence[Inline]) -> str | None:
    """The text of what is nothing but one text or code span, as most cells are; None for all else."""
    if len(inlines) != 1:
        return None
    only = inlines[0]
    return only.text if isinstance(only, (Text, Code)) else None


def plain(inlines: Sequence[Inline]) -> str:
    """The bare words, no marks, on one line: for names, headers, headings and markers."""
    if (text := _lone(inlines)) is not None:
        return text.strip()
    return " ".join(_words(inlines).split("\n")).strip()


def indented(inlines: Sequence[Inline]) -> str:
    """The bare words with what stands before them, for names that are indented."""
    return _words(inlines)


def worded(inlines: Sequence[Inline]) -> str:
    """The bare words, no marks, with their line breaks: for values."""
    if (text := _lone(inlines)) is not None:
        return text.strip()
    return _trimmed(_words(inlines))


def _words(inlines: Iterable[Inline]) -> str:
    parts: list[str] = []
    for node in inlines:
        match node:
            case Text(text) | Code(text):
                parts.append(text)
            case Html(text):
                parts.append(_tag(text))
            case Break():
                parts.append("\n")
            case FootnoteMark():
                pass
            case Emphasis() | Strong() | Strike() | Link() | Image():
                parts.append(_words(node.children))
    return "".join(parts)


def is_struck(inlines: Sequence[Inline]) -> bool:
    """Whether all the words are struck through."""
    return bool(inlines) and all(isinstance(n, Strike) or (isinstance(n, Text) and not n.text.strip()) for n in inlines)


def described(inlines: Sequence[Inline]) -> str:
    """A description, as the module says."""
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        return inlines[0].text.strip()
    return _trimmed(_marked(inlines))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip() if "\n" in text else text.strip()


def _marked(inlines: Iterable[Inline]) -> str:
    parts: list[str] = []
    for node in inlines:
        match node:
            case Text(text):
                parts.append(text)
            case Code(text):
                parts.append(_fenced(text))
            case Html(text):
                parts.append(_tag(text))
            case Break():
                parts.append("\n")
            case FootnoteMark(label):
                parts.append(f"[^{label}]")
            case Emphasis(children) | Strong(children) | Strike(children):
                mark = _mark(node)
                parts.append(f"{mark}{_marked(children)}{mark}")
            case Link(children, target):
                parts.append(_linked(_marked(children), target))
            case Image(children):
                parts.append(_words(children))
    return "".join(parts)


def _mark(node: Emphasis | Strong | Strike) -> str:
    """The mark that the author set on either side."""
    span = node.span
    width = 1 if isinstance(node, Emphasis) else 2
    mark = span.source.data[span.start : span.start + width].decode("utf-8", "replace")
    if mark[:1] == "<":  # a tag of an HTML table
        return "~~" if isinstance(node, Strike) else "*" * width
    return mark[0] if mark[0] != mark[-1] else mark  # ~one~ strikes through too


def _fenced(text: str) -> str:
    """A code span of `text`, its fence longer than any run of backticks inside (CommonMark 6.1)."""
    if "`" not in text:
        return f"`{text}`"
    fence = "`" * (max(map(len, re.findall("`+", text))) + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _linked(label: str, target: str) -> str:
    if not _SCHEME.match(target) and not target.startswith("//"):
        return label
    return label if label == target or f"mailto:{label}" == target else f"[{label}]({target})"


def written(blocks: Iterable[Block]) -> str:
    """A description that is made of blocks: paragraphs, lists, quotes and code; tables and headings are none."""
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(children):
            return described(children)
        case List(start, items):
            bullets = ["-" if start is None else f"{start + at}." for at in range(len(items))]
            lines = (f"{b} {_indented(written(i.blocks))}" for b, i in zip(bullets, items, strict=True))
            return "\n".join(lines)
        case Quote(blocks):
            return written(blocks)
        case CodeBlock(language, text):
            return f"```{language}\n{text.rstrip()}\n```"
        case HtmlBlock(text):
            return _trimmed(_TAG.sub(lambda m: _tag(m[0]), text))
        case Heading() | Table() | Footnote():
            return ""


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def slug(text: str) -> str:
    """An anchor or the words of a heading as they are compared: letters and digits, without case."""
    return _PUNCTUATION.sub("", text.casefold())


def typed(cell: Cell) -> str:
    """The cell as the author typed it: only the pipes of the table are undone, and `<br>` is a line break."""
    text = cell.span.text.strip()
    if "\\|" in text:
        text = text.replace("\\|", "|")
    return _LINE.sub("\n", text) if "<" in text else text


def copied(cell: Cell) -> str:
    """A value in a cell that a generator fills without regard to Markdown: escapes and entities are undone, but what
    parses as emphasis is part of the value. A value that is one code span is what stands in it."""
    match cell.children:
        case (Code(text),):
            return text
        case inlines:
            return described(inlines)


def place(holder: Cell | Heading) -> Span:
    """Where the words of a cell or heading stand, without padding and marks."""
    if not holder.children:
        return holder.span
    first, last = holder.children[0].span, holder.children[-1].span
    return Span(first.source, first.start, last.end)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A type as it is spelt, without marks, and its links as (start, end, target) in that text."""

    text: str
    links: tuple[tuple[int, int, str], ...] = ()


def spelling(inlines: Sequence[Inline]) -> Spelling:
    """The spelling of a type cell or heading. Tags that are no formatting stay, for `Array<string>` parses as one, and
    so do marks between double quotes, for the constant "__main__" does."""
    if (lone := _lone(inlines)) is not None:
        return Spelling(lone)
    parts: list[str] = []
    links: list[tuple[int, int, str]] = []

    quotes = 0

    def add(text: str, at: int) -> int:
        nonlocal quotes
        parts.append(text)
        quotes += text.count('"')
        return at + len(text)

    def visit(nodes: Iterable[Inline], at: int) -> int:
        for node in nodes:
            match node:
                case Text(text) | Code(text):
                    at = add(text, at)
                case Html(text):
                    at = add(" " if (said := _tag(text)).isspace() else said, at)
                case Break():
                    at = add(" ", at)
                case Link(children, target):
                    start, at = at, visit(children, at)
                    links.append((start, at, target))
                case Image(children):
                    at = visit(children, at)
                case Emphasis(children) | Strong(children) | Strike(children):
                    mark = _mark(node) if quotes % 2 else ""
                    at = add(mark, visit(children, add(mark, at)))
                case FootnoteMark():
                    pass
        return at

    visit(inlines, 0)
    return Spelling("".join(parts), tuple(links))
