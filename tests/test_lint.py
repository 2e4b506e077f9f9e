"""`lint`: each rule finds what it is for and nothing else, comments silence, edits mend and leave the rest alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spectable import api, config, formats
from spectable.cli import cli
from spectable.diagnostic import Diagnostic, Fix, Severity, SpectableError
from spectable.explain import page as explained
from spectable.project import Project
from spectable.reading.markdown import parse
from spectable.reading.read import read
from spectable.source import Source
from spectable.tidy.fixes import fixed
from spectable.tidy.lint import findings, rules

HEAD = "# Order\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
GOOD = HEAD + "| id | string | yes | The key. |\n"


def found(*texts: str, dialect: str = "plain") -> list[Diagnostic]:
    """What lint says of some pages."""
    from spectable.diagnostic import Report

    report = Report()
    documents = [parse(Source(f"{number}.md", text)) for number, text in enumerate(texts)]
    return list(findings(read(documents, dialect, report), report, False, documents))


def codes(*texts: str, dialect: str = "plain") -> list[str]:
    return [d.code for d in found(*texts, dialect=dialect)]


def row(cells: str) -> str:
    return f"{HEAD}| {cells} |\n"


# --- Rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("unreadable-type", row("id | frob<zap> | yes | x")),
        ("unreadable-marker", row("id | string | perhaps so | x")),
        ("unknown-column", GOOD.replace("Description |", "Frobnication |")),
        ("dangling-reference", row("id | [Pet](pet.md) | yes | x")),
        ("duplicate-field", row("id | string | yes | x |\n| id | string | yes | y")),
        ("empty-enum", row("id | enum | yes | x")),
        ("default-not-of-its-type", row("id | integer | no | Default: `soon`.")),
        ("row-too-short", row("id | string")),
        ("row-too-long", row("id | string | yes | a | b")),
        ("unnamed-row", row(" | string | yes | x")),
        ("required-and-optional", row("id | Optional[str] | yes | x")),
        ("names-collide", row("userId | string | yes | x |\n| user_id | string | yes | y")),
    ],
)
def test_a_rule_finds_what_it_is_for(code: str, text: str) -> None:
    assert set(codes(text)) == {code}


def test_a_clean_page_has_no_findings() -> None:
    assert codes(GOOD) == []


def test_an_example_that_is_not_valid() -> None:
    text = "# A\n\n| Field | Type | Example |\n| --- | --- | --- |\n| id | integer | soon |\n"
    assert codes(text) == ["example-not-valid"]


def test_a_reference_to_either_of_two_models_is_ambiguous() -> None:
    from spectable.diagnostic import Report

    model = "# Pet\n\n## Fields\n\n| Field | Type |\n| --- | --- |\n| id | string |\n"
    documents = [
        parse(Source("a/pet.md", model)),
        parse(Source("b/pet.md", model)),
        parse(Source("c/owner.md", model.replace("# Pet", "# Owner").replace("| string |", "| Pet |"))),
    ]
    report = Report()
    said = findings(read(documents, "plain", report), report, False, documents)
    assert [d.code for d in said] == ["ambiguous-reference"]


def test_nullability_that_a_style_cannot_print_is_named() -> None:
    text = "# A\n\n## Fields\n\n| Field | Type | Required | Description |\n| - | - | - | - |\n"
    text += "| `a` | List[*str*] | :heavy_minus_sign: | N/A |\n"
    assert codes(text, dialect="speakeasy-python") == ["unstated-nullability"]


def test_a_page_that_no_style_claims_and_one_that_several_do() -> None:
    assert codes("# Read me\n\nWords.\n", dialect="auto") == ["no-dialect"]
    empty = "# Thing\n\n## Fields\n\n| Field | Type | Required | Description |\n| - | - | - | - |\n"
    assert codes(empty, dialect="auto") == ["close-dialects"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.CODE)
def test_a_rule_is_one_file_with_its_page(rule: object) -> None:
    module = rule.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    assert module.replace("_", "-") == rule.CODE  # type: ignore[attr-defined]
    assert rule.__doc__
    assert f"Severity: {rule.SEVERITY}\n" in explained(rule.CODE)  # type: ignore[attr-defined]


# --- Comments --------------------------------------------------------------------------------------------------------

BAD = "| id | frob<zap> | yes | x |\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "| id | frob<zap> | yes | x <!-- spectable: ignore unreadable-type --> |\n",
        HEAD.replace("\n| Field", "\n<!-- spectable: ignore unreadable-type -->\n| Field") + BAD,
        HEAD.replace("\n| Field", "\n<!-- spectable: ignore unreadable-type -->\n\n| Field") + BAD,
        HEAD + BAD + "\n<!-- spectable: ignore-page unreadable-type -->\n",
        "<!--spectable:ignore-page unreadable-type-->\n\n" + HEAD + BAD,
    ],
    ids=["in the row", "before the table", "before a blank line", "in the page", "at its top"],
)
def test_a_comment_silences_a_finding(text: str) -> None:
    assert codes(text) == []


def test_a_comment_reaches_no_further_than_it_says() -> None:
    text = HEAD + "| a | frob<zap> | yes | x <!-- spectable: ignore unreadable-type --> |\n" + BAD
    assert [(d.code, d.span and d.span.line) for d in found(text)] == [("unreadable-type", 6)]
    other = "<!-- spectable: ignore unreadable-type -->\n\nWords.\n\n" + HEAD + BAD
    assert codes(other) == ["unused-suppression", "unreadable-type"]


def test_several_codes_in_one_comment() -> None:
    text = HEAD + "| a | frob<zap> | perhaps | x <!-- spectable: ignore unreadable-type, unreadable-marker --> |\n"
    assert codes(text) == []


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("<!-- spectable: ignore unreadable-type -->", "nothing here is a 'unreadable-type'"),
        ("<!-- spectable: ignore unreadable-typo -->", "there is no finding 'unreadable-typo'"),
        ("<!-- spectable: ignore -->", "names no finding"),
        ("<!-- spectable: forget unreadable-type -->", "names no finding"),
    ],
)
def test_a_comment_that_silences_nothing_is_a_finding(comment: str, says: str) -> None:
    (only,) = found(f"{comment}\n\n{GOOD}")
    assert (only.code, only.severity) == ("unused-suppression", Severity.WARNING)
    assert says in only.message
    assert only.span
    assert only.span.text == comment


def test_comments_in_code_are_examples() -> None:
    comment = "<!-- spectable: ignore unreadable-type -->"
    assert codes(f"```\n{comment}\n```\n\n`{comment}`\n\n{GOOD}") == []


def test_errors_cannot_be_silenced() -> None:
    deep = "array of " * 120 + "string"
    text = HEAD + f"| a | {deep} | yes | x <!-- spectable: ignore type-too-deep --> |\n"
    assert "type-too-deep" in codes(text)


# --- Edits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (row("id | string"), row("id | string |  | ").replace("|  |  |\n", "|  |  |\n")),
        (
            "# S\n\n## Fields\n\n| Field | Type | Required | Description |\n| - | - | - | - |\n"
            "| `a` | *str* | :heavy_check_mark: | `x|y` or `z` |\n",
            "# S\n\n## Fields\n\n| Field | Type | Required | Description |\n| - | - | - | - |\n"
            "| `a` | *str* | :heavy_check_mark: | `x\\|y` or `z` |\n",
        ),
        ("<!-- spectable: ignore unreadable-type -->\n\n" + GOOD, "\n" + GOOD),
        (GOOD.replace("key. |", "key. <!-- spectable: ignore unreadable-type --> |"), GOOD),
        (GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r\n")),
    ],
    ids=["short row", "pipe in code", "comment in a line", "comment in a row", "nothing to mend"],
)
def test_an_edit_mends_and_leaves_the_rest_alone(before: str, after: str) -> None:
    style = "speakeasy-python" if "## Fields" in before else "plain"
    pages, _ = fixed(found(before, dialect=style))
    assert pages.get("0.md", before.encode()).decode() == after


def test_what_was_mended_has_no_such_finding() -> None:
    short = row("id | string") + "\n<!-- spectable: ignore empty-enum -->\n"
    pages, count = fixed(found(short))
    assert count == 2
    assert codes(pages["0.md"].decode()) == []


def test_of_edits_that_overlap_one_is_made() -> None:
    source = Source("a.md", "abcdef")
    edits = [Fix(source.span(1, 3), "X"), Fix(source.span(2, 4), "Y"), Fix(source.span(4, 5), "Z")]
    pages, count = fixed([Diagnostic("x", Severity.INFO, "m", None, "", fix) for fix in edits])
    assert (pages, count) == ({"a.md": b"aXdZf"}, 2)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [*arguments], input=stdin)


def test_fix_edits_the_pages_and_nothing_else(here: Path) -> None:
    text = "\ufeff# Größe\r\n\r\n" + row("id | string").split("\n\n", 1)[1].replace("\n", "\r\n")
    (here / "a.md").write_bytes(text.encode())
    (here / "b.md").write_bytes(GOOD.encode())
    (here / "a.md").chmod(0o640)
    stamp = (here / "b.md").stat().st_mtime_ns
    result = run("lint", "--fix", ".", "--dialect", "plain")
    assert result.exit_code == 0, result.output
    assert "mended a.md" in result.stdout
    assert (here / "a.md").read_bytes() == text.replace("| string |", "| string |  |  |").encode()
    assert (here / "a.md").stat().st_mode & 0o777 == 0o640
    assert (here / "b.md").stat().st_mtime_ns == stamp
    assert sorted(path.name for path in here.iterdir()) == ["a.md", "b.md"]
    assert "0 edits made" in run("lint", "--fix", ".", "--dialect", "plain").stdout


def test_fix_leaves_a_page_alone_that_has_changed_since(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.md").write_text(row("id | string"))
    lint = api.lint

    def slow(project: Project) -> tuple[Diagnostic, ...]:
        said = lint(project)
        (here / "a.md").write_text("# Mine\n")
        return said

    monkeypatch.setattr(api, "lint", slow)
    with pytest.raises(SpectableError, match="has changed since"):
        api.fix(Project(config.Config(root=here), ("a.md",)))
    assert (here / "a.md").read_text() == "# Mine\n"


def test_standard_input_cannot_be_mended() -> None:
    result = run("lint", "--fix", "-", stdin=GOOD)
    assert result.exit_code == 2
    assert "bad-usage" in result.stderr


# --- SARIF -----------------------------------------------------------------------------------------------------------

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 0}}}
_REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")
    },
}
_ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
}
_LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": -1},
        "message": _TEXT,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {"artifactLocation": _ARTIFACT, "region": _REGION},
        },
    },
}
_FIX = {
    "type": "object",
    "required": ["artifactChanges"],
    "additionalProperties": False,
    "properties": {
        "artifactChanges": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["artifactLocation", "replacements"],
                "additionalProperties": False,
                "properties": {
                    "artifactLocation": _ARTIFACT,
                    "replacements": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["deletedRegion"],
                            "additionalProperties": False,
                            "properties": {"deletedRegion": _REGION, "insertedContent": _TEXT},
                        },
                    },
                },
            },
        }
    },
}
_RESULT = {
    "type": "object",
    "required": ["message"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": _TEXT,
        "locations": {"type": "array", "items": _LOCATION},
        "relatedLocations": {"type": "array", "items": _LOCATION},
        "fixes": {"type": "array", "items": _FIX},
        "properties": {"type": "object"},
    },
}
_RULE = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {"id": {"type": "string"}, "shortDescription": _TEXT},
}
_DRIVER = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "semanticVersion": {"type": "string"},
        "rules": {"type": "array", "uniqueItems": True, "items": _RULE},
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {"type": "object", "required": ["driver"], "properties": {"driver": _DRIVER}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": _RESULT},
                },
            },
        },
    },
}
"""What sarif-schema-2.1.0.json says of the parts that we write, and no other part allowed."""


def test_sarif_is_as_its_schema_says() -> None:
    from jsonschema import Draft202012Validator

    said = found(row("id | frob<zap>") + "| ok | enum | perhaps | x | y |\n", GOOD.replace("# Order", "# Größe"))
    log = json.loads(formats.sarif_text(said))
    Draft202012Validator(SARIF).validate(log)
    (only,) = log["runs"]
    ids = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert [ids[r["ruleIndex"]] for r in only["results"]] == [d.code for d in said]
    assert any("fixes" in r for r in only["results"])


def test_sarif_of_the_command(here: Path) -> None:
    from jsonschema import Draft202012Validator

    (here / "a b.md").write_text(row("id | string"))
    result = run("lint", "a b.md", "--format", "sarif", "--dialect", "plain")
    log = json.loads(result.stdout)
    Draft202012Validator(SARIF).validate(log)
    (said,) = log["runs"][0]["results"]
    assert said["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md"
    (change,) = said["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "  |  |"}
