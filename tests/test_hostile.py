"""Nothing but names, strings and comments comes of spec text, in any target: proved by the parser of its language.

The models are `strategies.models()`, whose names, descriptions, values, defaults and examples are made to break
generators. A target that makes files of a language without a proof here fails, as does one that makes a file whose
name could leave its folder.
"""

from __future__ import annotations

import ast
import json
import keyword
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from unicodedata import category
from urllib.parse import unquote

import pyromark
import pytest
import sqlglot
from hypothesis import given, settings
from sqlglot import exp

from spectable.diagnostic import Report
from spectable.disk.manifest import is_safe
from spectable.model import Model, Record
from spectable.proof.testing import bundled_targets
from spectable.targets.lower import lower
from spectable.targets.naming import DEVICES
from spectable.targets.render import render
from spectable.targets.target import Target, bundled_folder, find_targets, load_target
from strategies import models

LAYOUTS = ("modules", "single")
TARGETS = [(name, layout) for name in bundled_targets() for layout in LAYOUTS]


@cache
def target(name: str) -> Target:
    return load_target(name, find_targets([bundled_folder()]))


def made(name: str, layout: str, model: Model) -> dict[str, str]:
    """The files of a target by their path."""
    options = target(name).settle({"layout": layout})
    return {f.path: f.data.decode() for f in render(target(name), lower(model, target(name), options, Report()))}


@settings(max_examples=40)
@given(model=models())
@pytest.mark.parametrize(("name", "layout"), TARGETS, ids=map("-".join, TARGETS))
def test_nothing_but_names_strings_and_comments_comes_of_spec_text(name: str, layout: str, model: Model) -> None:
    files = made(name, layout, model)
    plain = made(name, layout, Model())
    for path, text in files.items():
        assert_plain_path(path)
        if plain.get(path) == text:
            continue  # a runtime, say: nothing of the spec is in it
        proof = next((proof for suffix, proof in PROOFS.items() if path.endswith(suffix)), None)
        assert proof is not None, f"no proof for {path!r}: say in PROOFS what may come of its language"
        proof(text, model, files)


def assert_plain_path(path: str) -> None:
    """Below its folder on every system: no step up, no device, no name that is too long."""
    assert is_safe(path)
    for part in path.split("/"):
        assert len(part.encode()) <= 255
        assert part.partition(".")[0].casefold() not in DEVICES
        assert part == part.strip(". ")


# --- Python ----------------------------------------------------------------------------------------------------------

_NODES = (
    *(ast.Module, ast.Expr, ast.ImportFrom, ast.alias, ast.ClassDef, ast.AnnAssign, ast.Assign, ast.Constant, ast.Name),
    *(ast.Load, ast.Store, ast.Subscript, ast.Attribute, ast.Call, ast.keyword, ast.Dict, ast.List, ast.Tuple),
    *(ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub, ast.Starred, ast.Compare, ast.In),
    # How a package finds a model when it is first asked for.
    *(ast.If, ast.FunctionDef, ast.arguments, ast.arg, ast.Raise, ast.Return, ast.JoinedStr, ast.FormattedValue),
)
_MODULES = frozenset(
    ("__future__", "typing", "dataclasses", "enum", "datetime", "decimal", "uuid", "importlib", "builtins")
)


def prove_python(text: str, model: Model, files: dict[str, str]) -> None:
    """Definitions made of names and strings: no statement runs but imports and calls of what is imported."""
    tree = ast.parse(text)
    compile(tree, "made.py", "exec")
    imported = {alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                for alias in node.names}  # fmt: skip
    for node in ast.walk(tree):
        assert isinstance(node, _NODES), ast.dump(node)
        match node:
            case ast.ImportFrom(module=module, level=level):
                assert level == 1 or module in _MODULES
            case ast.Call(func=ast.Name(id=name)):
                assert name in imported
            case ast.Call():
                pytest.fail(ast.unparse(node))
            case ast.Expr(value=value):
                assert isinstance(value, ast.Call) or (isinstance(value, ast.Constant) and type(value.value) is str)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                assert name.isidentifier()
                assert not keyword.iskeyword(name)
            case _:
                pass
    assert not any(map(_misleads, text)), "a character that hides or moves others"


def _misleads(character: str) -> bool:
    """Whether an editor may show the line other than a compiler reads it (Trojan Source, CVE-2021-42574)."""
    bidirectional = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return character != "\n" and (category(character) in ("Cc", "Cs", "Zl", "Zp") or character in bidirectional)


# --- SQL -------------------------------------------------------------------------------------------------------------


def prove_sql(text: str, model: Model, files: dict[str, str]) -> None:
    """Tables, their keys and comments, and no statement more than there are records."""
    dialect = "sqlite" if "STRICT" in text else "postgres"
    parsed = [statement for statement in sqlglot.parse(text, dialect=dialect) if statement is not None]
    assert {type(statement) for statement in parsed} <= {exp.Create, exp.Comment, exp.Alter}
    tables = [record for record in model.definitions if isinstance(record, Record) and record.fields]
    assert sum(isinstance(statement, exp.Create) for statement in parsed) <= len(tables)
    for select in (exp.Select, exp.Drop, exp.Insert, exp.Command):
        assert all(statement.find(select) is None for statement in parsed)


# --- Markdown --------------------------------------------------------------------------------------------------------

_BLOCKS = {"Paragraph", "TableHead", "TableRow", "TableCell", "Table", "Emphasis", "Heading", "Link"}


def prove_markdown(text: str, model: Model, files: dict[str, str]) -> None:
    """Headings, tables and words; every link leads to a page of ours; no HTML, no image, no list."""
    options = pyromark.Options(0)
    for option in pyromark.Options:
        options |= option
    for event in pyromark.events(text, options=options & ~pyromark.Options.ENABLE_OLD_FOOTNOTES):
        match event:
            case {"Start": {"Link": {"dest_url": link}}}:
                assert link in files or link.startswith("#")
            case {"Start": kind} | {"End": kind}:
                assert set(kind if isinstance(kind, dict) else [kind]) <= _BLOCKS
            case _:
                assert event == "HardBreak" or set(event) <= {"Text", "Code"}


# --- JSON ------------------------------------------------------------------------------------------------------------


def prove_json(text: str, model: Model, files: dict[str, str]) -> None:
    """A schema document whose references all lead to our own files."""
    document = json.loads(text)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for ref in _references(document):
        file, _, pointer = ref.partition("#")
        assert not file or unquote(file) in files
        assert not pointer or pointer.startswith("/$defs/")


def _references(node: Any) -> Iterator[str]:
    """Every `$ref` that is one, not a name or a value that is spelt like it."""
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("$ref"), str):
        yield node["$ref"]
    for key, value in node.items():
        if key in ("$defs", "properties"):
            for item in value.values():
                yield from _references(item)
        elif key in ("items", "additionalProperties", "anyOf", "allOf"):
            yield from _references(value)


PROOFS: dict[str, Callable[[str, Model, dict[str, str]], None]] = {
    ".py": prove_python,
    ".sql": prove_sql,
    ".md": prove_markdown,
    ".json": prove_json,
}
