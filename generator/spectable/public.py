"""The Python API: what the commands do, as functions that return values. `import spectable` hands these out.

Every function takes SPEC paths (none: those of the configuration) and looks the configuration up as the command line
does, unless `config` names the file. Each raises `SpectableError` for what the user must mend first.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from . import api
from .api import Checked, Generation, Verified
from .diagnostic import Diagnostic
from .project import Project, Wish, open_config, open_project
from .source import File
from .spec import Spec, read_spec

if TYPE_CHECKING:
    from .compare.run import Difference
    from .validate import Checker, Validated

Path = str | os.PathLike[str]


def load(*specs: Path, config: Path | None = None, dialect: str | None = None, strict: bool = False) -> Spec:
    """A spec, read: its model, JSON Schema, source map and diagnostics."""
    return read_spec(_project(specs, config, dialect), strict=strict)


def render_files(
    *specs: Path,
    targets: Sequence[str] = (),
    options: Mapping[str, str] | None = None,
    config: Path | None = None,
    dialect: str | None = None,
    strict: bool = False,
) -> dict[str, tuple[File, ...]]:
    """The files of each target, in memory. Nothing is written."""
    # Where the files would go does not matter here, but must be said where nothing is configured.
    return api.render(_project(specs, config, dialect, targets, "." if targets else None, options), strict=strict)


def generate(
    *specs: Path,
    targets: Sequence[str] = (),
    out: Path | None = None,
    options: Mapping[str, str] | None = None,
    config: Path | None = None,
    dialect: str | None = None,
    strict: bool = False,
) -> Generation:
    """The files of each target, on the disk: all of them or, when anything is wrong, none."""
    return api.generate(_project(specs, config, dialect, targets, out, options), strict=strict)


def check(
    *specs: Path,
    targets: Sequence[str] = (),
    out: Path | None = None,
    options: Mapping[str, str] | None = None,
    config: Path | None = None,
    dialect: str | None = None,
    strict: bool = False,
) -> Checked:
    """The same held against the disk: which files are not in sync, and why."""
    return api.check(_project(specs, config, dialect, targets, out, options), strict=strict)


def verify_files(
    *specs: Path,
    targets: Sequence[str] = (),
    out: Path | None = None,
    options: Mapping[str, str] | None = None,
    config: Path | None = None,
    dialect: str | None = None,
    strict: bool = False,
) -> tuple[Verified, ...]:
    """What is on the disk held against the spec by readers that know nothing of templates."""
    return api.verify(_project(specs, config, dialect, targets, out, options), strict=strict)


def lint_spec(*specs: Path, config: Path | None = None, dialect: str | None = None) -> tuple[Diagnostic, ...]:
    """What the tables leave unclear, contradict or break."""
    return api.lint(_project(specs, config, dialect))


def diff_specs(
    old: Path,
    new: Path,
    *,
    sides: Sequence[str] = (),
    config: Path | None = None,
    dialect: str | None = None,
    strict: bool = False,
) -> Difference:
    """What changed from one spec to another, each a path or `git:REV[:PATH]`, and what that breaks for `sides` (all:
    "reader", "writer", "source", "database")."""
    from .compare.rules import Side
    from .compare.run import diff

    asked = [Side(side) for side in sides] or list(Side)
    found = open_config(None if config is None else os.fspath(config))
    return diff(found, os.fspath(old), os.fspath(new), dialect, asked, strict=strict, explicit=config is not None)


def validate_files(
    model: str,
    *files: Path,
    specs: Sequence[Path] = (),
    max_errors: int = 0,
    config: Path | None = None,
    dialect: str | None = None,
) -> Validated:
    """JSON and JSON Lines (files, folders, globs) held against a model. `max_errors`: stop after so many failures."""
    from .validate import Tally, Validated, compile_checker, validate_data

    checker = compile_checker(read_spec(_project(specs, config, dialect)).model, model)
    tally = Tally()
    found = tuple(validate_data(checker, [os.fspath(file) for file in files], tally, max_errors=max_errors))
    return Validated(tally.documents, tally.invalid, tally.stopped, found)


def checker(spec: Spec, model: str) -> Checker:
    """A model, compiled once for many values: `valid(value)` is fast, `failures(value)` says what and why."""
    from .validate import compile_checker

    return compile_checker(spec.model, model)


def _project(
    specs: Sequence[Path],
    config: Path | None,
    dialect: str | None,
    targets: Sequence[str] = (),
    out: Path | None = None,
    options: Mapping[str, str] | None = None,
) -> Project:
    found = open_config(None if config is None else os.fspath(config))
    paths = tuple(os.fspath(spec) for spec in specs)
    wish = Wish(paths, tuple(targets), None if out is None else os.fspath(out), options or {}, dialect)
    return open_project(found, wish, explicit=config is not None)
