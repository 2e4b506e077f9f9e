"""The command line as CONTRACT has it: exit statuses, what goes where, bad input, and no traceback ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sample
from sample import CONFIG, DANGLING, DEVICE, SESSION, tree, write, write_project
from spectable.cli import cli


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPECTABLE_DEBUG", raising=False)
    monkeypatch.delenv("SPECTABLE_REQUIRE_ALL", raising=False)


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, args, input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def ok(*args: str, stdin: str | None = None) -> str:
    result = run(*args, stdin=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


def fails(*args: str, stdin: str | bytes | None = None) -> str:
    """Standard error of a run that exits with 2 and changes nothing."""
    before = tree()
    result = run(*args, stdin=stdin)
    assert result.exit_code == 2, result.output
    assert tree() == before
    return result.stderr


# --- generate and check ----------------------------------------------------------------------------------------------


def test_generate_says_what_it_wrote_removed_and_kept() -> None:
    write_project()
    write("spec/device.md", DEVICE)
    assert ok("generate").splitlines() == [
        "wrote out/device.txt",
        "wrote out/session.txt",
        "2 files written, 0 removed, 0 kept",
    ]
    assert tree("out") == {"device.txt": "Device\n- serial\n- is_test\n", "session.txt": "Session\n- id\n- is_test\n"}
    Path("spec/device.md").unlink()
    assert ok("generate").splitlines() == ["removed out/device.txt", "0 files written, 1 removed, 1 kept"]
    assert ok("generate") == "0 files written, 0 removed, 1 kept\n"
    assert ok("generate", "-q") == ""


def test_check_is_clean_after_generate_and_says_why_it_is_not() -> None:
    write_project()
    ok("generate")
    assert ok("check") == "1 file in sync\n"
    write("spec/session.md", SESSION.replace("`id`", "`sid`"))
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "'out/session.txt' is out of date: the spec changed (session.md) [drift-spec]",
        "--- a/out/session.txt",
        "+++ b/out/session.txt",
        "@@ -1,3 +1,3 @@",
        " Session",
        "-- id",
        "+- sid",
        " - is_test",
        "1 file out of sync, 0 in sync; run `spectable generate`",
    ]
    assert tree("out") == {"session.txt": "Session\n- id\n- is_test\n"}, "check writes nothing"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: write("out/session.txt", "mine"), "drift-edited"),
        (lambda: Path("out/session.txt").unlink(), "drift-missing"),
        (lambda: write("spectable.toml", CONFIG + 'style = "star"\n'), "drift-options"),
        (lambda: write("mine/lines/model.txt.j2", sample.TEMPLATE + "end\n"), "drift-tool"),
        (lambda: write("spec/session.md", SESSION.replace("Session", "Visit")), "drift-left-over"),
    ],
)
def test_every_cause_of_drift(change: object, code: str) -> None:
    write_project()
    ok("generate")
    change()  # type: ignore[operator]
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    assert code in {f["code"] for f in json.loads(result.stdout)["findings"]}
    ok("generate")
    ok("check")


def test_a_moved_row_or_an_unused_word_is_no_drift() -> None:
    write_project()
    ok("generate")
    write("spec/session.md", "\n\n" + SESSION)
    ok("check")


def test_an_unchanged_run_does_not_read_the_spec() -> None:
    write_project()
    ok("generate")
    code = (
        "import sys; from spectable.cli import cli\n"
        "try: cli.main(['check'])\nexcept SystemExit as e: assert e.code == 0, e.code\n"
        "loaded = {'jinja2', 'jsonschema', 'pyromark', 'spectable.read'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_warnings_are_shown_each_time_also_when_nothing_is_read_anew() -> None:
    write_project()
    write("spec/session.md", DANGLING)
    first = run("generate")
    second = run("generate")
    third = run("check")
    assert first.exit_code == second.exit_code == third.exit_code == 0
    warning = first.stdout.partition("wrote")[0]
    assert "spec/session.md:9:" in warning
    assert "warning" in warning
    assert second.stdout.startswith(warning)
    assert third.stdout.startswith(warning)
    assert run("check", "--strict").exit_code == 2
    assert "spec/session.md:9:" in fails("generate", "--strict")


def test_verbose_shows_what_reading_remarks_each_time_and_what_was_kept() -> None:
    write_project()
    write("spec/session.md", SESSION + "\n## Errors\n\n| Error | Status |\n| --- | --- |\n| a | 400 |\n")
    ok("generate")
    assert "info" not in ok("generate")
    for _ in range(2):
        text = ok("generate", "-v")
        assert "[table-passed-over]" in text
        assert "kept out/session.txt" in text
    assert "[table-passed-over]" in ok("check", "-v")


def test_generate_needs_no_configuration() -> None:
    write_project()
    Path("spectable.toml").unlink()
    write("elsewhere/a.md", SESSION)
    ok("generate", "--target", "docs-markdown", "--out", "made", "elsewhere")
    assert tree("made")
    ok("check", "--target", "docs-markdown", "--out", "made", "elsewhere")


def test_several_targets_each_have_a_folder_in_out() -> None:
    write_project()
    write("mine/more/target.toml", 'extends = "lines"\ntitle = "More"\n')
    ok("generate", "--target", "lines", "--target", "more", "--out", "made")
    assert set(tree("made")) == {"lines/session.txt", "more/session.txt"}


def test_watch_generates_again_when_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    write_project()
    steps = iter(
        [
            lambda: None,
            lambda: write("spec/session.md", SESSION.replace("`id`", "`long_name`")),
            lambda: write("spec/session.md", ""),
            lambda: None,
            lambda: Path("spectable.toml").unlink(),
        ]
    )

    def sleep(_: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(time, "sleep", sleep)
    result = run("watch")
    assert result.exit_code == 130
    assert result.stdout.count("1 file written") == 2
    assert result.stderr.count("no-models") == 1, "said once, not at each look"
    assert "no-spec" in result.stderr
    assert tree("out") == {"session.txt": "Session\n- long_name\n- is_test\n"}


def test_set_gives_an_option() -> None:
    write_project()
    ok("generate", "--set", "style=star")
    assert tree("out")["session.txt"] == "Session\n* id\n* is_test\n"
    ok("check", "--set", "style=star")
    assert run("check").exit_code == 1
    assert "'style'" in fails("generate", "--set", "stile=star")
    assert "'plus'" in fails("generate", "--set", "style=plus")
    assert "KEY=VALUE" in fails("generate", "--set", "style")


def test_models_are_chosen_with_what_they_refer_to() -> None:
    write_project(CONFIG + 'models = ["Ses*"]\n')
    write("spec/device.md", DEVICE)
    write("spec/session.md", SESSION.replace("*str*                  ", "[models.Part](../models/part.md)"))
    write("spec/part.md", SESSION.replace("Session", "Part"))
    ok("generate")
    assert set(tree("out")) == {"session.txt", "part.txt"}
    write("spectable.toml", CONFIG + 'models = ["Sesion"]\n')
    assert "no-such-model" in run("generate").stdout


def test_a_spec_beside_configured_folders_must_be_the_configured_one() -> None:
    write_project()
    ok("generate", "spec")
    assert "--out" in fails("generate", "spec/session.md")
    write("other/a.md", SESSION)
    assert "not-the-configured-spec" in fails("check", "other")
    ok("generate", "--target", "lines", "--out", "made", "other")


def test_nothing_to_read_and_nothing_to_make() -> None:
    assert "no-spec" in fails("generate")
    write("a.md", SESSION)
    assert "no-target" in fails("generate", "a.md")
    assert "no-target" in fails("generate", "a.md", "--out", "x")
    assert "unknown-target" in fails("generate", "a.md", "--out", "x", "--target", "docs-markdwn")
    assert "'docs-markdown'" in fails("generate", "a.md", "--out", "x", "--target", "docs-markdwn")


def test_the_spec_folder_is_no_output_folder() -> None:
    write_project()
    assert "output-in-spec" in fails("generate", "--target", "lines", "--out", "spec", "spec")


def test_a_spec_without_a_model() -> None:
    write_project()
    ok("generate")
    write("spec/session.md", "Nothing here.\n")
    assert "no-models" in fails("generate")
    assert "no-models" in fails("check")


def test_the_overlay_applies_to_a_part_of_the_spec_and_to_no_other_spec() -> None:
    facts = '\n[models.Session.fields.id]\nname = "sessionId"\n[models.Device]\ndeprecated = true\n'
    write_project(CONFIG + facts)
    write("spec/device.md", DEVICE)
    write("other/session.md", SESSION)
    assert "sessionId" in ok("schema", "spec/session.md")
    assert "sessionId" in ok("schema")
    assert "sessionId" not in ok("schema", "other")
    Path("spec/device.md").unlink()
    assert "'Device'" in fails("schema"), "the whole spec must have what the overlay speaks of"


# --- Other commands --------------------------------------------------------------------------------------------------


def test_schema_prints_a_document_and_nothing_else() -> None:
    write("a.md", DANGLING)
    result = run("schema", "a.md")
    assert result.exit_code == 0
    assert list(json.loads(result.stdout)["$defs"]) == ["Session"]
    assert "a.md:9:" in result.stderr
    findings = json.loads(run("schema", "a.md", "--format", "json").stderr)["findings"]
    assert [f["line"] for f in findings] == [9]
    assert ok("schema", "a.md", "-o", "made/b.json", "--source-map", "made/m.json") == ""
    assert Path("made/b.json").read_text(encoding="utf-8") == result.stdout
    places = json.loads(Path("made/m.json").read_text(encoding="utf-8"))
    assert places["/$defs/Session/properties/is_test"].startswith("a.md:10:")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_plain_file_is_written_into_and_not_replaced() -> None:
    write("a.md", SESSION)
    text = ok("schema", "a.md")
    os.mkfifo("pipe")
    with subprocess.Popen([sys.executable, "-c", "print(open('pipe').read(), end='')"], stdout=-1, text=True) as reader:
        ok("schema", "a.md", "-o", "pipe")
        assert reader.communicate()[0] == text
    assert Path("pipe").is_fifo()
    Path("link.json").symlink_to("real.json")
    ok("schema", "a.md", "-o", "link.json")
    assert Path("link.json").is_symlink()
    assert Path("real.json").read_text(encoding="utf-8") == text


def test_a_spec_that_says_nothing_is_warned_of() -> None:
    write("a.md", "")
    result = run("schema", "a.md")
    assert (result.exit_code, json.loads(result.stdout)["$defs"]) == (0, {})
    assert "a.md:1:1: warning" in result.stderr
    assert "no-models" in fails("schema", "a.md", "--strict")


def test_a_page_on_standard_input() -> None:
    assert "Session" in json.loads(ok("schema", "-", stdin=SESSION))["$defs"]


def test_a_schema_drives_the_targets() -> None:
    write_project()
    write("b.json", json.dumps({"title": "Pet", "type": "object", "properties": {"name": {"type": "string"}}}))
    ok("generate", "--target", "docs-markdown", "--out", "made", "b.json")
    assert list(json.loads(ok("schema", "b.json"))["$defs"]) == ["Pet"]


def test_lint_names_findings_and_fails_on_the_wanted_ones() -> None:
    unstated = SESSION.replace("*OptionalNullable[bool]*", "List[*str*]             ")
    write("a.md", unstated)
    result = run("lint", "a.md")
    assert result.exit_code == 0
    assert "unstated-nullability" in result.stdout
    assert run("lint", "a.md", "--fail-on", "info").exit_code == 1
    write("a.md", DANGLING)
    assert run("lint", "a.md").exit_code == 1
    assert run("lint", "a.md", "--fail-on", "error").exit_code == 0
    assert run("lint", "a.md", "--fail-on", "error", "--strict").exit_code == 1
    write("a.md", "nothing")
    result = run("lint", "a.md")
    assert (result.exit_code, "no-models" in result.stdout) == (1, True), "an error in a spec is a finding here"
    assert "no-such-spec" in fails("lint", "b.md")


@pytest.mark.parametrize("phase", ["document", "model", "schema", "view"])
def test_show_prints_every_phase_the_same_each_time(phase: str) -> None:
    write_project()
    text = ok("show", phase, "--target", "lines")
    assert "is_test" in text
    assert text == ok("show", phase, "--target", "lines")
    assert " at 0x" not in text


def test_show_view_wants_a_target() -> None:
    write_project()
    assert "--target" in fails("show", "view")


def test_targets_and_dialects_are_listed() -> None:
    write_project(CONFIG + '\n[dialects.house]\ncolumns = { name = ["Attribut"] }\n')
    assert "lines  Lines, for tests" in ok("targets")
    found = {t["name"]: t for t in json.loads(ok("targets", "--format", "json"))}
    assert found["lines"]["options"] == [
        {"name": "style", "help": "how a line begins", "default": "dash", "choices": ["dash", "star"]}
    ]
    assert "speakeasy-python" in ok("dialects")
    names = [d["name"] for d in json.loads(ok("dialects", "--format", "json"))]
    assert "house" in names
    assert names == sorted(names)


def test_explain() -> None:
    assert ok("explain", "no-models").startswith("# no-models\n")
    assert "'no-models'" in fails("explain", "no-model")
    assert "no-models: " in ok("explain")


def test_init_writes_a_project_that_works_and_never_over_a_file() -> None:
    assert "wrote new/spectable.toml" in ok("init", "new")
    os.chdir("new")
    ok("generate")
    ok("check")
    assert ok("lint")
    assert "already-there" in fails("init")
    Path("spectable.toml").unlink()
    write("spec/note.md", "mine")
    assert "kept spec/note.md" in ok("init", ".")
    assert Path("spec/note.md").read_text(encoding="utf-8") == "mine"


def test_version_and_help() -> None:
    assert ok("--version").startswith("spectable ")
    for name in cli.commands:
        assert "Usage" in ok(name, "--help")


def test_bad_usage_is_told_like_any_failure() -> None:
    assert "'generate'" in fails("genrate")
    assert "bad-usage" in fails("generate", "--targt", "x")
    assert "bad-usage" in fails("show", "nothing")
    assert run().exit_code == 2


# --- Formats and streams ---------------------------------------------------------------------------------------------


def test_failures_go_to_standard_error_findings_to_standard_output() -> None:
    write_project()
    write("spec/session.md", DANGLING)
    write("spec/twin.md", SESSION + "\n# Other\n" + SESSION.partition("\n")[2].replace("*str*", "*strr*"))
    write("spec/zwilling.md", SESSION)
    result = run("generate")
    assert result.exit_code == 2
    assert "error" in result.stderr
    assert "error" not in result.stdout
    assert "warning" in result.stdout
    assert "warning" not in result.stderr


def test_json_holds_findings_and_what_was_done() -> None:
    write_project()
    write("spec/session.md", DANGLING)
    document = json.loads(ok("generate", "--format", "json"))
    assert (document["command"], document["written"], document["kept"]) == ("generate", ["out/session.txt"], 0)
    (finding,) = document["findings"]
    assert (finding["file"], finding["line"], finding["severity"]) == ("spec/session.md", 9, "warning")


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_a_failure_is_in_the_document_too(form: str) -> None:
    write_project()
    write("spec/session.md", "nothing")
    result = run("check", "--format", form)
    assert result.exit_code == 2
    assert "no-models" in result.stdout
    assert "no-models" in result.stderr


def test_colour_is_for_terminals_or_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", DANGLING)
    assert "\x1b[" not in run("lint", "a.md").stdout
    assert "\x1b[" in run("lint", "a.md", "--color", "always").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("lint", "a.md").stdout


def test_an_unexpected_exception_is_told_as_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from spectable import api

    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(api, "check", broken)
    write_project()
    text = fails("check")
    assert "internal-error" in text
    assert "ZeroDivisionError: oops" in text
    assert "SPECTABLE_DEBUG=1" in text


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")  # noqa: PTH110
def test_a_full_disk_and_a_closed_stream_are_told_as_such() -> None:
    write("a.md", SESSION)
    command = [sys.executable, "-m", "spectable", "schema", "a.md"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "cannot write to standard output: no space left" in done.stderr
    shell = " ".join([sys.executable, "-m", "spectable", "lint", "a.md", ">&-"])
    done = subprocess.run(["sh", "-c", shell], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_failure() -> None:
    write_project()
    done = subprocess.run(
        f"set -o pipefail; {sys.executable} -m spectable explain | head -1", shell=True, executable="/bin/bash",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


# --- Bad input -------------------------------------------------------------------------------------------------------

ROWS = "\n".join(SESSION.splitlines()[6:8])
BAD: dict[str, tuple[str | bytes, int]] = {
    "empty": ("", 2),
    "blank": ("\n\n  \n", 2),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, 2),
    "nested without end": (f"# A\n\n{ROWS}\n| `x` | {'List[' * 100_000} | :heavy_check_mark: | N/A |\n", 2),
    "nested": (f"# A\n\n{ROWS}\n| `x` | {'List[' * 30_000}*str*{']' * 30_000} | :heavy_check_mark: | N/A |\n", 2),
    "cut short": (SESSION[: SESSION.index("`is_test`") + 4], 0),
    "a delimiter row alone": (f"# A\n\n{ROWS}", 0),
    "dangling": (DANGLING, 0),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_pages(name: str) -> None:
    text, status = BAD[name]
    Path("a.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    write_project()
    Path("spectable.toml").unlink()
    start = time.process_time()
    result = run("generate", "--target", "docs-markdown", "--out", "made", "a.md")
    assert time.process_time() - start < 1
    assert result.exit_code == status, result.output
    assert Path("made").exists() == (status == 0)
    if status == 2 or name == "dangling":
        assert "a.md:" in result.output, "it has its place"


def test_two_pages_of_one_name_in_one_folder_name_both_places() -> None:
    write("docs/a.md", SESSION)
    write("docs/b.md", SESSION)
    text = fails("schema", "docs")
    assert "docs/a.md:1" in text
    assert "docs/b.md:1" in text


def test_a_misspelt_type_in_a_schema_has_its_place() -> None:
    write("b.json", '{\n "$defs": {"A": {"type": "object", "properties": {"x": {"type": "strng"}}}}}')
    text = fails("generate", "--target", "docs-markdown", "--out", "made", "b.json")
    assert "b.json:2:" in text
    assert "'strng'" in text
    assert "string" in text


def test_a_bad_configuration_has_its_place() -> None:
    write_project(CONFIG.replace("paths", "pats"))
    text = fails("generate")
    assert "spectable.toml:4:1" in text
    assert "'paths'" in text
    assert "pats = " in text, "the source line"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"$defs": 1}', "{" * 50, '{"a": NaN}', "[" * 100_000])
def test_bad_schemas(text: str) -> None:
    write("b.json", text)
    start = time.process_time()
    fails("generate", "--target", "docs-markdown", "--out", "made", "b.json")
    assert time.process_time() - start < 1


@pytest.mark.slow
def test_a_page_of_100_megabytes() -> None:
    Path("a.md").write_bytes(b"| a | b |\n" * 10_000_000)
    assert "too-large" in fails("schema", "a.md")
