"""Documents: what stands where, to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spectable.reading.markdown import (
    Block,
    CodeBlock,
    Document,
    Footnote,
    Heading,
    HtmlBlock,
    Image,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
    parse,
    walk,
)
from spectable.reading.prose import copied, described, is_struck, plain, spelling, typed, worded, written
from spectable.source import Source

HEADER = "| Field | Type |\n| --- | --- |\n"


def page(text: str) -> Document:
    return parse(Source("page.md", text))


def tables(text: str) -> list[Table]:
    return [table for section in page(text).sections for table in section.tables]


def row(text: str) -> Row:
    """The only row of a table of two columns."""
    (only,) = tables(HEADER + text)[0].rows
    return only


def cell(text: str) -> tuple[Inline, ...]:
    return row(f"| {text} | x |").cells[0].children


def test_the_span_of_a_cell_goes_from_pipe_to_pipe() -> None:
    assert [c.span.text for c in row("| `größe`  | *str* |").cells] == [" `größe`  ", " *str* "]


def test_spans_count_bytes_and_places_count_characters() -> None:
    second = row("| `größe` | *str* |").cells[1].children[0]
    assert second.span.text == "*str*"
    assert str(second.span) == "page.md:3:13"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_ending_gives_the_same_cells_at_the_same_lines(newline: str) -> None:
    text = newline.join(
        ["# Größe", "", "| Field | Type |", "| --- | --- |", "| `a` | é *str* |", "| `b` | *int* |", ""]
    )
    (table,) = tables(text)
    assert [[plain(c.children) for c in r.cells] for r in table.rows] == [["a", "é str"], ["b", "int"]]
    assert [(r.span.line, r.span.column) for r in table.rows] == [(5, 1), (6, 1)]
    assert table.rows[1].cells[1].children[0].span.text == "*int*"


def test_a_byte_order_mark_moves_nothing() -> None:
    section = page("\ufeff# Pet\n\ntext\n").sections[0]
    assert section.heading is not None
    assert section.heading.children[0].span.text == "Pet"
    assert section.blocks[0].span.text == "text\n"


def test_lone_surrogates_and_nul_are_read_and_move_nothing() -> None:
    section = page("# a\ud800b\n\nx\0y *z*\n").sections[0]
    paragraph = section.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children[-1].span.text == "*z*"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a |", ["a"]),
        ("| a", ["a"]),
        ("|  | b |", ["", "b"]),
        ("| a |  |", ["a", ""]),
        ("| a | b | c |", ["a", "b", "c"]),
        ("| a | b | c | d", ["a", "b", "c", "d"]),
        ("| a \\| b | c |", ["a | b", "c"]),
        ("| a | b | c \\| d |", ["a", "b", "c | d"]),
        ("| `x|y` | b |", ["`x", "y`", "b"]),
        ("| a | b || c |", ["a", "b", "", "c"]),
    ],
)
def test_a_row_keeps_the_cells_that_it_really_has(text: str, cells: list[str]) -> None:
    assert [plain(c.children) for c in row(text).cells] == cells


def test_the_cells_beyond_the_header_have_their_places() -> None:
    assert [c.span.text for c in row("| a | b | é | ö |").cells] == [" a ", " b ", " é ", " ö "]


def test_a_row_of_a_single_pipe_ends_the_table() -> None:
    (table,) = tables(HEADER + "| a | b |\n|")
    assert len(table.rows) == 1


def test_tables_in_lists_and_quotes_are_found_in_order() -> None:
    text = (
        "# Top\n\n- item\n\n  | In | list |\n  | --- | --- |\n  | é | 1 |\n\n"
        "> | In | quote |\n> | --- | --- |\n> | 2 | 3 |\n\n| Top | level |\n| --- | --- |\n"
    )
    found = page(text).sections[0].tables
    assert [plain(t.header.cells[1].children) for t in found] == ["list", "quote", "level"]
    assert [c.span.text for c in found[1].rows[0].cells] == [" 2 ", " 3 "]


def test_sections_carry_the_path_of_their_headings() -> None:
    document = page("before\n\n# A\n\n## B\n\ntext\n\n### C\n\n## D\n\n# E\n")
    paths = [[plain(h.children) for h in s.path] for s in document.sections]
    assert paths == [[], ["A"], ["A", "B"], ["A", "B", "C"], ["A", "D"], ["E"]]
    assert [len(s.blocks) for s in document.sections] == [1, 0, 1, 0, 0, 0]


def test_a_skipped_level_is_below_the_nearest_heading_above() -> None:
    document = page("# A\n\n#### B\n\n## C\n")
    assert [[h.level for h in s.path] for s in document.sections] == [[1], [1, 4], [1, 2]]


def test_reference_style_links_are_resolved() -> None:
    (link,) = cell_with("[Vehicle Type][vt]", "[vt]: types.md#vehicle")
    assert isinstance(link, Link)
    assert (plain(link.children), link.target) == ("Vehicle Type", "types.md#vehicle")


def cell_with(text: str, below: str) -> tuple[Inline, ...]:
    return tables(f"{HEADER}| {text} | x |\n\n{below}\n")[0].rows[0].cells[0].children


def test_every_kind_of_block_is_kept_with_its_place() -> None:
    text = "# H\n\npara\n\n- a\n- b\n\n3. c\n\n> quote\n\n```python x\ncode\n```\n\n<div>\nhtml\n</div>\n\n"
    text += "a[^1]\n\n[^1]: note\n"
    blocks = page(text).sections[0].blocks
    assert [type(b) for b in blocks] == [Paragraph, List, List, Quote, CodeBlock, HtmlBlock, Paragraph, Footnote]
    first, second = blocks[1], blocks[2]
    assert isinstance(first, List)
    assert isinstance(second, List)
    assert (first.start, second.start, len(first.items)) == (None, 3, 2)
    code = blocks[4]
    assert isinstance(code, CodeBlock)
    assert (code.language, code.text, code.span.text) == ("python", "code\n", "```python x\ncode\n```")
    assert [type(b) for b in walk(blocks)].count(Paragraph) == 7


def test_front_matter_is_no_part_of_the_document() -> None:
    (section,) = page("---\ntitle: x\n---\n\n# Pet\n").sections
    assert section.heading is not None
    assert plain(section.heading.children) == "Pet"


def test_what_is_nested_beyond_all_reason_is_flattened_and_not_lost() -> None:
    words = [n for n in walk(page(">" * 5000 + " deep").sections[0].blocks) if isinstance(n, Paragraph)]
    assert [plain(p.children) for p in words] == ["deep"]


# --- Text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("`snake_case`", "snake_case"),
        ("snake\\_case", "snake_case"),
        ("~~`gone`~~", "gone"),
        ("**`bold`**", "bold"),
        ('<a name="x"></a>info', "info"),
        ("`a\\|b`", "a|b"),
        ("&lt;tag&gt; &#39;q&#39;", "<tag> 'q'"),
        ("one<br/>two", "one two"),
    ],
)
def test_plain_words(source: str, words: str) -> None:
    assert plain(cell(source)) == words


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one<br>two<br/>three<br />four<br></br>five", "one\ntwo\nthree\nfour\nfive"),
        ("a \\| b, \\[x\\], &lt;y&gt;, &#39;z&#39;", "a | b, [x], <y>, 'z'"),
        ("keep `code` and **marks** and *marks* and __init__", "keep `code` and **marks** and *marks* and __init__"),
        ("`` a`b ``", "``a`b``"),
        ("[docs](https://example.com/x) and [Pet](pet.md)", "[docs](https://example.com/x) and Pet"),
        ("<https://example.com>", "https://example.com"),
        ("![alt](badge.svg) text", "alt text"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("Bearer <token>", "Bearer <token>"),
        ("a <b>bold</b> word<sup>1</sup>", "a bold word1"),
        ("~~old~~ and ~older~", "~~old~~ and ~older~"),
        ("", ""),
    ],
)
def test_descriptions(source: str, text: str) -> None:
    assert described(cell(source)) == text


def test_a_description_of_several_blocks() -> None:
    text = "One\ntwo.\n\n- a\n- b\n\n1. c\n\n> said\n\n```sh\nrun\n```\n\n<p>html</p>\n\n| no |\n| --- |\n"
    assert written(page(text).sections[0].blocks) == (
        "One\ntwo.\n\n- a\n- b\n\n1. c\n\nsaid\n\n```sh\nrun\n```\n\nhtml"
    )


def test_a_cell_as_typed_and_as_copied() -> None:
    only = row('| {<br/>"a\\|b": "say \\"hi\\""<br/>} | x |').cells[0]
    assert typed(only) == '{\n"a|b": "say \\"hi\\""\n}'
    assert copied(only) == '{\n"a|b": "say "hi""\n}'
    assert copied(row("| __all__ \\* &lt; | x |").cells[0]) == "__all__ * <"
    assert copied(row("| `get` | x |").cells[0]) == "get"


def test_values_keep_their_line_breaks() -> None:
    assert worded(cell("*a*<br/>`b`")) == "a\nb"


def test_struck_words() -> None:
    assert is_struck(cell("~~`label`~~"))
    assert not is_struck(cell("~~old~~ new"))
    assert not is_struck(())


def test_the_spelling_of_a_type_keeps_its_links_by_place() -> None:
    spelt = spelling(cell("List[[Nullable[models.Pet]](../models/pet.md)] é [x](y)"))
    assert spelt.text == "List[Nullable[models.Pet]] é x"
    assert [(spelt.text[a:b], target) for a, b, target in spelt.links] == [
        ("Nullable[models.Pet]", "../models/pet.md"),
        ("x", "y"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("*OptionalNullable[str]*", "OptionalNullable[str]"),
        ("Array<string>", "Array<string>"),
        ("`List[str]`", "List[str]"),
        ("string<br/>int", "string int"),
        ('*Literal["__main__"]*', 'Literal["__main__"]'),
        ('*Literal["a\\|b"]*', 'Literal["a|b"]'),
    ],
)
def test_the_spelling_of_a_type(source: str, text: str) -> None:
    assert spelling(cell(source)).text == text


# --- Whatever the text -----------------------------------------------------------------------------------------------

WORDS = "| \\| --- |a| |-| # - > ` ``` * __ ~~ [ ]( ) <br/> <a> &lt; &nbsp; é 名 👍 1. ![ [^1] [^1]: <div>"
TABLE = "\n| a | b |\n|---|---|\n"
SPACES = ["\n", "\r\n", "\r", "\n\n", "\t", "    ", "# ", "- ", "> ", TABLE, "\ufeff", "\0", "\ud800"]
FRAGMENTS = st.sampled_from([*WORDS.split(), *SPACES])
TEXTS = st.lists(FRAGMENTS | st.text(max_size=5), max_size=40).map("".join)


def inlines(nodes: tuple[Inline, ...]) -> list[Inline]:
    found: list[Inline] = []
    for node in nodes:
        found.append(node)
        found += inlines(getattr(node, "children", ()))
    return found


@given(TEXTS)
def test_every_text_is_a_document_whose_places_lie_inside_it(text: str) -> None:
    source = Source("x.md", text)
    document = parse(source)
    blocks: list[Block] = [b for s in document.sections for b in walk(s.blocks)]
    blocks += [s.heading for s in document.sections if s.heading]
    for block in blocks:
        assert 0 <= block.span.start <= block.span.end <= len(source.data)
        if isinstance(block, (Heading, Paragraph)):
            for node in inlines(block.children):
                assert block.span.start <= node.span.start <= node.span.end <= block.span.end
                if isinstance(node, Text) and not isinstance(node, Image) and "\0" not in text:
                    assert node.text == node.span.text or not node.text.isalnum() or "&" in node.span.text
            described(block.children)
            spelling(block.children)
        if isinstance(block, Table):
            for line in (block.header, *block.rows):
                for one in line.cells:
                    assert line.span.start <= one.span.start <= one.span.end <= line.span.end
                    typed(one)
                    copied(one)
    written(blocks)


# --- HTML tables -----------------------------------------------------------------------------------------------------

HTML = """\
<table class="wide">
  <thead><tr><th>Field</th><th>Type</th><th>Notes</th></tr></thead>
  <tr><td><code>id</code></td><td><a href="#uuid">UUID</a></td><td>a &lt; b, <b>bold</b></td></tr>

  <tr><td rowspan="2">größe</td><td>List&lt;str&gt;</td><td><!-- none --></td></tr>
  <tr><td>`int`</td><td>one<br/>two</td></tr>
</table>

after
"""


def test_words_with_brackets_are_one_text_and_what_is_undone_stands_alone() -> None:
    (text,) = cell("List[Dict[str, int]]")
    assert isinstance(text, Text)
    assert text.text == text.span.text == "List[Dict[str, int]]"
    parts = cell("a[b]\\|c&amp;d[e")
    assert [(p.text, p.span.text) for p in parts if isinstance(p, Text)] == [
        ("a[b]", "a[b]"),
        ("|c", "|c"),
        ("&", "&amp;"),
        ("d[e", "d[e"),
    ]


def test_an_html_table_is_a_table() -> None:
    (table,) = tables(HTML)
    assert [plain(c.children) for c in table.header.cells] == ["Field", "Type", "Notes"]
    assert [[worded(c.children) for c in r.cells] for r in table.rows] == [
        ["id", "UUID", "a < b, bold"],
        ["größe", "List<str>", ""],
        ["größe", "int", "one\ntwo"],
    ]
    assert described(table.rows[0].cells[2].children) == "a < b, **bold**"
    assert [link.target for link in table.rows[0].cells[1].children if isinstance(link, Link)] == ["#uuid"]


def test_the_places_in_an_html_table_are_those_of_its_text() -> None:
    (table,) = tables(HTML)
    assert table.rows[0].cells[0].children[0].span.text == "<code>id</code>"
    assert str(table.rows[1].cells[0].children[0].span) == "page.md:5:23"
    assert (table.span.text[:6], table.span.text[-8:]) == ("<table", "</table>")


def test_what_stands_around_an_html_table_stays() -> None:
    kinds = [type(block).__name__ for section in page(f"before\n\n{HTML}").sections for block in section.blocks]
    assert kinds == ["Paragraph", "Table", "Paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "<table>",
        "<table><tr><td>",
        "<table></table>",
        "<table>\n\n# A\n\n</table",
        "<table><table></table>",
        "- <table>",
    ],
)
def test_an_html_table_that_is_cut_short_is_read_as_far_as_it_goes(text: str) -> None:
    assert page(text) is not None
    assert all(table.header.cells for table in tables(text))


@given(st.lists(st.sampled_from([*"<>/ `&;\n|='x", "<table>", "<tr>", "<td rowspan=2>", "</td>", "</table>", "<b>"])))
def test_any_html_reads_to_the_end(pieces: list[str]) -> None:
    assert all(table.header.cells for table in tables("<table>" + "".join(pieces)))
