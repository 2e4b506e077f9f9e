"""Rendered files onto the disk: nobody loses a file, all or nothing, and every difference with its cause."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from spectable.diagnostic import SpectableError
from spectable.disk import manifest as manifests
from spectable.disk import output
from spectable.disk.drift import drifts
from spectable.disk.manifest import Origin, Place
from spectable.disk.plan import Plan, current, plan
from spectable.source import File

ORIGIN = Origin("t", frozenset({("1", "t")}), "o", frozenset({("t", "d")}), frozenset({("a.md", "i")}))


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


PLACE = Place(Path("out"), "out")


def planned(files: Mapping[str, str], origin: Origin = ORIGIN) -> Plan:
    return plan(PLACE, [File(path, text.encode()) for path, text in files.items()], origin, ())


def generate(files: Mapping[str, str], origin: Origin = ORIGIN) -> Plan:
    made = planned(files, origin)
    output.write([made])
    return made


def tree(folder: str = "out") -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text()
        for p in sorted(Path(folder).rglob("*"))
        if p.is_file() and p.name != ".spectable-manifest"
    }


def refused(files: Mapping[str, str], origin: Origin = ORIGIN) -> str:
    before = tree(".")
    with pytest.raises(SpectableError) as caught:
        generate(files, origin)
    assert tree(".") == before, "nothing is changed when anything is wrong"
    return caught.value.diagnostics[0].code


def causes(files: Mapping[str, str], origin: Origin = ORIGIN) -> dict[str, list[str]]:
    return {d.path: [f.code for f in d.findings] for d in drifts(planned(files, origin))}


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_files_are_written_and_found_in_sync() -> None:
    generate({"a.py": "a\n", "sub/b.py": "b\n"})
    assert tree() == {"a.py": "a\n", "sub/b.py": "b\n"}
    assert current(PLACE, ORIGIN) is not None
    assert causes({"a.py": "a\n", "sub/b.py": "b\n"}) == {}


def test_only_files_whose_bytes_change_are_written() -> None:
    generate({"a": "1", "b": "1"})
    for name in ("a", "b", ".spectable-manifest"):
        os.utime(f"out/{name}", (1, 1))
    assert [c.path for c in generate({"a": "1", "b": "2"}).changes] == ["b"]
    assert Path("out/a").stat().st_mtime == 1
    assert Path("out/b").stat().st_mtime != 1
    os.utime("out/.spectable-manifest", (1, 1))
    generate({"a": "1", "b": "2"})
    assert Path("out/.spectable-manifest").stat().st_mtime == 1


def test_what_is_no_longer_made_is_removed_with_its_empty_folder() -> None:
    generate({"a": "1", "sub/deep/b": "1"})
    Path("out/mine.txt").write_text("mine")
    made = generate({"a": "1"})
    assert [c.path for c in made.changes] == ["sub/deep/b"]
    assert tree() == {"a": "1", "mine.txt": "mine"}
    assert not Path("out/sub").exists()


def test_a_folder_that_still_holds_a_file_of_the_user_stays() -> None:
    generate({"a": "1", "sub/b": "1"})
    Path("out/sub/mine").write_text("mine")
    generate({"a": "1"})
    assert tree() == {"a": "1", "sub/mine": "mine"}


def test_an_edited_file_that_is_no_longer_made_is_the_users_now() -> None:
    generate({"a": "1", "b": "1"})
    Path("out/b").write_text("mine")
    made = generate({"a": "1"})
    assert [d.code for d in made.diagnostics] == ["edited-file-kept"]
    assert tree() == {"a": "1", "b": "mine"}
    assert causes({"a": "1"}) == {}
    assert refused({"a": "1", "b": "2"}) == "file-in-the-way"


def test_an_edited_file_is_put_back_and_that_is_said() -> None:
    generate({"a": "1"})
    Path("out/a").write_text("mine")
    assert [d.code for d in generate({"a": "1"}).diagnostics] == ["edited-file-overwritten"]
    assert tree() == {"a": "1"}


def test_a_file_that_was_there_before_is_not_written_over() -> None:
    Path("out").mkdir()
    Path("out/a").write_text("mine")
    assert refused({"a": "1"}) == "file-in-the-way"
    generate({"a": "mine"})
    assert tree() == {"a": "mine"}, "one that is equal is no loss"


def test_a_folder_where_a_file_should_go_is_in_the_way() -> None:
    Path("out/a/b").mkdir(parents=True)
    assert refused({"a": "1"}) == "file-in-the-way"


def test_a_folder_belongs_to_one_target() -> None:
    generate({"a": "1"})
    assert refused({"a": "1"}, Origin("other", ORIGIN.tool, "o", ORIGIN.templates, ORIGIN.inputs)) == "foreign-folder"


def test_a_file_is_no_folder() -> None:
    Path("out").write_text("mine")
    assert refused({"a": "1"}) == "not-a-folder"


@pytest.mark.parametrize("path", ["../a", "/a", "a/../../b", "a//b", "a\\b", "", ".", "a\0", "c:x", ".spectable-x"])
def test_no_path_leaves_the_folder(path: str) -> None:
    assert refused({path: "1"}) == "unsafe-path"


@pytest.mark.parametrize("paths", [("Pet.py", "pet.py"), ("é", "e\u0301"), ("a/B/x", "A/b/X"), ("a", "A/b")])
def test_paths_that_are_one_where_case_does_not_count(paths: tuple[str, str]) -> None:
    assert refused(dict.fromkeys(paths, "1")) == "output-collision"


def test_a_link_does_not_lead_out_of_the_folder() -> None:
    Path("elsewhere").mkdir()
    Path("out").mkdir()
    Path("out/sub").symlink_to("../elsewhere", target_is_directory=True)
    assert refused({"sub/a": "1"}) == "path-escapes"


def test_a_manifest_cannot_make_us_remove_what_is_outside() -> None:
    Path("mine").write_text("mine")
    generate({"a": "1"})
    path = Path("out/.spectable-manifest")
    path.write_text(path.read_text() + f"output ../mine {manifests.digest(b'mine')}\n")
    assert refused({"a": "1"}) == "bad-manifest"


@pytest.mark.parametrize("text", ["", "nonsense\n", "target a\ntarget b\n", "\udcff"])
def test_a_manifest_that_says_nothing_is_refused(text: str) -> None:
    Path("out").mkdir()
    Path("out/.spectable-manifest").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert refused({"a": "1"}) == "bad-manifest"


def test_a_failure_on_the_way_puts_everything_back(monkeypatch: pytest.MonkeyPatch) -> None:
    generate({"a": "1", "b": "1", "gone": "1"})
    before = {p: p.read_bytes() for p in Path("out").rglob("*")}
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "b":
            raise PermissionError(13, "Permission denied", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SpectableError, match="nothing was changed"):
        generate({"a": "2", "b": "2", "new/c": "2"})
    assert {p: p.read_bytes() for p in Path("out").rglob("*")} == before


def test_what_a_killed_run_left_is_removed_by_the_next() -> None:
    generate({"a": "1", "sub/b": "1"})
    for path in ("out/.spectable-99-0.tmp", "out/sub/.spectable-99-1.tmp"):
        Path(path).write_text("half")
    generate({"a": "1", "sub/b": "1"})
    assert tree() == {"a": "1", "sub/b": "1"}


def test_a_run_that_was_killed_halfway_can_be_repeated_with_another_spec(monkeypatch: pytest.MonkeyPatch) -> None:
    generate({"a": "1", "old": "1"})

    class Killed(BaseException):
        pass

    real = Path.replace

    def kill(self: Path, target: Path) -> Path:
        if target.name == "c":
            raise Killed
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", kill)
        with pytest.raises(Killed):
            generate({"a": "2", "b": "2", "c": "2"})
    assert tree()["b"] == "2", "it got that far"
    made = generate({"a": "3", "b": "3"})
    assert not made.diagnostics, "nothing of it is taken for an edit of the user"
    assert tree() == {"a": "3", "b": "3"}


def test_permissions_of_a_file_stay() -> None:
    generate({"a": "1"})
    Path("out/a").chmod(0o750)
    generate({"a": "2"})
    assert Path("out/a").stat().st_mode & 0o777 == 0o750


# --- Manifest --------------------------------------------------------------------------------------------------------


def test_the_manifest_is_a_sorted_line_a_file() -> None:
    generate({"b": "1", "a b/ü": "1"})
    lines = Path("out/.spectable-manifest").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    assert lines[1:] == sorted(lines[1:])
    assert [line.split(" ")[0] for line in lines[1:]] == [
        "input", "options", "output", "output", "target", "template", "tool",
    ]  # fmt: skip
    found = manifests.read(PLACE)
    assert found is not None
    assert (found.origin, {p for p, _ in found.outputs}) == (ORIGIN, {"b", "a b/ü"})


def test_both_sides_of_a_merge_still_say_which_files_are_ours() -> None:
    generate({"a": "1", "b": "1"})
    path = Path("out/.spectable-manifest")
    ours = path.read_text()
    theirs = ours.replace(manifests.digest(b"1"), manifests.digest(b"2"))
    path.write_text(f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n")
    Path("out/b").write_text("2")
    assert current(PLACE, ORIGIN) is None
    assert not generate({"a": "3"}).diagnostics
    assert tree() == {"a": "3"}
    assert "<<<" not in path.read_text()


# --- Drift -----------------------------------------------------------------------------------------------------------


def changed(**what: object) -> Origin:
    return ORIGIN._replace(**what)  # type: ignore[arg-type]


def test_drift_has_its_cause() -> None:
    generate({"a": "1", "gone": "1"})
    now = {"a": "2"}
    assert causes(now, changed(inputs=frozenset({("a.md", "j")})))["out/a"] == ["drift-spec"]
    assert causes(now, changed(options="p"))["out/a"] == ["drift-options"]
    assert causes(now, changed(tool=frozenset({("2", "u")})))["out/a"] == ["drift-tool"]
    assert causes(now, changed(templates=frozenset({("t", "e")})))["out/a"] == ["drift-tool"]
    assert causes(now)["out/gone"] == ["drift-left-over"]
    Path("out/a").write_text("mine")
    assert causes({"a": "1", "gone": "1"}) == {"out/a": ["drift-edited"]}
    assert causes(now, changed(options="p"))["out/a"] == ["drift-edited", "drift-options"]
    Path("out/a").unlink()
    assert causes({"a": "1", "gone": "1"}) == {"out/a": ["drift-missing"]}


def test_a_changed_origin_that_makes_the_same_files_is_no_drift() -> None:
    generate({"a": "1"})
    assert causes({"a": "1"}, changed(inputs=frozenset({("a.md", "j")}), options="p")) == {}


def test_a_lost_manifest_is_drift() -> None:
    generate({"a": "1"})
    Path("out/.spectable-manifest").unlink()
    assert causes({"a": "1"}) == {"out/.spectable-manifest": ["drift-missing"]}


def test_the_diff_does_what_generate_would_do() -> None:
    generate({"a": "1\n2\n3\n", "gone": "x\n", "end": "no line end"})
    wanted = {"a": "1\nzwei\n3\n", "new": "n\n", "end": "no line end\n"}
    text = "".join(d.diff for d in drifts(planned(wanted)))
    done = subprocess.run(["git", "apply", "-"], input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree() == wanted
