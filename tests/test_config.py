"""The configuration: what it means, every fault at its place, and the schema that ships saying the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from spectable import config
from spectable.diagnostic import Diagnostic, SpectableError
from spectable.source import Source
from spectable.toml_places import place

SCHEMA = json.loads(Path(config.__file__).with_name("config.schema.json").read_text(encoding="utf-8"))

WHOLE = """
templates = ["mine"]

[spec]
paths = ["spec", "more.md"]
dialect = "house"
nullable_when_unstated = "never"

[targets.one]
out = "a"
models = ["Session*"]
layout = "single"
lazy = true
width = 3

[targets."two.three"]
out = "b"

[models.Session]
description = "d"
primary_key = ["id"]

[models.Session.fields.session_id]
nullable = false
minimum = 0.10
default = [1, { a = "b" }]

[dialects.house]
extends = "plain"
columns = { name = ["Attribut"] }
"""


def load(tmp_path: Path, text: str, name: str = "spectable.toml") -> config.Config:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return config.load(path, name)


def faults(tmp_path: Path, text: str, name: str = "spectable.toml") -> tuple[Diagnostic, ...]:
    with pytest.raises(SpectableError) as caught:
        load(tmp_path, text, name)
    return caught.value.diagnostics


def test_everything_it_may_say(tmp_path: Path) -> None:
    found = load(tmp_path, WHOLE)
    assert found.root == tmp_path
    assert (found.paths, found.dialect, found.nullable_when_unstated) == (("spec", "more.md"), "house", "never")
    assert found.targets == (
        config.TargetTable("one", "a", ("Session*",), {"layout": "single", "lazy": True, "width": 3}),
        config.TargetTable("two.three", "b"),
    )
    (session,) = found.models
    assert session.facts == {"description": "d", "primary_key": ["id"]}
    assert session.fields == {"session_id": {"nullable": False, "minimum": 0.1, "default": [1, {"a": "b"}]}}
    assert found.dialects["house"]["extends"] == "plain"
    assert found.templates == ("mine",)


def test_nothing_said_is_the_default(tmp_path: Path) -> None:
    found = load(tmp_path, "")
    assert (found.paths, found.dialect, found.nullable_when_unstated, found.targets) == ((), "auto", "optional", ())


@pytest.mark.parametrize(
    ("text", "code", "at", "message", "hint"),
    [
        ('[spec]\npath = ["a"]', "unknown-config-key", "2:1", "'path'", "'paths'"),
        ("[speck]\n", "unknown-config-key", "1:2", "'speck'", "'spec'"),
        ('[spec]\npaths = "a"', "bad-config", "2:9", "an array", ""),
        ("[spec]\npaths = []", "bad-config", "2:9", "empty", ""),
        ('[spec]\npaths = ["a", 3]', "bad-config", "2:15", "not 3", ""),
        ('[spec]\nnullable_when_unstated = "nevr"', "bad-config", "2:26", "'nevr'", "'never'"),
        ('[targets.a]\nmodels = ["x"]', "bad-config", "1:10", "no 'out'", "folder"),
        ("[targets]\na = 1", "bad-config", "2:5", "a table", ""),
        ('[targets.a]\nout = "x"\nlayout = 1.5', "bad-config", "3:10", "1.5", ""),
        ('[targets.a]\nout = "x"\n[targets.b]\nout = "y/../x"', "bad-config", "4:7", "'a' and 'b'", ""),
        ("[models.A.fields.b]\nnulable = true", "unknown-config-key", "2:1", "'nulable'", "'nullable'"),
        ("[models.A.fields]\nb = { nulable = true }", "unknown-config-key", "2:7", "'nulable'", "'nullable'"),
        ("models.A.fields.b.nullable = 1", "bad-config", "1:30", "true or false", ""),
        ("[models.A.fields.b]\nmin_length = -1", "bad-config", "2:14", "less than 0", ""),
        ("[models.A.fields.b]\ndefault = 2020-01-01", "bad-config", "2:11", "date", "quotes"),
        ("[models.A.fields.b]\nenum = []", "bad-config", "2:8", "empty", ""),
        ("[spec\n", "bad-toml", "1:6", "not TOML", ""),
        ("a = 1\na = 2", "bad-toml", "2:6", "not TOML", ""),
        ('a = "b', "bad-toml", "1:7", "not TOML", ""),
    ],
)
def test_a_fault_has_its_place(tmp_path: Path, text: str, code: str, at: str, message: str, hint: str) -> None:
    (fault,) = faults(tmp_path, text)
    assert (fault.code, str(fault.span)) == (code, f"spectable.toml:{at}")
    assert message in fault.message
    assert hint in fault.hint


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "a = 1\n[spec]\nb = 2\ndialect = 3")) == 3


def test_not_text(tmp_path: Path) -> None:
    path = tmp_path / "spectable.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SpectableError) as caught:
        config.load(path, "spectable.toml")
    assert caught.value.diagnostics[0].code == "bad-config"


def test_pyproject_has_it_under_tool(tmp_path: Path) -> None:
    found = load(tmp_path, '[tool.spectable.spec]\npaths = ["x"]\n', "pyproject.toml")
    assert found.paths == ("x",)
    (fault,) = faults(tmp_path, "[tool.spectable.spec]\n\npath = 1\n", "pyproject.toml")
    assert str(fault.span) == "pyproject.toml:3:1"


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "spectable.toml").write_text("")
    assert config.find(inner) == tmp_path / "spectable.toml"
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "spectable-user"\n')
    assert config.find(inner) == tmp_path / "spectable.toml", "a pyproject.toml without our table says nothing"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.spectable]\n")
    assert config.find(inner) == tmp_path / "a" / "pyproject.toml"
    (tmp_path / "a" / "spectable.toml").write_text("")
    assert config.find(inner) == tmp_path / "a" / "spectable.toml"


# --- The schema that ships -------------------------------------------------------------------------------------------

GOOD: list[dict[str, Any]] = [
    {},
    {"spec": {"paths": ["a"], "dialect": "auto", "nullable_when_unstated": "always"}},
    {"targets": {"a": {"out": "x", "models": ["*"], "layout": "single", "lazy": True, "n": 1}}},
    {"models": {"A": {"additional": False, "fields": {"b": {"default": {"x": [1, 2.5, "y"]}, "minimum": 1.5}}}}},
    {"dialects": {"house": {"extends": "plain"}}, "templates": ["t"]},
    {"dialects": {"house": {"columns": {"name": ["A"]}, "required": {"true": ["ja"]}, "date_links": "literal"}}},
]
BAD: list[dict[str, Any]] = [
    {"spec": []},
    {"spec": {"paths": []}},
    {"spec": {"paths": [1]}},
    {"spec": {"nullable_when_unstated": "perhaps"}},
    {"targets": {"a": {}}},
    {"targets": {"a": {"out": True}}},
    {"targets": {"a": {"out": "x", "layout": 1.5}}},
    {"targets": {"a": {"out": "x", "layout": {}}}},
    {"models": {"A": {"name": "B"}}},
    {"models": {"A": {"fields": {"b": {"nullable": 1}}}}},
    {"models": {"A": {"fields": {"b": {"min_length": True}}}}},
    {"models": {"A": {"fields": {"b": {"max_items": -1}}}}},
    {"models": {"A": {"fields": {"b": {"enum": []}}}}},
    {"dialects": {"house": 1}},
    {"dialects": {"house": {"required": {"yes": ["ja"]}}}},
    {"dialects": {"house": {"columns": {"name": "A"}}}},
    {"dialects": {"house": {"colums": {}}}},
    {"tempaltes": []},
]


def test_the_schema_is_one() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("table", [*GOOD, *BAD], ids=json.dumps)
def test_the_schema_and_the_parser_agree(table: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    from spectable.shape import misfits

    ours = not list(misfits(table, SCHEMA, SCHEMA))
    assert ours == Draft202012Validator(SCHEMA).is_valid(table) == (table in GOOD)


def test_the_schema_uses_no_keyword_that_the_parser_would_pass_over() -> None:
    known = {"$ref", "type", "enum", "properties", "required", "additionalProperties", "items", "minItems", "minimum"}
    silent = {"$schema", "$defs", "title", "description"}

    def walk(schema: Any) -> set[str]:
        found = set(schema)
        for key in ("properties", "$defs"):
            found |= {word for part in schema.get(key, {}).values() for word in walk(part)}
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                found |= walk(schema[key])
        return found

    assert walk(SCHEMA) <= known | silent


def test_the_schema_knows_every_key_of_a_dialect() -> None:
    from spectable.reading.house import _Table

    assert set(SCHEMA["$defs"]["dialect"]["properties"]) == set(_Table._KEYS)


def test_every_fact_of_the_overlay_is_applied_by_it() -> None:
    """A key that the schema allows and nothing reads would be a fact lost."""
    text = Path(config.__file__).with_name("overlay.py").read_text(encoding="utf-8")
    limits = {"minimum", "maximum"}
    for name in SCHEMA["$defs"]["field"]["properties"]:
        from spectable.overlay import LIMITS

        assert name in LIMITS or name in limits or f'"{name}"' in text, name


# --- Places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ("a = 1", ("a",), "1:1", "1:5"),
        ("# a = 0\n\n  a = 1 # x", ("a",), "3:3", "3:7"),
        ("a.b.c = 1", ("a", "b", "c"), "1:5", "1:9"),
        ("[a.b]\nc = 1", ("a", "b", "c"), "2:1", "2:5"),
        ('[a."b.c"]\n"d e" = 1', ("a", "b.c", "d e"), "2:1", "2:9"),
        ("a = { b = [1, { c = 2 }] }", ("a", "b", 1, "c"), "1:17", "1:21"),
        ('a = """\nb = 1\n"""\nb = 2', ("b",), "4:1", "4:5"),
        ("a = '''\n]'''\nb = [\n 1, # ]\n 2,\n]\nc = 3", ("c",), "7:1", "7:5"),
        ("[[a]]\nb = 1\n[[a]]\nb = 2", ("a", 1, "b"), "4:1", "4:5"),
        ('a = "x = 1"\nb = "\\"]"\nc = 1', ("c",), "3:1", "3:5"),
        ('"ä" = "ö"\nb = 1', ("b",), "2:1", "2:5"),
        ("a = { b = 1, c = 2 }", ("a", "x"), "1:1", "1:5"),
    ],
)
def test_places(text: str, path: tuple[str | int, ...], key: str, value: str) -> None:
    source = Source("t", text)
    assert str(place(source, path)) == f"t:{key}"
    assert str(place(source, path, value=True)) == f"t:{value}"
