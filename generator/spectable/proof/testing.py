"""The golden suite, for authors of plug-ins too: a folder a case, its input beside all that must come of it.

    golden/<case>/
      input/            the spec: pages, or a JSON Schema document
      spectable.toml    if the case needs a configuration: an overlay, options
      schema.json       the bundle that comes of it
      diagnostics.txt   what is found on the way, each with its source line
      <target>/…        what each target makes of it
    golden/_shared/
      <target>/…        files that every case makes alike (a runtime, say) stand here once instead

A case is named after its hazard. In a test:

    @pytest.mark.parametrize("case", find_cases(HERE / "golden"), ids=lambda case: case.name)
    def test_golden(case: Case) -> None:
        check(case, ["my-target"], templates=[HERE.parent / "templates"])

`bundled_targets()` names those that come with spectable. Installed plug-ins play no part unless they are named.
A golden that is missing fails, as one that is left over does. With SPECTABLE_UPDATE_GOLDEN=1 in the environment the
goldens are rewritten instead, for a review to read their difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path

from .. import api, config
from ..diagnostic import Diagnostic, Report, SpectableError
from ..disk.manifest import Place
from ..project import Order, Project, bundled
from ..targets.target import Target, find_targets, load_target

INPUT = "input"
SHARED = "_shared"
CONFIG = "spectable.toml"
DIAGNOSTICS = "diagnostics.txt"
UPDATE = "SPECTABLE_UPDATE_GOLDEN"

Golden = Mapping[str, bytes]
"""What must come of a case: bytes by their path below the case's folder."""


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of the suite."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name


def find_cases(folder: Path) -> tuple[Case, ...]:
    """Every case in `folder`, by name: each of its folders that holds an `input`."""
    return tuple(Case(path.parent) for path in sorted(folder.glob(f"*/{INPUT}")))


def bundled_targets() -> tuple[str, ...]:
    """The names of the targets that come with spectable."""
    return tuple(name for name in sorted(find_targets([bundled()])) if not name.startswith("_"))


def check(case: Case, targets: Sequence[str], templates: Sequence[Path] = ()) -> None:
    """Raise `AssertionError`, with a diff, where what comes of the case is not what its folder holds.

    Targets are looked up among the bundled ones and in the folders `templates`.
    """
    made = produce(case, targets, templates)
    if os.environ.get(UPDATE) == "1":
        rewrite(case, made)
    shared = {name: data for name, data in _files(_shared(case)).items() if name in made}
    difference = "".join(differences({**shared, **expected(case)}, made))
    if difference:
        raise AssertionError(f"{case.name}: golden files differ ({UPDATE}=1 rewrites them)\n{difference}")


def produce(case: Case, targets: Sequence[str], templates: Sequence[Path] = ()) -> Golden:
    """All that comes of a case. A spec with errors comes to its diagnostics only, as it does for a user.

    Raises `SpectableError` for a bad configuration and for a target that there is not.
    """
    project = _project(case)
    try:
        spec = api.read_spec(project)
    except SpectableError as error:
        return {DIAGNOSTICS: _listing(case, [("", error.diagnostics)])}
    golden = {"schema.json": spec.schema_text.encode()}
    found = [("", spec.diagnostics)]
    for name in targets:
        report, target = Report(), _target(name, (bundled(), *templates))
        options = next((table.options for table in project.config.targets if table.name == name), {})
        order = Order(name, Place(case.folder / name, name), options=options)
        try:
            files = api.render_order(spec, order, target, report)
        except SpectableError as error:
            report.diagnostics += error.diagnostics
        if not report.failed:
            golden.update({f"{name}/{file.path}": file.data for file in files})
        found.append((name, tuple(report)))
    return {**golden, DIAGNOSTICS: _listing(case, found)}


@cache
def _target(name: str, templates: tuple[Path, ...]) -> Target:
    return load_target(name, find_targets(templates))


def _project(case: Case) -> Project:
    """The run over a case: what a configuration above its folder says is none of its business."""
    path, schema = case.folder / CONFIG, case.folder / INPUT / "schema.json"
    settled = config.load(path, CONFIG) if path.is_file() else config.Config(root=case.folder)
    spec = schema if schema.is_file() else case.folder / INPUT
    return Project(settled, (spec.as_posix(),))


def _listing(case: Case, found: Iterable[tuple[str, Sequence[Diagnostic]]]) -> bytes:
    """What was found, those of reading first and then those of each target, with places below the case's folder."""
    lines: list[str] = []
    for target, diagnostics in found:
        if target and diagnostics:
            lines.append(f"\n== {target}")
        for diagnostic in diagnostics:
            lines.append(str(diagnostic))
            if diagnostic.span and (text := diagnostic.span.text.strip()):
                lines.append(f"    at: {text.splitlines()[0][:100]}")
            if diagnostic.hint:
                lines.append(f"    hint: {diagnostic.hint}")
    text = "".join(f"{line}\n" for line in lines).lstrip("\n").replace(f"{case.folder.as_posix()}/", "")
    return text.encode("utf-8", "backslashreplace")


def expected(case: Case) -> Golden:
    """The golden files of a case, as they stand in its folder."""
    found = _files(case.folder)
    return {name: found[name] for name in found if not name.startswith(f"{INPUT}/") and name != CONFIG}


def rewrite(case: Case, made: Golden) -> None:
    """Make the golden files of a case those of `made`: differing ones written, left over ones removed.

    A file that stands among the shared ones is written there, and nowhere else.
    """
    shared = _files(_shared(case)).keys()
    for name in expected(case).keys() - (made.keys() - shared):
        (case.folder / name).unlink()
    for name, data in made.items():
        path = (_shared(case) if name in shared else case.folder) / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for path in sorted(case.folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _shared(case: Case) -> Path:
    return case.folder.parent / SHARED


def _files(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path there."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def differences(golden: Golden, made: Golden) -> Iterator[str]:
    """The lines of a unified diff from the golden files to those made, every file that differs."""
    for name in sorted(golden.keys() | made.keys()):
        old, new = golden.get(name), made.get(name)
        if old == new:
            continue
        if old is None:
            yield f"{name}: there is no such golden file\n"
        elif new is None:
            yield f"{name}: this golden file is left over, nothing makes it\n"
        yield from unified_diff(_lines(old), _lines(new), f"golden/{name}", f"made/{name}")


def _lines(data: bytes | None) -> list[str]:
    """The lines of a file, so that a missing last line end and every other byte show."""
    text = (data or b"").decode("utf-8", "backslashreplace")
    lines = [line + "\n" for line in text.split("\n")]
    if lines[-1] == "\n":
        lines.pop()
    else:
        lines[-1] += "\\ no newline at the end\n"
    return [line.replace("\r", "\\r") for line in lines]
