"""What a target may ask of the shared code by data alone: aliases, further names, keys, defaults, limits by type."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spectable.diagnostic import Report
from spectable.model import (
    INTEGER,
    STRING,
    Alias,
    Choice,
    Definition,
    Limits,
    ListOf,
    Model,
    Record,
    Ref,
    Scalar,
    json_text,
    make_field,
)
from spectable.targets.lower import lower
from spectable.targets.render import render
from spectable.targets.target import Target, find_targets, load_target
from spectable.targets.view import FileView

BASE = """
title = "x"
[[files]]
template = "t.j2"
path = "{module}"
kinds = ["record", "enum", "union", "alias"]
[contexts.string]
open = "'"
close = "'"
escape = { "'" = "''" }
"""


@pytest.fixture
def make(tmp_path: Path):  # type: ignore[no-untyped-def]
    def target(data: str, template: str = "") -> Target:
        folder = tmp_path / "x"
        folder.mkdir()
        (folder / "target.toml").write_text(BASE + data)
        (folder / "t.j2").write_text(template)
        return load_target("x", find_targets([tmp_path]))

    return target


def view(target: Target, *definitions: Definition, report: Report | None = None) -> FileView:
    return lower(Model(definitions), target, target.settle({}), report or Report())[0]


ALIASES = """
[strategy]
aliases = true
[symbols.date]
module = "datetime"
name = "date"
[symbols.list]
module = "builtins"
name = "list"
[symbols.ref]
module = ".{module}"
name = "{name}"
[names.module]
case = "snake"
[spell.a]
any = "?"
"string:date" = "{@date}"
list = "{@list}[{item}]"
ref = { text = "{name}", needs = ["ref"] }
"""
DATE = Scalar("string", "date")


def imports(found: FileView) -> list[tuple[str, str, str]]:
    return [(i.module, n.name, n.local) for section in found.imports.values() for i in section for n in i.names]


def test_a_symbol_that_nothing_hides_keeps_its_name(make) -> None:  # type: ignore[no-untyped-def]
    found = view(make(ALIASES), Record("R", (make_field("at", ListOf(DATE)),)))
    assert found.definition.fields[0].spelt["a"] == "list[date]"
    assert imports(found) == [("datetime", "date", "date")]


def test_a_field_hides_a_symbol(make) -> None:  # type: ignore[no-untyped-def]
    found = view(make(ALIASES), Record("R", (make_field("date", DATE), make_field("list", ListOf(DATE)))))
    assert [f.spelt["a"] for f in found.definition.fields] == ["_date", "_list[_date]"]
    assert imports(found) == [("builtins", "list", "_list"), ("datetime", "date", "_date")]
    assert found.symbols["date"] == "_date"


def test_a_field_hides_a_type_it_refers_to(make) -> None:  # type: ignore[no-untyped-def]
    found = view(make(ALIASES), Record("R", (make_field("Pet", Ref("Pet")),)), Record("Pet", ()))
    assert found.definition.fields[0].spelt["a"] == "_Pet"
    assert imports(found) == [(".pet", "Pet", "_Pet")]


def test_a_type_named_like_a_symbol_keeps_its_name_and_hides_the_symbol(make) -> None:  # type: ignore[no-untyped-def]
    found = view(make(ALIASES), Record("date", (make_field("at", DATE),)))
    assert found.definition.name == "date"
    assert found.definition.fields[0].spelt["a"] == "_date"


def test_a_file_for_all_names_its_own_hidden_types_by_an_alias(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = make(ALIASES.replace("[strategy]", "[strategy]\n"))
    text = (tmp_path / "x/target.toml").read_text().replace('kinds = ["record", "enum", "union", "alias"]\n', "")
    (tmp_path / "x/target.toml").write_text(text)
    target = load_target("x", find_targets([tmp_path]))
    found = view(target, Record("R", (make_field("Pet", Ref("Pet")),)), Record("Pet", ()))
    assert [(a.name, a.local) for a in found.aliases] == [("Pet", "_Pet")]
    assert imports(found) == []


def test_modules_stand_beside_types_and_further_names_too(make) -> None:  # type: ignore[no-untyped-def]
    target = make(
        '[names.module]\nkeep = true\nbeside = "type"\n[names.codec]\nsuffix = "Codec"\nkeep = true\n'
        '[names.type]\nkeep = true\n[spell.c]\nany = "?"\nref = "{name:codec}()"\n'
    )
    found = view(target, Record("R", (make_field("pet", Ref("Pet")),)), Record("Pet", ()))
    assert found.path == "R_2"
    assert found.definition.names["codec"] == "RCodec"
    assert found.definition.fields[0].spelt["c"] == "PetCodec()"


KEYS = """
[strategy]
kinds = ["record"]
order = "dependency"
keys = true
empty_records = false
[names.type]
case = "snake"
quote = "identifier"
plain = "[a-z_]+"
words = ["user"]
[contexts.identifier]
open = '"'
close = '"'
escape = { '"' = '""' }
[spell.type]
any = "JSON"
list = "JSON"
string = "TEXT"
integer = "BIGINT"
[spell.check.limits]
"choice:string" = { text = "{name} IN ({values})", join = ", " }
minimum = "{name} >= {value}"
"minimum:string" = false
pattern = { text = "{name} ~ {value}", unless = "\\\\\\\\b" }
[spell.default]
any = "{json}"
string = "{value}"
integer = "{value}"
"choice:string" = "{value}"
"""


def test_keys_lead_to_emitted_tables_that_stand_first(make) -> None:  # type: ignore[no-untyped-def]
    report = Report()
    user = Record("User", (make_field("id", STRING),), primary_key=("id",))
    post = Record(
        "Post", (make_field("by", STRING, foreign_key="User.id"), make_field("x", INTEGER, foreign_key="User.id"))
    )
    other = Record("Empty", ())
    found = view(make(KEYS), post, other, user, report=report)
    assert [d.name for d in found.definitions] == ['"user"', "post"]
    by, wrong = found.definitions[1].fields
    assert (by.foreign_key.table, by.foreign_key.column, by.foreign_key.earlier) == ('"user"', "id", True)
    assert wrong.foreign_key is None
    assert [d.code for d in report] == ["foreign-key-unusable"]


def test_a_key_that_may_be_null_is_reported(make) -> None:  # type: ignore[no-untyped-def]
    report = Report()
    view(make(KEYS), Record("A", (make_field("id", STRING, required=False),), primary_key=("id",)), report=report)
    assert [d.code for d in report] == ["nullable-key"]


def test_limits_are_looked_up_by_type_and_behind_aliases(make) -> None:  # type: ignore[no-untyped-def]
    alias = Alias("Level", Scalar("integer", limits=Limits(minimum=json_text(3))))
    record = Record(
        "R",
        (
            make_field("a", Ref("Level")),
            make_field("b", Choice((json_text("x"), json_text("it's")))),
            make_field("c", Scalar("string", limits=Limits(minimum=json_text(1), pattern="a'b"))),
            make_field("d", Scalar("string", limits=Limits(pattern=r"\bx"))),
        ),
    )
    found = view(make(KEYS), record, alias)
    assert [f.limits["check"] for f in found.definition.fields] == [
        ("a >= 3",),
        ("b IN ('x', 'it''s')",),
        ("c ~ 'a''b'",),
        (),
    ]


def test_a_default_is_spelt_by_the_type_and_left_out_when_it_is_of_another(make) -> None:  # type: ignore[no-untyped-def]
    report = Report()
    record = Record(
        "R",
        (
            make_field("a", STRING, default=json_text("x")),
            make_field("b", ListOf(STRING), default=json_text(["it's"])),
            make_field("c", INTEGER, default=json_text("x")),
        ),
    )
    found = view(make(KEYS), record, report=report)
    assert [f.default for f in found.definition.fields] == ["'x'", "'[\"it''s\"]'", None]
    assert [d.code for d in report] == ["default-not-of-its-type"]


def test_a_limit_is_enforced_where_the_family_has_a_pattern_for_it(make) -> None:  # type: ignore[no-untyped-def]
    report = Report()
    limited = Scalar("string", limits=Limits(pattern="x", min_length=1))
    record = Record("R", (make_field("a", limited), make_field("b", ListOf(limited))))
    target = replace(make(KEYS), enforces="check")
    view(target, record, report=report)
    assert [d.message for d in report] == [
        "x does not enforce 'minLength' (R.a and 1 more)",
        "x does not enforce 'pattern' (R.b)",
    ]


def test_an_optional_file_of_white_space_is_not_made(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = make("", "\n\n")
    text = (tmp_path / "x/target.toml").read_text().replace('path = "{module}"', 'path = "{module}"\noptional = true')
    (tmp_path / "x/target.toml").write_text(text)
    target = load_target("x", find_targets([tmp_path]))
    assert render(target, [view(target, Record("R", ()))]) == ()
