"""`verify` finds a reader by its name, and the readers of Python find what a template got wrong."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generated import model, record, target, write
from spectable.diagnostic import SpectableError
from spectable.proof import verify as module
from spectable.proof.reader import Outcome
from spectable.proof.verify import verify

STRING = {"type": "string"}
SCHEMA: dict[str, Any] = {
    "Session": record(
        "timestamp",
        timestamp={"type": "string", "format": "date-time"},
        is_test={"type": ["boolean", "null"], "default": False},
        color={"$ref": "#/$defs/Color"},
        name={"type": "string", "minLength": 1},
    ),
    "Color": {"type": "string", "enum": ["red", "blue"]},
    "User": record("name", name=STRING),
}


def found(folder: Path) -> Outcome:
    made = target("python-dataclass")
    return verify(made, folder, model(SCHEMA), made.settle({}))


def test_what_was_generated_is_right_and_leaves_no_trace(tmp_path: Path) -> None:
    folder = write(tmp_path / "shop", "python-dataclass", model(SCHEMA))
    before = set(sys.modules)
    outcome = found(folder)
    assert outcome.wrong == ()
    assert outcome.facts > 50
    assert [name for name in set(sys.modules) - before if "_spectable" in name] == []
    assert not list(folder.rglob("__pycache__"))
    assert sys.dont_write_bytecode == bool(sys.flags.dont_write_bytecode)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("session.py", "timestamp: datetime", "timestamp: str", "Session.timestamp is str, not datetime"),
        ("session.py", "is_test: bool | None | Unset", "is_test: bool | Unset", "Session.is_test is"),
        ("session.py", "is_test: bool | None | Unset = UNSET", "is_test: bool | None = False", "reads False where"),
        ("session.py", '"is_test": False,', "", "Session.is_test has the default"),
        ("session.py", "(slots=True, kw_only=True)", "(kw_only=True)", "Session has no slots"),
        ("session.py", '"is_test": or_null(BOOLEAN)', '"is_test": BOOLEAN', "Session.from_dict refuses"),
        ("session.py", '"timestamp": DATE_TIME', '"timestamp": STRING', "Session.timestamp holds a str"),
        ("session.py", "class Session(", "class Sessions(", "cannot be imported: NameError"),
        ("color.py", '"blue"', '"green"', "Color has the values"),
        ("user.py", '"""', "(", "cannot be imported: SyntaxError"),
        ("__init__.py", '"User",', "", "nothing in the package is called 'User'"),
        ("__init__.py", "from typing", "from typin", "cannot be imported: ModuleNotFoundError"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = write(tmp_path, "python-dataclass", model(SCHEMA))
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    outcome = found(folder)
    assert any(said in d.message for d in outcome.wrong), [d.message for d in outcome.wrong]
    assert {d.code for d in outcome.wrong} == {"python-differs"}


def test_a_folder_without_a_package_is_told(tmp_path: Path) -> None:
    assert "no __init__.py" in found(tmp_path).wrong[0].message
    assert found(tmp_path / "none").wrong[0].code == "not-generated"


def test_readers_are_found_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = target("python-dataclass")
    assert "names no reader" in verify(replace(made, reader=""), tmp_path, model(SCHEMA), {}).skipped
    with pytest.raises(SpectableError, match="'python-dataclas', which is none"):
        verify(replace(made, reader="python-dataclas"), tmp_path, model(SCHEMA), {})

    def entries(group: str) -> list[EntryPoint]:
        return [SimpleNamespace(name="mine", load=lambda: lambda *_: Outcome(facts=7))]  # type: ignore[list-item]

    monkeypatch.setattr(module, "plugin_files", lambda: (tmp_path,))
    monkeypatch.setattr("importlib.metadata.entry_points", entries)
    assert verify(replace(made, reader="mine"), tmp_path, model(SCHEMA), {}).facts == 7
