"""From a model to text in one target's words: what each pattern, name and import becomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spectable.diagnostic import Report, SpectableError
from spectable.model import (
    ANY,
    INTEGER,
    NULL,
    STRING,
    Alias,
    Choice,
    Definition,
    Enum,
    Limits,
    ListOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    json_text,
    make_field,
    normal,
    nullable,
)
from spectable.targets.lower import lower
from spectable.targets.quoting import Code
from spectable.targets.render import render
from spectable.targets.target import Target, find_targets, load_target

TARGETS = Path(__file__).parent / "targets"


def toy() -> Target:
    return load_target("toy", find_targets([TARGETS]))


def files(*definitions: Definition, report: Report | None = None, **options: str) -> dict[str, str]:
    target = toy()
    views = lower(normal(Model(definitions)), target, target.settle(options), report or Report())
    return {file.path: file.data.decode() for file in render(target, views)}


def body(record: Record, *others: Definition) -> list[str]:
    """The lines of a record's file after its name."""
    return next(iter(files(record, *others).values())).splitlines()[1:]


def const(value: str) -> Choice:
    return Choice((json_text(value),))


CAT = Record("Cat", (make_field("kind", const("cat")),))
DOG = Record("Dog", (make_field("kind", const("dog")),))


@pytest.mark.parametrize(
    ("field", "line"),
    [
        (make_field("a", STRING), "a: str = TEXT; s"),
        (make_field("a", nullable(STRING)), "a: str | None = nullable(TEXT); s"),
        (make_field("a", STRING, required=False), "a: str | Unset = TEXT; s"),
        (make_field("a", nullable(STRING), required=False), "a: str | None | Unset = nullable(TEXT); s"),
        (make_field("a", ANY), "a: Any = ANY; any"),
        (make_field("a", ListOf(nullable(STRING))), "a: list[str | None] = ListOf(nullable(TEXT)); s[]"),
        (make_field("a", ListOf(OneOf((STRING, ListOf(STRING))))), "a: list[str | list[str]] = "
         "ListOf(first(TEXT, ListOf(TEXT))); (s|s[])[]"),
        (make_field("a", Scalar("string", "uuid")), "a: str = TEXT; s"),
        (make_field("class", STRING), "class_: str = TEXT; s"),
        (make_field("a", Choice((json_text('"'), json_text(1)))), 'a: Literal["\\"", 1] = OneOf("\\"", 1); any'),
    ],
)  # fmt: skip
def test_a_field_in_the_words_of_the_target(field: object, line: str) -> None:
    assert body(Record("R", (field,)))[0] == line  # type: ignore[arg-type]


def test_limits_are_spelt_where_a_pattern_asks_for_them() -> None:
    lines = body(Record("R", (make_field("a", Scalar("string", limits=Limits(min_length=2, pattern='"'))),)))
    assert lines == ['a: str = Text(min_length=2, pattern="\\""); s', "  check length(a) >= 2"]


def test_a_choice_is_checked_by_its_values_under_the_name_of_its_field() -> None:
    lines = body(Record("R", (make_field("class", Choice((json_text("x"), json_text("y")))),)))
    assert lines[1] == '  check class_ IN ("x", "y")'


def test_a_discriminated_union_names_field_value_and_type() -> None:
    lines = body(Record("R", (make_field("pet", OneOf((Ref("Cat"), Ref("Dog")))),)), CAT, DOG)
    assert lines[-1] == 'pet: Cat | Dog = tagged("kind", "cat": Cat, "dog": Dog); Cat|Dog'


def test_imports_come_from_the_types_that_are_spelt() -> None:
    record = Record("R", (make_field("at", ListOf(Scalar("string", "date-time"))), make_field("cat", Ref("Cat"))))
    assert body(record, CAT)[:2] == ["import datetime: datetime", "typing .cat: Cat"]


def test_what_stands_in_the_same_file_is_not_imported() -> None:
    record = Record("R", (make_field("self", Ref("R"), required=False), make_field("cat", Ref("Cat"))))
    assert files(record, CAT)["r.txt"].count("typing") == 1
    assert files(record, CAT, layout="single") == {"all.txt": "R\nCat\n"}


def test_only_what_contains_itself_without_a_list_between_is_boxed() -> None:
    node = Record(
        "Node",
        (
            make_field("next", Ref("Node"), nullable=True),
            make_field("all", ListOf(Ref("Node"))),
            make_field("b", Ref("B")),
        ),
    )
    other = Record("B", (make_field("node", Ref("Node")),))
    leaf = Record("Leaf", (make_field("cat", Ref("Cat")),))
    assert [line.split("; ")[1] for line in body(node, other, leaf, CAT) if ";" in line] == [
        "Box<Node>",
        "Node[]",
        "Box<B>",
    ]
    assert body(leaf, node, other, CAT)[-1].endswith("; Cat")


def test_two_enum_values_of_one_name_get_two_names() -> None:
    enum = Enum("Color", tuple(Member(json_text(v)) for v in ("red", "RED", "", "2")))
    assert files(enum)["color.txt"].splitlines()[1:] == [
        'RED_2 = "red"',
        'RED = "RED"',
        'UNNAMED = ""',
        '_2 = "2"',
    ]


def test_a_collision_of_fields_is_reported_with_both_names() -> None:
    report = Report()
    files(Record("R", (make_field("a-b", STRING), make_field("a_b", INTEGER))), report=report)
    (found,) = (d for d in report if d.code == "name-collision")
    assert "'a_b' and 'a-b' of R" in found.message


def test_modules_that_differ_only_in_case_get_two_files() -> None:
    assert list(files(Record("Pet", ()), Record("PET", ()))) == ["pet.txt", "pet_2.txt"]


def test_no_file_is_called_as_a_device_of_windows() -> None:
    assert set(files(replace(CAT, name="Aux"), replace(DOG, name="com1"))) == {"aux_.txt", "com1_.txt"}


def test_a_limit_that_the_target_does_not_enforce_is_reported_once() -> None:
    report = Report()
    limited = Scalar("string", limits=Limits(pattern="x", min_length=1))
    files(Record("R", (make_field("a", limited), make_field("b", ListOf(limited)))), report=report)
    assert [d.message for d in report] == ["toy does not enforce 'pattern' (R.a and 1 more)"]


def test_an_alias_with_null_makes_its_field_nullable() -> None:
    target = toy()
    model = Model((Record("R", (make_field("a", Ref("N")),)), Alias("N", OneOf((STRING, NULL)))))
    view = lower(model, target, target.settle({}), Report())[0].definition
    assert view is not None
    assert view.fields[0].nullable


def test_a_reference_to_nothing_is_any_value() -> None:
    assert body(Record("R", (make_field("a", Ref("Gone")),)))[0].startswith("a: Any = ANY")


def test_a_template_that_prints_spec_text_raw_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "leaky"
    folder.mkdir()
    (folder / "target.toml").write_text('title = "x"\n[[files]]\ntemplate = "t.j2"\npath = "x"\nkinds = ["record"]\n')
    (folder / "t.j2").write_text("fine\n{{ definition.description }}\n")
    target = load_target("leaky", find_targets([tmp_path]))
    views = lower(Model((Record("R", (), description="import os"),)), target, {}, Report())
    with pytest.raises(SpectableError, match="line 2: 'import os' is printed without a context"):
        render(target, views)


@pytest.mark.parametrize("expression", ["definition.wire ~ definition.name", "definition.name ~ 'x'", "'x'", "true"])
def test_what_a_template_puts_together_itself_is_refused(tmp_path: Path, expression: str) -> None:
    folder = tmp_path / "leaky"
    folder.mkdir()
    (folder / "target.toml").write_text('title = "x"\n[[files]]\ntemplate = "t.j2"\npath = "x"\nkinds = ["record"]\n')
    (folder / "t.j2").write_text("{{ " + expression + " }}")
    target = load_target("leaky", find_targets([tmp_path]))
    with pytest.raises(SpectableError, match="without a context"):
        render(target, lower(Model((Record("R", ()),)), target, {}, Report()))


def test_names_are_code() -> None:
    target = toy()
    view = lower(Model((CAT,)), target, target.settle({}), Report())[0].definition
    assert view is not None
    assert isinstance(view.name, Code)
