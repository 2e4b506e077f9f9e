"""Every golden case through every bundled target, byte for byte; and the suite itself, which must be able to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from spectable.proof.testing import Case, bundled_targets, check, differences, expected, find_cases, produce, rewrite

GOLDEN = Path(__file__).resolve().parent / "golden"
CASES = find_cases(GOLDEN)
READING = "dialect-"  # cases of a table style are about reading alone: no target sees which style a page had


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_comes_of_a_case_is_what_its_folder_holds(case: Case) -> None:
    check(case, () if case.name.startswith(READING) else bundled_targets())


def test_every_folder_is_a_case() -> None:
    folders = {path.name for path in GOLDEN.iterdir() if path.is_dir()}
    assert {case.name for case in CASES} == folders - {"_shared"}


def test_every_shared_file_is_made_by_a_case() -> None:
    made = produce(CASES[0], bundled_targets())
    shared = {path.relative_to(GOLDEN / "_shared").as_posix() for path in GOLDEN.glob("_shared/**/*") if path.is_file()}
    assert shared <= made.keys()


PAGE = """\
# Ping

## Fields

| Field | Type  | Required           | Description |
| ----- | ----- | ------------------ | ----------- |
| `a`   | *str* | :heavy_check_mark: | N/A         |
"""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case of one page, with its goldens."""
    (tmp_path / "case" / "input").mkdir(parents=True)
    (tmp_path / "case" / "input" / "ping.md").write_text(PAGE, encoding="utf-8")
    (case,) = find_cases(tmp_path)
    rewrite(case, produce(case, ["json-schema"]))
    return case


def test_a_case_that_agrees_passes(case: Case) -> None:
    check(case, ["json-schema"])
    assert "schema.json" in expected(case)


def test_one_byte_that_differs_fails_with_its_line(case: Case) -> None:
    path = case.folder / "schema.json"
    path.write_bytes(path.read_bytes().replace(b'"a"', b'"b"'))
    with pytest.raises(AssertionError, match=r'-.*"b"(.|\n)*\+.*"a"'):
        check(case, ["json-schema"])


def test_a_golden_that_is_missing_fails(case: Case) -> None:
    (case.folder / "schema.json").unlink()
    with pytest.raises(AssertionError, match=r"schema\.json: there is no such golden file"):
        check(case, ["json-schema"])


def test_a_golden_that_is_left_over_fails(case: Case) -> None:
    (case.folder / "old.txt").write_text("old\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"old\.txt: this golden file is left over"):
        check(case, ["json-schema"])


def test_a_shared_file_stands_once(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    name = next(name for name in expected(case) if name.startswith("json-schema/"))
    shared = case.folder.parent / "_shared" / name
    shared.parent.mkdir(parents=True)
    shared.write_bytes(b"old\n")
    monkeypatch.setenv("SPECTABLE_UPDATE_GOLDEN", "1")
    check(case, ["json-schema"])
    monkeypatch.delenv("SPECTABLE_UPDATE_GOLDEN")
    check(case, ["json-schema"])
    assert not (case.folder / name).exists()
    shared.write_bytes(shared.read_bytes() + b"\n")
    with pytest.raises(AssertionError, match="golden/json-schema/"):
        check(case, ["json-schema"])


def test_a_last_line_end_counts(case: Case) -> None:
    assert "no newline" in "".join(differences({"x": b"a\n"}, {"x": b"a"}))


def test_update_rewrites_and_removes(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    (case.folder / "old").mkdir()
    (case.folder / "old" / "x.txt").write_text("old\n", encoding="utf-8")
    (case.folder / "schema.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("SPECTABLE_UPDATE_GOLDEN", "1")
    check(case, ["json-schema"])
    monkeypatch.delenv("SPECTABLE_UPDATE_GOLDEN")
    check(case, ["json-schema"])
    assert not (case.folder / "old").exists()
    assert (case.folder / "input" / "ping.md").read_text(encoding="utf-8") == PAGE


def test_a_spec_with_errors_comes_to_its_diagnostics_only(tmp_path: Path) -> None:
    (tmp_path / "case" / "input").mkdir(parents=True)
    (tmp_path / "case" / "input" / "schema.json").write_text('{"$defs": {"A": {"type": "strng"}}}', encoding="utf-8")
    (case,) = find_cases(tmp_path)
    made = produce(case, bundled_targets())
    assert list(made) == ["diagnostics.txt"]
    assert b"input/schema.json:1:" in made["diagnostics.txt"]
    assert b"[unknown-type]" in made["diagnostics.txt"]
