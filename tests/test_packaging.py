"""What is installed works without the checkout: the wheel holds every file that the package reads, and runs from it."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = """\
# Ping


## Fields

| Field                | Type                 | Required             | Description          |
| -------------------- | -------------------- | -------------------- | -------------------- |
| `sent_by`            | *str*                | :heavy_check_mark:   | N/A                  |
"""


def build(checkout: Path, kind: str, into: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(into)]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(repository, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, which is what installing a pure one does."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def source_files(repository: Path) -> Iterator[str]:
    """Every file that the wheel should hold, by its name there."""
    for root, prefix in ((repository / "generator", ""), (repository / "templates", "spectable/templates/")):
        for path in root.rglob("*"):
            name = path.relative_to(root)
            if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
                yield prefix + name.as_posix()


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "spectable", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_every_file_of_the_package_and_every_template(repository: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    metadata = {name for name in names if ".dist-info/" in name}
    assert names - metadata == set(source_files(repository))
    assert {"spectable/py.typed", "spectable/config.schema.json"} <= names
    assert any(name.startswith("spectable/templates/") and name.endswith(".j2") for name in names)
    assert any(name.startswith("spectable/codes/") and name.endswith(".md") for name in names)


def test_the_wheel_carries_its_licence_and_its_command(installed: Path) -> None:
    (metadata,) = installed.glob("spectable-*.dist-info")
    assert "spectable = spectable.__main__:main" in (metadata / "entry_points.txt").read_text(encoding="utf-8")
    assert "License-Expression: MIT" in (metadata / "METADATA").read_text(encoding="utf-8")
    assert (metadata / "licenses" / "LICENSE").is_file()


def test_a_wheel_built_from_the_source_archive_is_the_same(repository: Path, wheel: Path, tmp_path: Path) -> None:
    archive = build(repository, "sdist", tmp_path / "sdist")
    with tarfile.open(archive) as unpacked:
        unpacked.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.glob("spectable-*")
    again = build(tree, "wheel", tmp_path / "again")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {n: one.read(n) for n in one.namelist()} == {n: other.read(n) for n in other.namelist()}


def test_the_wheel_generates_in_any_folder_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import spectable; print(spectable.__file__)"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(installed)

    (tmp_path / "ping.md").write_text(PAGE, encoding="utf-8")
    done = run(installed, tmp_path, "generate", "--target", "python-dataclass", "--out", "made", "ping.md")
    assert done.returncode == 0, done.stderr
    imported = subprocess.run(
        [sys.executable, "-c", "from made import Ping; print(Ping.from_dict({'sent_by': 'me'}).to_dict())"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert imported.stdout.strip() == "{'sent_by': 'me'}", imported.stderr


def test_the_wheel_knows_the_same_targets_as_the_checkout(repository: Path, installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "targets")
    assert done.returncode == 0, done.stderr
    listed = {line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")}
    folders = {path.parent.name for path in (repository / "templates").glob("*/target.toml")}
    assert listed == {name for name in folders if not name.startswith("_")}


def test_an_editable_install_reads_the_templates_of_the_checkout(repository: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel:editable", "--directory", str(tmp_path)],
        cwd=repository, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.is_file(), done.stdout
    with zipfile.ZipFile(wheel) as archive:
        (pth,) = (name for name in archive.namelist() if name.endswith(".pth"))
        assert archive.read(pth).decode().split() == [str(repository / "generator")]
