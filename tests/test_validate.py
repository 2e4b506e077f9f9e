"""`validate`: what is said about bad data, where, in which format, with which status, and how much memory it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import spectable
from sample import write
from spectable.cli import cli
from spectable.model import (
    ANY,
    INTEGER,
    STRING,
    Choice,
    Enum,
    Field,
    Limits,
    ListOf,
    Member,
    Model,
    Record,
    Ref,
    Scalar,
    json_text,
    normal,
    one_of,
)
from spectable.validate import Tally, compile_checker, validate_data
from spectable.validate.equality import is_multiple, is_whole, same_key
from spectable.validate.patterns import searching

PAGE = """# Session

| Field     | Type                     | Required           | Description |
| --------- | ------------------------ | ------------------ | ----------- |
| `id`      | *str*                    | :heavy_check_mark: | N/A         |
| `is_test` | *OptionalNullable[bool]* | :heavy_minus_sign: | A trial.    |
"""


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("spec/session.md", PAGE)


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, ["validate", *args, "--spec", "spec"], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_failure_names_its_place_the_pointer_both_sides_and_the_row() -> None:
    write("rows.jsonl", '{"id": "a"}\n\n{"id": "b", "is_test": "yes"}\n')
    result = run("Session", "rows.jsonl")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "rows.jsonl:3:24: error: expected a boolean or null at '/is_test', found \"yes\" [value-of-another-type]",
        "    |",
        '  3 | {"id": "b", "is_test": "yes"}',
        "    |                        ^^^^^",
        "  spec: spec/session.md:6:3: | `is_test` | *OptionalNullable[bool]* | :heavy_minus_sign: | A trial. |",
        "2 values of Session, 1 of them invalid",
    ]


def test_good_data_exits_0_however_it_is_given() -> None:
    write("data/a.json", '{\n  "id": "a"\n}\n')
    write("data/deep/b.ndjson", '{"id": "b"}\n{"id": "c", "is_test": null}\n')
    write("data/notes.txt", "no data")
    for files in (["data"], ["data/**/*json"], ["data/a.json", "data/deep/b.ndjson", "data"]):
        result = run("Session", *files)
        assert (result.exit_code, result.stdout) == (0, "3 values of Session, all valid\n")


@pytest.mark.parametrize(
    ("text", "count"), [('{"id": "a"}\n{"id": "b"}', 2), ('\n{\n"id": "a"\n}', 1), ('\ufeff{"id": "a"}', 1)]
)
def test_standard_input_is_lines_when_its_first_line_is_a_value(text: str, count: int) -> None:
    result = run("Session", "-", "-q", "--format", "json", stdin=text)
    assert (result.exit_code, json.loads(result.stdout)["documents"]) == (0, count)


def test_json_says_the_same_in_fields() -> None:
    result = run("Session", "-", "--format", "json", stdin='{"is_test": 1}')
    found = json.loads(result.stdout)
    assert (found["model"], found["documents"], found["invalid"], found["stopped"]) == ("Session", 1, 1, False)
    missing, wrong = found["findings"]
    assert (missing["code"], missing["facts"]) == (
        "value-missing",
        {"pointer": "/id", "expected": "a string", "found": "nothing"},
    )
    assert (wrong["code"], wrong["facts"]["pointer"], wrong["facts"]["found"]) == (
        "value-of-another-type",
        "/is_test",
        "1",
    )
    assert [(r["what"], r["file"], r["line"]) for r in wrong["related"]] == [("spec", "spec/session.md", 6)]


def test_github_and_sarif_name_the_data_and_the_row() -> None:
    write("a.json", '{"id": 1}')
    line = run("Session", "a.json", "--format", "github").stdout
    assert line.startswith("::error file=a.json,line=1,col=8,")
    assert "[spec: spec/session.md:5:3]" in line
    log = json.loads(run("Session", "a.json", "--format", "sarif").stdout)
    (result,) = log["runs"][0]["results"]
    places = [
        p["physicalLocation"]["artifactLocation"]["uri"] for p in (*result["locations"], *result["relatedLocations"])
    ]
    assert places == ["a.json", "spec/session.md"]
    assert result["properties"]["pointer"] == "/id"


def test_max_errors_stops_and_says_so() -> None:
    result = run("Session", "-", "--max-errors", "2", stdin='{"id": 1}\n' * 5)
    assert result.exit_code == 1
    assert result.stdout.count("[value-of-another-type]") == 2
    assert "stopped after 2 failures" in result.stdout
    whole = run("Session", "-", "--max-errors", "5", stdin='{"id": 1}\n' * 5)
    assert "stopped" not in whole.stdout


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ('{"id": NaN}', "data-not-json", ":1:8:"),
        ('{"id": "a", "x": -Infinity}', "data-not-json", ":1:18:"),
        ('{"id": "a", "x": ' + "9" * 5000 + "}", "data-not-json", ":1:18:"),
        ('{"id": "a", "x": 1e99999999999999999999}', "data-not-json", ":1:18:"),
        ('{"id": "a", "x": {"k": 1, "k": 1}}', "data-repeats-key", ":1:27:"),
        ('{"id": "a"', "data-not-json", ":1:11:"),
        ('{"id": "a"}\n{"id"}', "data-not-json", ":2:6:"),
        (b'{"id": "\xff"}', "data-not-json", ":1:9:"),
        ('{"id": "a", "x": ' + "[" * 90000 + "]" * 90000 + "}", "data-too-deep", ":1:1:"),
        ("[]", "value-of-another-type", ":1:1:"),
    ],
)
def test_what_is_no_json_or_disputed_is_invalid_at_its_place(text: str | bytes, code: str, where: str) -> None:
    result = run("Session", "-", stdin=text)
    assert result.exit_code == 1
    assert f"[{code}]" in result.stdout
    assert result.stdout.splitlines()[0].startswith("<stdin>" + where)


@pytest.mark.parametrize(
    ("args", "code", "hint"),
    [
        (("Sesion", "-"), "model-not-in-spec", "did you mean 'Session'?"),
        (("Session", "rows.jsn"), "no-data", "did you mean 'rows.json'?"),
        (("Session", "*.x"), "no-data", "paths are looked up"),
        (("Session", "empty"), "no-data", ""),
        (("Session",), "bad-usage", "--help"),
    ],
)
def test_what_cannot_be_done_exits_2(args: tuple[str, ...], code: str, hint: str) -> None:
    write("rows.json", "{}")
    Path("empty").mkdir()
    result = run(*args, stdin="{}")
    assert result.exit_code == 2
    assert f"[{code}]" in result.stderr
    assert hint in result.stderr


def test_progress_is_for_terminals_alone() -> None:
    assert run("Session", "-", stdin='{"id": "a"}\n' * 10000).stderr == ""


def test_the_python_api() -> None:
    write("rows.jsonl", '{"id": "a"}\n{"id": 1}\n')
    found = spectable.validate_files("Session", "rows.jsonl", specs=["spec"])
    assert (found.documents, found.invalid, found.stopped) == (2, 1, False)
    assert [(d.code, str(d.span), str(d.related[0].span)) for d in found.diagnostics] == [
        ("value-of-another-type", "rows.jsonl:2:8", "spec/session.md:5:3")
    ]
    checker = spectable.checker(spectable.load("spec"), "Session")
    assert checker.valid({"id": "a"})
    assert [f.pointer for f in checker.failures({"is_test": None})] == ["/id"]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file() -> None:
    """The peak of a process that reads 24 MB of lines is that of one that reads a line, but for buffers."""
    code = (
        "import resource, sys, spectable\n"
        "found = spectable.validate_files('Session', sys.argv[1], specs=['spec'])\n"
        "assert not found.invalid\n"
        "print(found.documents, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    line = json.dumps({"id": "a" * 100, "is_test": True}) + "\n"
    write("one.jsonl", line)
    write("many.jsonl", line * 180_000)
    peaks = {}
    for name in ("one", "many"):
        done = subprocess.run([sys.executable, "-c", code, f"{name}.jsonl"], capture_output=True, text=True, check=True)
        documents, peak = map(int, done.stdout.split())
        peaks[name] = peak
    assert documents == 180_000
    assert peaks["many"] - peaks["one"] < 4 * 1024  # KB


# --- What is wrong ---------------------------------------------------------------------------------------------------


def failures(model: Model, name: str, value: object) -> list[tuple[str, str, str, str]]:
    return [(f.code, f.pointer, f.expected, f.hint) for f in compile_checker(model, name).failures(value)]


def test_a_union_is_explained_by_the_branch_that_was_meant() -> None:
    def kind(name: str, type_: Scalar) -> Record:
        return Record(name, (Field("kind", Choice((json_text(name.lower()),))), Field("value", type_)))

    records = (kind("Text", STRING), kind("Count", INTEGER))
    union = Record("Holder", (Field("content", one_of((Ref("Text"), Ref("Count")))),))
    model = normal(Model((*records, union)))
    assert failures(model, "Holder", {"content": {"kind": "count", "value": "x"}}) == [
        ("value-of-another-type", "/content/value", "a whole number", "")
    ]
    assert failures(model, "Holder", {"content": {"kind": "cuont", "value": 1}}) == [
        ("value-not-listed", "/content/kind", '"text" or "count"', "did you mean 'count'?")
    ]


def test_names_that_are_nearly_right_are_pointed_out() -> None:
    model = Model((Record("A", (Field("userId", STRING),), additional=False), Enum("E", (Member(json_text("open")),))))
    missing, unknown = failures(model, "A", {"userid": "x"})
    assert missing[3] == "there is 'userid', which the spec does not know"
    assert (unknown[0], unknown[3]) == ("key-not-allowed", "did you mean 'userId'?")
    assert failures(model, "E", "opn")[0][3] == "did you mean 'open'?"


def test_what_cannot_be_asserted_is_said() -> None:
    fields = (Field("a", Scalar("string", "iban")), Field("b", Scalar("string", "", Limits(pattern=r"^\p{L}+$"))))
    checker = compile_checker(Model((Record("A", fields),)), "A")
    assert [d.code for d in checker.diagnostics] == ["format-not-asserted", "pattern-not-asserted"]
    assert checker.valid({"a": "?", "b": "1"})


def test_a_model_may_hold_itself_and_chains_may_be_long() -> None:
    tree = Record("Tree", (Field("below", ListOf(Ref("Tree"))), Field("any", ANY, required=False)))
    chain = tuple(Record(f"R{i}", (Field("next", Ref(f"R{i + 1}"), required=False),)) for i in range(3000))
    model = Model((tree, *chain, Record("R3000", ())))
    assert failures(model, "Tree", {"below": [{"below": [{}]}]})[0][:2] == ("value-missing", "/below/0/below/0/below")
    assert compile_checker(model, "R0").valid({"next": {"next": {}}})


# --- Exactness -------------------------------------------------------------------------------------------------------


def test_numbers_are_compared_as_they_are_written() -> None:
    assert same_key(1) == same_key(1.0) == same_key(Decimal("1.00")) != same_key(True)
    assert same_key(0.1) == same_key(Decimal("0.10"))
    assert is_multiple(0.3, 0.1)
    assert not is_multiple(2**66 + 1, 2)
    assert is_multiple(Decimal("1e999999999"), 3) is False
    assert is_multiple(Decimal("1e-999999999"), 3) is False
    assert is_multiple(Decimal("1e999999999"), 5)
    assert is_whole(Decimal("1e999999999"))
    assert not is_whole(Decimal("9" * 60 + ".5"))


def test_patterns_are_those_of_ecma() -> None:
    digits = searching(r"^\d+$")
    assert digits is not None
    assert digits("12")
    assert not digits("12\n")
    assert not digits("١")
    assert searching(r"\p{L}") is None


def test_bounds_hold_beyond_what_a_float_can_say(tmp_path: Path) -> None:
    limits = Limits(minimum=json_text(2**53 + 1), multiple_of=json_text(Decimal("0.01")))
    checker = compile_checker(Model((Record("A", (Field("n", Scalar("number", "", limits)),)),)), "A")
    file = tmp_path / "n.jsonl"
    file.write_text('{"n": 9007199254740993}\n{"n": 9007199254740992.0}\n{"n": 9007199254740993.07}\n{"n": 1e400}\n')
    found = list(validate_data(checker, [str(file)], Tally()))
    assert [(d.span.line if d.span else 0, d.message) for d in found] == [
        (2, "expected at least 9007199254740993 at '/n', found 9007199254740992.0")
    ]
