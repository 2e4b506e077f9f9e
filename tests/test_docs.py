"""The pages of docs-markdown: how they look, that nothing in a spec becomes live on them, and that each cell counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyromark
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyromark import Options

from spectable.diagnostic import Report, Severity
from spectable.model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    STRING,
    Alias,
    Choice,
    Discriminator,
    Enum,
    Json,
    Limits,
    ListOf,
    MapOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    json_text,
    json_value,
    make_field,
    normal,
    nullable,
)
from spectable.readers.docs_markdown import facts_of
from spectable.readers.docs_markdown import read as verify
from spectable.reading.dialect import choose, known
from spectable.reading.markdown import parse
from spectable.reading.read import read
from spectable.schema import dump
from spectable.source import Source
from strategies import models
from test_docs_roundtrip import LAYOUTS, in_text, pages, reread, target

EVERYTHING = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
    | Options.ENABLE_DEFINITION_LIST
    | Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
"""More than GitHub makes of a page."""

PIECES = (
    *"\\`*_[]<>&|~$#-+=:!(){}.1ab \t\n\r\"'/^@%é日😀",
    *("  ", "\n\n", "\n\n\n", "---", "===", "http://x", "www.a", "<b>", "<!--", "&amp;", "&#10;", "[a](b)", "![i](j)"),
    *("`c`", "`` x ``", "```", "\\|", "| --- |", "1. ", "- ", "# ", "> ", "~~x~~", ":smile:", "[^1]", "[ ] ", "$x$"),
    *(
        "a_b",
        "_a_",
        "*a*",
        "__",
        "**",
        "N/A",
        "<br/>",
        "<script>",
        "javascript:x",
        "[x]: y",
        "\ufeff",
        "\u00a0",
        "\x85",
    ),
    *("\x00", "\x1b", "\u200b", "\u202e", "\u2028", "\u2029", "\ud800", "\ufffe", "\ue000", "\U000e0001", "\x7f"),
)
quick = settings(deadline=None)
few = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
hostile = st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.text(max_size=12)


def quoted(context: str, text: str) -> str:
    return str(target().contexts[context](text))


# --- What CommonMark makes of a text


def shown(markdown: str) -> list[str]:
    """The text of each heading, paragraph and cell. Anything else that comes of it fails: a link, HTML, a list."""
    found: list[list[str]] = []
    for event in pyromark.events(markdown, options=EVERYTHING):
        match event:
            case "HardBreak":
                found[-1].append("\n")
            case {"Text": text}:
                found[-1].append(text)
            case {"Code": text}:
                found[-1].append(f"`{text}`")
            case {"Start": "Paragraph" | "TableCell"} | {"Start": {"Heading": _}}:
                found.append([])
            case {"Start": "TableHead" | "TableRow"} | {"Start": {"Table": _}}:
                pass
            case {"End": "Paragraph" | "TableCell" | "TableHead" | "TableRow" | "Table"} | {"End": {"Heading": _}}:
                pass
            case _:
                pytest.fail(f"{event} in {markdown!r}")
    return ["".join(parts) for parts in found]


def meant(text: str) -> str:
    """A text as shown, where it stands as JSON since Markdown cannot hold it."""
    return str(json_value(text[1:-1])) if text.startswith('`"') and text.endswith('"`') else text


@quick
@given(hostile)
def test_text_in_a_heading_or_a_cell_is_that_text(text: str) -> None:
    line = quoted("text", text)
    assert "\n" not in line
    assert meant(shown(f"# {line}\n")[0]) == text
    cells = shown(f"| a | b |\n| --- | --- |\n| {line} | end |\n")
    assert [meant(cells[2]), *cells[3:]] == [text, "end"]


@quick
@given(hostile)
def test_text_in_paragraphs_is_that_text(text: str) -> None:
    _, *paragraphs, end = shown(f"# h\n\n{quoted('prose', text)}\n\n| end |\n| --- |\n")
    assert meant("\n\n".join(paragraphs)) == text
    assert end == "end"


@quick
@given(hostile)
def test_a_name_or_a_pattern_is_a_code_span_of_it(text: str) -> None:
    for context in ("code", "regex", "json"):
        cells = shown(f"| a | b |\n| --- | --- |\n| {quoted(context, text)} | end |\n")
        assert cells[3:] == ["end"]
        inside = cells[2][1:-1]
        assert (json_value(inside) if inside.startswith('"') else inside) == text
    assert shown(f"## {quoted('code', text)}\n") == [shown(quoted("code", text))[0]]


@quick
@given(
    st.recursive(hostile | st.integers() | st.none(), lambda v: st.lists(v, max_size=3) | st.dictionaries(hostile, v))
)
def test_a_value_is_a_code_span_of_its_json(value: Any) -> None:
    text = quoted("value", json_text(value))
    cells = shown(f"| a | b |\n| --- | --- |\n| {text} | end |\n")
    assert cells[3:] == ["end"]
    assert json_text(json_value(cells[2][1:-1])) == json_text(value)


def test_code_that_an_author_marked_stays_code() -> None:
    assert quoted("text", "set `session_id` or `a b`") == "set `session_id` or `a b`"
    assert quoted("text", "``x`` and `*x*` and ` x`") == r"\`\`x\`\` and \`\*x\*\` and \` x\`"


def test_plain_words_stay_plain() -> None:
    for text in ("A user's name, e.g. foo_bar (3.5 > 2); it's 100% -5 C#.", "10:30", "a - b = c + d!", "x@y.z"):
        assert quoted("text", text) == text
        assert quoted("prose", text) == text


def test_what_github_makes_links_of_is_escaped() -> None:
    assert quoted("text", "https://a.b, www.c.d, mailto:x") == r"https\://a.b, www\.c.d, mailto\:x"


# --- How the pages look

LONG = "First line\nsecond | line\n\n# no heading\n- no list"


def const(value: Any) -> Type:
    return Choice((json_text(value),))


CAT = Record("Cat", (make_field("kind", const("cat")),), additional=False)
DOG = Record("Dog", (make_field("kind", const("dog")),), additional=False)
PET = Alias("Pet", OneOf((Ref("Cat"), Ref("Dog"), NULL)), "Any pet.")
COLOR = Enum(
    "Color",
    (Member(json_text("red"), "RED", "warm"), Member(json_text("a|b"), "", "two\nlines")),
    open=True,
    deprecated=True,
)
TAGS = Alias("zoo.Tags", MapOf(ListOf(nullable(STRING))), default=Json("{}"), examples=(Json('{"a":["b|c",null]}'),))
KEEPER = Record(
    "Keeper",
    (
        make_field("id", Scalar("integer", "int64", Limits(minimum=Json("1")))),
        make_field("name", Scalar("string", "", Limits(max_length=9, pattern="^(a|b)+$")), description="N/A"),
        make_field("born", Scalar("string", "date"), nullable=True, required=False, default=Json("null")),
        make_field("pets", ListOf(Ref("Pet"), Limits(min_items=1)), required=False, description=LONG),
        make_field("a|b", OneOf((INTEGER, Choice((Json("1.0"), Json('"x"'))))), required=False, deprecated=True),
        make_field("boss", INTEGER, nullable=True, foreign_key="Keeper.id", read_only=True, write_only=True),
    ),
    "Feeds the *pets*.",
    primary_key=("id",),
    examples=(Json('{"id":1}'),),
)
ZOO = normal(Model((KEEPER, CAT, DOG, PET, COLOR, TAGS)))

KEEPER_PAGE = """\
# Keeper

Feeds the \\*pets\\*.

| Kind | record |
| --- | --- |
| Primary key | `id` |
| Examples | `{"id":1}` |

## Fields

| Field | Type | Required | Nullable | Default | Notes | References | Description |
| --- | --- | --- | --- | --- | --- | --- | --- |
| `id` | integer (int64, minimum 1) | yes | no | | | | |
| `name` | string (max length 9, pattern `^(a\\|b)+$`) | yes | no | | | | N/A |
| `born` | string (date) | no | yes | `null` | | | |
| `pets` | list (min items 1) of [Pet](pet.md) | no | no | | | | *see below* |
| `"a\\u007cb"` | integer or one of `1.0`, `"x"` | no | no | | deprecated | | |
| `boss` | integer | yes | yes | | read-only, write-only | `Keeper.id` | |

### `pets`

First line\\
second \\| line

\\# no heading\\
\\- no list
"""

PET_PAGE = """\
# Pet

Any pet.

| Kind | union |
| --- | --- |
| Discriminator | `kind` |

## Types

| Type |
| --- |
| [Cat](cat.md) |
| [Dog](dog.md) |
| null |

## Discriminator

| Value | Type |
| --- | --- |
| `"cat"` | [Cat](cat.md) |
| `"dog"` | [Dog](dog.md) |
"""

COLOR_PAGE = """\
# Color

| Kind | open enum |
| --- | --- |
| Deprecated | yes |

## Values

| Value | Name | Description |
| --- | --- | --- |
| `"red"` | RED | warm |
| `"a\\u007cb"` | | *see below* |

### `"a\\u007cb"`

two\\
lines
"""

TAGS_PAGE = """\
# zoo.Tags

| Kind | alias |
| --- | --- |
| Type | map of list of (string or null) |
| Default | `{}` |
| Examples | `{"a":["b\\u007cc",null]}` |
"""

INDEX = """\
# Models

| Model | Kind | Description |
| --- | --- | --- |
| [Keeper](keeper.md) | record | Feeds the \\*pets\\*. |
| [Cat](cat.md) | record | |
| [Dog](dog.md) | record | |
| [Pet](pet.md) | union | Any pet. |
| [Color](color.md) | open enum | |
| [zoo.Tags](zootags.md) | alias | |
"""


def test_the_pages_look_like_this() -> None:
    made = pages(ZOO)
    assert made["keeper.md"] == KEEPER_PAGE
    assert made["pet.md"] == PET_PAGE
    assert made["color.md"] == COLOR_PAGE
    assert made["zootags.md"] == TAGS_PAGE
    assert made["README.md"] == INDEX


def test_one_page_for_all_has_the_same_one_level_deeper() -> None:
    page = pages(ZOO, "single")["README.md"]
    deeper = PET_PAGE.replace("# ", "#", 1).replace("#Pet", "## Pet").replace("\n## ", "\n### ").replace(".md)", ")")
    assert deeper.replace("](", "](#") in page
    assert page.startswith(INDEX.replace("](", "](#").replace(".md)", ")"))


@pytest.mark.parametrize("layout", LAYOUTS)
@few
@given(model=models(max_size=3))
def test_pages_are_laid_out_alike(layout: str, model: Model) -> None:
    for path, page in pages(model, layout).items():
        headings = [level for event in pyromark.events(page) if (level := _level(event))]
        assert headings.count("H1") == 1, path
        assert page.endswith("\n")
        assert not page.endswith("\n\n")
        assert "\n\n\n" not in page
        assert not [line for line in page.split("\n") if line.rstrip(" \t") != line and line.strip("# ")]


def _level(event: Any) -> str:
    match event:
        case {"Start": {"Heading": {"level": level}}}:
            return str(level)
        case _:
            return ""


@quick
@given(
    st.lists(
        st.sampled_from(("Pet", "pet", "PET", "a/b", "../x", "con", "CON", "readme", "", " ", "é", "…", "A.B", "AB"))
    )
)
def test_every_page_has_a_file_of_its_own_in_the_folder(names: list[str]) -> None:
    model = Model(tuple(Record(name, ()) for name in dict.fromkeys(names)))
    paths = list(pages(model))
    assert len({path.casefold() for path in paths}) == len(paths) == len(model.definitions) + 1
    assert not any("/" in path or path.startswith(".") for path in paths)
    assert not {"con.md", "readme.md"} & set(paths)


# --- Nothing is live


@pytest.mark.parametrize("layout", LAYOUTS)
@few
@given(model=models())
def test_nothing_but_the_layout_is_live(layout: str, model: Model) -> None:
    made = pages(model, layout)
    for page in made.values():
        for event in pyromark.events(page, options=EVERYTHING):
            match event:
                case {"Start": {"Link": {"dest_url": link}}}:
                    assert link in made or link.startswith("#")
                case {"Start": kind} | {"End": kind} if isinstance(kind, dict):
                    assert set(kind) <= {"Heading", "Table", "Link"}
                case {"Start": kind} | {"End": kind}:
                    assert kind in ("Paragraph", "TableHead", "TableRow", "TableCell", "Table", "Emphasis", "Link")
                case _:
                    assert event == "HardBreak" or set(event) <= {"Text", "Code"}


# --- Reading back


ODD = normal(
    Model(
        (
            Record("", (make_field("", STRING), make_field(" a\n", STRING), make_field("\x00\ud800", STRING))),
            Record(" two\nlines ", (make_field("x", Scalar("string", "no, such format")),), "\n\n a \n\n\n\nb\r\n "),
            Record("pet", (make_field("f", Scalar("any", "minimum")), make_field("g", Scalar("null"), nullable=False))),
            Record("Pet", (make_field("f", Scalar("integer", "multiple", Limits(multiple_of=Json("0.10")))),)),
            Record("[x](y) <b>", (make_field("`", Ref("")), make_field('"q"', Ref("[x](y) <b>"))), "N/A"),
            Record("-", (make_field("d", STRING, description="-"), make_field("e", STRING, description="*see below*"))),
            Record("Deep", (make_field("t", ListOf(ListOf(nullable(OneOf((STRING, ListOf(nullable(BOOLEAN)))))))),)),
            Record("Tagged", (make_field("u", OneOf((Ref("pet"), Ref("Pet")), Discriminator("", (("|`", "Pet"),)))),)),
            Alias("Untagged", OneOf((Ref("pet"), Ref("Pet"), NULL), Discriminator("k", (("a", "pet"), ("b", "pet"))))),
            Record("Closed", (), additional=OneOf((ANY, NULL)), primary_key=("lost", "a|b")),
            Record("Values", (make_field("v", Choice((Json('{"a|":[1.0,"`"]}'), Json("1E+400"), Json("true")))),)),
        )
    )
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_odd_names_texts_formats_and_discriminators_come_back(layout: str) -> None:
    found, report = reread(pages(ODD, layout))
    assert [str(d) for d in report] == []
    assert in_text(found) == in_text(dump(ODD).document["$defs"])


def test_every_page_is_recognised() -> None:
    documents = [parse(Source(path, page)) for path, page in pages(ZOO).items()]
    verdicts = choose(documents, known())
    assert [v.dialect.name if v.dialect else "" for v in verdicts] == ["spectable"] * len(documents)
    assert not any(v.is_close for v in verdicts)


def test_places_lead_to_the_cells() -> None:
    source = Source("keeper.md", pages(ZOO)["keeper.md"])
    model = read([parse(source)], report=Report())
    keeper = model.by_name["Keeper"]
    assert isinstance(keeper, Record)
    assert keeper.span is not None
    assert keeper.span.text == "Keeper"
    assert [field.span.text for field in keeper.fields if field.span][:2] == ["`id`", "`name`"]


CHANGES = (
    ("| yes | no | | | | |\n", "| no | no | | | | |\n", "Keeper", "id", "required"),
    ("| yes | no | | | | |\n", "| yes | yes | | | | |\n", "Keeper", "id", "nullable"),
    ("minimum 1)", "minimum 2)", "Keeper", "id", "the type"),
    ("minimum 1)", "above 1)", "Keeper", "id", "the type"),
    ("(int64, ", "(", "Keeper", "id", "the type"),
    ("(a\\|b)+", "(a\\|c)+", "Keeper", "name", "the type"),
    ("| N/A |", "| - |", "Keeper", "name", "the description"),
    ("| N/A |", "| |", "Keeper", "name", "the description"),
    ("`null`", "`0`", "Keeper", "born", "the default"),
    ("`null`", "", "Keeper", "born", "the default"),
    ("second", "third", "Keeper", "pets", "the description"),
    ("*see below*", "here", "Keeper", "pets", "the description"),
    ("(min items 1) ", "", "Keeper", "pets", "the type"),
    ("`1.0`", "`1`", "Keeper", "a|b", "the type"),
    ("| deprecated |", "| |", "Keeper", "a|b", "deprecated"),
    ("read-only, ", "", "Keeper", "boss", "read-only"),
    (", write-only", "", "Keeper", "boss", "write-only"),
    ("`Keeper.id`", "`Keeper.name`", "Keeper", "boss", "the foreign key"),
    ("| Primary key | `id` |", "| Primary key | `name`, `id` |", "Keeper", "", "the primary key"),
    ('{"id":1}', '{"id":2}', "Keeper", "", "the examples"),
    ("Feeds", "Loves", "Keeper", "", "the description"),
    ("| Primary key", "| Deprecated | yes |\n| Primary key", "Keeper", "", "deprecated"),
    ("| Primary key", "| Other properties | string |\n| Primary key", "Keeper", "", "what other properties may be"),
    ("forbidden", "allowed", "Cat", "", "what other properties may be"),
    ('`"cat"` |', '`"tom"` |', "Pet", "", "the discriminator"),
    ("| null |\n", "", "Pet", "", "the type"),
    ("| open enum |", "| enum |", "Color", "", "open"),
    ("warm", "hot", "Color", '"red"', "the description"),
    ("RED", "Red", "Color", '"red"', "the name"),
    ("string or null", "string", "zoo.Tags", "", "the type"),
    ("`{}`", '`{"a":[]}`', "zoo.Tags", "", "the default"),
)


@pytest.mark.parametrize(("old", "new", "model", "part", "fact"), CHANGES)
def test_one_cell_is_one_fact(old: str, new: str, model: str, part: str, fact: str) -> None:
    made = pages(ZOO)
    path = next(d for d in made if made[d].startswith(f"# {model}\n"))
    assert old in made[path]
    made[path] = made[path].replace(old, new, 1)
    report = Report()
    found = read([parse(Source(name, page)) for name, page in made.items()], report=report)
    assert [str(d) for d in report] == []
    before = {place: said for d in ZOO.definitions for place, said in facts_of(d)}
    after = {place: said for d in found.definitions for place, said in facts_of(d)}
    differing = {place for place in before | after if before.get(place) != after.get(place)}
    assert differing == {(model, part, fact)}


def test_a_row_taken_out_is_a_field_taken_out() -> None:
    made = pages(ZOO)
    page = made["keeper.md"]
    row = next(line for line in page.split("\n") if line.startswith("| `born`"))
    made["keeper.md"] = page.replace(row + "\n", "")
    found, _ = reread(made)
    whole = dump(ZOO).document["$defs"]
    del whole["Keeper"]["properties"]["born"]
    assert in_text(found) == in_text(whole)


MISREAD = (
    ("| yes | no |", "| yep | no |", "unreadable-cell", "'yep'"),
    ("| `null` |", "| nil |", "unreadable-cell", "'nil'"),
    ("| `null` |", "| `nil` |", "unreadable-cell", "`nil`"),
    ("integer (int64", "integre (int64", "unreadable-type", "'integre'"),
    ("minimum 1)", "minimum one)", "unreadable-type", "'one'"),
    ("| deprecated |", "| depricated |", "unreadable-cell", "'depricated'"),
    ("| Primary key", "| Primary kee", "unreadable-cell", "'Primary kee'"),
    ("| Kind | record |", "| Kind | recrod |", "unreadable-cell", "'recrod'"),
    ("[Pet](pet.md)", "[Pat](pat.md)", "dangling-reference", "'Pat'"),
    ("| Nullable |", "| Nulable |", "unreadable-cell", "'Nulable'"),
    ("| N/A |", "| N|A |", "row-too-long", "9 cells"),
)


@pytest.mark.parametrize(("old", "new", "code", "word"), MISREAD)
def test_what_cannot_be_read_is_said_at_its_place(old: str, new: str, code: str, word: str) -> None:
    made = pages(ZOO)
    assert old in made["keeper.md"]
    made["keeper.md"] = made["keeper.md"].replace(old, new, 1)
    _, report = reread(made)
    found = [d for d in report if d.code == code]
    assert found
    assert word in found[0].message
    assert found[0].severity is Severity.WARNING
    assert found[0].span is not None
    line = next(n for n, text in enumerate(made["keeper.md"].split("\n"), 1) if new in text)
    assert found[0].span.line == line


@pytest.mark.parametrize("text", ["list of " * 100_000 + "string", "(" * 100_000 + "string", "list of (" * 5000])
def test_a_type_without_end_is_an_error_and_no_crash(text: str) -> None:
    made = pages(ZOO)
    made["keeper.md"] = made["keeper.md"].replace("integer (int64, minimum 1)", text)
    _, report = reread(made)
    assert "type-too-deep" in {d.code for d in report}


# --- Verifying


def written(folder: Path, made: dict[str, str]) -> Path:
    for path, page in made.items():
        (folder / path).write_text(page, encoding="utf-8")
    return folder


def test_pages_as_generated_are_right(tmp_path: Path) -> None:
    outcome = verify(written(tmp_path, pages(ZOO)), ZOO, {})
    assert outcome.wrong == ()
    assert outcome.facts == sum(len(dict(facts_of(d))) for d in ZOO.definitions)


def test_each_fact_that_differs_is_one_finding(tmp_path: Path) -> None:
    made = pages(ZOO)
    made["keeper.md"] = made["keeper.md"].replace("| yes | no | | | | |\n", "| no | yes | | | | |\n", 1)
    del made["cat.md"]
    outcome = verify(written(tmp_path, made), ZOO, {})
    said = [d.message for d in outcome.wrong]
    assert "Keeper.id: required is no on its page, yes in the spec" in said
    assert "Keeper.id: nullable is yes on its page, no in the spec" in said
    assert "there is no page for the model 'Cat'" in said
    assert all(d.code == "docs-differ" for d in outcome.wrong)
    assert str(outcome.wrong[said.index("Keeper.id: required is no on its page, yes in the spec")].span) == (
        "keeper.md:14:3"
    )


def test_a_page_too_many_is_a_finding(tmp_path: Path) -> None:
    made = pages(ZOO)
    made["ox.md"] = "# Ox\n\n| Kind | record |\n| --- | --- |\n"
    outcome = verify(written(tmp_path, made), ZOO, {})
    assert [d.message for d in outcome.wrong] == ["the pages hold a model 'Ox', the spec does not"]
