"""Rendered files held against a folder: what to write, keep and remove. Reads the disk, changes nothing."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..diagnostic import Diagnostic, Severity, SpectableError, failure
from ..source import File
from . import manifest as manifests
from .loader import MANIFEST
from .manifest import Manifest, Origin, Place, digest

TEMPORARY = ".spectable-"


class Change(NamedTuple):
    """A file whose bytes on the disk are not what they should be: None for a file that is not there (yet, or soon).

    `edited`: what is on the disk is neither what we wrote nor what we would write.
    """

    path: str
    old: bytes | None
    new: bytes | None
    edited: bool = False


class Plan(NamedTuple):
    """What `generate` would do to one folder; nothing is done yet."""

    place: Place
    before: Manifest | None
    after: Manifest
    changes: tuple[Change, ...] = ()
    abandoned: tuple[Change, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What a user who edited generated files should know before it is done."""
        edited = [c for c in self.changes if c.edited]
        return (*map(self._overwritten, edited), *map(self._left, self.abandoned))

    def _overwritten(self, change: Change) -> Diagnostic:
        return Diagnostic(
            "edited-file-overwritten",
            Severity.WARNING,
            f"{self.place.name(change.path)!r} was edited by hand; generating puts it back",
            hint="say it in the spec, the overlay or a template of your own; version control has the edit",
        )

    def _left(self, change: Change) -> Diagnostic:
        return Diagnostic(
            "edited-file-kept",
            Severity.WARNING,
            f"{self.place.name(change.path)!r} is no longer made, but was edited by hand: it stays, and is yours now",
            hint="delete it when you no longer need it",
        )


def current(place: Place, origin: Origin) -> Manifest | None:
    """The folder's manifest if everything there is as the last generation from this very origin left it."""
    found = owned(place, origin.target)
    if found is None or not found.settled or found.origin != origin:
        return None
    base = os.fspath(place.folder)
    for path, value in found.outputs:
        try:
            with open(f"{base}/{path}", "rb") as stream:  # noqa: PTH123  a Path for each would double the time
                if digest(stream.read()) != value:
                    return None
        except OSError:
            return None
    return found


def owned(place: Place, target: str) -> Manifest | None:
    """The manifest of a folder that is free or belongs to `target`. Raises `SpectableError` for any other folder."""
    if place.folder.exists() and not place.folder.is_dir():
        raise failure("not-a-folder", f"{place.shown!r} is a file, and {target!r} wants a folder there")
    found = manifests.read(place)
    if found is not None and found.origin.target != target:
        raise failure(
            "foreign-folder",
            f"the folder {place.shown!r} belongs to the target {found.origin.target!r}, not to {target!r}",
            hint="give each target a folder of its own (`out`, or --out)",
        )
    return found


def plan(place: Place, files: Sequence[File], origin: Origin, warnings: tuple[str, ...]) -> Plan:
    """What to do so that the folder holds `files` and nothing else that we once made there.

    Raises `SpectableError` where that would cost the user a file, or leave the folder.
    """
    before = owned(place, origin.target)
    _refuse_collisions(place, files)
    ours = before.digests() if before else {}
    made = {file.path: file.data for file in files}
    gone = sorted(path for path in ours if path not in made)
    _refuse_escapes(place, [*made, *gone])
    changes: list[Change] = []
    kept: list[str] = []
    for path, new in sorted(made.items()):
        old = _bytes(place, path)
        if old == new:
            kept.append(path)
            continue
        if old is not None and path not in ours:
            raise _in_the_way(place, path)
        changes.append(Change(path, old, new, old is not None and digest(old) not in ours[path]))
    removed, abandoned = _left_over(place, gone, ours, made)
    after = Manifest(origin, frozenset((path, digest(data)) for path, data in made.items()), warnings)
    return Plan(place, before, after, (*changes, *removed), abandoned, tuple(kept))


def _left_over(
    place: Place, gone: Iterable[str], ours: Mapping[str, set[str]], made: Mapping[str, bytes]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """(files to remove, edited files that stay) among those that are no longer made."""
    removed: list[Change] = []
    abandoned: list[Change] = []
    folded = {_fold(path): path for path in made}
    for path in gone:
        old = _bytes(place, path)
        twin = folded.get(_fold(path))
        if old is None or (twin and _same_file(place.folder / path, place.folder / twin)):
            continue
        edited = digest(old) not in ours[path]
        (abandoned if edited else removed).append(Change(path, old, None, edited))
    return tuple(removed), tuple(abandoned)


def _bytes(place: Place, path: str) -> bytes | None:
    try:
        return (place.folder / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        raise _in_the_way(place, path) from None
    except OSError as error:
        raise failure(
            "unreadable-output", f"cannot read {place.name(path)!r}: {(error.strerror or str(error)).lower()}"
        ) from None


def _in_the_way(place: Place, path: str) -> SpectableError:
    return failure(
        "file-in-the-way",
        f"{place.name(path)!r} is in the way: it was there before and spectable did not make it",
        hint=f"move it away, choose another folder, or restore {place.name(MANIFEST)} if it got lost",
    )


def _refuse_collisions(place: Place, files: Iterable[File]) -> None:
    """One file for each name, also where upper and lower case are one (Windows, macOS)."""
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for file in files:
        if not manifests.is_safe(file.path) or file.path.rpartition("/")[2].startswith(TEMPORARY):
            raise failure("unsafe-path", f"{file.path!r} is no path for a generated file", hint="a template's fault")
        folded = _fold(file.path)
        if other := seen.get(folded) or folders.get(folded):
            raise failure(
                "output-collision",
                f"{other!r} and {file.path!r} would be one file in {place.shown!r}",
                hint="rename one of the two models",
            )
        seen[folded] = file.path
        while (folded := folded.rpartition("/")[0]) and folded not in folders:
            folders[folded] = file.path
    for folded, path in folders.items():
        if folded in seen:
            raise failure("output-collision", f"{seen[folded]!r} would be a file and the folder of {path!r}")


def _refuse_escapes(place: Place, paths: Iterable[str]) -> None:
    """No symbolic link on the way may lead a file out of the folder."""
    root = place.folder.resolve()
    for parent in sorted({path.rpartition("/")[0] for path in paths}):
        where = (place.folder / parent).resolve()
        if where != root and root not in where.parents:
            raise failure(
                "path-escapes",
                f"{place.name(parent)!r} is a link that leads out of {place.shown!r}",
                hint="take the link out, or choose another folder",
            )


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
