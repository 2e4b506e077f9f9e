"""Every form of a cell that the Speakeasy styles print, and what it says: the type, required, nullable, unstated."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from spectable.diagnostic import Diagnostic, Report
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
    ListOf,
    MapOf,
    Model,
    Record,
    Ref,
    Scalar,
    Type,
    one_of,
)
from spectable.reading.dialect import choose, known
from spectable.reading.markdown import Document, parse
from spectable.reading.read import read
from spectable.source import Source

CHECK, MINUS = ":heavy_check_mark:", ":heavy_minus_sign:"
X = Ref("X")
DATE = Scalar("string", "date")
DATE_TIME = Scalar("string", "date-time")
FILE = Scalar("string", "binary")
BYTES = Scalar("string", "byte")
INT32 = Scalar("integer", "int32")
INT64 = Scalar("integer", "int64")
DOUBLE = Scalar("number", "double")


def page(path: str, text: str) -> Document:
    return parse(Source(path, text))


def table(cell: str, mark: str = CHECK) -> str:
    return f"| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n| `f` | {cell} | {mark} | N/A |\n"


def record(name: str) -> str:
    return f"# {name}\n\n## Fields\n\n" + table("").replace("| `f` |", "|", 1).partition("\n|  |")[0] + "\n"


FOLDERS = {
    "typescript": "docs/models/components/{}.md",
    "go": "docs/models/shared/{}.md",
    "java": "docs/models/shared/{}.md",
    "csharp": "docs/Models/Components/{}.md",
    "ruby": "docs/models/components/{}.md",
    "php": "docs/Models/Components/{}.md",
    "python": "docs/models/{}.md",
}


def model_of(language: str, pages: Iterable[tuple[str, str]]) -> tuple[Model, list[Diagnostic]]:
    """What the pages, (file name, text), say in the style of a language, and what is found on the way."""
    report = Report()
    documents = [page(FOLDERS[language].format(file), text) for file, text in pages]
    return read(documents, f"speakeasy-{language}", report), list(report)


def field_of(language: str, cell: str, mark: str = CHECK) -> Field:
    """The field of a row with this type cell, on a page beside the models `X`, `Y`, `File` and the union `Key`."""
    x, y = ("X", "Y") if language in ("java", "csharp", "php") else ("x", "y")
    union = "# Key\n\n## Supported Types\n\n### `string`\n\n### `int`\n"
    models = [("Holder", f"# Holder\n\n## Fields\n\n{table(cell, mark)}"), (x, record("X")), (y, record("Y"))]
    models += [("File", record("File")), ("Key", union)]
    model, found = model_of(language, models)
    faults = [d for d in found if d.span and d.span.source.path.endswith("Holder.md") and d.severity.name != "INFO"]
    assert not faults
    (holder,) = (d for d in model.definitions if d.name == "Holder")
    assert isinstance(holder, Record)
    return holder.fields[0]


TYPESCRIPT: list[tuple[str, Type]] = [
    ("*string*", STRING),
    ("*number*", NUMBER),
    ("*boolean*", BOOLEAN),
    ("*any*", ANY),
    ("*bigint*", INTEGER),
    ("*string*[]", ListOf(STRING)),
    ("*any*[][]", ListOf(ListOf(ANY))),
    ("[components.X](../../models/components/x.md)", X),
    ("[components.X](../../models/components/x.md)[]", ListOf(X)),
    ("*components.X*", X),
    ("*components.X*[][]", ListOf(ListOf(X))),
    ("Record<string, *any*>", MapOf(ANY)),
    ("Record<string, *string*[]>", MapOf(ListOf(STRING))),
    ("Record<string, *string*>[]", ListOf(MapOf(STRING))),
    ("Record<string, Record<string, [components.X](../../models/components/x.md)>>", MapOf(MapOf(X))),
    ('*"call"*', Choice((Json('"call"'),))),
    ('*"__main__"*', Choice((Json('"__main__"'),))),
    ("*true*", Choice((Json("true"),))),
    ("*42*", Choice((Json("42"),))),
    ("[Date](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Date)", DATE_TIME),
    ("[RFCDate](../../types/rfcdate.md)", DATE),
    (
        r"[File](https://developer.mozilla.org/en-US/docs/Web/API/File) \| "
        r"[Blob](https://developer.mozilla.org/en-US/docs/Web/API/Blob) \| "
        "[components.X](../../models/components/x.md)",
        FILE,
    ),
    ("[components.File](../../models/components/File.md)", Ref("File")),
    ("*ReadableStream<Uint8Array>*", FILE),
    (r"*string \| number*", one_of((STRING, NUMBER))),
]

GO: list[tuple[str, Type]] = [
    ("`string`", STRING),
    ("`int64`", INT64),
    ("`float64`", DOUBLE),
    ("`bool`", BOOLEAN),
    ("`any`", ANY),
    ("`[]byte`", BYTES),
    ("*string*", STRING),
    ("[shared.X](../../models/shared/x.md)", X),
    ("[]`string`", ListOf(STRING)),
    ("[]*string*", ListOf(STRING)),
    ("[][shared.X](../../models/shared/x.md)", ListOf(X)),
    ("[][]`int64`", ListOf(ListOf(INT64))),
    ("[]`*string`", ListOf(one_of((STRING, NULL)))),
    ("map[string]`any`", MapOf(ANY)),
    ("map[string]*interface{}*", MapOf(ANY)),
    ("map[string]map[string][shared.X](../../models/shared/x.md)", MapOf(MapOf(X))),
    ("map[string][]`string`", MapOf(ListOf(STRING))),
    ("[time.Time](https://pkg.go.dev/time#Time)", DATE_TIME),
    ("[types.Date](../../types/date.md)", DATE),
    ("[big.Int](https://pkg.go.dev/math/big#Int)", INTEGER),
]

JAVA: list[tuple[str, Type]] = [
    ("*String*", STRING),
    ("*long*", INT64),
    ("*int*", INT32),
    ("*double*", DOUBLE),
    ("*boolean*", BOOLEAN),
    ("*Object*", ANY),
    ("`byte[]`", BYTES),
    ("[X](../../models/shared/X.md)", X),
    ("[File](../../models/shared/File.md)", Ref("File")),
    (r"List\<[X](../../models/shared/X.md)>", ListOf(X)),
    (r"List\<*String*>", ListOf(STRING)),
    (r"List\<List\\<*String*>>", ListOf(ListOf(STRING))),
    (r"Map\<String, *Object*>", MapOf(ANY)),
    (r"Map\<String, List\\<[X](../../models/shared/X.md)>>", MapOf(ListOf(X))),
    ("[OffsetDateTime](https://docs.oracle.com/javase/8/docs/api/java/time/OffsetDateTime.html)", DATE_TIME),
    ("[LocalDate](https://docs.oracle.com/javase/8/docs/api/java/time/LocalDate.html)", DATE),
]

CSHARP: list[tuple[str, Type]] = [
    ("*string*", STRING),
    ("*long*", INT64),
    ("*int*", INT32),
    ("*double*", DOUBLE),
    ("*bool*", BOOLEAN),
    ("*object*", ANY),
    ("*byte[]*", BYTES),
    ("[Models.Components.X](../../Models/Components/X.md)", X),
    ("[X](../../Models/Components/X.md)", X),
    ("List<[X](../../Models/Components/X.md)>", ListOf(X)),
    ("List<*string*>", ListOf(STRING)),
    (r"List\<*string*>", ListOf(STRING)),
    ("Dictionary<String, *object*>", MapOf(ANY)),
    ("Dictionary<String, List<*long*>>", MapOf(ListOf(INT64))),
    ("[DateTime](https://learn.microsoft.com/en-us/dotnet/api/system.datetime?view=net-5.0)", DATE_TIME),
    ("[LocalDate](https://nodatime.org/3.1.x/api/NodaTime.LocalDate.html)", DATE),
]

RUBY: list[tuple[str, Type]] = [
    ("*::String*", STRING),
    ("*::Integer*", INTEGER),
    ("*::Float*", NUMBER),
    ("*::Object*", ANY),
    ("*Crystalline::Boolean.new*", BOOLEAN),
    ("[Models::Components::X](../../models/components/x.md)", X),
    ("Crystalline::Array<*::String*>", ListOf(STRING)),
    ("Crystalline::Array<[Models::Components::X](../../models/components/x.md)>", ListOf(X)),
    ("Crystalline::Hash[Symbol, *::Object*]", MapOf(ANY)),
    ("Crystalline::Hash[Symbol, Crystalline::Array<*::String*>]", MapOf(ListOf(STRING))),
    (
        "[Crystalline::Union.new(Models::Components::X, Models::Components::Y)](../../models/shared/xory.md)",
        one_of((X, Ref("Y"))),
    ),
    ("[Crystalline::Union.new(::String, ::Integer)](../../models/components/Key.md)", Ref("Key")),
    (
        "[Crystalline::Union.new(::String, Crystalline::Array.new(::String))](../../models/components/lost.md)",
        one_of((STRING, ListOf(STRING))),
    ),
    ("[Date](https://ruby-doc.org/stdlib-2.6.1/libdoc/date/rdoc/Date.html)", DATE_TIME),
    ("[DateTime](https://ruby-doc.org/stdlib-2.6.1/libdoc/date/rdoc/DateTime.html)", DATE),
    ("*T::Boolean*", BOOLEAN),
    ("T::Array<*::String*>", ListOf(STRING)),
    ("[::AcmeSDK::Shared::X](../../models/components/x.md)", X),
]

PHP: list[tuple[str, Type]] = [
    ("*string*", STRING),
    ("*int*", INTEGER),
    ("*float*", NUMBER),
    ("*bool*", BOOLEAN),
    ("*mixed*", ANY),
    (r"[Components\X](../../Models/Components/X.md)", X),
    (r"[\Acme\Sdk\Models\Components\X](../../Models/Components/X.md)", X),
    ("array<*string*>", ListOf(STRING)),
    (r"array<[Components\X](../../Models/Components/X.md)>", ListOf(X)),
    ("array<string, *mixed*>", MapOf(ANY)),
    ("array<string, array<*int*>>", MapOf(ListOf(INTEGER))),
    (r"array<string, [string\|int\|bool\|array](../../Models/Components/Key.md)>", MapOf(Ref("Key"))),
    (
        r"array<string, [string\|int\|array](../../Models/Components/Lost.md)>",
        MapOf(one_of((STRING, INTEGER, ListOf(ANY), OBJECT))),
    ),
    (r"[\DateTime](https://www.php.net/manual/en/class.datetime.php)", DATE_TIME),
]

CELLS = {"typescript": TYPESCRIPT, "go": GO, "java": JAVA, "csharp": CSHARP, "ruby": RUBY, "php": PHP}


@pytest.mark.parametrize(
    ("language", "cell", "type_"), [(name, cell, type_) for name, cells in CELLS.items() for cell, type_ in cells]
)
def test_a_cell_says_its_type(language: str, cell: str, type_: Type) -> None:
    field = field_of(language, cell)
    assert field.type == type_
    assert (field.required, field.nullable) == (True, False)


ABSENT, EITHER, NULLABLE, PLAIN = (False, False), (False, True), (True, True), (True, False)


@pytest.mark.parametrize(
    ("language", "cell", "mark", "states", "is_unstated"),
    [
        # Java: what `Optional` means depends on the mark; `JsonNullable` is both.
        ("java", r"*Optional\<Long>*", MINUS, ABSENT, False),
        ("java", r"*Optional\<Long>*", CHECK, NULLABLE, False),
        ("java", r"*JsonNullable\<Long>*", MINUS, EITHER, False),
        ("java", r"*JsonNullable\<Long>*", CHECK, NULLABLE, False),
        ("java", r"[Optional\<X>](../../models/shared/X.md)", MINUS, ABSENT, False),
        ("java", r"[JsonNullable\<X>](../../models/shared/X.md)", MINUS, EITHER, False),
        ("java", r"List\<*String*>", MINUS, EITHER, True),
        ("java", r"Map\<String, *Object*>", CHECK, PLAIN, True),
        # Pointers and their like: null of a required field, and of another one of the two.
        ("go", "`*string`", CHECK, NULLABLE, False),
        ("go", "`*string`", MINUS, EITHER, True),
        ("go", "**string*", MINUS, EITHER, True),
        ("go", "**int64*", CHECK, NULLABLE, False),
        ("go", "[*shared.X](../../models/shared/x.md)", MINUS, EITHER, True),
        ("go", "[*time.Time](https://pkg.go.dev/time#Time)", CHECK, NULLABLE, False),
        ("go", "[*types.Date](../../types/date.md)", CHECK, NULLABLE, False),
        ("go", "optionalnullable.OptionalNullable[`string`]", MINUS, EITHER, False),
        ("go", "optionalnullable.OptionalNullable[[shared.X](../../models/shared/x.md)]", MINUS, EITHER, False),
        ("go", "optionalnullable.OptionalNullable[[]`string`]", MINUS, EITHER, False),
        ("go", "`string`", MINUS, ABSENT, False),
        ("go", "[]`string`", MINUS, EITHER, True),
        ("ruby", "*Crystalline::Nilable.new(::String)*", CHECK, NULLABLE, False),
        ("ruby", "*Crystalline::Nilable.new(::String)*", MINUS, EITHER, True),
        ("ruby", "[Crystalline::Nilable.new(Models::Components::X)](../x.md)", MINUS, EITHER, True),
        ("ruby", "Crystalline::Array<*::String*>", MINUS, EITHER, True),
        ("ruby", "[Date](https://ruby-doc.org/stdlib-2.6.1/libdoc/date/rdoc/Date.html)", MINUS, EITHER, True),
        ("php", "*?string*", CHECK, NULLABLE, False),
        ("php", "*?string*", MINUS, EITHER, True),
        ("php", r"[?Components\X](../../Models/Components/X.md)", MINUS, EITHER, True),
        ("php", r"[int\|float\|null](../../Models/Components/Key.md)", CHECK, NULLABLE, False),
        ("php", r"[int\|float\|null](../../Models/Components/Key.md)", MINUS, EITHER, True),
        ("php", "*string*", CHECK, PLAIN, True),
        # Languages that print no nullability at all.
        ("typescript", "*string*", CHECK, PLAIN, True),
        ("typescript", "[components.X](../../models/components/x.md)", MINUS, EITHER, True),
        ("typescript", '*"call"*', MINUS, ABSENT, False),
        ("typescript", "*any*", MINUS, ABSENT, False),
        ("csharp", "*string*", MINUS, EITHER, True),
        ("csharp", "List<*string*>", CHECK, PLAIN, True),
        # The markers of a hand-made page.
        ("typescript", "*string*", "TRUE", PLAIN, True),
        ("typescript", "*string*", "FALSE", EITHER, True),
    ],
)
def test_what_a_wrap_and_a_marker_say_together(
    language: str, cell: str, mark: str, states: tuple[bool, bool], is_unstated: bool
) -> None:
    field = field_of(language, cell, mark)
    assert (field.required, field.nullable) == states
    assert field.unstated is is_unstated


def test_a_wrapped_reference_keeps_its_type() -> None:
    assert field_of("java", r"[Optional\<File>](../../models/shared/File.md)", MINUS).type == Ref("File")
    assert field_of("php", r"[int\|float\|null](../../Models/Components/Key.md)").type == Ref("Key")
    assert field_of("go", "**string*").type == STRING
    found = field_of(
        "ruby",
        "[Crystalline::Nilable.new(Crystalline::Union.new(Models::Components::X, Models::Components::Y))](../a.md)",
        MINUS,
    )
    assert found.type == one_of((X, Ref("Y")))


# --- Unions ----------------------------------------------------------------------------------------------------------

UNIONS: list[tuple[str, str, Type]] = [
    (
        "typescript",
        "### `components.X`\n\n```typescript\nconst value: components.X = {};\n```\n\n### `string`\n\n"
        "### `number[]`\n\n### `{ [k: string]: components.X }`\n\n### `Date`\n\n### `any[]`\n",
        one_of((X, STRING, ListOf(NUMBER), MapOf(X), DATE_TIME, ListOf(ANY))),
    ),
    ("typescript", '### `components.X & { kind: "x" }`\n\n### `components.Y & { kind: "y" }`\n', one_of((X, Ref("Y")))),
    (
        "go",
        "### \n\n```go\nkey := shared.CreateKeyStr(string{/* values here */})\n```\n\n"
        "### \n\n```go\nkey := shared.CreateKeyArrayOfStr([]string{/* values here */})\n```\n\n"
        "### \n\n```go\nkey := shared.CreateKeyMapOfAny(map[string]any{/* values here */})\n```\n\n"
        "### X\n\n```go\nkey := shared.CreateKeyX(shared.X{/* values here */})\n```\n\n### Y\n\n"
        "## Union Discrimination\n\nUse the `Type` field:\n\n```go\nswitch key.Type {\n}\n```\n",
        one_of((STRING, ListOf(STRING), MapOf(ANY), X, Ref("Y"))),
    ),
    (
        "csharp",
        "### Str\n\n```csharp\nKey.CreateStr(/* values here */);\n```\n\n### Number\n\n### Boolean\n\n### X\n\n"
        "### ArrayOfX\n\n### ArrayOfStr\n\n### MapOfAny\n\n### ArrayOfArrayOfInteger\n",
        one_of((STRING, DOUBLE, BOOLEAN, X, ListOf(X), ListOf(STRING), MapOf(ANY), ListOf(ListOf(INT64)))),
    ),
    (
        "php",
        "### `Components\\X`\n\n```php\n/**\n* @var \\Acme\\Models\\Components\\X\n*/\nComponents\\X $value\n```\n\n"
        "### `array`\n\n```php\n/**\n* @var array<Components\\Y>\n*/\narray $value\n```\n\n### `string`\n",
        one_of((X, ListOf(Ref("Y")), STRING)),
    ),
    (
        "java",
        '### Discriminator: `kind`\n\n| Value | Type |\n| ----- | ---- |\n| `"x"` | [X](../../models/shared/X.md) |\n\n'
        "### [`X`](../../models/shared/X.md)\n\n```java\nKey value = X.builder().build();\n```\n\n"
        "### [`Y`](../../models/shared/Y.md)\n\n### `List<String>`\n\n### `Map<String, Long>`\n\n### `long`\n\n"
        "## Consumption Patterns\n\n### Java 11+ (Raw Value + Cast)\n\n```java\nObject raw = value.value();\n```\n",
        one_of((X, Ref("Y"), ListOf(STRING), MapOf(INT64), INT64)),
    ),
]


@pytest.mark.parametrize(("language", "text", "type_"), UNIONS)
def test_a_union_page_says_its_branches(language: str, text: str, type_: Type) -> None:
    pages = [("Key", f"# Key\n\n\n## Supported Types\n\n{text}"), ("X", record("X")), ("Y", record("Y"))]
    model, found = model_of(language, pages)
    assert [d for d in found if d.severity.name != "INFO"] == []
    assert sorted(d.name for d in model.definitions) == ["Key", "X", "Y"]
    assert model.by_name["Key"] == Alias("Key", type_)


@pytest.mark.parametrize("language", ["java", "ruby"])
def test_an_empty_union_page_is_any_value_with_its_description(language: str) -> None:
    model, found = model_of(language, [("key", "# Key\n\nEither of two.\n")])
    assert model.definitions == (Alias("Key", ANY, "Either of two."),)
    assert [d.code for d in found] == ["empty-page"]


def test_an_empty_page_is_the_union_that_a_link_to_it_spells_out() -> None:
    cell = "[Crystalline::Nilable.new(Crystalline::Union.new(Models::Components::X, ::Integer))]"
    holder = f"# Holder\n\n## Fields\n\n{table(cell + '(../../models/components/key.md)', MINUS)}"
    model, found = model_of("ruby", [("holder", holder), ("key", "# Key\n\nEither.\n"), ("x", record("X"))])
    assert found == []
    assert model.by_name["Key"] == Alias("Key", one_of((X, INTEGER)), "Either.")
    (field,) = (f for r in model.records() if r.name == "Holder" for f in r.fields)
    assert (field.type, field.required, field.unstated) == (Ref("Key"), False, True)


def test_a_union_in_a_label_is_not_the_model_that_its_last_branch_names() -> None:
    union = "# XOrY\n\n## Supported Types\n\n### `Components\\X`\n\n### `Components\\Y`\n\n### `null`\n"
    cell = r"array<[Components\X\|Components\Y\|null](../../Models/Components/XOrY.md)>"
    pages = [("XOrY", union), ("X", record("X")), ("Y", record("Y"))]
    model, _ = model_of("php", [*pages, ("Holder", f"# Holder\n\n## Fields\n\n{table(cell)}")])
    (field,) = (f for r in model.records() if r.name == "Holder" for f in r.fields)
    assert field.type == ListOf(one_of((Ref("XOrY"), NULL)))


# --- Enums -----------------------------------------------------------------------------------------------------------


def enum_of(language: str, values: str) -> Enum:
    model, found = model_of(language, [("state", f"# State\n\n\n## Values\n\n{values}")])
    assert found == []
    (enum,) = model.definitions
    assert isinstance(enum, Enum)
    return enum


@pytest.mark.parametrize(
    ("code", "values", "is_open"),
    [
        ('"id" | "session_id"', ['"id"', '"session_id"'], False),
        ('"only"', ['"only"'], False),
        ('"id" | "a | b" | Unrecognized<string>', ['"id"', '"a | b"'], True),
        ('"" | "a"', ['""', '"a"'], False),
        ("1 | 2 | 30", ["1", "2", "30"], False),
        ("1 | 2 | Unrecognized<number>", ["1", "2"], True),
        ('| "a"\n| "b"', ['"a"', '"b"'], False),
    ],
)
def test_an_enum_in_a_fenced_block(code: str, values: list[str], is_open: bool) -> None:
    enum = enum_of("typescript", f"```typescript\n{code}\n```")
    assert [member.value for member in enum.members] == values
    assert enum.open is is_open


@pytest.mark.parametrize("language", sorted(CELLS))
def test_an_enum_in_a_table(language: str) -> None:
    enum = enum_of(language, "| Name | Value |\n| ---- | ----- |\n| `ON` | on |\n| `OFF_ISH` | off_ish_ |")
    assert [(m.name, m.value) for m in enum.members] == [("ON", '"on"'), ("OFF_ISH", '"off_ish_"')]
    assert not enum.open


def test_a_row_of_unrecognized_values_opens_an_enum() -> None:
    enum = enum_of(
        "typescript",
        "This is an open enum. Unrecognized values will be captured as the `Unrecognized<string>` branded type.\n\n"
        "| Name | Value |\n| --- | --- |\n| `On` | on |\n| `Off` | off |\n| - | `Unrecognized<string>` |",
    )
    assert [m.value for m in enum.members] == ['"on"', '"off"']
    assert enum.open
    quiet = enum_of("typescript", "| Name | Value |\n| --- | --- |\n| `On` | on |\n| - | `Unrecognized<string>` |")
    assert quiet.open


@pytest.mark.parametrize(
    ("language", "comment"),
    [
        ("java", "// Open enum: use .of() to create instances from custom string values"),
        ("ruby", "# Open enum: use .deserialize() to create instances from custom string values"),
        ("go", "// Open enum: custom values can be created with a direct type cast"),
    ],
)
def test_the_example_of_an_enum_may_say_that_it_is_open(language: str, comment: str) -> None:
    values = "## Values\n\n| Name | Value |\n| ---- | ----- |\n| `ON` | on |\n"
    for code, is_open in ((comment, True), ("value = ON", False)):
        text = f"# State\n\n## Example Usage\n\n```{language}\n{code}\n```\n\n\n{values}"
        model, _ = model_of(language, [("state", text)])
        (enum,) = model.definitions
        assert isinstance(enum, Enum)
        assert enum.open is is_open


# --- auto ------------------------------------------------------------------------------------------------------------

LINKS = {
    "typescript": "[components.X](../../models/components/x.md)",
    "go": "[shared.X](../../models/shared/x.md)",
    "java": "[X](../../models/shared/X.md)",
    "csharp": "[X](../../Models/Components/X.md)",
    "ruby": "[Models::Components::X](../../models/components/x.md)",
    "php": r"[Components\X](../../Models/Components/X.md)",
    "python": "[models.X](../models/x.md)",
}
NAMES = {"go": "UserName", "csharp": "UserName", "ruby": "user_name", "python": "user_name"}


@pytest.mark.parametrize("cell", ["a reference", "a few scalars"])
@pytest.mark.parametrize("language", sorted(LINKS))
def test_a_page_alone_tells_its_language(language: str, cell: str) -> None:
    scalars = [spelt for spelt, _ in CELLS[language][:2]] if language in CELLS else ["*str*", "*Optional[int]*"]
    cells = [LINKS[language]] if cell == "a reference" else scalars
    rows = "\n".join(f"| `{NAMES.get(language, 'userName')}` | {spelt} | {CHECK} | N/A |" for spelt in cells)
    text = f"# Holder\n\n\n## Fields\n\n{record('X').partition('## Fields')[2].strip()}\n{rows}"
    (verdict,) = choose([page("docs/models/holder.md", text)], known())
    assert verdict.dialect is not None
    assert verdict.dialect.name == f"speakeasy-{language}"


@pytest.mark.parametrize("language", sorted(LINKS))
def test_a_page_that_tells_nothing_is_of_its_folder_or_of_the_one_above(language: str) -> None:
    plain = "# State\n\n## Values\n\n| Name | Value |\n| ---- | ----- |\n| `ON` | on |\n"
    holder = (
        f"# Holder\n\n## Fields\n\n{table(LINKS[language]).replace('`f`', '`' + NAMES.get(language, 'userName') + '`')}"
    )
    pages = [
        page("docs/models/components/holder.md", holder),
        page("docs/models/components/state.md", plain),
        page("docs/models/errors/state.md", plain),
    ]
    names = [verdict.dialect.name if verdict.dialect else None for verdict in choose(pages, known())]
    assert names == [f"speakeasy-{language}"] * 3


def test_a_deprecated_field_an_example_and_a_description_read_alike_in_every_language() -> None:
    rows = (
        "| Field | Type | Required | Description | Example |\n| --- | --- | --- | --- | --- |\n"
        "| ~~`old`~~ | {} | :heavy_minus_sign: | : warning: ** DEPRECATED **: This will be removed in a "
        "future release, please migrate away from it as soon as possible.<br/><br/>The label. | Information |\n"
        "| `new` | {} | :heavy_check_mark: | N/A | **Example 1:** a<br/>**Example 2:** b |\n"
    )
    for language, cells in CELLS.items():
        model, _ = model_of(language, [("holder", f"# Holder\n\n## Fields\n\n{rows.replace('{}', cells[0][0])}")])
        (holder,) = model.definitions
        assert isinstance(holder, Record)
        old, new = holder.fields
        assert (old.deprecated, old.description, old.examples) == (True, "The label.", ('"Information"',)), language
        assert (new.deprecated, new.description, new.examples) == (False, "", ('"a"', '"b"')), language
