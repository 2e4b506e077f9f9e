"""What tools say of generated Python: nothing. And what it does with hostile texts and everything of the corpora."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spectable
from generated import model, record, write
from spectable.model import Model, Record
from spectable.proof.draw import Drawing, NoValue
from spectable.proof.python_package import imported
from spectable.readers import python_dataclass, python_typeddict

READERS = {"python-dataclass": python_dataclass.read, "python-typeddict": python_typeddict.read}
CORPORA = ("speakeasy-py-syllable", "speakeasy-py-mistral")

# Pieces that end strings, comments and blocks, begin escapes, turn lines around or are none of any script.
PIECES = [
    '"""',
    "'''",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\t",
    " ",
    "#",
    "{{",
    "}}",
    "{%",
    "%}",
    "\\N{BULLET}",
    "\\u0041",
    "\0",
]
PIECES += [
    "\x1b",
    "\u202e",
    "\u2028",
    "\ufeff",
    "\ud800",
    "\U000e0001",
    "日本",
    "é",
    "word",
    "a-b",
    "*/",
    "$(x)",
    "import os",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def command(program: str, *arguments: str, cwd: Path) -> str:
    """What a program says when it finds something; nothing when it does not."""
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run([program, *arguments], cwd=cwd, capture_output=True, text=True, env=environment)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def clean(folder: Path, requires: Callable[[str], str]) -> None:
    """Every tool has nothing to say about the packages in `folder`."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    settings = {"include": names, "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    assert command(requires("ruff"), "format", "--isolated", "--diff", ".", cwd=folder) == ""
    assert command(requires("ruff"), "check", "--isolated", "--extend-select", "I", ".", cwd=folder) == ""
    assert command(requires("mypy"), "--strict", "--no-incremental", *names, cwd=folder) == ""
    assert command(requires("pyright"), cwd=folder) == ""


@pytest.mark.toolchain
@pytest.mark.slow
def test_tools_have_nothing_to_say_of_our_spec(
    tmp_path: Path, repository: Path, requires: Callable[[str], str]
) -> None:
    source = spectable.load(repository / "spec").model
    for layout in ("modules", "single"):
        for name in READERS:
            write(tmp_path / f"{name.replace('-', '_')}_{layout}", name, source, layout=layout)
    clean(tmp_path, requires)


@pytest.mark.toolchain
@pytest.mark.slow
def test_tools_have_nothing_to_say_of_the_corpora(
    tmp_path: Path, corpora: Path, requires: Callable[[str], str]
) -> None:
    for corpus in CORPORA:
        source = spectable.load(corpora / corpus / "docs").model
        for name in READERS:
            write(tmp_path / f"{corpus}_{name}".replace("-", "_"), name, source)
    clean(tmp_path, requires)


@pytest.mark.slow
@pytest.mark.parametrize("corpus", CORPORA)
def test_fifty_instances_of_every_model_of_the_corpora_come_back(tmp_path: Path, corpora: Path, corpus: str) -> None:
    source = spectable.load(corpora / corpus / "docs").model
    for name, read in READERS.items():
        assert read(write(tmp_path / name, name, source), source, {}).wrong == ()
    with imported(tmp_path / "python-dataclass") as package:
        assert [name for name in lossy(source, package) if name] == []


def lossy(source: Model, package: Any) -> list[str]:
    """The records of which a drawn value did not come back. That of a record without a finite value is no loss."""
    drawing, random, found = Drawing(source), Random(1), []
    for definition in source.definitions:
        made = getattr(package, definition.name, None)
        if not isinstance(definition, Record) or made is None:
            continue
        for _ in range(50):
            try:
                value = drawing.draw(definition.name, random)
            except NoValue:
                break
            if made.from_dict(value).to_dict() != value:
                found.append(definition.name)
    return found


def hostile(text: str) -> Model:
    """A model that says a text wherever a text may stand."""
    member = {"type": "string", "enum": [text, "other"], "x-enum-descriptions": [text, ""], "description": text}
    field = {"type": "string", "description": text, "default": text, "examples": [text]}
    limited = {"type": "string", "pattern": text, "const": text}
    return model(
        {
            "Record": {**record(**{text or "x": field, "plain": field, "const": limited}), "description": text},
            "Choice": member,
            "Name": {"type": "string", "description": text, "default": text},
            "Values": {"type": "object", "additionalProperties": {"enum": [text, 1]}, "description": text},
            "Defaults": record(
                map={"type": "object", "additionalProperties": True, "default": {text: text, "n": 1e30}}
            ),
        }
    )


@settings(max_examples=60)
@given(TEXT)
def test_hostile_texts_become_nothing_but_texts(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    source = hostile(text)
    for name, read in READERS.items():
        folder = write(tmp_path_factory.mktemp("hostile"), name, source)
        outcome = read(folder, source, {"unknown_keys": "keep"})
        assert [d.message for d in outcome.wrong] == []
        assert outcome.facts > 10


@pytest.mark.toolchain
def test_ruff_format_leaves_hostile_texts_alone(tmp_path: Path, requires: Callable[[str], str]) -> None:
    random = Random(3)
    for number in range(40):
        text = "".join(random.choice(PIECES) for _ in range(random.randint(1, 9)))
        for name in READERS:
            write(tmp_path / f"{name}{number}", name, hostile(text))
    assert command(requires("ruff"), "format", "--isolated", "--diff", ".", cwd=tmp_path) == ""
