"""Patterns: which are regular expressions, which may take forever, and what becomes of those that are none."""

from __future__ import annotations

import re
import time
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spectable
from spectable.reading.regex import fault, may_hang

GOOD = (
    "",
    "^[a-z][a-z0-9_-]*$",
    r"^\d{4}-\d{2}$",
    r"\p{L}+",
    "(?<=a)b(?!c)",
    "(?<year>[0-9]{4})",
    "(?P<year>[0-9]{4})",
    "(?i)abc",
    "(?i:a)b",
    "a++b*+c?+",
    "a{,5}",
    "{}",
    "a{2}b{2,}c{2,3}?",
    "[^]]",
    "[]",
    "[a-]",
    "[-a]",
    "[+--]",
    r"[\w-z]",
    r"[\]\[]",
    "[[:alpha:]]",
    "x|",
    "()",
    "(?#said by the way)x",
    r"\u{1F600}",
    "]",
    "}",
)
BAD = {
    "(": "a '(' is never closed",
    "a)": "a ')' closes nothing",
    "[": "a '[' is never closed",
    "[a": "a '[' is never closed",
    "*": "there is nothing that '*' could repeat",
    "a**": "there is nothing that '*' could repeat",
    "^*": "there is nothing that '*' could repeat",
    "(|+)": "there is nothing that '+' could repeat",
    "a{2}{3}": "there is nothing that '{3}' could repeat",
    "a{2,1}": "'{2,1}' is the wrong way round",
    "[z-a]": "the range 'z-a' is the wrong way round",
    "\\": "it ends in a backslash",
    "(?x": "there is nothing that '?' could repeat",
    "(" * 101 + ")" * 101: "its groups are nested deeper than 100",
}


@pytest.mark.parametrize("pattern", GOOD)
def test_a_pattern(pattern: str) -> None:
    assert fault(pattern) == ""


@pytest.mark.parametrize(("pattern", "wrong"), BAD.items())
def test_no_pattern(pattern: str, wrong: str) -> None:
    assert fault(pattern) == wrong
    assert may_hang(pattern)


@given(st.text(alphabet="ab01-^$.*+?{},()[]|\\:=!<>P#id\n", max_size=12))
def test_what_python_can_read_is_a_pattern(pattern: str) -> None:
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except (re.error, OverflowError):
        return
    # Two readings differ: ECMA 262 ends a class at the first `]`, and a `]` first in one is a letter to Python only.
    if not re.search(r"\[\^?\]", pattern) and "(?(" not in pattern and "(?P>" not in pattern:
        assert fault(pattern) == ""


@pytest.mark.parametrize("pattern", ["^[a-z0-9_.-]{1,64}$", "^(foo|bar)$", r"^\d+\.\d+\.\d+$", "^https?://[^/]+/.*$"])
def test_a_pattern_that_is_soon_matched(pattern: str) -> None:
    assert not may_hang(pattern)


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|a)*$", "(x+x+)+y", "(a*)*", "(a{1,9}){9}|((b+))+", "a*a*a*a*b"])
def test_a_pattern_that_may_take_forever(pattern: str) -> None:
    assert may_hang(pattern)


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "[" * 100_000, "(?#" * 50_000, "a{" * 50_000, "(a+" * 50_000, "|" * 99_999]
)
def test_a_long_pattern_is_looked_at_once(text: str) -> None:
    begun = time.perf_counter()
    fault(text)
    may_hang(text)
    assert time.perf_counter() - begun < 2


SCHEMA = '{"$defs": {"A": {"properties": {"a": {"type": ["string", "null"], "pattern": "[a-z", "maxLength": 3}}}}}'


def test_no_pattern_is_left_out_of_a_schema_with_a_warning_at_its_place(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(SCHEMA, encoding="utf-8")
    spec = spectable.load(str(file))
    (found,) = spec.diagnostics
    assert (found.code, found.span and found.span.text) == ("bad-pattern", '"[a-z"')
    assert spec.schema["$defs"]["A"]["properties"]["a"] == {"type": ["string", "null"], "maxLength": 3}


def test_no_pattern_is_left_out_of_a_page_with_a_warning_at_its_row(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    spec = spectable.load(str(_generated(tmp_path, file)))
    found = [d for d in spec.diagnostics if d.code == "bad-pattern"]
    assert [(d.span and d.span.text) for d in found] == ["`a`"]
    assert spec.schema["$defs"]["A"]["properties"]["a"] == {"type": "string", "maxLength": 3}


def _generated(folder: Path, file: Path) -> Path:
    """A page of our own style that says a pattern which is none."""
    schema = folder / "good.json"
    schema.write_text(SCHEMA.replace("[a-z", "[a-z]").replace('["string", "null"]', '"string"'), encoding="utf-8")
    (page,) = [
        f for f in spectable.render_files(str(schema), targets=["docs-markdown"])["docs-markdown"] if f.path == "a.md"
    ]
    file.write_bytes(page.data.replace(b"[a-z]", b"[a-z"))
    return file
