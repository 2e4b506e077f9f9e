"""Dialects: what a type cell says by a grammar, how styles are found and chosen, and house styles."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spectable.diagnostic import SpectableError
from spectable.dialects import plain, speakeasy_python
from spectable.model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    Choice,
    Json,
    Limits,
    ListOf,
    MapOf,
    OneOf,
    Ref,
    Scalar,
    Type,
)
from spectable.plugins import plugin_files
from spectable.reading.dialect import Clues, Dialect, choose, known, named
from spectable.reading.house import custom, houses
from spectable.reading.markdown import Document, parse
from spectable.reading.prose import spelling
from spectable.reading.typetext import Grammar, Name, Spelt, TypeTooDeep, Wrap, read_type
from spectable.source import Source, Span

DATE = Scalar("string", "date")
DATE_TIME = Scalar("string", "date-time")
BINARY = Scalar("string", "binary")
DATE_LINK = "https://docs.python.org/3/library/datetime.html#date-objects"
DATETIME_LINK = "https://docs.python.org/3/library/datetime.html#datetime-objects"


def page(text: str, path: str = "page.md") -> Document:
    return parse(Source(path, text))


def read(text: str, grammar: Grammar) -> Spelt:
    """What the source of a type cell says; a name is a reference to its last part, `?` is what nothing can read."""
    table = page(f"| Type |\n| --- |\n| {text} |\n").sections[0].tables[0]

    def names(name: Name) -> Type:
        last = name.text.rpartition(".")[2]
        return Ref(last if last.isidentifier() and last[0].isupper() else "?")

    return read_type(spelling(table.rows[0].cells[0].children), grammar, names)


def speakeasy(text: str) -> Spelt:
    return read(text, speakeasy_python.GRAMMAR)


# --- Type cells of Speakeasy Python ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("*str*", STRING),
        ("*int*", INTEGER),
        ("*float*", NUMBER),
        ("*bool*", BOOLEAN),
        ("*Any*", ANY),
        ("`*str*`", STRING),
        ("[models.Pet](../models/pet.md)", Ref("Pet")),
        ("List[*str*]", ListOf(STRING)),
        ("List[[models.Pet](../models/pet.md)]", ListOf(Ref("Pet"))),
        ("List[[Nullable[models.Pet]](../models/pet.md)]", ListOf(OneOf((Ref("Pet"), NULL)))),
        ("List[List[[models.Pet](../models/pet.md)]]", ListOf(ListOf(Ref("Pet")))),
        ("Dict[str, *Any*]", MapOf(ANY)),
        ("Dict[str, List[[models.Pet](../models/pet.md)]]", MapOf(ListOf(Ref("Pet")))),
        ("Dict[str, *Nullable[str]*]", MapOf(OneOf((STRING, NULL)))),
        ("List[Dict[str, Dict[str, *int*]]]", ListOf(MapOf(MapOf(INTEGER)))),
        ('*Literal["x"]*', Choice((Json('"x"'),))),
        ("*Literal[True]*", Choice((Json("true"),))),
        ("*Literal[42]*", Choice((Json("42"),))),
        ('*Literal["it\'s"]*', Choice((Json('"it\'s"'),))),
        ('*Literal["__main__"]*', Choice((Json('"__main__"'),))),
        ('*Literal["a\\|b"]*', Choice((Json('"a|b"'),))),
        ('*Literal["a, b", "c]"]*', Choice((Json('"a, b"'), Json('"c]"')))),
        ("*Union[bytes, IO[bytes], io.IOBase]*", BINARY),
        ("*Union[bytes, IO[bytes], io.BufferedReader]*", BINARY),
        ("*bytes*", Scalar("string", "byte")),
        ("*Union[str, int]*", OneOf((STRING, INTEGER))),
        ("`Union[eventstreaming.EventStream[models.E], eventstreaming.EventStreamAsync[models.E]]`", Ref("E")),
        ("`datetime`", DATE_TIME),
        ("`date`", DATE),
        ("List[`datetime`]", ListOf(DATE_TIME)),
        ("", Ref("?")),
        ("List[*str*", Ref("?")),
        ("Frobnicate[str]", Ref("?")),
        ("List[]", Ref("?")),
    ],
)  # fmt: skip
def test_what_a_cell_of_speakeasy_python_says(cell: str, type_: Type) -> None:
    assert speakeasy(cell) == Spelt(type_)


@pytest.mark.parametrize(
    ("cell", "spelt"),
    [
        ("*Optional[int]*", Spelt(INTEGER, optional=True)),
        ("*Nullable[str]*", Spelt(STRING, nullable=True)),
        ("*OptionalNullable[str]*", Spelt(STRING, optional=True, nullable=True)),
        ("[OptionalNullable[models.Pet]](../models/pet.md)", Spelt(Ref("Pet"), optional=True, nullable=True)),
        ("[Optional[models.Pet]](../models/pet.md)", Spelt(Ref("Pet"), optional=True)),
        ("*Optional[Literal[False]]*", Spelt(Choice((Json("false"),)), optional=True)),
        ("*Nullable[Any]*", Spelt(ANY, nullable=True)),
        ("*Optional[Union[bytes, IO[bytes], io.IOBase]]*", Spelt(BINARY, optional=True)),
        ("*Union[str, None]*", Spelt(STRING, nullable=True)),
    ],
)
def test_the_outermost_wraps_are_facts_of_the_field(cell: str, spelt: Spelt) -> None:
    assert speakeasy(cell) == spelt


def test_the_labels_of_the_date_links_are_swapped() -> None:
    found = [speakeasy(f"[date]({DATE_LINK})"), speakeasy(f"[datetime]({DATETIME_LINK})")]
    assert [s.type for s in found] == [DATE_TIME, DATE]
    assert all(s.repaired is not None for s in found)


def test_the_swap_reaches_into_lists_and_maps() -> None:
    assert speakeasy(f"List[[date]({DATE_LINK})]").type == ListOf(DATE_TIME)
    assert speakeasy(f"Dict[str, [Nullable[datetime]]({DATETIME_LINK})]").type == MapOf(OneOf((DATE, NULL)))


def test_date_links_can_be_taken_at_their_word() -> None:
    grammar = replace(speakeasy_python.GRAMMAR, links_as_printed=True)
    found = read(f"[date]({DATE_LINK})", grammar)
    assert (found.type, found.repaired) == (DATE, None)
    assert read(f"[datetime]({DATETIME_LINK})", grammar).type == DATE_TIME


def test_a_type_of_a_hundred_is_read_and_a_deeper_one_refused() -> None:
    assert speakeasy("List[" * 99 + "str" + "]" * 99).type != Ref("?")
    with pytest.raises(TypeTooDeep):
        speakeasy("List[" * 101 + "str" + "]" * 101)
    with pytest.raises(TypeTooDeep):
        read("array of " * 101 + "string", plain.GRAMMAR)


def test_a_name_comes_with_the_link_that_it_stands_in() -> None:
    seen: list[Name] = []
    table = page("| T |\n|---|\n| Dict[str, [Nullable[models.A]](a.md)] |\n").sections[0].tables[0]
    read_type(spelling(table.rows[0].cells[0].children), speakeasy_python.GRAMMAR, lambda n: seen.append(n) or ANY)
    assert seen == [Name("models.A", "a.md")]


@given(st.text(alphabet="List[]Dict,stroOptional\"'{}<>()|&*_`\\ ", max_size=60))
def test_any_spelling_is_read_or_too_deep(text: str) -> None:
    for grammar in (speakeasy_python.GRAMMAR, plain.GRAMMAR):
        assert read(text, grammar).type is not None


# --- Type cells of hand-written tables -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("String", STRING),
        ("`string`", STRING),
        ("varchar(20)", Scalar("string", "", Limits(max_length=20))),
        ("decimal(10, 2)", Scalar("number", "decimal")),
        ("string (uuid)", Scalar("string", "uuid")),
        ("BIGINT", Scalar("integer", "int64")),
        ("timestamp with time zone", DATE_TIME),
        ("List[str]", ListOf(STRING)),
        ("string[]", ListOf(STRING)),
        ("[]string", ListOf(STRING)),
        ("array of integers", ListOf(INTEGER)),
        ("array of array of strings", ListOf(ListOf(STRING))),
        ("Array<string>", ListOf(STRING)),
        ("map<string, int>", MapOf(INTEGER)),
        ("map[string]int", MapOf(INTEGER)),
        ("map[string][]int", MapOf(ListOf(INTEGER))),
        ("object", MapOf(ANY)),
        ("Foo \\| Bar", OneOf((Ref("Foo"), Ref("Bar")))),
        ("enum(a, b)", Choice((Json('"a"'), Json('"b"')))),
        ('"a" \\| "b"', Choice((Json('"a"'), Json('"b"')))),
        ("array of `Foo` objects", ListOf(Ref("Foo"))),
    ],
)
def test_what_a_cell_of_a_plain_table_says(cell: str, type_: Type) -> None:
    assert read(cell, plain.GRAMMAR).type == type_


@pytest.mark.parametrize("cell", ["integer or null", "?int", "int \\| null", "nullable int", "int (nullable)"])
def test_the_ways_to_say_nullable_in_a_plain_table(cell: str) -> None:
    assert read(cell, plain.GRAMMAR) == Spelt(INTEGER, nullable=True)


def test_a_branch_may_say_that_the_field_may_be_absent() -> None:
    assert read("string \\| undefined", plain.GRAMMAR) == Spelt(STRING, optional=True)


def test_a_hook_reads_parts_with_their_links() -> None:
    def hook(text: str, part: object) -> Type | None:
        return ListOf(part(len("many "), len(text))) if text.startswith("many ") else None  # type: ignore[operator]

    assert read("many [Pet](pet.md)", Grammar(hook=hook)).type == ListOf(Ref("Pet"))


# --- Which styles there are ------------------------------------------------------------------------------------------


def test_dialects_are_found_by_being_there() -> None:
    assert known()["speakeasy-python"] is speakeasy_python.DIALECT
    assert known()["plain"] is plain.DIALECT
    assert all(name == dialect.name and dialect.title for name, dialect in known().items())


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(SpectableError, match="no dialect 'speakeasy-pyhton'") as caught:
        named("speakeasy-pyhton", known())
    assert "speakeasy-python" in caught.value.diagnostics[0].hint


HEADER = "| Field | Type | Required | Description |\n|-|-|-|-|\n"
SPEAKEASY = f"# A\n\n## Fields\n\n{HEADER}| `a` | [date]({DATE_LINK}) | :heavy_check_mark: | N/A |\n"
PLAIN = "# B\n\n| Name | Type | Mandatory |\n| --- | --- | --- |\n| b | string | yes |\n"


def chosen(*documents: Document) -> list[str | None]:
    return [
        v.dialect and v.dialect.name
        for v in choose(documents, {d.name: d for d in (plain.DIALECT, speakeasy_python.DIALECT)})
    ]


def test_auto_tells_styles_apart_page_by_page() -> None:
    assert chosen(page(SPEAKEASY, "a.md"), page(PLAIN, "b.md")) == ["speakeasy-python", "plain"]


def test_auto_leaves_a_page_without_a_table_to_nobody() -> None:
    assert chosen(page("# Read me\n\nWords.\n")) == [None]


def test_a_page_that_nobody_claims_follows_its_folder() -> None:
    documents = [page(SPEAKEASY, "m/a.md"), page("# Empty\n", "m/empty.md"), page("# Other\n", "n/other.md")]
    assert chosen(*documents) == ["speakeasy-python", "speakeasy-python", None]


def test_of_two_that_tie_the_folder_decides_and_where_it_cannot_the_verdict_says_that_it_was_close() -> None:
    def style(name: str, pattern: str) -> Dialect:
        headers = {"field|type|required|description": 3}
        return replace(speakeasy_python.DIALECT, name=name, clues=Clues(headers, patterns=((re.compile(pattern), 5),)))

    styles = {s.name: s for s in (style("one", r"\bone\b"), style("two", r"\btwo\b"))}
    documents = [page(HEADER, "x/empty.md"), page(f"{HEADER}| `a` | two | x | y |\n", "x/full.md")]
    first, second = choose(documents, styles)
    assert first.dialect is styles["two"]
    assert (second.dialect, second.is_close) == (styles["two"], False)
    (alone,) = choose(documents[:1], styles)
    assert alone.is_close


# --- House styles ----------------------------------------------------------------------------------------------------

HOUSE = """
extends = "plain"
columns = { name = ["Attribut"], type = ["Typ"], required = ["Pflicht"], description = ["Beschreibung"] }
required = { true = ["ja"], false = ["nein"] }
types = { Zeichenkette = "string", Datum = "string:date" }
wraps = { "Liste<{}>" = "list", "Tabelle<{}, {}>" = "map" }
"""


def house(text: str) -> Dialect:
    return custom("house", tomllib.loads(text), known())


def test_a_house_style_adds_its_words_to_those_of_its_base() -> None:
    grammar = house(HOUSE).grammar
    assert read("Zeichenkette", grammar).type == STRING
    assert read("Liste<Datum>", grammar).type == ListOf(DATE)
    assert read("Tabelle<string, Datum>", grammar).type == MapOf(DATE)
    assert read("integer", grammar).type == INTEGER


def test_auto_knows_a_house_style_by_its_words() -> None:
    text = "# Kunde\n\n| Attribut | Typ | Pflicht | Beschreibung |\n|-|-|-|-|\n| id | Zeichenkette | ja | |\n"
    styles = houses({"house": tomllib.loads(HOUSE)}, known())
    assert [v.dialect and v.dialect.name for v in choose([page(text)], styles)] == ["house"]


def test_a_house_style_may_extend_another() -> None:
    tables = {"b": tomllib.loads('extends = "a"\ntypes = { Zahl = "integer" }'), "a": tomllib.loads(HOUSE)}
    grammar = houses(tables, known())["b"].grammar
    assert [read(word, grammar).type for word in ("Zahl", "Datum")] == [INTEGER, DATE]


def test_a_house_style_may_take_date_links_at_their_word() -> None:
    grammar = house('extends = "speakeasy-python"\ndate_links = "literal"').grammar
    assert read(f"[date]({DATE_LINK})", grammar).type == DATE


@pytest.mark.parametrize(
    ("table", "message", "hint", "place"),
    [
        ("colums = {}", "'colums' is no key of a dialect", "columns", ("colums",)),
        ('extends = "plane"', "there is no dialect 'plane'", "plain", ("extends",)),
        ('types = { X = "strng" }', "'strng' is no JSON type", "string", ("types", "X")),
        ('types = { X = "string:dat" }', "'string' has no format 'dat'", "date", ("types", "X")),
        ("types = { X = 3 }", "'X' must be the name of a JSON type", "", ("types", "X")),
        ('columns = { nam = ["x"] }', "'nam' is nothing that a column holds", "name", ("columns", "nam")),
        ('columns = { name = "x" }', "'name' must be an array of strings", "", ("columns", "name")),
        (
            'required = { yes = ["x"] }',
            "'required' has marks for true and for false, not for 'yes'",
            "",
            ("required", "yes"),
        ),
        ('headings = { X = "feilds" }', "no heading can say 'feilds'", "fields", ("headings", "X")),
        ('wraps = { "X" = "list" }', "the wrap 'X' needs one {} for what it wraps", "", ("wraps", "X")),
        ('wraps = { "X<{}>" = "lst" }', "no wrap can mean 'lst'", "list", ("wraps", "X<{}>")),
        ('unstated = ["dates"]', "'dates' is no kind of type", "date", ("unstated",)),
        ('date_links = "litral"', "'date_links' cannot be 'litral'", "literal", ("date_links",)),
        ('extends = "house"', "there is no dialect 'house'", "", ("extends",)),
    ],
)
def test_a_bad_table_is_refused_at_its_place(table: str, message: str, hint: str, place: tuple[str, ...]) -> None:
    span = Source("spectable.toml", "x").span(0, 1)
    asked: list[tuple[str, ...]] = []

    def where(*path: str, value: bool = False) -> Span:
        asked.append(path)
        return span

    with pytest.raises(SpectableError) as caught:
        houses({"house": tomllib.loads(table)}, known(), where)
    (found,) = caught.value.diagnostics
    assert message in found.message
    assert hint in found.hint
    assert found.span is span
    assert asked == [("dialects", "house", *place)]


def test_two_house_styles_that_extend_each_other_are_refused() -> None:
    with pytest.raises(SpectableError, match="extends itself"):
        houses({"a": {"extends": "b"}, "b": {"extends": "a"}}, known())


def test_a_wrap_knows_its_holes() -> None:
    assert Wrap("Dict[{}, {}]", "map").parts == ("Dict[", ", ", "]")
    assert [Wrap(p, "list").is_bracketed for p in ("List[{}]", "{}[]", "array of {}")] == [True, False, False]


# --- Plug-ins --------------------------------------------------------------------------------------------------------


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Install a distribution whose module `their_style` holds the given code and is a plug-in of ours."""

    def install(code: str) -> None:
        (tmp_path / "their_style.py").write_text(code, encoding="utf-8")
        info = tmp_path / "their-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[spectable.dialects]\ntheirs = their_style\n", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    for cached in (known, plugin_files):
        cached.cache_clear()
    yield install
    sys.modules.pop("their_style", None)
    for cached in (known, plugin_files):
        cached.cache_clear()


def test_a_plug_in_is_found_by_its_entry_point(plug_in: Callable[[str], None]) -> None:
    plug_in("from spectable.reading.dialect import Dialect\nDIALECT = Dialect('theirs', 'Their own')\n")
    assert known()["theirs"].title == "Their own"


@pytest.mark.parametrize("code", ["DIALECT = 3\n", "raise OSError('broken')\n"])
def test_a_plug_in_that_is_none_is_refused(plug_in: Callable[[str], None], code: str) -> None:
    plug_in(code)
    with pytest.raises(SpectableError, match="the plug-in 'theirs'"):
        known()
