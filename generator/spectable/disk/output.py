"""Plans onto the disk: all of it or nothing. Every file is written beside its place first and then renamed over it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostic import failure
from . import manifest as manifests
from .loader import MANIFEST
from .manifest import Place
from .plan import TEMPORARY, Plan


@dataclass(slots=True)
class _Journal:
    """What has been done so far, so that it can be undone."""

    staged: list[tuple[Path, Path]] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    undo: list[tuple[Path, bytes | None]] = field(default_factory=list)


def write(plans: Sequence[Plan]) -> None:
    """Carries out every plan. Raises `SpectableError` where the disk refuses, after putting back what was there."""
    journal = _Journal()
    try:
        for plan in plans:
            _stage(plan, journal)
        for temporary, path in journal.staged:
            _swap(path, temporary, journal)
        for plan in plans:
            _finish(plan, journal)
    except OSError as error:
        _undo(journal)
        where = error.filename2 or error.filename or ""
        reason = (error.strerror or str(error)).lower()
        raise failure(
            "not-written", f"cannot write {os.fspath(where)!r}: {reason}; nothing was changed", hint="see its folder"
        ) from None
    for plan in plans:
        tidy(plan.place, {path for path, _ in plan.after.outputs} | {c.path for c in plan.changes})


def _stage(plan: Plan, journal: _Journal) -> None:
    """Writes every changed file beside its place. Nothing that was there before is touched yet."""
    files = [(change.path, change.new) for change in plan.changes if change.new is not None]
    if plan.changes:
        # Until all is done the manifest lists old and new together: a run that is killed loses track of nothing.
        before = plan.before.outputs if plan.before else frozenset()
        both = plan.after._replace(outputs=plan.after.outputs | before)
        files.insert(0, (MANIFEST, manifests.text(both).encode("utf-8", "backslashreplace")))
    for number, (path, data) in enumerate(files):
        final = plan.place.folder / path
        _make_folder(final.parent, journal)
        temporary = final.with_name(f"{TEMPORARY}{os.getpid()}-{number}.tmp")
        journal.staged.append((temporary, final))
        temporary.write_bytes(data)
        if final.exists():
            temporary.chmod(final.stat().st_mode & 0o7777)


def _make_folder(folder: Path, journal: _Journal) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent, journal)
        folder.mkdir()
        journal.folders.append(folder)


def _swap(path: Path, temporary: Path, journal: _Journal) -> None:
    old = path.read_bytes() if path.is_file() else None
    temporary.replace(path)
    journal.undo.append((path, old))


def _finish(plan: Plan, journal: _Journal) -> None:
    """Removes what is no longer made, and lets the manifest say so."""
    for change in plan.changes:
        if change.new is None:
            path = plan.place.folder / change.path
            path.unlink(missing_ok=True)
            journal.undo.append((path, change.old))
    if plan.before == plan.after:
        return
    _make_folder(plan.place.folder, journal)
    path = plan.place.folder / MANIFEST
    data = manifests.text(plan.after).encode("utf-8", "backslashreplace")
    if not path.is_file() or path.read_bytes() != data:
        temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-manifest.tmp")
        journal.staged.append((temporary, path))
        temporary.write_bytes(data)
        _swap(path, temporary, journal)


def _undo(journal: _Journal) -> None:
    """Puts back what was there, as far as the disk lets us."""
    for temporary, _ in journal.staged:
        _quietly_remove(temporary)
    for path, old in reversed(journal.undo):
        try:
            path.unlink(missing_ok=True) if old is None else path.write_bytes(old)
        except OSError:
            continue
    for folder in reversed(journal.folders):
        try:
            folder.rmdir()
        except OSError:
            continue


def save(path: Path, data: bytes) -> None:
    """One file of the user's own choice, all of it or nothing; its folder is made where there is none.

    What is no plain file (a device such as /dev/stdout, a pipe, a link) is written into and never replaced.
    """
    journal = _Journal()
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            path.write_bytes(data)
            return
        _make_folder(path.parent, journal)
        temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}.tmp")
        journal.staged.append((temporary, path))
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        _undo(journal)
        reason = (error.strerror or str(error)).lower()
        raise failure("not-written", f"cannot write {path.as_posix()!r}: {reason}", hint="see its folder") from None


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """A page of the user's with edits in it, all of it or nothing. Raises `SpectableError` when it is not as it was."""
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode & 0o7777
        same = real.read_bytes() == before
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise failure("not-written", f"cannot write {path.as_posix()!r}: {reason}") from None
    if not same:
        raise failure(
            "not-written", f"cannot write {path.as_posix()!r}: it has changed since it was read", hint="run it again"
        )
    save(real, after)
    real.chmod(mode)


def tidy(place: Place, paths: Iterable[str]) -> None:
    """Removes what a killed run left beside `paths`, and folders on their way that are empty now."""
    folders = {place.folder}
    for path in paths:
        folders.update(p for p in (place.folder / path).parents if place.folder in p.parents)
    for folder in sorted(folders, reverse=True):
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        left = [e for e in entries if not (e.name.startswith(TEMPORARY) and e.name.endswith(".tmp"))]
        for entry in entries:
            if entry not in left:
                _quietly_remove(Path(entry.path))
        if not left and folder != place.folder:
            folder.rmdir()


def _quietly_remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
