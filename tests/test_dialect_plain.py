"""Hand-written pages, cell by cell: what types, names, markers and prose say, and how tables are of models."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spectable.diagnostic import Diagnostic, Report, Severity
from spectable.dialects.hcl import Unreadable, constraint, value
from spectable.dialects.plain_types import GRAMMAR
from spectable.model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    OBJECT,
    STRING,
    Choice,
    Enum,
    Field,
    Json,
    Limits,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
)
from spectable.reading.markdown import parse
from spectable.reading.prose import Spelling
from spectable.reading.read import read
from spectable.reading.typetext import read_type
from spectable.source import Source

DATE = Scalar("string", "date")
DATE_TIME = Scalar("string", "date-time")
UUID = Scalar("string", "uuid")
INT32 = Scalar("integer", "int32")
INT64 = Scalar("integer", "int64")
DECIMAL = Scalar("number", "decimal")
FOO = Ref("Foo")


def text(most: int) -> Scalar:
    return Scalar("string", "", Limits(max_length=most))


def one(*values: str) -> Choice:
    return Choice(tuple(Json(v) for v in values))


AB = one('"a"', '"b"')

TYPES: list[tuple[str, Type]] = [
    # SQL
    ("VARCHAR2(30 CHAR)", text(30)),
    ("String (255)", text(255)),
    ("character varying(20)", text(20)),
    ("nvarchar(max)", STRING),
    ("NUMBER(10,2)", NUMBER),
    ("decimal(18,4)", DECIMAL),
    ("int(11) unsigned", INTEGER),
    ("bigint(20)", INT64),
    ("tinyint(1)", BOOLEAN),
    ("INT NOT NULL AUTO_INCREMENT", INTEGER),
    ("timestamp(6) with time zone", DATE_TIME),
    ("set('a','b')", ListOf(AB)),
    ("enum('a','b')", AB),
    ("text[]", ListOf(STRING)),
    ("STRUCT<a INT64, b STRING>", OBJECT),
    ("ARRAY<STRING>", ListOf(STRING)),
    ("LowCardinality(String)", STRING),
    # JSON Schema and OpenAPI
    ("string (uuid)", UUID),
    ("string(date-time)", DATE_TIME),
    ("string<uuid>", UUID),
    ("integer<int64>", INT64),
    ("array[string]", ListOf(STRING)),
    ("array(string)", ListOf(STRING)),
    ("object[]", ListOf(OBJECT)),
    ("$ref: Foo", FOO),
    # Programming languages
    ("dict[str, list[int]]", MapOf(ListOf(INTEGER))),
    ("Literal['a', 'b']", AB),
    ("Union[str, int]", OneOf((STRING, INTEGER))),
    ("'a' / 'b'", AB),
    ("Record<string, number>", MapOf(NUMBER)),
    ("{[key: string]: number}", MapOf(NUMBER)),
    ("Array<Foo>", ListOf(FOO)),
    ("map[string]interface{}", MapOf(ANY)),
    ("[]*Foo", ListOf(FOO)),
    ("*time.Time", DATE_TIME),
    ("Map<String, List<Foo>>", MapOf(ListOf(FOO))),
    ("java.util.List<String>", ListOf(STRING)),
    ("BigDecimal", DECIMAL),
    ("HashMap<String, i32>", MapOf(INT32)),
    ("Vec<String>", ListOf(STRING)),
    ("[String!]!", ListOf(STRING)),
    ("repeated Foo", ListOf(FOO)),
    ("google.protobuf.Timestamp", DATE_TIME),
    # Prose
    ("an array of strings", ListOf(STRING)),
    ("array of arrays of numbers", ListOf(ListOf(NUMBER))),
    ("array of Foo objects", ListOf(FOO)),
    ("reference to Foo", FOO),
    ("Foo or Bar", OneOf((FOO, Ref("Bar")))),
    ("map of string to integer", MapOf(INTEGER)),
    ("non-negative integer", Scalar("integer", "", Limits(minimum=Json("0")))),
    ("positive integer", Scalar("integer", "", Limits(minimum=Json("1")))),
    ("integer (seconds)", INTEGER),
    ("string, max 20", STRING),
    ("ISO 8601 datetime", DATE_TIME),
    ("date (YYYY-MM-DD)", DATE),
    ("unix timestamp", INTEGER),
    ("string enum: a, b", AB),
    ("Enum: A, B", one('"A"', '"B"')),
    ("one of: a, b", AB),
    # Other languages
    ("文字列", STRING),
    ("整数", INTEGER),
    ("数组", ListOf(ANY)),
    ("egész szám", INTEGER),
    ("dátum", DATE),
    ("Zeichenkette", STRING),
    ("Ganzzahl", INTEGER),
    ("fecha", DATE),
    ("cadena", STRING),
    ("booléen", BOOLEAN),
    ("строка", STRING),
]


@pytest.mark.parametrize(("cell", "type_"), TYPES, ids=[cell for cell, _ in TYPES])
def test_what_a_type_cell_says(cell: str, type_: Type) -> None:
    assert read_type(Spelling(cell), GRAMMAR, lambda name: Ref(name.text)).type == type_


@pytest.mark.parametrize("cell", ["frob", "tuple[int, str]", "string[1..5]", "(e: Event) => void"])
def test_what_cannot_be_read_is_a_name_for_others_to_report(cell: str) -> None:
    assert isinstance(read_type(Spelling(cell), GRAMMAR, lambda name: Ref(name.text)).type, Ref)


# --- Pages -----------------------------------------------------------------------------------------------------------


def model_of(*texts: str, report: Report | None = None) -> Model:
    return read([parse(Source(f"page{n or ''}.md", t)) for n, t in enumerate(texts)], "auto", report or Report())


def fields_of(table: str) -> dict[str, Field]:
    """The fields of a page with one table, none of which may be a warning."""
    report = Report()
    (record, *_) = model_of(f"# Thing\n\n{table}\n", report=report).records()
    assert [d for d in report if d.severity > Severity.INFO] == []
    return {field.name: field for field in record.fields}


def field(header: str, row: str) -> Field:
    """The only field of a table."""
    width = header.count("|") + 1
    (only,) = fields_of(f"| {header} |\n|{'---|' * width}\n| {row} |").values()
    return only


@pytest.mark.parametrize(
    ("mark", "required"),
    [
        *((mark, True) for mark in ("yes", "Y", "TRUE", "required", "Mandatory", "M", "✓", "✔️", "✅", "x", "X", "1", "是", "必填")),
        *((mark, True) for mark in ("○", "必須", "ja", "igen", "oui", "да", ":heavy_check_mark:", "1..1", "[1..*]", "**Yes**")),
        *((mark, False) for mark in ("no", "N", "false", "optional", "O", "C", "-", "", "✗", "❌", ":x:", "否", "任意", "nem")),
        *((mark, False) for mark in ("NO*", "NO\\*", "0..1", "Conditional", "Yes, if `a` is set", "Required when b", "No (default 1)")),
        ("Yes (unique)", True),
    ],
)  # fmt: skip
def test_what_a_marker_says(mark: str, required: bool) -> None:
    assert field("Field | Type | Required", f"a | string | {mark}").required is required


@pytest.mark.parametrize(
    "header",
    [
        "Field | Type | Required | Description",
        "Attribute Name | Data Type | Mandatory? | Comments",
        "Column | SQL type | Req. | Remarks",
        "Parameter | Datatype | Required (Y/N) | Meaning",
        "Name / 名称 | Type / 类型 | Required / 必填 | Description / 说明",
        "_**Field**_ | `Type` | **Required** | Notes",
        "名称 | 类型 | 是否必需 | 描述",
        "項目名 | データ型 | 必須 | 備考",
        "필드명 | 타입 | 필수 | 설명",
        "Feld | Datentyp | Pflicht | Beschreibung",
        "Campo | Tipo | Obligatorio | Descripción",
        "Mezőnév | Típus | Kötelező | Leírás",
        "Поле | Тип | Обязательный | Описание",
        "Wibble | Wobble | Wubble | Flob",
    ],
)
def test_columns_are_known_by_their_words_or_their_cells(header: str) -> None:
    found = field(header, "total_amount | integer | yes | What the sum of it is")
    assert (found.name, found.type, found.required) == ("total_amount", INTEGER, True)
    assert found.description == "What the sum of it is"


def test_columns_that_only_their_cells_tell_are_named() -> None:
    report = Report()
    model_of("# A\n\n| Wibble | Wobble |\n| --- | --- |\n| a_b | string |\n", report=report)
    assert [d.code for d in report] == ["column-by-cells"] * 2


PROSE: list[tuple[str, str, Limits]] = [
    ("integer", "min 1, maximum: 99", Limits(minimum=Json("1"), maximum=Json("99"))),
    ("integer", "Between 1 and 100.", Limits(minimum=Json("1"), maximum=Json("100"))),
    ("integer", "Must be >= 0", Limits(minimum=Json("0"))),
    ("number", "greater than 0", Limits(exclusive_minimum=Json("0"))),
    ("integer", "The value cannot be greater than `60000`", Limits(maximum=Json("60000"))),
    ("integer", "Valid range: 0-150", Limits(minimum=Json("0"), maximum=Json("150"))),
    ("string", "Max length 20", Limits(max_length=20)),
    ("string", "Maximum length: `64`.", Limits(max_length=64)),
    ("string", "up to 50 characters", Limits(max_length=50)),
    ("string", "At least 8 characters", Limits(min_length=8)),
    ("string", "1-64 characters", Limits(min_length=1, max_length=64)),
    ("string", "exactly 2 letters", Limits(min_length=2, max_length=2)),
    ("string", "Pattern: `^a\\|b$`", Limits(pattern="^a|b$")),
    ("string", "Matches `^\\d+$`.", Limits(pattern="^\\d+$")),
    ("string[]", "max 3 items", Limits(max_items=3)),
    ("string", "The 3 most recent days, 24 hours each", Limits()),
    ("integer", "How many of the 5 there are", Limits()),
]


@pytest.mark.parametrize(("type_", "words", "limits"), PROSE, ids=[words for _, words, _ in PROSE])
def test_limits_in_prose(type_: str, words: str, limits: Limits) -> None:
    found = field("Field | Type | Description", f"a | {type_} | {words}").type
    assert isinstance(found, (Scalar, ListOf))
    assert found.limits == limits


@pytest.mark.parametrize(
    ("header", "row", "limits"),
    [
        ("Column | Type | Length", "a | varchar | 50", Limits(max_length=50)),
        ("Field | Type | Min | Max", "a | int | 1 | 9", Limits(minimum=Json("1"), maximum=Json("9"))),
        ("Field | Type | Range", "a | float | -40..85", Limits(minimum=Json("-40"), maximum=Json("85"))),
        ("Field | Type | Pattern", "a | string | `[a-z]+`", Limits(pattern="[a-z]+")),
        ("Field | Type | Constraints", "a | string | max 20, min 2", Limits(min_length=2, max_length=20)),
        ("Field | Type | Notes", "a | string, max 20 | x", Limits(max_length=20)),
    ],
)
def test_limits_in_columns(header: str, row: str, limits: Limits) -> None:
    found = field(header, row).type
    assert isinstance(found, Scalar)
    assert found.limits == limits


@pytest.mark.parametrize(
    ("type_", "words", "values"),
    [
        ("string", "One of: a, b.", AB),
        ("string", "Allowed values: `a`, `b`", AB),
        ("string", "Possible values are `a` (the usual one) or `b`.", AB),
        ("string", "`a`, `b`. The state of it.", AB),
        ("string", "Must be either \"a\" or \"b\"", AB),
        ("char(1)", "A = active, I = inactive", one('"A"', '"I"')),
        ("integer", "0: none, 1: low", one("0", "1")),
        ("integer", "One of 1, 2, 3", one("1", "2", "3")),
        ("ENUM", "BUY or SELL", one('"BUY"', '"SELL"')),
        ("enum", "`a`<br>`b`", AB),
        ("string", "枚举值：a、b", AB),
        ("string[]", "Any of `a`, `b`", ListOf(AB)),
        ("string", "One of the names of the user", STRING),
        ("string", "The `a` of the `b`", STRING),
        ("string", "A language, e.g. `en` or `de`", STRING),
    ],
)  # fmt: skip
def test_values_in_prose(type_: str, words: str, values: Type) -> None:
    assert field("Field | Type | Description", f"a | {type_} | {words}").type == values


@pytest.mark.parametrize(
    ("type_", "words", "default"),
    [
        ("integer", "Default: 10.", "10"),
        ("number", "(default 0.5)", "0.5"),
        ("string", "Defaults to `bo`", '"bo"'),
        ("string", "The default value is 'x'.", '"x"'),
        ("boolean", "Off by default", None),
        ("boolean", "[default: true]", "true"),
        ("string", "默认值：abc", '"abc"'),
        ("string", "By default the first", None),
        ("string", "Default is the current user", None),
    ],
)
def test_defaults_in_prose(type_: str, words: str, default: str | None) -> None:
    assert field("Field | Type | Description", f"a | {type_} | {words}").default == default


@pytest.mark.parametrize(
    ("cell", "default"),
    [("`5`", "5"), ("'A'", '"A"'), ("now()", None), ("NULL", "null"), ("-", None), ("`[]`", '"[]"')],
)
def test_defaults_in_a_column(cell: str, default: str | None) -> None:
    type_ = "integer" if cell == "`5`" else "timestamp" if "now" in cell else "string"
    assert field("Field | Type | Default | Null", f"a | {type_} | {cell} | yes").default == default


def test_what_stands_behind_a_name() -> None:
    found = fields_of(
        "| Attribute | Description |\n| --- | --- |\n"
        "| **id** *string* | The key. |\n| `count` integer, required | How many. |\n| **tags** <br> array of strings | |"
    )
    assert {n: (f.type, f.required) for n, f in found.items()} == {
        "id": (STRING, False),
        "count": (INTEGER, True),
        "tags": (ListOf(STRING), False),
    }


def test_several_names_in_one_cell() -> None:
    found = fields_of(
        "| Field | Type |\n| --- | --- |\n| `min_lat`<br/>`min_lng` | float |\n| `a`, `b` and `c` | int |"
    )
    assert list(found) == ["min_lat", "min_lng", "a", "b", "c"]


def test_names_that_say_what_is_optional() -> None:
    found = fields_of(
        "| Prop | Type | Default |\n| - | - | - |\n| `a?` | `string` | |\n| `b` | `string` | |\n| `c` | `int` | 1 |"
    )
    assert {name: f.required for name, f in found.items()} == {"a": False, "b": True, "c": False}


def test_an_asterisk_that_the_page_explains() -> None:
    found = fields_of(
        "\\* = required\n\n| Field | Type |\n| --- | --- |\n| a* | string |\n| b\\* | string |\n| c | string |"
    )
    assert {name: f.required for name, f in found.items()} == {"a": True, "b": True, "c": False}


@pytest.mark.parametrize(
    ("words", "required"),
    [
        ("(required) x", True),
        ("**REQUIRED** x", True),
        ("Required. x", True),
        ("Required if x", False),
        ("(optional) x", False),
    ],
)
def test_required_in_prose(words: str, required: bool) -> None:
    assert field("Field | Type | Description", f"a | string | {words}").required is required


def test_captions_that_say_what_is_required() -> None:
    page = (
        "# Order\n\n**Required parameters**\n\n| Name | Type |\n| --- | --- |\n| a | string |\n\n"
        "**Optional parameters**\n\n| Name | Type |\n| --- | --- |\n| b | string |\n"
    )
    (order,) = model_of(page).records()
    assert {f.name: f.required for f in order.fields} == {"a": True, "b": False}


def test_keys_of_a_data_dictionary() -> None:
    page = (
        "## Table: orders\n\n| Column | Type | Null | Key | Description |\n| --- | --- | --- | --- | --- |\n"
        "| id | int | NO | PK | |\n| user_id | int | YES | FK | References users.id |\n"
    )
    (orders,) = model_of(page).records()
    assert (orders.name, orders.primary_key) == ("orders", ("id",))
    assert [(f.required, f.nullable, f.foreign_key) for f in orders.fields] == [
        (True, False, ""),
        (False, True, "users.id"),
    ]


def test_dotted_and_indented_names() -> None:
    page = "# A\n\n| Field | Type |\n| --- | --- |\n| a | object |\n| a.b | string |\n| c[].d | int |\n| e | object |\n| &nbsp;&nbsp;- f | int |\n"
    model = model_of(page)
    assert {r.name: [f.name for f in r.fields] for r in model.records()} == {
        "A": ["a", "c", "e"], "A.a": ["b"], "A.c": ["d"], "A.e": ["f"],
    }  # fmt: skip


# --- Models ----------------------------------------------------------------------------------------------------------

ROWS = "| Field | Type |\n| --- | --- |\n| {} | string |\n"


def names(*texts: str) -> dict[str, list[str]]:
    report = Report()
    model = model_of(*texts, report=report)
    assert [d for d in report if d.severity == Severity.ERROR] == []
    return {record.name: [f.name for f in record.fields] for record in model.records()}


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Order", "Order"),
        ("The Order object", "Order"),
        ("2.1 Table: orders", "orders"),
        ("Table `orders`", "orders"),
        ("`orders` table", "orders"),
        ("Entity: Order", "Order"),
        ("1. Orders", "Orders"),
        ("New Order (TRADE)", "New Order (TRADE)"),
        ("Customer Type", "Customer Type"),
    ],
)
def test_what_a_heading_names(heading: str, name: str) -> None:
    assert list(names(f"# Spec\n\n## {heading}\n\n{ROWS.format('a')}")) == [name]


def test_a_heading_that_names_no_model_is_of_the_one_above() -> None:
    assert names(f"# Order\n\n## Attributes\n\n{ROWS.format('a')}") == {"Order": ["a"]}


def test_a_model_that_goes_on_in_a_second_table() -> None:
    assert names(f"# Order\n\n{ROWS.format('a')}\nMore of it.\n\n{ROWS.format('b')}") == {"Order": ["a", "b"]}


def test_tables_with_names_of_their_own_below_one_heading() -> None:
    page = f"# Messages\n\n**Ping**\n\n{ROWS.format('a')}\n**Pong**\n\n{ROWS.format('a')}"
    assert names(page) == {"Ping": ["a"], "Pong": ["a"]}


def test_headings_of_one_name_are_told_apart_by_those_above() -> None:
    page = "".join(f"# {name}\n\n## Response\n\n{ROWS.format('a')}\n" for name in ("Create", "Delete"))
    assert names(page) == {"Create.Response": ["a"], "Delete.Response": ["a"]}


def test_pages_of_one_name_are_told_apart_and_are_no_error() -> None:
    assert len(names(f"# Order\n\n{ROWS.format('a')}", f"# Order\n\n{ROWS.format('b')}")) == 2


def test_a_column_that_tells_the_model() -> None:
    page = (
        "# Dictionary\n\n| Table | Column | Type |\n| --- | --- | --- |\n"
        "| users | id | int |\n| | name | text |\n| orders | id | int |\n"
    )
    assert names(page) == {"users": ["id", "name"], "orders": ["id"]}


def test_tables_of_values() -> None:
    page = "# Status\n\n| Value | Meaning |\n| --- | --- |\n| `on` | lit |\n| `off` | dark |\n"
    (status,) = model_of(f"{page}\n# Lamp\n\n{ROWS.format('a')}").definitions[:1]
    assert isinstance(status, Enum)
    assert [(m.value, m.description) for m in status.members] == [('"on"', "lit"), ('"off"', "dark")]


def test_references_find_models_whatever_their_case_and_number() -> None:
    page = f"# The customer object\n\n{ROWS.format('a')}\n# Order\n\n| Field | Type |\n| - | - |\n| c | array of Customers |\n"
    (_, order) = model_of(page).records()
    assert order.fields[0].type == ListOf(Ref("customer"))


def test_a_style_that_nobody_has_seen_says_which_cells_it_could_not_read() -> None:
    page = (
        "# Ding\n\n| Teil | Sorte | Muss | Wozu |\n| --- | --- | --- | --- |\n"
        "| nummer | Ganzzahl | ja | Die Nummer davon |\n| farbe | Regenbogen | vielleicht | Die Farbe davon |\n"
    )
    report = Report()
    (ding,) = model_of(page, report=report).records()
    assert [(f.name, f.type, f.required) for f in ding.fields] == [("nummer", INTEGER, True), ("farbe", ANY, False)]
    assert "unreadable-type" in {d.code for d in report}


PIECES = [
    "| a | string |",
    "|-|-|",
    "| Field | Type |",
    "\n",
    "# A",
    "**B**",
    "<table>",
    "<td>",
    "</table>",
    "x",
    "`",
    "|",
    "- ",
]


@settings(max_examples=60, deadline=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_page_is_an_error(pieces: list[str]) -> None:
    report = Report()
    read([parse(Source("a.md", "\n".join(pieces)))], "plain", report)
    found: list[Diagnostic] = [d for d in report if d.severity == Severity.ERROR]
    assert found == []


@pytest.mark.parametrize("piece", ["references ", "enum(", "one of ", "0 = off,", "generated x ", "required if ", "1,"])
@pytest.mark.parametrize("row", ["| a | {} | b |", "| a | string | {} |", "| {} | string | b |"])
def test_no_cell_holds_the_reading_up(row: str, piece: str) -> None:
    import time

    start = time.perf_counter()
    page = "# A\n\n| Field | Type | Description |\n| --- | --- | --- |\n" + row.format(piece * 3000) + "\n"
    read([parse(Source("a.md", page))], "plain", Report())
    assert time.perf_counter() - start < 2


# --- HCL -------------------------------------------------------------------------------------------------------------


def test_the_attributes_of_an_object_in_hcl() -> None:
    found = constraint(
        'map(object({\n  # the name\n  name = optional(string, "x")\n  to = list(object({ a = number }))\n}))'
    )
    assert found.type == MapOf(OBJECT)
    assert [(a.path, a.type, a.optional, a.default) for a in found.attributes] == [
        (".*.name", STRING, True, '"x"'),
        (".*.to", ListOf(OBJECT), False, None),
        (".*.to[].a", NUMBER, False, None),
    ]


@pytest.mark.parametrize("text_", ["", "strng", "list(", "object({a})", "map(string) x", "optional", "(" * 500])
def test_what_is_no_constraint(text_: str) -> None:
    with pytest.raises(Unreadable):
        constraint(text_)


@pytest.mark.parametrize(
    ("hcl", "json"),
    [
        ("null", "null"),
        ("{}", "{}"),
        ('{ a = 1, "b" : [true] }', '{"a":1,"b":[true]}'),
        ('"a\\"b"', '"a\\"b"'),
        ("1.5", "1.5"),
    ],
)
def test_values_in_hcl(hcl: str, json: str) -> None:
    assert value(hcl) == json


@pytest.mark.parametrize("hcl", ["var.x", '"${var.x}"', "[1", "merge({})", ""])
def test_what_is_worked_out_is_no_value(hcl: str) -> None:
    with pytest.raises(Unreadable):
        value(hcl)


def test_every_record_has_a_place() -> None:
    (record,) = (d for d in model_of(f"# A\n\n{ROWS.format('a')}").definitions if isinstance(d, Record))
    assert record.span
    assert record.fields[0].span
    assert str(record.fields[0].span) == "page.md:5:3"
