"""Targets are data: found in folders, inherited table by table, refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from spectable.diagnostic import SpectableError
from spectable.targets.target import find_targets, load_target

FOUND = find_targets([Path(__file__).parent / "targets"])


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "target.toml").write_text(text)
    return folder


def test_a_target_inherits_table_by_table(tmp_path: Path) -> None:
    write(tmp_path / "_base", 'title = "base"\n[spell.t]\nany = "A"\nstring = "S"\n[literal]\nnull = "None"\n')
    write(tmp_path / "own", 'extends = "_base"\ntitle = "own"\n[spell.t]\nstring = "T"\n')
    target = load_target("own", find_targets([tmp_path]))
    assert target.title == "own"
    assert {key: pattern.pieces for key, pattern in target.spell["t"].patterns.items()} == {
        "any": ("A",),
        "string": ("T",),
    }
    assert target.literal.null == "None"
    assert [folder.name for folder in target.folders] == ["own", "_base"]


def test_a_project_overrides_a_bundled_target_and_may_extend_it(tmp_path: Path) -> None:
    write(tmp_path / "bundled/go", 'title = "go"\n[literal]\nnull = "nil"\n')
    write(tmp_path / "own/go", 'extends = "go"\ntitle = "my go"\n')
    target = load_target("go", find_targets([tmp_path / "bundled", tmp_path / "own"]))
    assert (target.title, target.literal.null) == ("my go", "nil")


def test_what_is_only_inherited_cannot_be_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "_base", 'title = "base"\n')
    with pytest.raises(SpectableError, match="there is no target '_base'"):
        load_target("_base", find_targets([tmp_path]))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title = ", "Invalid value"),
        ('title = "x"\nspel = 1\n', "unknown key 'spel'"),
        ('title = "x"\n[strategy]\nodrer = "spec"\n', "did you mean 'order'"),
        ('title = "x"\n[[files]]\ntemplate = "t"\n', "path"),
        ('extends = "gone"\ntitle = "x"\n', "'gone'` leads to no target"),
        ('extends = "bad"\ntitle = "x"\n', "'bad'` leads to no target"),
        ("", "title"),
    ],
)
def test_a_target_that_is_none_is_refused_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    write(tmp_path / "bad", text)
    with pytest.raises(SpectableError, match=reason):
        load_target("bad", find_targets([tmp_path]))


def test_options_settle_by_their_type() -> None:
    target = load_target("toy", FOUND)
    assert target.settle({}) == {"layout": "modules"}
    assert target.settle({"layout": "single"}) == {"layout": "single"}
    with pytest.raises(SpectableError, match="cannot be 'tree'"):
        target.settle({"layout": "tree"})
    with pytest.raises(SpectableError, match="no option 'layuot'"):
        target.settle({"layuot": "single"})
