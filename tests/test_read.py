"""Pages into a model: what a page says, where its names lead, and what is said of what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spectable.diagnostic import Report, Severity, SpectableError
from spectable.model import (
    ANY,
    BOOLEAN,
    INTEGER,
    STRING,
    Alias,
    Discriminator,
    Enum,
    Field,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
)
from spectable.reading.markdown import parse
from spectable.reading.read import Unstated, read, reading
from spectable.source import Source

SPEC = Path(__file__).resolve().parent.parent / "spec"
STYLE = "speakeasy-python"
DATE = "[date](https://docs.python.org/3/library/datetime.html#date-objects)"
DATE_TIME = Scalar("string", "date-time")
YES, NO = ":heavy_check_mark:", ":heavy_minus_sign:"


def fields_page(name: str, *rows: str, description: str = "") -> str:
    """A page of Speakeasy Python. A row is its cells but for the last pipe."""
    header = "| Field | Type | Required | Description | Example |\n| --- | --- | --- | --- | --- |\n"
    return f"# {name}\n\n{description}\n\n## Fields\n\n{header}" + "".join(f"{row} |\n" for row in rows)


def row(name: str, type_: str, required: str = YES, description: str = "N/A", example: str = "") -> str:
    return f"| `{name}` | {type_} | {required} | {description} | {example}"


def model_of(
    pages: dict[str, str], report: Report | None = None, dialect: str = STYLE, unstated: Unstated = "optional"
) -> Model:
    documents = [parse(Source(path, text)) for path, text in pages.items()]
    return read(documents, dialect, report, nullable_when_unstated=unstated)


def record_of(
    *rows: str, unstated: Unstated = "optional", report: Report | None = None, dialect: str = STYLE
) -> Record:
    (record,) = model_of({"pet.md": fields_page("Pet", *rows)}, report, dialect, unstated).definitions
    assert isinstance(record, Record)
    return record


def field_of(type_: str, *rest: str, unstated: Unstated = "optional") -> Field:
    report = Report()
    record = record_of(row("a", type_, *rest), unstated=unstated, report=report)
    assert not report.failed
    return record.fields[0]


def findings(pages: dict[str, str], dialect: str = STYLE) -> list[tuple[str, str, str]]:
    """(severity, code, place) of what is worth a warning."""
    report = Report()
    model_of(pages, report, dialect)
    return [(str(d.severity), d.code, str(d.span)) for d in report if d.severity > Severity.INFO]


def cell_findings(*rows: str) -> list[tuple[str, str, str]]:
    return findings({"pet.md": fields_page("Pet", *rows)})


# --- The founding page -----------------------------------------------------------------------------------------------


def test_the_founding_page() -> None:
    report = Report()
    found = reading([parse(Source("session.md", (SPEC / "session.md").read_text(encoding="utf-8")))], report=report)
    (session,) = found.model.definitions
    assert isinstance(session, Record)
    assert [v.dialect and v.dialect.name for v in found.verdicts] == [STYLE]
    assert (session.name, len(session.fields)) == ("Session", 10)
    first, *others = session.fields
    assert (first.name, first.type, first.required, first.nullable) == ("timestamp", DATE_TIME, True, False)
    assert all(not f.required and f.nullable and not f.unstated for f in others)
    assert [f.type for f in others] == [STRING] * 7 + [BOOLEAN] * 2
    assert [f.name for f in session.fields if f.unstated] == ["timestamp"]
    assert str(first.span) == "session.md:8:3"
    assert [(str(d.severity), d.code, str(d.span)) for d in report] == [
        ("info", "swapped-date-link", "session.md:8:74")
    ]


# --- Fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "required", "facts"),
    [
        ("*str*", YES, (True, False, False)),
        ("*Optional[str]*", NO, (False, False, False)),
        ("*Nullable[str]*", YES, (True, True, False)),
        ("*OptionalNullable[str]*", NO, (False, True, False)),
        ("List[*str*]", YES, (True, False, True)),
        ("List[*str*]", NO, (False, True, True)),
        ("Dict[str, *int*]", NO, (False, True, True)),
        (DATE, NO, (False, True, True)),
        ("*Any*", NO, (False, False, False)),
        ("*Nullable[Any]*", YES, (True, True, False)),
        ('*Optional[Literal["x"]]*', NO, (False, False, False)),
    ],
)
def test_required_and_nullable_are_two_facts_and_the_unstated_is_marked(
    type_: str, required: str, facts: tuple[bool, bool, bool]
) -> None:
    found = field_of(type_, required)
    assert (found.required, found.nullable, found.unstated) == facts


@pytest.mark.parametrize(
    ("unstated", "nullable"), [("optional", (False, True)), ("always", (True, True)), ("never", (False, False))]
)
def test_what_becomes_of_an_unstated_nullability(unstated: Unstated, nullable: tuple[bool, bool]) -> None:
    found = [field_of("List[*str*]", required, unstated=unstated) for required in (YES, NO)]
    assert tuple(f.nullable for f in found) == nullable
    assert all(f.unstated for f in found)


def test_a_nullable_branch_inside_does_not_make_the_field_nullable() -> None:
    found = field_of("List[[Nullable[models.Pet]](../models/pet.md)]")
    assert found.type == ListOf(OneOf((Ref("Pet"), Scalar("null"))))
    assert (found.required, found.nullable, found.unstated) == (True, False, True)


WARNING = ": warning: ** DEPRECATED **: This will be removed in a future release, please migrate away from it as soon"
WARNING += " as possible."


@pytest.mark.parametrize(("said", "left"), [(WARNING, ""), (f"{WARNING}<br/><br/>Use `b`.", "Use `b`.")])
def test_a_struck_name_is_deprecated_and_the_warning_is_no_part_of_the_description(said: str, left: str) -> None:
    found = record_of(f"| ~~`a`~~ | *str* | {YES} | {said} |").fields[0]
    assert (found.name, found.deprecated, found.description) == ("a", True, left)


def test_what_only_looks_like_the_warning_is_a_description() -> None:
    found = field_of("*str*", YES, ": warning: ** NOT DEPRECATED **: only looks so")
    assert (found.deprecated, found.description) == (False, ": warning: ** NOT DEPRECATED **: only looks so")


TWO_EXAMPLES = '**Example 1:** x == `true`<br/>**Example 2:** {<br/>"x": "say \\"hi\\""<br/>}'


@pytest.mark.parametrize(
    ("type_", "example", "examples"),
    [
        ("*str*", "007", ['"007"']),
        ("*str*", "true", ['"true"']),
        ("*int*", "42", ["42"]),
        ("*float*", "1.50", ["1.50"]),
        ("*bool*", "false", ["false"]),
        ("*Any*", "fahrenheit", ['"fahrenheit"']),
        ("*Any*", '{<br/>"a": [<br/>1<br/>]<br/>}', ['{"a":[1]}']),
        ("List[*str*]", '[<br/>"a\\|b",<br/>"c"<br/>]', ['["a|b","c"]']),
        ("*str*", "**Example 1:** first<br/>**Example 2:** second", ['"first"', '"second"']),
        ("*Any*", TWO_EXAMPLES, ['"x == `true`"', '{"x":"say \\"hi\\""}']),
        ("*str*", "one<br/><br/>two", ['"one\\n\\ntwo"']),
        ("*str*", "", []),
        ("*str*", "__init__ and *.md", ['"__init__ and *.md"']),
        ("*int*", "many", ['"many"']),
        ("*OptionalNullable[int]*", "null", ["null"]),
        (DATE, "2024-01-01T00:00:00Z", ['"2024-01-01T00:00:00Z"']),
    ],
)  # fmt: skip
def test_examples_are_json_of_the_type_of_the_field(type_: str, example: str, examples: list[str]) -> None:
    assert list(field_of(type_, YES, "N/A", example).examples) == examples


def test_examples_of_references_follow_what_they_refer_to() -> None:
    pages = {
        "m/code.md": "# Code\n\n## Values\n\n- `1`\n- `2`\n",
        "m/use.md": fields_page(
            "Use",
            row("code", "[models.Code](code.md)", YES, "N/A", "2"),
            row("pet", "[models.Pet](pet.md)", YES, "N/A", '{"a": 1}'),
            row("id", "[models.Id](id.md)", YES, "N/A", "12"),
        ),
        "m/pet.md": fields_page("Pet"),
        "m/id.md": "# Id\n\n## Supported Types\n\n### `str`\n",
    }
    use = model_of(pages).by_name["Use"]
    assert isinstance(use, Record)
    assert [f.examples for f in use.fields] == [("2",), ('{"a":1}',), ('"12"',)]


def test_additional_properties() -> None:
    for value, additional in (("Dict[str, *Any*]", True), ("Dict[str, *int*]", INTEGER)):
        record = record_of(row("a", "*str*"), row("__pydantic_extra__", value, NO))
        assert ([f.name for f in record.fields], record.additional) == (["a"], additional)


def test_a_table_without_rows_is_a_record_without_fields() -> None:
    report = Report()
    record = record_of(report=report)
    assert (record.fields, list(report)) == ((), [])


def test_descriptions_of_models_stand_before_the_first_heading_below() -> None:
    (pet,) = model_of({"pet.md": fields_page("Pet", description="A *pet*\nof ours.\n\n- small\n- furry")}).definitions
    assert pet.description == "A *pet*\nof ours.\n\n- small\n- furry"


def test_names_are_verbatim_with_escapes_undone() -> None:
    text = fields_page(
        "Pet",
        *(f"| {name} | *str* | {YES} | N/A |" for name in ("snake\\_case", "`2fa`", "`a.b-c`", "`Größe`", "`a\\|b`")),
    )
    (pet,) = model_of({"pet.md": text}).definitions
    assert isinstance(pet, Record)
    assert [f.name for f in pet.fields] == ["snake_case", "2fa", "a.b-c", "Größe", "a|b"]


# --- Enums and unions ------------------------------------------------------------------------------------------------


def definition(text: str) -> object:
    report = Report()
    (found,) = model_of({"thing.md": text}, report).definitions
    assert [str(d) for d in report] == []
    return found


def test_an_enum_in_a_table_keeps_the_names_of_its_members() -> None:
    usage = "## Example Usage\n\n```python\nx\n```\n\n"
    table = "| Name | Value |\n|-|-|\n| `GET_IT` | get-it |\n| `ALL` | __all__ |\n| `NONE` | |\n"
    found = definition(f"# Action\n\nWhat to do.\n\n{usage}## Values\n\n{table}")
    assert isinstance(found, Enum)
    assert [(m.value, m.name) for m in found.members] == [('"get-it"', "GET_IT"), ('"__all__"', "ALL"), ('""', "NONE")]
    assert (found.open, found.description) == (False, "What to do.")
    assert str(found.members[0].span) == "thing.md:15:14"


def test_an_enum_in_bullets_may_be_open() -> None:
    bullets = '- `"A B"`\n- `"say \\"hi\\""`\n- `"1"`\n'
    closed = definition(f"# Status\n\n## Values\n\n{bullets}")
    opened = definition(
        f"# Status\n\n## Values\n\nThis is an open enum. Unrecognized values will not fail type checks.\n\n{bullets}"
    )
    assert isinstance(closed, Enum)
    assert isinstance(opened, Enum)
    assert [m.value for m in closed.members] == ['"A B"', '"say \\"hi\\""', '"1"']
    assert (closed.open, opened.open) == (False, True)


@pytest.mark.parametrize(
    ("bullets", "values"),
    [
        ("- `1`\n- `-2`\n", ["1", "-2"]),
        ("- `1`\n- `x`\n", ['"1"', '"x"']),
        ("- `1.5`\n- `2`\n", ["1.5", "2"]),
        ("- `007`\n", ['"007"']),
    ],
)
def test_an_enum_is_of_numbers_when_all_its_values_are(bullets: str, values: list[str]) -> None:
    found = definition(f"# Code\n\n## Values\n\n{bullets}")
    assert isinstance(found, Enum)
    assert [m.value for m in found.members] == values


def test_supported_types_are_a_union_and_bare_words_of_dates_are_right_there() -> None:
    headings = ("str", "datetime", "date", "List[int]", "Dict[str, Any]", "str")
    found = definition(
        "# Value\n\n## Supported Types\n\n" + "".join(f"### `{h}`\n\n```python\nx: {h}\n```\n\n" for h in headings)
    )
    assert isinstance(found, Alias)
    branches = (STRING, DATE_TIME, Scalar("string", "date"), ListOf(INTEGER), MapOf(ANY))
    assert found.type == OneOf(branches)


def test_a_union_of_records_with_constants_has_a_discriminator() -> None:
    pages = {f"{n}.md": fields_page(n.title(), row("type", f'*Literal["{n}"]*')) for n in ("cat", "dog")}
    pages["pet.md"] = "# Pet\n\n## Supported Types\n\n### `models.Cat`\n\n### `models.Dog`\n"
    pet = model_of(pages).by_name["Pet"]
    assert isinstance(pet, Alias)
    assert pet.type == OneOf((Ref("Cat"), Ref("Dog")), Discriminator("type", (("cat", "Cat"), ("dog", "Dog"))))


def test_an_empty_page_is_a_model_of_any_value_when_its_file_bears_its_name() -> None:
    assert model_of({"emptything.md": "# EmptyThing\n"}).by_name["EmptyThing"] == Alias("EmptyThing", ANY)
    assert model_of({"readme.md": "# EmptyThing\n"}).definitions == ()


def test_pages_of_operations_hold_no_models() -> None:
    text = (
        "# Pets\n\n## Overview\n\n## list\n\n### Example Usage\n\n```python\nx\n```\n\n### Parameters\n\n"
        f"| Parameter | Type | Required | Description |\n|-|-|-|-|\n| `limit` | *Optional[int]* | {NO} | N/A |\n\n"
        "### Response\n\n**[models.Pets](../../models/pets.md)**\n\n### Errors\n\n"
        "| Error Type | Status Code | Content Type |\n|-|-|-|\n| errors.E | 4XX | \\*/\\* |\n"
    )
    report = Report()
    found = reading([parse(Source("docs/sdks/pets/README.md", text))], report=report)
    assert found.model == Model()
    assert {d.code for d in report} == {"table-passed-over"}


def test_several_models_on_a_page_as_in_retryconfig() -> None:
    header = "| Name | Type | Description | Example |\n|-|-|-|-|\n"
    text = (
        f"# RetryConfig\n\nWords.\n\n## Fields\n\n{header}| `strategy` | `*str*` | How. | `backoff` |\n"
        "| `backoff` | [BackoffStrategy](#backoffstrategy) | What. | |\n\n"
        f"## BackoffStrategy\n\nMore.\n\n### Fields\n\n{header}| `exponent` | `*float*` | N/A | `1.5` |\n"
    )
    report = Report()
    model = model_of({"utils/retryconfig.md": text}, report)
    config, strategy = model.definitions
    assert isinstance(config, Record)
    assert isinstance(strategy, Record)
    assert (config.description, strategy.description) == ("Words.", "More.")
    assert [f.type for f in config.fields] == [STRING, Ref("BackoffStrategy")]
    assert [f.examples for f in (*config.fields, *strategy.fields)] == [('"backoff"',), (), ("1.5",)]
    assert report.worst is None


# --- Names across pages ----------------------------------------------------------------------------------------------


def reference(pages: dict[str, str], cell: str, at: str = "models/use.md") -> tuple[object, list[str]]:
    """(the type of a cell on the page `at`, the codes of what was said about it)."""
    report = Report()
    model = model_of({**pages, at: fields_page("Use", row("a", cell))}, report)
    use = model.by_name["Use"]
    assert isinstance(use, Record)
    return use.fields[0].type, [d.code for d in report]


ONE = {"models/petowner.md": fields_page("PetOwner")}
TWO = {
    "models/operations/pet.md": fields_page("Pet"),
    "models/components/pet.md": fields_page("Pet", row("x", "*str*")),
}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("[models.PetOwner](../models/petowner.md)", Ref("PetOwner")),
        ("[models.PetOwner](nowhere.md)", Ref("PetOwner")),
        ("[models.PetOwner](https://example.com)", Ref("PetOwner")),
        ("*models.PetOwner*", Ref("PetOwner")),
        ("[Something else](petowner.md)", Ref("PetOwner")),
        ("[Something else](../models/PetOwner.md#fields)", Ref("PetOwner")),
        ("List[[models.PetOwner](petowner.md)]", ListOf(Ref("PetOwner"))),
    ],
)
def test_a_reference_is_found_by_label_then_by_path_then_by_path_without_case(cell: str, found: object) -> None:
    assert reference(ONE, cell) == (found, [])


@pytest.mark.parametrize(
    ("cell", "code", "message"),
    [
        ("[models.PetOwned](petowned.md)", "dangling-reference", "there is no model 'models.PetOwned'"),
        ("*models.Nothing*", "dangling-reference", "there is no model 'models.Nothing'"),
        ("Frobnicate", "unreadable-type", "cannot read the type 'Frobnicate'"),
        ("[Foo](https://example.com)", "unreadable-type", "cannot read the type 'Foo'"),
        ("List[*str*", "unreadable-type", "cannot read the type 'List[str'"),
        ("", "unreadable-type", "there is no type here"),
    ],
)
def test_what_leads_nowhere_is_a_warning_and_any_value(cell: str, code: str, message: str) -> None:
    report = Report()
    record = record_of(row("a", cell), report=report)
    assert record.fields[0].type == ANY
    assert [(d.severity, d.code, d.message) for d in report] == [(Severity.WARNING, code, message)]


def test_a_dangling_reference_names_the_nearest_model() -> None:
    report = Report()
    model_of({**ONE, "models/use.md": fields_page("Use", row("a", "[models.PetOwned](x.md)"))}, report)
    assert [d.hint for d in report] == ["did you mean 'PetOwner'?"]


def test_two_pages_of_one_name_are_qualified_by_their_folders() -> None:
    assert [d.name for d in model_of(TWO).definitions] == ["components.Pet", "operations.Pet"]
    deeper = {f"{a}/{b}/pet.md": fields_page("Pet") for a in ("v1", "v2") for b in ("one", "two")}
    assert [d.name for d in model_of(deeper).definitions] == ["v1.one.Pet", "v1.two.Pet", "v2.one.Pet", "v2.two.Pet"]
    assert [d.name for d in model_of({"pet.md": fields_page("Pet"), "x/pet.md": fields_page("Pet")}).definitions] == [
        "Pet",
        "x.Pet",
    ]


@pytest.mark.parametrize(
    ("cell", "at", "found"),
    [
        ("[models.Pet](operations/pet.md)", "models/use.md", Ref("operations.Pet")),
        ("[models.Pet](../models/components/pet.md)", "models/use.md", Ref("components.Pet")),
        ("[components.Pet](broken.md)", "models/use.md", Ref("components.Pet")),
        ("*operations.Pet*", "models/use.md", Ref("operations.Pet")),
        ("[models.Pet](broken.md)", "models/components/use.md", Ref("components.Pet")),
    ],
)
def test_references_find_theirs_by_path_by_qualifier_or_by_folder(cell: str, at: str, found: object) -> None:
    assert reference(TWO, cell, at) == (found, [])


def test_a_reference_that_may_mean_either_is_a_warning_and_any_value() -> None:
    assert reference(TWO, "[models.Pet](broken.md)") == (ANY, ["ambiguous-reference"])


def test_two_models_of_one_name_in_one_folder_are_an_error_that_names_both_places() -> None:
    report = Report()
    model = model_of({"m/a.md": fields_page("Pet"), "m/b.md": "\n" + fields_page("Pet")}, report)
    assert [d.name for d in model.definitions] == ["Pet"]
    (found,) = report
    assert (found.severity, found.code, str(found.span)) == (Severity.ERROR, "duplicate-model", "m/b.md:2:3")
    assert found.message == "there are two models 'Pet', here and at m/a.md:1:3"


def test_two_models_of_one_name_on_one_page_are_an_error_too() -> None:
    assert findings({"p.md": fields_page("Pet") + "\n" + fields_page("Pet")}) == [
        ("error", "duplicate-model", "p.md:10:3")
    ]


def test_a_name_that_is_spelt_like_a_qualified_one_is_an_error() -> None:
    assert findings({**TWO, "z.md": fields_page("components.Pet")}) == [("error", "duplicate-model", "z.md:1:3")]


def test_the_order_of_pages_makes_no_difference() -> None:
    pages = {
        **TWO,
        **ONE,
        "models/use.md": fields_page("Use", row("a", "[models.Pet](operations/pet.md)"), row("b", "odd")),
    }
    first, second = Report(), Report()
    assert model_of(pages, first) == model_of(dict(reversed(pages.items())), second)
    assert list(map(str, first)) == list(map(str, second))


def test_recursion_and_references_forward() -> None:
    pages = {
        "a.md": fields_page("A", row("b", "[models.B](b.md)"), row("a", "List[[models.A](a.md)]")),
        "b.md": fields_page("B", row("a", "[models.A](a.md)")),
    }
    a, b = model_of(pages).definitions
    assert isinstance(a, Record)
    assert isinstance(b, Record)
    assert [f.type for f in (*a.fields, *b.fields)] == [Ref("B"), ListOf(Ref("A")), Ref("A")]


# --- Faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["| `a` | *str*"], ("warning", "row-too-short", "pet.md:9:1")),
        ([f"| `a` | *str* | {YES} | x | y | z"], ("warning", "row-too-long", "pet.md:9:45")),
        ([f"| | *str* | {YES} | x | y"], ("warning", "unnamed-row", "pet.md:9:1")),
        ([row("a", "*str*", "perhaps")], ("warning", "unreadable-marker", "pet.md:9:17")),
        ([row("a", "*str*"), row("a", "*int*")], ("warning", "duplicate-field", "pet.md:10:3")),
        ([row("a", "List[" * 120 + "str" + "]" * 120)], ("error", "type-too-deep", "pet.md:9:9")),
    ],
)
def test_a_fault_in_a_row_is_said_with_its_place(rows: list[str], found: tuple[str, str, str]) -> None:
    assert cell_findings(*rows) == [found]


def test_two_rows_of_a_field_are_read_as_either() -> None:
    record = record_of(
        row("a", "*str*", YES, "first"), row("b", "*bool*"), row("a", "*Nullable[int]*", NO, "second"), report=Report()
    )
    a, b = record.fields
    assert (a.name, a.type, a.required, a.nullable, a.description) == (
        "a",
        OneOf((STRING, INTEGER)),
        False,
        True,
        "first",
    )
    assert b.name == "b"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# Thing\n\n## Values\n", "empty-enum"),
        ("# Thing\n\n## Supported Types\n", "empty-union"),
        ("# Thing\n\n## Fields\n\nField, Type\n", "missing-table"),
        ('# Thing\n\n## Values\n\n- `"a"`\n- `"a"`\n', "duplicate-value"),
    ],
)
def test_a_page_that_says_less_than_it_should(text: str, code: str) -> None:
    assert [(severity, found) for severity, found, _ in findings({"thing.md": text})] == [("warning", code)]


def test_a_list_of_a_hundred_thousand_is_refused_at_once() -> None:
    import time

    text = fields_page("Pet", row("a", "List[" * 100_000))
    start = time.perf_counter()
    report = Report()
    model_of({"pet.md": text}, report)
    assert [d.code for d in report] == ["type-too-deep"]
    assert time.perf_counter() - start < 5, "well under a second on an idle machine"


def test_a_name_of_any_length_is_answered_and_quoted_in_part() -> None:
    report = Report()
    record_of(row("a", "a." * 50_000), report=report)
    assert [d.code for d in report] == ["unreadable-type"]
    assert len(report.diagnostics[0].message) < 200


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(SpectableError, match="no dialect 'speakeasy'"):
        model_of(ONE, dialect="speakeasy")


# --- Plain tables ----------------------------------------------------------------------------------------------------


def test_a_data_dictionary() -> None:
    text = (
        "# Customers\n\nWho buys.\n\n"
        "| Column | Data Type | Mandatory | Nullable | Default | Comments |\n|-|-|-|-|-|-|\n"
        "| id | bigint | Y | NO | | The key. |\n"
        "| name | varchar(20) | yes | no | - | |\n"
        "| tags | array of strings | no | yes | | max items 3 |\n"
        "| age | integer or null | ✓ | | 5 | min 1, maximum: 99 |\n"
        "| nick? | text | | | | Pattern: `^a\\|b$`. Defaults to `bo` |\n"
        "| owner | [Owners](#owners) | optional | | | |\n\n"
        "## Owners\n\n| Field | Type | Description |\n|-|-|-|\n| id | uuid | **REQUIRED.** The key. |\n| x | any | |\n"
    )
    report = Report()
    model = model_of({"dictionary.md": text}, report, "auto")
    assert [d for d in report if d.severity > Severity.INFO] == []
    customers, owners = model.definitions
    assert isinstance(customers, Record)
    assert isinstance(owners, Record)
    facts = {f.name: (f.required, f.nullable, f.default) for f in (*customers.fields, *owners.fields[1:])}
    assert facts == {
        "id": (True, False, None),
        "name": (True, False, None),
        "tags": (False, True, None),
        "age": (True, True, "5"),
        "nick": (False, False, '"bo"'),
        "owner": (False, False, None),
        "x": (False, False, None),
    }
    types = {f.name: f.type for f in customers.fields}
    assert types["id"] == Scalar("integer", "int64")
    assert types["owner"] == Ref("Owners")
    limits = {name: type_.limits for name, type_ in types.items() if isinstance(type_, (Scalar, ListOf))}
    assert (limits["name"].max_length, limits["tags"].max_items) == (20, 3)
    assert (limits["age"].minimum, limits["age"].maximum, limits["nick"].pattern) == ("1", "99", "^a|b$")
    assert [(f.name, f.required) for f in owners.fields] == [("id", True), ("x", False)]


# --- Whatever the page -----------------------------------------------------------------------------------------------

CELLS = [
    "`a`",
    "~~`b`~~",
    "*str*",
    "List[*str*]",
    "[models.A](a.md)",
    "[Nullable[models.B]](b.md)",
    DATE,
    YES,
    NO,
    "N/A",
    "",
    "|",
    "\\|",
]
BLOCKS = [
    "# A\n",
    "## Fields\n",
    "## Values\n",
    "## Supported Types\n",
    "### `models.A`\n",
    '- `"x"`\n',
    "| Field | Type | Required |\n|-|-|-|\n",
]
LINES = st.lists(st.sampled_from(CELLS) | st.text(max_size=6), max_size=5).map(
    lambda cells: "| " + " | ".join(cells) + " |\n"
)
PAGES = st.lists(
    st.sampled_from([*BLOCKS, "\n", "| Name | Value |\n|-|-|\n"]) | LINES | st.text(max_size=12), max_size=14
).map("".join)


@given(
    st.dictionaries(st.sampled_from(["a.md", "b.md", "x/a.md", "x/y/b.md"]), PAGES, max_size=3),
    st.sampled_from(["auto", STYLE, "plain"]),
)
def test_whatever_the_pages_there_is_a_model_of_unique_names(pages: dict[str, str], dialect: str) -> None:
    report = Report()
    model = model_of(pages, report, dialect)
    names = [d.name for d in model.definitions]
    assert len(set(names)) == len(names)
    for found in model.definitions:
        if isinstance(found, Record):
            assert len({f.name for f in found.fields}) == len(found.fields)
    assert all(d.span is None or d.span.source.path in pages for d in report)
