"""The Python API: the same without a shell, typed, cheap to import and free of click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import spectable
from sample import DANGLING, DEVICE, SESSION, tree, write, write_project
from spectable import Severity, SpectableError


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_importing_it_loads_next_to_nothing() -> None:
    code = "import sys, spectable; print(*sorted(m for m in sys.modules if m.startswith(('spectable', 'click'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["spectable"]


def test_using_it_does_not_load_click(tmp_path: Path) -> None:
    write_project()
    code = "import sys, spectable; spectable.generate(); spectable.check(); assert 'click' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there_and_stays_what_it_is() -> None:
    before = {name: getattr(spectable, name) for name in spectable.__all__}
    write("a.md", SESSION)
    spectable.lint_spec("a.md")
    assert {name: getattr(spectable, name) for name in spectable.__all__} == before
    assert set(dir(spectable)) >= set(spectable.__all__)
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = spectable.nothing_like_it


def test_load_gives_model_schema_places_and_findings() -> None:
    write("docs/session.md", DANGLING)
    spec = spectable.load("docs")
    assert [d.name for d in spec.model.definitions] == ["Session"]
    assert list(spec.schema["$defs"]["Session"]["properties"]) == ["id", "is_test"]
    assert str(spec.source_map["/$defs/Session/properties/is_test"]).startswith("docs/session.md:10:")
    assert [d.severity for d in spec.diagnostics if d.severity > Severity.INFO] == [Severity.WARNING]
    assert spec.schema_text.startswith("{\n")
    assert spec.model == spec.said


def test_strict_makes_warnings_errors() -> None:
    write("a.md", DANGLING)
    with pytest.raises(SpectableError) as caught:
        spectable.load("a.md", strict=True)
    assert Severity.ERROR in {d.severity for d in caught.value.diagnostics}


def test_files_in_memory_are_those_that_generate_writes() -> None:
    write_project()
    files = spectable.render_files()
    assert [(f.path, f.data) for f in files["lines"]] == [("session.txt", b"Session\n- id\n- is_test\n")]
    assert not Path("out").exists()
    done = spectable.generate()
    assert (done.written, done.removed, done.kept) == (("out/session.txt",), (), ())
    assert {f"{f.path}": f.data.decode() for f in files["lines"]} == tree("out")


def test_files_in_memory_need_no_folder() -> None:
    write_project()
    assert [f.path for f in spectable.render_files("spec", targets=["lines"])["lines"]] == ["session.txt"]


def test_check_says_what_drifted() -> None:
    write_project()
    spectable.generate()
    assert spectable.check().drifts == ()
    write("spec/device.md", DEVICE)
    (drift,) = spectable.check().drifts
    assert (drift.path, [f.code for f in drift.findings]) == ("out/device.txt", ["drift-missing", "drift-spec"])
    assert "+Device\n" in drift.diff


def test_options_and_targets_as_arguments() -> None:
    write_project()
    spectable.generate("spec", targets=["lines"], out=Path("made"), options={"style": "star"})
    assert tree("made") == {"session.txt": "Session\n* id\n* is_test\n"}


def test_the_same_input_gives_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two/deeper"):
        home = tmp_path / name
        home.mkdir(parents=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(home)
            write_project()
            write("spec/device.md", DANGLING.replace("Session", "Device"))
            spectable.generate()
        made.append({p.name: p.read_bytes() for p in sorted((home / "out").iterdir())})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "one" / "spec")
        for path in (tmp_path / "one" / "out").iterdir():
            path.unlink()
        spectable.generate()
    made.append({p.name: p.read_bytes() for p in sorted((tmp_path / "one" / "out").iterdir())})
    assert made[0] == made[1] == made[2]
    assert b"warning" in made[0][".spectable-manifest"]
    assert str(tmp_path).encode() not in made[0][".spectable-manifest"]


def test_qualified_names_do_not_depend_on_where_the_spec_stands(tmp_path: Path) -> None:
    for page in ("session.md", "one/session.md", "two/one/session.md"):
        write(f"docs/{page}", SESSION)
    typed = [spectable.load(spec).schema for spec in ("docs", "./docs", str(Path("docs").resolve()))]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("docs/one")
        typed.append(spectable.load("..").schema)
    assert list(typed[0]["$defs"]) == ["one.Session", "Session", "two.one.Session"]
    assert typed.count(typed[0]) == len(typed)


def test_nothing_is_written_when_one_target_fails() -> None:
    write_project()
    write("mine/broken/target.toml", 'extends = "lines"\ntitle = "Broken"\n')
    write("mine/broken/model.txt.j2", "{{ definition.description }}")
    with pytest.raises(SpectableError, match=r"model\.txt\.j2"):
        spectable.generate(targets=["lines", "broken"], out="made")
    assert not Path("made").exists()


def test_verify_says_when_there_is_no_reader() -> None:
    write_project()
    (found,) = spectable.verify_files()
    assert found.outcome.skipped
