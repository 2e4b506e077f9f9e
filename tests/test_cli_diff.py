"""`spectable diff`: paths, bundles and revisions, exit statuses, what is ignored, and every format read by a parser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pyromark
import pytest
from click.testing import CliRunner, Result

import spectable
from conftest import missing
from sample import SESSION, tree, write
from spectable.cli import cli
from spectable.compare.rules import RULES

NEW = SESSION.replace("*OptionalNullable[bool]*", "*Nullable[bool]*        ").replace(
    ":heavy_minus_sign: ", ":heavy_check_mark:"
)
ADDED = SESSION + "| `note` | *Optional[str]* | :heavy_minus_sign: | N/A |\n"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    write("old/session.md", SESSION)
    write("new/session.md", NEW)
    write("added/session.md", ADDED)


def run(*args: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(cli, ("diff", *args), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def codes(*args: str) -> list[str]:
    return [finding["code"] for finding in json.loads(run("--format", "json", *args).stdout)["findings"]]


# --- What is compared


def test_a_breaking_change_exits_with_1_and_says_for_whom_where_and_why() -> None:
    result = run("old", "new")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "breaking: 'is_test' of 'Session' was optional and is required [field-became-required]",
        "  old: old/session.md:10:3",
        "  new: new/session.md:10:3",
        "  reader: breaking, old data may lack the field",
        "  source: breaking, making a value takes one more argument",
        "  database: breaking, existing rows may have no value",
        "1 change: 1 breaking, 0 to know, 0 compatible; version step: major",
    ]


def test_a_compatible_change_exits_with_0() -> None:
    result = run("old", "added")
    assert (result.exit_code, codes("old", "added")) == (0, ["optional-field-added"])
    assert run("old", "old").stdout == "no changes\n"


def test_a_bundle_is_a_spec_like_its_pages() -> None:
    write("new.json", spectable.load("new").schema_text)
    assert codes("new", "new.json") == []
    assert codes("old", "new.json") == ["field-became-required"]
    result = run("old/session.md", "new.json")
    assert result.exit_code == 1
    assert re.search(r"^  new: new\.json:\d+:\d+$", result.stdout, re.MULTILINE)


def test_one_of_them_may_be_standard_input() -> None:
    assert run("old", "-", stdin=NEW).exit_code == 1
    assert run("-", "old", stdin=SESSION).exit_code == 0
    assert run("-", "-", stdin=SESSION).exit_code == 2


@pytest.mark.parametrize(
    ("old", "code"),
    [("gone", "no-such-spec"), ("git:", "bad-revision"), ("git:HEAD:", "bad-revision"), ("git:-x", "bad-revision")],
)
def test_what_cannot_be_read_exits_with_2(old: str, code: str) -> None:
    result = run(old, "new")
    assert result.exit_code == 2
    assert f"[{code}]" in result.stderr
    assert "Traceback" not in result.output


# --- Who is asked


def test_sides_and_gravity_decide_the_exit_status() -> None:
    assert run("--side", "writer", "old", "new").exit_code == 0
    assert run("--side", "writer", "--side", "reader", "old", "new").exit_code == 1
    assert run("--fail-on", "never", "old", "new").exit_code == 0
    assert run("--fail-on", "info", "old", "added").exit_code == 1
    assert run("--fail-on", "info", "--side", "source", "old", "added").exit_code == 0
    assert run("--fail-on", "compatible", "--side", "source", "old", "added").exit_code == 1


@pytest.mark.parametrize(("new", "step"), [("old", "none"), ("added", "minor"), ("new", "major")])
def test_the_version_step_alone(new: str, step: str) -> None:
    assert run("--semver", "old", new).stdout == f"{step}\n"


def test_what_is_ignored_needs_a_reason_and_is_said() -> None:
    entry = '{ rule = "field-became-*", where = "Session.is_test", reason = "always written" }'
    write("spectable.toml", f"[diff]\nignore = [{entry}]\n")
    result = run("old", "new")
    assert result.exit_code == 0
    assert result.stdout == "0 changes: 0 breaking, 0 to know, 0 compatible, 1 ignored; version step: none\n"
    assert "ignored: 'is_test' of 'Session' was" in run("-v", "old", "new").stdout
    ignored = json.loads(run("--format", "json", "old", "new").stdout)["ignored"]
    assert [(one["where"], one["reason"]) for one in ignored] == [("Session.is_test", "always written")]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('{ rule = "field-became-requird", reason = "x" }', "spectable.toml:2:20"),
        ('{ rule = "*", reason = " " }', "gives no reason"),
        ('{ rule = "*" }', "'reason'"),
    ],
)
def test_a_bad_entry_is_bad_configuration(entry: str, said: str) -> None:
    write("spectable.toml", f"[diff]\nignore = [{entry}]\n")
    result = run("old", "new")
    assert result.exit_code == 2
    assert said in result.stderr


# --- Formats


def test_json_has_the_verdict_of_each_side_and_both_places() -> None:
    document = json.loads(run("--format", "json", "old", "new").stdout)
    assert (document["verdict"], document["semver"], document["breaking"]) == ("breaking", "major", 1)
    (finding,) = document["findings"]
    assert finding["facts"] == {
        "where": "Session.is_test",
        "verdict": "breaking",
        "reader": "breaking",
        "writer": "compatible",
        "source": "breaking",
        "database": "breaking",
    }
    assert (finding["file"], finding["line"]) == ("new/session.md", 10)
    assert [(p["what"], p["file"], p["line"]) for p in finding["related"]] == [("old", "old/session.md", 10)]


def test_github_annotates_the_new_line() -> None:
    (line,) = run("--format", "github", "old", "new").stdout.splitlines()
    assert line.startswith("::error file=new/session.md,line=10,col=3,")
    assert "title=field-became-required::" in line


def test_sarif_describes_its_rules_and_relates_the_old_place() -> None:
    log = json.loads(run("--format", "sarif", "old", "new").stdout)
    (described,) = log["runs"][0]["tool"]["driver"]["rules"]
    (result,) = log["runs"][0]["results"]
    assert (described["id"], result["ruleId"], result["level"]) == (*["field-became-required"] * 2, "error")
    assert described["shortDescription"]["text"].startswith(RULES["field-became-required"].says)
    places = [
        p["physicalLocation"]["artifactLocation"]["uri"] for k in ("locations", "relatedLocations") for p in result[k]
    ]
    assert places == ["new/session.md", "old/session.md"]


def test_markdown_is_a_changelog_in_which_nothing_of_the_spec_is_live() -> None:
    write("evil/session.md", SESSION.replace("`is_test`", "`<b>*x*[a](b)`"))
    text = run("--format", "markdown", "old", "evil").stdout
    events = list(pyromark.events(text, options=pyromark.Options.ENABLE_GFM))
    kinds = {next(iter(e["Start"])) if isinstance(e, dict) and isinstance(e.get("Start"), dict) else "" for e in events}
    assert kinds <= {"", "Heading", "List"}
    shown = "".join(e["Text"] for e in events if isinstance(e, dict) and "Text" in e)
    assert "<b>*x*[a](b)" in shown
    titles = re.findall(r"^## .*$", text, re.MULTILINE)
    assert titles == ["## Breaking", "## To know"]


# --- Revisions


def git(*arguments: str) -> None:
    words = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *words, *arguments), check=True, capture_output=True)


@pytest.fixture
def repository() -> None:
    if shutil.which("git") is None:
        missing("git is not on this machine")
    write("spectable.toml", '[spec]\npaths = ["spec"]\n\n[models.Session.fields.note]\nnullable = true\n')
    write("spec/session.md", SESSION)
    write("spec/.hidden.md", SESSION)
    write("spec/made/.spectable-manifest", "")
    write("spec/made/session.md", SESSION)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    write("spec/session.md", ADDED)


@pytest.mark.usefixtures("repository")
def test_a_revision_is_read_without_a_checkout() -> None:
    before = tree()
    assert codes("git:HEAD:spec", "spec") == ["optional-field-added"]
    assert codes("git:HEAD:spec/session.md", "spec") == ["optional-field-added"]
    assert codes("spec", "git:main:spec") == ["optional-field-removed"]
    assert codes("git:HEAD:old", "git:HEAD:new") == ["field-became-required"]
    assert "  old: git:HEAD:spec/session.md:1:3" in run("git:HEAD:spec", "spec").stdout
    assert tree() == before


@pytest.mark.usefixtures("repository")
def test_without_a_path_it_is_the_configured_spec_with_the_facts_that_it_has() -> None:
    document = json.loads(run("--format", "json", "git:HEAD", "spec").stdout)
    assert [finding["code"] for finding in document["findings"]] == ["optional-field-added"]


@pytest.mark.usefixtures("repository")
def test_a_path_is_from_the_folder_that_one_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("spec")
    assert codes("git:HEAD:session.md", "session.md") == ["optional-field-added"]
    assert codes("git:HEAD:../old", ".") == ["optional-field-added"]
    assert codes("git:HEAD:.", ".") == ["optional-field-added"]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("old", ["git:v9:spec", "git:HEAD:nowhere", "git:HEAD:..", "git:HEAD:spec/.hidden"])
def test_what_a_commit_does_not_have_exits_with_2(old: str) -> None:
    result = run(old, "spec")
    assert result.exit_code == 2
    assert "[bad-revision]" in result.stderr


def test_outside_of_a_repository_it_says_so() -> None:
    if shutil.which("git") is None:
        missing("git is not on this machine")
    result = run("git:HEAD:old", "new")
    assert result.exit_code == 2
    assert "[bad-revision]" in result.stderr
    assert "not a git repository" in result.stderr


def test_python_has_the_same() -> None:
    found = spectable.diff_specs("old", "new", sides=["reader"])
    assert [(one.rule.code, str(one.verdict)) for one in found.comparison.judged] == [
        ("field-became-required", "breaking")
    ]
    assert found.comparison.bump == "major"
