"""Findings as text, JSON, GitHub commands and SARIF; values between phases as text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

import pytest

from spectable import formats
from spectable.blocks import WIDTH, block, printable
from spectable.diagnostic import Diagnostic, Related, Severity
from spectable.model import STRING, Record, make_field
from spectable.pretty import pretty
from spectable.source import Source, Span


def at(text: str, word: str, path: str = "a.md") -> Span:
    source = Source(path, text)
    start = source.data.index(word.encode())
    return source.span(start, start + len(word.encode()))


def warned(span: Span | None = None, message: str = "'strng' is no type", hint: str = "") -> Diagnostic:
    return Diagnostic("unknown-type", Severity.WARNING, message, span, hint)


# --- Text ------------------------------------------------------------------------------------------------------------


def test_a_block_has_what_where_why_and_how_to_mend_it() -> None:
    span = at("# A\n\n| x | strng |\n", "strng")
    assert block(warned(span, hint="did you mean 'string'?"), why="Because.").splitlines() == [
        "a.md:3:7: warning: 'strng' is no type [unknown-type]",
        "    |",
        "  3 | | x | strng |",
        "    |       ^^^^^",
        "  why: Because.",
        "  hint: did you mean 'string'?",
    ]
    assert block(warned()) == "warning: 'strng' is no type [unknown-type]\n"


def caret(span: Span) -> tuple[str, str]:
    """The source line that is shown, and what of it stands above the caret (in columns of one)."""
    lines = block(warned(span)).splitlines()
    marks = lines[3].partition("| ")[2]
    return lines[2].partition("| ")[2], marks


@pytest.mark.parametrize(
    ("text", "word", "columns"),
    [
        ("| ä | strng |", "strng", (6, 5)),
        ("| 名前 | strng |", "strng", (9, 5)),
        ("| x | 文字列 |", "文字列", (6, 6)),
        ("| e\u0301 | strng |", "strng", (6, 5)),
        ("|\tx | strng |", "strng", (6, 5)),
        ("strng", "strng", (0, 5)),
    ],
)
def test_the_caret_stands_under_the_word(text: str, word: str, columns: tuple[int, int]) -> None:
    _, marks = caret(at(text, word))
    assert (len(marks) - len(marks.lstrip()), marks.count("^")) == columns


@pytest.mark.parametrize("before", [0, 30, 200, 5000])
@pytest.mark.parametrize("after", [0, 30, 5000])
def test_a_long_row_is_cut_around_the_place(before: int, after: int) -> None:
    text = "a" * before + "strng" + "b" * after
    line, marks = caret(at(text, "strng"))
    assert len(line) <= WIDTH + 2
    start = len(marks) - len(marks.lstrip())
    assert line[start : start + marks.count("^")] == "strng"


def test_a_place_over_several_lines_or_at_the_end_has_one_caret_at_least() -> None:
    source = Source("a.md", "ab\ncd")
    assert "^^" in block(warned(Span(source, 0, 5)))
    assert block(warned(source.span(5))).splitlines()[3].endswith("  ^")
    assert block(warned(Source("a.md", "").span())).splitlines() == [
        "a.md:1:1: warning: 'strng' is no type [unknown-type]"
    ]


@pytest.mark.parametrize("word", ["\x1b[31mred", "a\u202eb", "a\rb", "a\x00b", "a\x9bb", "\u2028"])
def test_nothing_in_a_spec_moves_the_cursor_or_turns_the_text_around(word: str) -> None:
    text = block(warned(at(f"| {word} |", word), f"{word!s} is no type", word), why=word)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", text)


def test_colour_changes_nothing_but_colour() -> None:
    diagnostic = warned(at("strng", "strng"), hint="h")
    colored = block(diagnostic, color=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == block(diagnostic)
    assert colored.count("\x1b[0m") == len(re.findall("\x1b\\[[1-9][0-9;]*m", colored))


def test_printable_leaves_words_alone() -> None:
    assert printable("häßlich 名前 🎉 …") == "häßlich 名前 🎉 …"


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_json_is_as_documented() -> None:
    span = at("# ä\n\n| x | strng |\n", "strng")
    document = json.loads(formats.json_text([warned(span, hint="h"), warned()], {"command": "lint"}))
    assert document == {
        "command": "lint",
        "findings": [
            {
                "code": "unknown-type",
                "severity": "warning",
                "message": "'strng' is no type",
                "file": "a.md",
                "line": 3,
                "column": 7,
                "endLine": 3,
                "endColumn": 12,
                "hint": "h",
            },
            {"code": "unknown-type", "severity": "warning", "message": "'strng' is no type"},
        ],
    }


# --- GitHub ----------------------------------------------------------------------------------------------------------


def test_github_commands_are_escaped() -> None:
    span = at("x strng", "strng", "a,b:c%.md")
    text = formats.github_text([warned(span, "100% of\n'::error::x' is no type", "a\r\nb")])
    assert text == (
        "::warning file=a%2Cb%3Ac%25.md,line=1,col=3,endLine=1,endColumn=8,title=unknown-type"
        "::100%25 of%0A'::error::x' is no type (a%0D%0Ab)\n"
    )


@pytest.mark.parametrize(
    ("severity", "word"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_github_levels(severity: Severity, word: str) -> None:
    assert formats.github_text([Diagnostic("c", severity, "m")]) == f"::{word} title=c::m\n"


# --- SARIF -----------------------------------------------------------------------------------------------------------


def test_sarif_has_rules_results_and_places() -> None:
    span = at("ä strng", "strng", "a b.md")
    found = [warned(span, hint="h"), Diagnostic("no-models", Severity.ERROR, "m"), warned()]
    log = json.loads(formats.sarif_text(found))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["no-models", "unknown-type"]
    assert rules[0]["shortDescription"]["text"].startswith("The spec was read, but no model")
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [d.code for d in found]
    assert [r["level"] for r in run["results"]] == ["warning", "error", "warning"]
    assert run["results"][0]["message"]["text"] == "'strng' is no type (h)"
    assert run["results"][0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20b.md"},
                "region": {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 8},
            }
        }
    ]
    assert "locations" not in run["results"][1]
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_is_stable() -> None:
    found = [warned(), Diagnostic("no-models", Severity.ERROR, "m")]
    assert formats.sarif_text(found) == formats.sarif_text(list(found))


# --- Values ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    name: str
    items: tuple[object, ...] = ()
    facts: dict[str, int] = field(default_factory=dict)


def test_a_value_is_printed_without_its_defaults() -> None:
    assert pretty(Box("a")) == "Box(name='a')\n"
    assert pretty(Box("a", (1, Box("b")), {"k": 2})) == "Box(name='a', items=[1, Box(name='b')], facts={'k': 2})\n"


def test_a_long_value_has_a_field_a_line() -> None:
    text = pretty(Box("a", tuple(Box("b" * 40, (n,)) for n in range(3))))
    assert text.splitlines() == [
        "Box(",
        "  name='a'",
        "  items=[",
        *(f"    Box(name='{'b' * 40}', items=[{n}])" for n in range(3)),
        "  ]",
        ")",
    ]


def test_places_are_short_and_sets_are_in_order() -> None:
    record = Record("A", (make_field("x", STRING, span=at("\n x", "x")),))
    assert "span=<2:2>" in pretty(record)
    assert pretty(frozenset("bca")) == "{'a', 'b', 'c'}\n"


def test_other_places_and_facts_are_shown_in_every_format() -> None:
    row = at("| a |\n| x  | strng |\n", "x", "spec/a.md")
    found = Diagnostic("c", Severity.ERROR, "m", related=(Related("spec", row),), facts=(("pointer", "/x"),))
    assert block(found).splitlines() == ["error: m [c]", "  spec: spec/a.md:2:3: | x | strng |"]
    place = {"file": "spec/a.md", "line": 2, "column": 3, "endLine": 2, "endColumn": 4}
    node = formats.finding(found)
    assert (node["related"], node["facts"]) == ([{"what": "spec", **place}], {"pointer": "/x"})
    assert formats.github_text([found]) == "::error title=c::m [spec: spec/a.md:2:3]\n"
    result = json.loads(formats.sarif_text([found]))["runs"][0]["results"][0]
    assert result["properties"] == {"pointer": "/x"}
    assert result["relatedLocations"] == [
        {
            "id": 1,
            "physicalLocation": {
                "artifactLocation": {"uri": "spec/a.md"},
                "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 4},
            },
            "message": {"text": "spec"},
        }
    ]
