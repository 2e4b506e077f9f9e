"""Cells of the styles that generators print of SDKs, protobuf, databases, charts and resources, and what each says."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from spectable.diagnostic import Report
from spectable.model import (
    ANY,
    BOOLEAN,
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
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    one_of,
)
from spectable.reading.dialect import choose, known
from spectable.reading.limits import limited
from spectable.reading.markdown import parse
from spectable.reading.read import read
from spectable.source import Source

DATE, DATE_TIME = Scalar("string", "date"), Scalar("string", "date-time")
INT32, INT64 = Scalar("integer", "int32"), Scalar("integer", "int64")
DOUBLE, DECIMAL = Scalar("number", "double"), Scalar("number", "decimal")
FILE, BYTES, UUID = Scalar("string", "binary"), Scalar("string", "byte"), Scalar("string", "uuid")
X = Ref("X")


def model_of(pages: dict[str, str], dialect: str, report: Report | None = None) -> Model:
    return read((parse(Source(path, text)) for path, text in pages.items()), dialect, report)


def fields(model: Model, name: str) -> dict[str, Field]:
    record = model.by_name[name]
    assert isinstance(record, Record)
    return {field.name: field for field in record.fields}


def codes(report: Iterable[object]) -> list[str]:
    return [getattr(finding, "code", "") for finding in report]


# --- openapi-generator -----------------------------------------------------------------------------------------------

NOTES = "Name | Type | Description | Notes\n--- | --- | --- | ---\n"
X_PAGE = "# X\n\n## Properties\n\n" + NOTES + "**y** | **str** |  | \n"


def generated(row: str, report: Report | None = None, head: str = NOTES) -> Field:
    pages = {"M.md": f"# M\n\n## Properties\n\n{head}{row}\n", "X.md": X_PAGE}
    (field,) = fields(model_of(pages, "openapi-generator", report), "M").values()
    return field


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("**str**", STRING),
        ("**int**", INTEGER),
        ("**float**", NUMBER),
        ("**bool**", BOOLEAN),
        ("**datetime**", DATE_TIME),
        ("**date**", DATE),
        ("**bytearray**", BYTES),
        ("**object**", ANY),
        ("**List[str]**", ListOf(STRING)),
        ("**List[List[int]]**", ListOf(ListOf(INTEGER))),
        ("[**Dict[str, X]**](x.md)", MapOf(X)),
        ("[**List[X]**](X.md)", ListOf(X)),
        ("[**{str: (X,)}**](X.md)", MapOf(X)),
        ("**{str: (bool, date, datetime, dict, float, int, list, str, none_type)}**", MapOf(ANY)),
        ("[**[X]**](X.md)", ListOf(X)),
        ("**Long**", INT64),
        ("**OffsetDateTime**", DATE_TIME),
        ("**LocalDate**", DATE),
        ("**UUID**", UUID),
        ("**byte[]**", BYTES),
        ("**List&lt;String&gt;**", ListOf(STRING)),
        ("[**Map&lt;String, X&gt;**](X.md)", MapOf(X)),
        ("[**Set&lt;X&gt;**](X.md)", ListOf(X)),
        ("**string**", STRING),
        ("**int32**", INT32),
        ("[**[]X**](X.md)", ListOf(X)),
        ("**map[string]interface{}**", MapOf(ANY)),
        ("[**map[string][]X**](X.md)", MapOf(ListOf(X))),
        ("[**time.Time**](time.Time.md)", DATE_TIME),
        ("[***os.File**](*os.File.md)", FILE),
        ("[**models::X**](X.md)", X),
        ("[**Vec<models::X>**](X.md)", ListOf(X)),
        ("[**std::collections::HashMap<String, models::X>**](x.md)", MapOf(X)),
        ("**chrono::DateTime<chrono::FixedOffset>**", DATE_TIME),
        ("**Array&lt;Integer&gt;**", ListOf(INTEGER)),
        ("[**Hash&lt;String, X&gt;**](X.md)", MapOf(X)),
        ("**Time**", DATE_TIME),
        ("[**\\Ory\\Client\\Model\\X**](X.md)", X),
        ("[**\\Ory\\Client\\Model\\X[]**](X.md)", ListOf(X)),
        ("**array<string,mixed>**", MapOf(ANY)),
        ("**\\DateTime**", DATE_TIME),
        ("**Guid**", UUID),
        ("**DateTime**", DATE_TIME),
        ("**Dictionary&lt;string, Object&gt;**", MapOf(ANY)),
        ("[**List&lt;X&gt;**](X.md)", ListOf(X)),
        ("[**kotlin.collections.List&lt;X&gt;**](X.md)", ListOf(X)),
        ("[**kotlin.String**](string.md)", STRING),
        ("**{ [key: string]: any; }**", MapOf(ANY)),
    ],
)
def test_the_types_of_openapi_generator(cell: str, type_: Type) -> None:
    report = Report()
    assert generated(f"**f** | {cell} |  | ", report).type == type_
    assert codes(report) == []


@pytest.mark.parametrize(
    ("row", "required", "nullable", "unstated"),
    [
        ("**f** | **str** |  | ", True, False, True),
        ("**f** | **str** | Cut short.", True, False, True),
        ("**f** | **str** |  | [optional] ", False, True, True),
        ("**f** | Pointer to **string** |  | [optional] ", False, False, False),
        ("**f** | Pointer to **NullableString** |  | [optional] ", False, True, False),
        ("**f** | **NullableInt32** |  | ", True, True, False),
        ("**f** | Option<**String**> |  | [optional]", False, True, True),
        ("**f** | Option<**String**> |  | ", True, True, False),
    ],
)
def test_what_openapi_generator_says_of_absence(row: str, required: bool, nullable: bool, unstated: bool) -> None:
    field = generated(row)
    assert (field.required, field.nullable, field.unstated) == (required, nullable, unstated)


@pytest.mark.parametrize(
    ("type_", "note", "default"),
    [
        ("str", "[default to '30m']", '"30m"'),
        ("str", "[optional] [default to 'a [b]']", '"a [b]"'),
        ("int", "[default to 250]", "250"),
        ("Long", "[default to 250l]", "250"),
        ("bool", "[default to True]", "true"),
        ("List[str]", "[default to []]", "[]"),
        ("String", "[optional][default to 'x']", '"x"'),
        ("string", '[default to "x"]', '"x"'),
        ("string", "[default to undefined]", None),
        ("str", "[default to null]", None),
    ],
)
def test_the_defaults_of_openapi_generator(type_: str, note: str, default: str | None) -> None:
    assert generated(f"**f** | **{type_}** |  | {note}").default == default


def test_a_default_that_is_a_call_is_none_and_is_reported() -> None:
    report = Report()
    assert generated("**f** | **List[str]** |  | [default to new ArrayList<>()]", report).default is None
    assert codes(report) == ["default-not-a-value"]


def test_a_pipe_in_a_description_costs_no_note() -> None:
    field = generated("**f** | **str** | this || that | [optional] [readonly] ")
    assert (field.required, field.read_only, field.description) == (False, True, "this | | that")


def test_typescript_says_nothing_of_what_is_required() -> None:
    field = generated("`f` | Date", head="Name | Type\n--- | ---\n")
    assert (field.type, field.required) == (DATE_TIME, False)


@pytest.mark.parametrize("heading", ["M", "# M", "Org.Client.Model.M", "BoatClient::M"])
def test_the_name_of_a_model_goes_without_what_qualifies_it(heading: str) -> None:
    pages = {"M.md": f"# {heading}\n\n## Properties\n\n{NOTES}**f** | **str** |  | \n"}
    assert [d.name for d in model_of(pages, "openapi-generator").definitions] == ["M"]


def test_an_enum_inside_a_model_is_named_after_it() -> None:
    java = (
        "# {0}\n\n## Properties\n\n| Name | Type | Description | Notes |\n|--- | --- | --- | ---|\n"
        "|**k** | [**KindEnum**](#KindEnum) |  |  |\n\n"
        "## Enum: KindEnum\n\n| Name | Value |\n|---- | -----|\n| A | &quot;{1}&quot; |\n"
    )
    model = model_of({"P.md": java.format("P", "a"), "Q.md": java.format("Q", "b")}, "openapi-generator")
    assert fields(model, "P")["k"].type == Ref("P.KindEnum")
    assert fields(model, "Q")["k"].type == Ref("Q.KindEnum")
    kind = model.by_name["Q.KindEnum"]
    assert isinstance(kind, Enum)
    assert [(m.name, m.value) for m in kind.members] == [("A", '"b"')]


# --- APIMatic --------------------------------------------------------------------------------------------------------

TAGS = "| Name | Type | Tags | Description |\n|  --- | --- | --- | --- |\n"
STATE = "# State\n\n## Enumeration\n\n`State`\n\n## Fields\n\n| Name |\n|  --- |\n| `ON` |\n| `OFF` |\n"


def apimatic(row: str, report: Report | None = None) -> Field:
    pages = {"m.md": f"# M\n\n## Structure\n\n`M`\n\n## Fields\n\n{TAGS}{row}\n", "state.md": STATE}
    (field,) = fields(model_of(pages, "apimatic", report), "M").values()
    return field


@pytest.mark.parametrize(
    ("cell", "type_", "nullable"),
    [
        ("`str`", STRING, False),
        ("[`State`](state.md)", Ref("State"), False),
        ("[`List[State]`](state.md)", ListOf(Ref("State")), False),
        ("[`string \\| undefined`](state.md)", Ref("State"), False),
        ("`string \\| null \\| undefined`", STRING, True),
        ("`Dict[str, Any]`", MapOf(ANY), False),
        ("`int \\| str \\| None`", one_of((INTEGER, STRING)), True),
        ("`Record<string, string>`", MapOf(STRING), False),
        ("`number[]`", ListOf(NUMBER), False),
    ],
)
def test_the_types_of_apimatic(cell: str, type_: Type, nullable: bool) -> None:
    field = apimatic(f"| `f` | {cell} | Required | - |")
    assert (field.type, field.nullable, field.required, field.description) == (type_, nullable, True, "")


def test_what_stands_behind_the_words_of_a_description() -> None:
    field = apimatic(
        "| `f` | `str` | Optional, Read-only | Words.<br><br>**Default**: `'a'`<br><br>**Constraints**: "
        "*Minimum Length*: `1`, *Maximum Length*: `9`, *Pattern*: `^(a\\|b)$` |"
    )
    assert field.type == Scalar("string", limits=Limits(min_length=1, max_length=9, pattern="^(a|b)$"))
    assert (field.default, field.description, field.read_only, field.required) == ('"a"', "Words.", True, False)


@pytest.mark.parametrize(
    ("type_", "said", "value"),
    [("str", '`"x"`', '"x"'), ("str", "`x`", '"x"'), ("int", "`2`", "2"), ("bool", "`True`", "true")],
)
def test_a_constant(type_: str, said: str, value: str) -> None:
    assert apimatic(f"| `f` | `{type_}` | Required, Constant | **Value**: {said} |").type == Choice((Json(value),))


def test_limits_of_an_enum_stand_where_its_values_keep_to_them() -> None:
    report = Report()
    row = "| `f` | [`State`](state.md) | Required | **Constraints**: *Maximum Length*: `{}` |"
    assert apimatic(row.format(3), report).type == Ref("State", limits=Limits(max_length=3))
    assert "misplaced-limit" not in codes(report)
    assert apimatic(row.format(2), report).type == Ref("State")
    assert "misplaced-limit" in codes(report)


@pytest.mark.parametrize(
    ("type_", "said", "left"),
    [
        (BOOLEAN, ("Maximum Length", "3"), True),
        (STRING, ("Maximum Length", "three"), True),
        (ListOf(STRING), ("maxLength", "3"), False),
        (ListOf(ANY), ("max_length", "3"), True),
        (INTEGER, (">=", "0"), False),
        (OneOf((STRING, NULL)), ("MinLength", "3"), False),
    ],
)
def test_a_limit_is_held_or_handed_back(type_: Type, said: tuple[str, str], left: bool) -> None:
    found, rest = limited(type_, [said])
    assert (rest == [said], found == type_) == (left, left)


# --- protoc-gen-doc --------------------------------------------------------------------------------------------------


def proto(row: str, report: Report | None = None) -> Field:
    text = (
        '<a name="p-M"></a>\n\n### M\n\n| Field | Type | Label | Description |\n| --- | --- | --- | --- |\n'
        f'{row}\n\n<a name="p-X"></a>\n\n### X\nNothing.\n'
    )
    (field,) = fields(model_of({"p.md": text}, "protoc-gen-doc", report), "M").values()
    return field


@pytest.mark.parametrize(
    ("type_", "label", "meant", "required"),
    [
        ("[uint64](#uint64)", "", INTEGER, False),
        ("[sint32](#sint32)", "required", INT32, True),
        ("[X](#p-X)", "repeated", ListOf(X), False),
        ("[X](#p.X)", "optional", X, False),
        ("[bytes](#bytes)", "", BYTES, False),
        ("[google.protobuf.Timestamp](#google-protobuf-Timestamp)", "", DATE_TIME, False),
        ("[google.protobuf.Struct](#google-protobuf-Struct)", "", OBJECT, False),
    ],
)
def test_the_cells_of_protoc_gen_doc(type_: str, label: str, meant: Type, required: bool) -> None:
    report = Report()
    field = proto(f"| f | {type_} | {label} |  |", report)
    assert (field.type, field.required) == (meant, required)
    assert codes(report) == []


def test_defaults_and_deprecation_of_protoc_gen_doc() -> None:
    field = proto("| f | [int32](#int32) | optional | **Deprecated.** Cents. Default: 50 |")
    assert (field.default, field.deprecated, field.description) == ("50", True, "Cents.")


# --- tbls ------------------------------------------------------------------------------------------------------------


def column(row: str, report: Report | None = None) -> Field:
    head = "| Name | Type | Default | Nullable | Children | Parents | Comment |\n|---|---|---|---|---|---|---|\n"
    (field,) = fields(model_of({"t.md": f"# t\n\n## Columns\n\n{head}{row}\n"}, "tbls", report), "t").values()
    return field


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("bigint", INT64),
        ("int(11) unsigned", INTEGER),
        ("varchar(20)", Scalar("string", limits=Limits(max_length=20))),
        ("varchar(20)[]", ListOf(Scalar("string", limits=Limits(max_length=20)))),
        ("timestamp without time zone", DATE_TIME),
        ("timestamp(6) with time zone", DATE_TIME),
        ("TIMESTAMP (allow_commit_timestamp=TRUE)", DATE_TIME),
        ("numeric(10,2)", DECIMAL),
        ("STRING(MAX)", STRING),
        ("ARRAY(STRUCT)", ListOf(OBJECT)),
        ("enum('a','b')", Choice((Json('"a"'), Json('"b"')))),
        ("jsonb", ANY),
        ("", ANY),
        ("uuid", UUID),
        ("bit", BOOLEAN),
        ("bytea", BYTES),
    ],
)
def test_the_types_of_tbls(cell: str, type_: Type) -> None:
    report = Report()
    assert column(f"| c | {cell} |  | false |  |  |  |", report).type == type_
    assert codes(report) == []


@pytest.mark.parametrize(
    ("type_", "cell", "default"),
    [
        ("text", "'it''s'::text", '"it\'s"'),
        ("varchar(9)", "Untitled", '"Untitled"'),
        ("text", "'1'", '"1"'),
        ("int", "((0))", "0"),
        ("numeric", "0.10", "0.10"),
        ("boolean", "true", "true"),
        ("bit", "((1))", "true"),
        ("text", "NULL::character varying", None),
        ("timestamp", "CURRENT_TIMESTAMP", None),
        ("bigint", "nextval('t_id_seq'::regclass)", None),
        ("uuid", "uuid_generate_v4()", None),
    ],
)
def test_the_defaults_of_tbls(type_: str, cell: str, default: str | None) -> None:
    assert column(f"| c | {type_} | {cell} | false |  |  |  |").default == default


@pytest.mark.parametrize(
    ("definition", "key"),
    [
        ("PRIMARY KEY (a)", ("a",)),
        ("PRIMARY KEY (`a`, b DESC)", ("a", "b")),
        ('PRIMARY KEY ("A")', ("a",)),
        ("CLUSTERED, unique, part of a PRIMARY KEY constraint, [ a, b ]", ("a", "b")),
        ("UNIQUE (a)", ()),
        ("PRIMARY KEY (nix)", ()),
    ],
)
def test_primary_keys(definition: str, key: tuple[str, ...]) -> None:
    head = "| Name | Type | Default | Nullable | Children | Parents | Comment |\n|---|---|---|---|---|---|---|\n"
    rows = "| a | int |  | false |  |  |  |\n| b | int |  | false |  |  |  |\n"
    keys = f"## Constraints\n\n| Name | Type | Definition |\n|---|---|---|\n| k | K | {definition} |\n"
    (record,) = model_of({"t.md": f"# t\n\n## Columns\n\n{head}{rows}\n{keys}"}, "tbls").definitions
    assert isinstance(record, Record)
    assert record.primary_key == key


@pytest.mark.parametrize("target", ["users(id)", '"public".users (id)', "public.users(id) ON DELETE CASCADE"])
def test_foreign_keys_find_their_table_without_its_schema(target: str) -> None:
    head = "| Name | Type | Default | Nullable | Children | Parents | Comment |\n|---|---|---|---|---|---|---|\n"
    users = f"# public.users\n\n## Columns\n\n{head}| id | int |  | false |  |  |  |\n"
    posts = (
        f"# public.posts\n\n## Columns\n\n{head}| u | int |  | false |  | [public.users](public.users.md) |  |\n\n"
        "## Constraints\n\n| Name | Type | Definition |\n|---|---|---|\n"
        f"| k | F | FOREIGN KEY (u) REFERENCES {target} |\n"
    )
    model = model_of({"public.users.md": users, "public.posts.md": posts}, "tbls")
    assert fields(model, "public.posts")["u"].foreign_key == "public.users.id"


# --- helm-docs -------------------------------------------------------------------------------------------------------


def value(row: str, report: Report | None = None) -> Field:
    text = f"# c\n\n## Values\n\n| Key | Type | Default | Description |\n|---|---|---|---|\n{row}\n"
    (field,) = fields(model_of({"README.md": text}, "helm-docs", report), "c").values()
    return field


@pytest.mark.parametrize(
    ("type_", "cell", "meant", "default"),
    [
        ("string", '`"a"`', STRING, '"a"'),
        ("string", '`""`', STRING, '""'),
        ("string", "`nil`", STRING, "null"),
        ("string", "`rw`", STRING, '"rw"'),
        ("string", '`"A(`/b`) || C(`/d`)"`', STRING, '"A(`/b`) || C(`/d`)"'),
        ("int", "`443`", INTEGER, "443"),
        ("list", "`[]`", ListOf(ANY), "[]"),
        ("object", '`{"a":1}`', OBJECT, '{"a":1}'),
        ("tpl/object", "`{}`", OBJECT, "{}"),
        ("string/int", "`1`", one_of((STRING, INTEGER)), "1"),
        ("object", "See _values.yaml_", OBJECT, None),
        ("list", "`[]` (See [values.yaml])", ListOf(ANY), None),
    ],
)
def test_the_cells_of_helm_docs(type_: str, cell: str, meant: Type, default: str | None) -> None:
    field = value(f"| k | {type_} | {cell} |  |")
    assert (field.type, field.default, field.nullable) == (meant, default, default == "null")


# --- crd-ref-docs ----------------------------------------------------------------------------------------------------


def resource(row: str) -> Field:
    head = "| Field | Description | Default | Validation |\n|---|---|---|---|\n"
    text = f"#### M\n\n{head}{row}\n\n#### X\n\n_Underlying type:_ _string_\n\nAn x.\n"
    (field,) = fields(model_of({"api.md": text}, "crd-ref-docs"), "M").values()
    return field


@pytest.mark.parametrize(
    ("cell", "validation", "type_", "required"),
    [
        ("`f` _string_", "Required: \\{\\} <br />", STRING, True),
        ("`f` _string_", "Optional: \\{\\} <br />", STRING, False),
        ("`f` _[X](#x) array_", "MaxItems: 10 <br />", ListOf(X, Limits(max_items=10)), False),
        (
            "`f` _integer array_",
            "items:Minimum: 1 <br />",
            ListOf(Scalar("integer", limits=Limits(minimum=Json("1")))),
            False,
        ),
        ("`f` _object (keys:string, values:[X](#x))_", "", MapOf(X), False),
        ("`f` _string_", "Enum: [A B] <br />", Choice((Json('"A"'), Json('"B"'))), False),
        (
            "`f` _string_",
            "Pattern: `a\\|\\s\\{2\\}` <br />",
            Scalar("string", limits=Limits(pattern="a|\\s{2}")),
            False,
        ),
        ("`f` _[Time](https://kubernetes.io/docs/#time-v1-meta)_", "", DATE_TIME, False),
    ],
)
def test_the_cells_of_crd_ref_docs(cell: str, validation: str, type_: Type, required: bool) -> None:
    field = resource(f"| {cell} | Words. |  | {validation} |")
    assert (field.name, field.type, field.required, field.description) == ("f", type_, required, "Words.")


def test_a_resource_is_known_by_its_constants_and_a_type_by_what_it_is() -> None:
    assert resource("| `kind` _string_ | `M` | | |").type == Choice((Json('"M"'),))
    model = model_of({"api.md": "#### X\n\n_Underlying type:_ _string_\n\nAn x.\n"}, "crd-ref-docs")
    assert model.definitions == (Alias("X", STRING, "An x."),)


# --- auto ------------------------------------------------------------------------------------------------------------

PAGES = {
    "openapi-generator": X_PAGE.replace("|  | ", "|  | [optional] "),
    "apimatic": f"# M\n\n## Structure\n\n`M`\n\n## Fields\n\n{TAGS}| `f` | `str` | Required | - |\n",
    "protoc-gen-doc": "### M\n\n| Field | Type | Label | Description |\n|---|---|---|---|\n"
    "| f | [string](#string) |  |  |\n",
    "tbls": "# t\n\n## Columns\n\n| Name | Type | Default | Nullable | Children | Parents | Comment |\n"
    "|---|---|---|---|---|---|---|\n| a | int |  | false |  |  |  |\n",
    "helm-docs": "# c\n\n## Values\n\n| Key | Type | Default | Description |\n|---|---|---|---|\n"
    "| k | string | `nil` |  |\n",
    "crd-ref-docs": "#### M\n\n| Field | Description | Default | Validation |\n|---|---|---|---|\n"
    "| `f` _string_ | W. |  |  |\n",
    "plain": "# M\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n"
    "| f | string | Words. | More. |\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_known_for_what_it_is(name: str) -> None:
    (verdict,) = choose([parse(Source("page.md", PAGES[name]))], known())
    assert verdict.dialect is not None
    assert verdict.dialect.name == name
