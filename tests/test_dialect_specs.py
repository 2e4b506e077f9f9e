"""What each form of a cell says in the styles of written specifications: GTFS, GBFS, STAC, OpenAPI, MDS, Discord; and
what they share: nesting, values in prose, names of one page, models in lists."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from spectable.diagnostic import Report, Severity
from spectable.model import (
    ANY,
    BOOLEAN,
    ENUM,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Alias,
    Choice,
    Enum,
    Field,
    Json,
    Limits,
    ListOf,
    MapOf,
    Model,
    Record,
    Ref,
    Scalar,
    Type,
    json_text,
    one_of,
)
from spectable.reading.dialect import VALUES_IN_PROSE, choose, known
from spectable.reading.enum_prose import with_values
from spectable.reading.markdown import parse
from spectable.reading.nesting import INDENT, Indents, Nesting, Step, path_of, tree
from spectable.reading.read import read, reading
from spectable.schema import dump
from spectable.source import Source

DATE_TIME = Scalar("string", "date-time")
URI = Scalar("string", "uri")
UUID = Scalar("string", "uuid")
AT_LEAST_0 = Limits(minimum=Json("0"))
X = Ref("X")


def model_of(text: str, dialect: str, report: Report | None = None) -> Model:
    return read([parse(Source("page.md", text))], dialect, report)


def fields_of(text: str, dialect: str, name: str, report: Report | None = None) -> dict[str, Field]:
    record = model_of(text, dialect, report).by_name[name]
    assert isinstance(record, Record)
    return {field.name: field for field in record.fields}


def field_of(style: str, type_: str = "", required: str = "", description: str = "", name: str = "f") -> Field:
    """The one field of a table in that style. `X` is a model to refer to."""
    header, row, other = STYLES[style]
    line = "| --- " * (header.count("|") - 1) + "|"
    cells = row.format(name=name, type=type_, required=required, description=description)
    text = f"# {other[0]}\n\n{header}\n{line}\n{cells}\n\n# {other[1]}\n\n{header}\n{line}\n{row.format(**other[2])}\n"
    fields = fields_of(text, style, "A")
    (field,) = fields.values()
    return field


FULL = {"name": "x", "type": "string", "required": "Required", "description": ""}
STYLES = {
    "gtfs": (
        "| Field Name | Type | Presence | Description |",
        "| {name} | {type} | {required} | {description} |",
        ("A.txt", "X.txt", FULL),
    ),
    "gtfs-realtime": (
        "| _**Field Name**_ | _**Type**_ | _**Required**_ | _**Cardinality**_ | _**Description**_ |",
        "| **{name}** | {type} | {required} | {description} | |",
        ("_message_ A", "_message_ X", {**FULL, "description": "One"}),
    ),
    "gbfs": (
        "| Field Name | REQUIRED | Type | Defines |",
        "| {name} | {required} | {type} | {description} |",
        ("A.json", "X", FULL),
    ),
    "stac": ("| Field Name | Type | Description |", "| {name} | {type} | {description} |", ("A", "X", FULL)),
    "openapi-spec": ("| Field Name | Type | Description |", "| {name} | {type} | {description} |", ("A", "X", FULL)),
    "mds": (
        "| Field | Type | Required/Optional | Comments |",
        "| {name} | {type} | {required} | {description} |",
        ("A", "X", FULL),
    ),
    "discord": (
        "| Field | Type | Description |",
        "| {name} | {type} | {description} |",
        ("A Structure", "X Object", FULL),
    ),
}

TYPES: list[tuple[str, str, Type]] = [
    ("gtfs", "Text", STRING),
    ("gtfs", "Unique ID", STRING),
    ("gtfs", "Foreign ID", STRING),
    ("gtfs", "Foreign ID referencing `a.b` or `c.d`", STRING),
    ("gtfs", "Non-negative integer", Scalar("integer", limits=AT_LEAST_0)),
    ("gtfs", "Non-zero integer", INTEGER),
    ("gtfs", "Positive float", Scalar("number", limits=Limits(exclusive_minimum=Json("0")))),
    ("gtfs", "Text or URL or Email or Phone number", STRING),
    ("gtfs", "Currency amount", Scalar("number", "decimal")),
    ("gtfs", "Local time", STRING),
    ("gtfs", "Latitude", Scalar("number", limits=Limits(minimum=Json("-90"), maximum=Json("90")))),
    ("gtfs-realtime", "[uint64](https://protobuf.dev/x#scalar)", INTEGER),
    ("gtfs-realtime", "[int32](https://protobuf.dev/x#scalar)", Scalar("integer", "int32")),
    ("gtfs-realtime", "[X](#message-x)", X),
    ("gtfs-realtime", "[X)(#message-x)", X),
    ("gbfs", "Array&lt;String&gt;", ListOf(STRING)),
    ("gbfs", "Array&lt;[Rule](#x)&gt;", ListOf(X)),
    ("gbfs", "Non-Negative Float", Scalar("number", limits=AT_LEAST_0)),
    ("gbfs", "Timestamp", DATE_TIME),
    ("gbfs", "GeoJSON MultiPolygon", OBJECT),
    ("gbfs", "URL", URI),
    ("stac", r"\[string]", ListOf(STRING)),
    ("stac", r"\[\[number\]\]", ListOf(ListOf(NUMBER))),
    ("stac", "[[X](#x)]", ListOf(X)),
    ("stac", r"\[[X](#x)]", ListOf(X)),
    ("stac", "[X](#x)", X),
    ("stac", r"\[\[string\|null]]", ListOf(ListOf(one_of((STRING, NULL))))),
    ("stac", r"Map<string, string \| \[string]>", MapOf(one_of((STRING, ListOf(STRING))))),
    ("stac", r"object\<string, array\<string>>", MapOf(ListOf(STRING))),
    ("stac", r"Map<string, \[\*]\|[X](#x)>", MapOf(one_of((ListOf(ANY), X)))),
    ("openapi-spec", "[`string`]", ListOf(STRING)),
    ("openapi-spec", r"Map[`string`, [X](#x) \| `string`]", MapOf(one_of((X, STRING)))),
    ("openapi-spec", "Map[ `string`, [X](#x)]]", MapOf(X)),
    ("openapi-spec", "Map[`string`, [X](#x)", MapOf(X)),
    ("openapi-spec", "[[X](#x)", ListOf(X)),
    ("openapi-spec", '`"send"` &#124; `"receive"`', Choice((Json('"send"'), Json('"receive"')))),
    ("openapi-spec", "List[`string`]", ListOf(STRING)),
    ("openapi-spec", "[*]", ListOf(ANY)),
    ("openapi-spec", "* ", ANY),
    ("mds", "UUID[]", ListOf(UUID)),
    ("mds", "[timestamp][ts]", INTEGER),
    ("mds", "[X](#x)[]", ListOf(X)),
    ("mds", "{vehicle_type: number}", MapOf(NUMBER)),
    ("mds", "GeoJSON [Point Feature](#geo)", OBJECT),
    ("mds", "ISO 8601 time `hh:mm:ss`", Scalar("string", "time")),
    ("discord", "snowflake", STRING),
    ("discord", "array of snowflakes", ListOf(STRING)),
    ("discord", "array of [x](#DOCS_A/x-object) objects", ListOf(X)),
    ("discord", "array of [x](#DOCS_A/x-object) object ids", ListOf(STRING)),
    ("discord", "array of up to 10 [thing](#DOCS_A/x-object) objects", ListOf(X)),
    ("discord", "partial [x](/docs/a#x-object) object", X),
    ("discord", "a [x](/docs/a#x-object) object", X),
    ("discord", "one of [x](/docs/a#x-object)", X),
    ("discord", r"dict\<string, string\>", MapOf(STRING)),
    ("discord", "ISO8601 timestamp", DATE_TIME),
    ("discord", "integer or string", one_of((INTEGER, STRING))),
    ("discord", "integer for `INTEGER` options, double for `NUMBER` options", one_of((INTEGER, NUMBER))),
    ("discord", "mixed (matches object field's type)", ANY),
    ("discord", "array of two integers (from, to)", ListOf(INTEGER)),
    ("discord", "boolean", BOOLEAN),
]


@pytest.mark.parametrize(("style", "cell", "type_"), TYPES, ids=[f"{s}: {c}" for s, c, _ in TYPES])
def test_what_a_type_cell_says(style: str, cell: str, type_: Type) -> None:
    assert field_of(style, cell, "Required", "One" if style == "gtfs-realtime" else "").type == type_


REQUIRED: list[tuple[str, str, str, bool]] = [
    ("gtfs", "**Required**", "", True),
    ("gtfs", "**Optional**", "", False),
    ("gtfs", "**Conditionally Required**", "- **Required** if so.", False),
    ("gtfs", "Recommended", "", False),
    ("gtfs-realtime", "Required", "One", True),
    ("gtfs-realtime", "_Optional_", "One", False),
    ("gtfs-realtime", "Conditionally Required", "One", False),
    ("gbfs", "REQUIRED <br/>*(as of v2.0)*", "", True),
    ("gbfs", "Conditionally REQUIRED <br/>*(as of v2.1)*", "REQUIRED if so.", False),
    ("stac", "", "**REQUIRED.** The id.", True),
    ("stac", "", "**REQUIRED** The id.", True),
    ("stac", "", "**REQUIRED if `a` is not `null`, prohibited if it is.**", False),
    ("stac", "", "Required scopes for this.", False),
    ("stac", "", "STRONGLY RECOMMENDED. A map.", False),
    ("openapi-spec", "", "**Required.** The id.", True),
    ("openapi-spec", "", "**REQUIRED**. If given, it is used.", True),
    ("openapi-spec", "", "If the place is so, this field is **REQUIRED** and true.", False),
    ("openapi-spec", "", "**REQUIRED** if so.", False),
    ("mds", "[Optional](../general.md#optional-fields)", "", False),
    ("mds", "Required if Available", "", False),
    ("mds", "[Required if Applicable](#a)", "", False),
    ("mds", "Optional, none if null.", "", False),
    ("mds", "Yes", "", True),
    ("mds", "O", "", False),
    ("discord", "", "", True),
]


@pytest.mark.parametrize(("style", "mark", "about", "required"), REQUIRED, ids=[str(r[:3]) for r in REQUIRED])
def test_what_says_required(style: str, mark: str, about: str, required: bool) -> None:
    type_ = "Text" if style == "gtfs" else "string"
    assert field_of(style, type_, mark, about).required is required


@pytest.mark.parametrize(
    ("style", "cell", "name", "required"),
    [
        ("gbfs", "`a`<br />*(as of v3.0)*", "a", True),
        ("gbfs", "`a`*(added in v2.3)*", "a", True),
        ("openapi-spec", '<a name="b-a"></a> a', "a", False),
        ("openapi-spec", '<a name="b-a"></a>**REQUIRED** a', "a", True),
        ("openapi-spec", "$ref", "$ref", False),
        ("stac", "proj:epsg", "proj:epsg", False),
        ("discord", "a?", "a", False),
        ("discord", r"a? \*\*", "a", False),
        ("discord", r"a\*", "a", True),
        ("discord", r"a? \[1\]", "a", False),
        ("discord", r"files[n]?\*", "files[n]", False),
    ],
)
def test_what_a_name_cell_says(style: str, cell: str, name: str, required: bool) -> None:
    field = field_of(style, "string", "REQUIRED", "", cell)
    assert (field.name, field.required) == (name, required)


def test_null_is_what_the_type_says() -> None:
    assert field_of("discord", "?string").nullable
    assert field_of("discord", "?array of int").type == ListOf(INTEGER)
    assert field_of("stac", r"string\|null").nullable
    assert not field_of("discord", "string").nullable


def test_many_is_a_list() -> None:
    assert field_of("gtfs-realtime", "[X](#message-x)", "Required", "Many").type == ListOf(X)
    assert field_of("gtfs-realtime", "[X](#message-x)", "Required", "One").type == X


# --- Keys ------------------------------------------------------------------------------------------------------------

TABLE = "| Field Name | Type | Presence | Description |\n|-|-|-|-|\n| `a` | ID | **Required** | |\n"
TABLE += "| `b` | {} | Optional | |\n"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Primary key (`a`)", ("a",)),
        ("Primary key (`a`, `b`)", ("a", "b")),
        ("Primary key (`a, b`)", ("a", "b")),
        ("Primary key (`*`)", ("a", "b")),
        ("Primary key (*)", ("a", "b")),
        ("Primary key (none)", ()),
        ("It has no key.", ()),
    ],
)
def test_a_primary_key_stands_above_its_table(line: str, key: tuple[str, ...]) -> None:
    record = model_of(f"### t.txt\n\nFile: **Required**\n\n{line}\n\n{TABLE.format('ID')}", "gtfs").by_name["t"]
    assert isinstance(record, Record)
    assert record.primary_key == key


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("Foreign ID referencing `stops.stop_id`", "stops.stop_id"),
        ("Foreign ID referencing `stops.stop_id` or ID", ""),
        ("Foreign ID referencing `stops.stop_id` or `areas.area_id`", ""),
        ("Foreign ID referencing `id` from `locations.geojson`", ""),
        ("Foreign ID", ""),
    ],
)
def test_a_foreign_key_is_one_to_one_field(cell: str, key: str) -> None:
    assert fields_of(f"### t.txt\n\n{TABLE.format(cell)}", "gtfs", "t")["b"].foreign_key == key


# --- Values in prose -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "about", "expected"),
    [
        ("Enum", "Valid options are:<br><br>`0` or empty - No.<br>`1` - Yes, as `2`.", Choice((Json("0"), Json("1")))),
        ("Enum", "Its way:<br><br>`0` (or empty) - In.<br>`1` - Out.<br><br>**But**:<br>- `x=0` **not**", (0, 1)),
        ("Enum", "Allowed values are:<br><br>- `a`<br>- `b`<br><br> Any file adds one.", ("a", "b")),
        ("Enum", "Options:<br>`1` - One.<hr>*Example:* <br>`8`<br>`9`", (1,)),
        ("Enum", "As it says.", ANY),
        ("Text", "One of `a`, `b` (the usual) or `c`.", ("a", "b", "c")),
        ("Text", "Must be one of: `a`.", STRING),
        ("Text", "As `a` or `b` say.", STRING),
    ],
)
def test_values_that_a_description_lists(type_: str, about: str, expected: Type | tuple[object, ...]) -> None:
    if isinstance(expected, tuple):
        expected = Choice(tuple(Json(f'"{v}"' if isinstance(v, str) else str(v)) for v in expected))
    assert field_of("gtfs", type_, "Optional", about).type == expected


def test_values_of_another_field() -> None:
    text = (
        "### t.txt\n\n| Field Name | Type | Presence | Description |\n|-|-|-|-|\n"
        "| `monday` | Enum | **Required** | Valid options are:<br>`1` - Yes.<br>`0` - No. |\n"
        "| `tuesday` | Enum | **Required** | Functions in the same way as `monday` except on Tuesdays |\n"
        "| `sunday` | Enum | **Required** | Functions in the same way as `tuesday` |\n"
        "| `ever` | Enum | **Required** | Functions in the same way as `never` |\n"
    )
    report = Report()
    fields = fields_of(text, "gtfs", "t", report)
    assert {fields[name].type for name in ("monday", "tuesday", "sunday")} == {Choice((Json("1"), Json("0")))}
    assert fields["ever"].type == ANY
    assert [d.code for d in report] == ["empty-enum"]


def test_no_values_is_no_change() -> None:
    with_values({}, VALUES_IN_PROSE, Report())
    assert ENUM.values == ()


# --- Nesting ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a", (Step("a"),)),
        ("a.b", (Step("a"), Step("b"))),
        ("a[].b[][]", (Step("a", 1), Step("b", 2))),
        ('a."b.c".d', (Step("a"), Step("b.c"), Step("d"))),
        ("a.*.b", (Step("a"), Step("*", 0, True), Step("b"))),
        ("a.<key>.b", (Step("a"), Step("<key>", 0, True), Step("b"))),
        ("a..b", (Step("a..b"),)),
        (".", (Step("."),)),
        ("[]", (Step("[]"),)),
    ],
)
def test_a_name_is_a_path(name: str, path: tuple[Step, ...]) -> None:
    assert path_of(name, Nesting()) == path


def test_without_a_separator_a_name_is_a_name() -> None:
    assert path_of("a.b[]", Nesting(separator="")) == (Step("a.b[]"),)


def test_rows_stand_below_what_is_indented_less() -> None:
    indents = Indents()
    rows = [(0, "a"), (4, "b"), (8, "c"), (4, "d"), (0, "e")]
    paths = [".".join(step.name for step in indents.below(width, (Step(name),))) for width, name in rows]
    assert paths == ["a", "a.b", "a.b.c", "a.d", "e"]


@pytest.mark.parametrize(
    ("cell", "name"), [("\xa0\xa0- a", "a"), ("↳ a", "a"), ("-- a", "a"), ("a - b", "a - b"), ("-1", "-1")]
)
def test_what_is_an_indent(cell: str, name: str) -> None:
    assert INDENT.sub("", cell) == name


def test_a_tree_keeps_what_is_said_of_lists() -> None:
    nodes = tree([((Step("a"),), 1), ((Step("a", 1), Step("b")), 2)])
    assert (nodes["a"].step.lists, nodes["a"].row, nodes["a"].inside["b"].row) == (1, 1, 2)


GBFS = "# t.json\n\nField Name | REQUIRED | Type | Defines\n---|---|---|---\n"


def test_paths_become_records_in_records() -> None:
    rows = "`a` | REQUIRED | Array&lt;Object&gt; | A.\n`a[].b.c` | REQUIRED | String |\n`a[].d[]` | OPTIONAL | ID |\n"
    model = model_of(GBFS + rows, "gbfs")
    assert [d.name for d in model.definitions] == ["t", "t.a", "t.a.b"]
    outer, middle, inner = (d for d in model.definitions if isinstance(d, Record))
    assert outer.fields[0].type == ListOf(Ref("t.a"))
    assert [(f.name, f.type, f.required) for f in middle.fields] == [
        ("b", Ref("t.a.b"), False),
        ("d", ListOf(STRING), False),
    ]
    assert [(f.name, f.required) for f in inner.fields] == [("c", True)]


def test_fields_inside_every_key_are_those_of_a_map() -> None:
    model = model_of(GBFS + "`a` | REQUIRED | Object |\n`a.*.b` | REQUIRED | String |\n", "gbfs")
    (field,) = next(d for d in model.records() if d.name == "t").fields
    assert isinstance(field.type, MapOf)
    assert isinstance(field.type.value, Ref)
    assert [f.name for f in next(d for d in model.records() if d.name == field.type.value.name).fields] == ["b"]


def test_fields_inside_a_text_are_reported_and_kept() -> None:
    report = Report()
    model = model_of(GBFS + "`a` | REQUIRED | String |\n`a.b` | REQUIRED | String |\n", "gbfs", report)
    assert [d.code for d in report] == ["nested-in-scalar"]
    assert [f.name for f in next(d for d in model.records() if d.name == "t.a").fields] == ["b"]


def test_a_nested_record_takes_no_name_that_is_taken() -> None:
    text = GBFS + "`a.b` | REQUIRED | String |\n\n" + GBFS.replace("t.json", "t.a") + "x | REQUIRED | ID |\n"
    assert [d.name for d in model_of(text, "gbfs").definitions] == ["t", "t.a2", "t.a"]


# --- Models ----------------------------------------------------------------------------------------------------------


def test_an_item_of_a_list_may_define_a_model() -> None:
    item = (
        '# Types\n\n* String - A text.\n* <a name="n"></a> Local Name - A name:\n\n'
        "  Field Name | REQUIRED | Type | Defines\n  ---|---|---|---\n  `text` | REQUIRED | String | The name.\n"
    )
    model = model_of(item + "\n" + GBFS + "`a` | OPTIONAL | Array&lt;Local Name&gt; |\n", "gbfs")
    assert [d.name for d in model.definitions] == ["Local Name", "t"]
    assert next(d for d in model.records() if d.name == "t").fields[0].type == ListOf(Ref("Local Name"))


def test_models_of_one_name_on_a_page_are_told_apart() -> None:
    table = "| Field | Type | Description |\n|-|-|-|\n| {} | string | |\n\n"
    text = "".join(f"## {way} A\n\n### Body\n\n{table.format(way)}" for way in ("Make", "Change"))
    assert [d.name for d in model_of("# Page\n\n" + text, "discord").definitions] == ["Make A.Body", "Change A.Body"]


def test_patterned_fields_are_all_other_keys() -> None:
    text = (
        "# A Object\n\n## Fixed Fields\n\n| Field Name | Type | Description |\n|-|-|-|\n| a | `string` | |\n\n"
        "## Patterned Fields\n\n| Field Pattern | Type | Description |\n|-|-|-|\n| `/{path}` | `integer` | |\n"
    )
    (record,) = model_of(text, "openapi-spec").definitions
    assert isinstance(record, Record)
    assert [f.name for f in record.fields] == ["a"]
    assert record.additional == INTEGER


def test_what_applies_to_some_kinds_only_is_not_required() -> None:
    text = (
        "# A Object\n\n| Field Name | Type | Applies To | Description |\n|-|-|-|-|\n"
        "| a | `string` | Any | **REQUIRED**. |\n| b | `string` | `http` | **REQUIRED**. |\n"
    )
    fields = fields_of(text, "openapi-spec", "A Object")
    assert (fields["a"].required, fields["b"].required) == (True, False)


def test_flags_are_open() -> None:
    text = "# Flags\n\n| Flag | Value | Description |\n|-|-|-|\n| A | `1 << 0` | one |\n| B | 1 << 3 | eight |\n"
    (enum,) = model_of(text, "discord").definitions
    assert isinstance(enum, Enum)
    assert [(m.value, m.name) for m in enum.members] == [("1", "A"), ("8", "B")]
    assert enum.open


def test_bold_bullets_are_the_values_of_an_enum() -> None:
    text = "## _enum_ Kind\n\n*   **A**: the first.\n*   **B**: the second.\n"
    (enum,) = model_of(text, "gtfs-realtime").definitions
    assert not isinstance(enum, Alias)
    assert isinstance(enum, Enum)
    assert [(m.value, m.description) for m in enum.members] == [('"A"', "the first."), ('"B"', "the second.")]


def test_a_long_introduction_does_not_hide_what_a_page_is() -> None:
    text = "# Spec\n\n" + "Words. " * 5000 + "\n\n## A Object\n\nField Name | Type | Description\n---|:---:|---\n"
    text += '<a name="a-b"></a>b | `string` | **REQUIRED**. The id.\n<a name="a-c"></a>c | [`string`] | More.\n'
    (verdict,) = choose([parse(Source("spec.md", text))], known())
    assert verdict.dialect is not None
    assert verdict.dialect.name == "openapi-spec"


def test_a_table_that_any_style_might_have_is_plain() -> None:
    for header in ("Field | Type | Description", "Field Name | Type | Description", "Element | Type | Description"):
        text = f"# A\n\n{header}\n---|---|---\na | varchar(20) | b\n"
        (verdict,) = choose([parse(Source("a.md", text))], known())
        assert verdict.dialect is not None
        assert verdict.dialect.name == "plain", header


# --- Real pages, and hostile ones ------------------------------------------------------------------------------------

SCORES = {
    "gtfs": ("100.0000% of 341 ", ("constraints 10/10", "foreign keys 47/47", "primary keys 25/25")),
    "gbfs": ("99.4949% of 198 ", ("constraints 33/33",)),  # one list of values that the schemas do not hold closed
    "stac": ("100.0000% of 96 ", ()),
    "openapi-spec": ("100.0000% of 108 ", ()),
}


@pytest.mark.parametrize("name", SCORES)
def test_real_pages_are_read_as_their_schemas_say(name: str, corpora: Path, tmp_path: Path) -> None:
    folder = corpora / name
    paths = sorted((folder / "docs").rglob("*.md"))
    report = Report()
    found = reading(
        [parse(Source(p.relative_to(folder).as_posix(), p.read_text(encoding="utf-8"))) for p in paths], report=report
    )
    assert [str(d) for d in report if d.severity is Severity.ERROR] == []
    styles = {v.dialect.name for v in found.verdicts if v.dialect and any(s.tables for s in v.document.sections)}
    assert styles == {"gtfs": {"gtfs", "gtfs-realtime"}}.get(name, {name})
    bundle = tmp_path / "bundle.json"
    bundle.write_text(json_text(dump(found.model).document), encoding="utf-8")
    score = corpora.parent / "tools" / "score.py"
    said = subprocess.run([sys.executable, score, folder, bundle], capture_output=True, text=True, check=False).stdout
    share, extras = SCORES[name]
    assert said.startswith(share), said
    assert [extra for extra in extras if extra not in said] == []


@pytest.mark.parametrize(
    "cell", ["a" + " " * 50_000 + "b", "(" * 20_000, "[" * 20_000, "`a` " * 9_000, "array of " * 5_000]
)
@pytest.mark.parametrize("style", STYLES)
def test_no_cell_holds_a_style_up(style: str, cell: str) -> None:
    header, row, _ = STYLES[style]
    line = "| --- " * (header.count("|") - 1) + "|"
    text = f"# A\n\n{header}\n{line}\n" + "".join(
        row.format(**{**FULL, role: cell}) + "\n" for role in ("name", "type", "required", "description")
    )
    start = time.perf_counter()
    model_of(text, style)
    assert time.perf_counter() - start < 2, "a fifth of a second on an idle machine"
