"""The pages of a spec as a commit has them, `git:REV[:PATH]`: read into memory by `git`, nothing is checked out."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..diagnostic import SpectableError, failure
from ..disk.loader import MANIFEST, STDIN, Input, together

PREFIX = "git:"


class Revision(NamedTuple):
    """`git:REV[:PATH]`, taken apart. `path` is None where the configured spec is meant."""

    commit: str
    path: str | None

    @property
    def shown(self) -> str:
        return f"{PREFIX}{self.commit}" + (f":{self.path}" if self.path is not None else "")


def revision_of(spec: str) -> Revision | None:
    """The revision that a SPEC means; None for a path. `./git:x` is a path."""
    if not spec.startswith(PREFIX):
        return None
    commit, colon, path = spec.removeprefix(PREFIX).partition(":")
    if not commit or commit.startswith("-") or (colon and not path) or path == STDIN:
        hint = "write git:REV or git:REV:PATH, as in git:main or git:v1.2.0:spec"
        raise failure("bad-revision", f"{spec!r} names no revision of a spec", hint=hint)
    return Revision(commit, path or None)


def load_revision(revision: Revision, specs: Sequence[str]) -> tuple[Input, ...]:
    """Every input of `specs` (paths from the folder the user is in) as `revision` has them.

    Raises `SpectableError` where there is no such commit, no such path in it, or no git.
    """
    commit = _git(revision, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision.commit}^{{commit}}")
    if commit is None:
        raise failure(
            "bad-revision",
            f"git knows no commit {revision.commit!r} here",
            hint="fetch it first, or see `git log`: a shallow clone has the newest commits only",
        )
    name = commit.decode().strip()
    prefix = (_git(revision, "rev-parse", "--show-prefix") or b"").decode().rstrip("\n")
    found: dict[str, str] = {}
    for spec in specs:
        for path, below in _pages(revision, name, prefix, spec):
            found[path] = max(found.get(path, ""), below, key=len)
    read = _contents(revision, name, list(found))
    inputs = (Input(_shown(revision, prefix, path), found[path], data) for path, data in read)
    return together(list(inputs))


def _shown(revision: Revision, prefix: str, path: str) -> str:
    return f"{PREFIX}{revision.commit}:{posixpath.relpath(path, prefix or '.')}"


def _pages(revision: Revision, commit: str, prefix: str, spec: str) -> Iterator[tuple[str, str]]:
    """(path in the repository, name below the SPEC) of every page that `spec` means, by the rules of the disk."""
    top = posixpath.normpath(posixpath.join(prefix, _relative(revision, spec)))
    if top.startswith(".."):
        raise failure("bad-revision", f"{spec!r} is outside of the repository", hint="give a path inside of it")
    folder = "" if top == "." else f"{top}/"
    listing = _git(revision, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, "--", top)
    paths = [os.fsdecode(name) for name in (listing or b"").split(b"\0") if name]
    if paths == [top]:
        return iter([(top, posixpath.basename(top))])
    names = [path.removeprefix(folder) for path in paths if path.startswith(folder)]
    if not names:
        hint = "a path is looked up from the folder you are in; `git ls-tree -r REV` lists what there is"
        raise failure("bad-revision", f"there is no file or folder {spec!r} in {revision.commit!r}", hint=hint)
    pages = list(_kept(names))
    if not pages:
        raise failure(
            "no-pages", f"there is no `.md` page below {spec!r} in {revision.commit!r}", hint="give another PATH"
        )
    return ((folder + name, name) for name in pages)


def _kept(names: Sequence[str]) -> Iterator[str]:
    """The pages among the names of a folder: nothing hidden, nothing below a folder that spectable generated."""
    made = tuple(name.removesuffix(MANIFEST) for name in names if name.endswith(f"/{MANIFEST}"))
    for name in names:
        hidden = any(part.startswith(".") for part in name.split("/"))
        if name.lower().endswith(".md") and not hidden and not name.startswith(made):
            yield name


def _relative(revision: Revision, spec: str) -> str:
    """A path of the configuration may be absolute; in a tree it is from the folder the user is in."""
    if not Path(spec).is_absolute():
        return Path(spec).as_posix()
    try:
        return Path(os.path.relpath(os.path.realpath(spec), os.path.realpath("."))).as_posix()
    except ValueError:  # another drive
        raise failure("bad-revision", f"{spec!r} is outside of the repository", hint=revision.shown) from None


# --- git -------------------------------------------------------------------------------------------------------------


def _contents(revision: Revision, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each path with its bytes, symbolic links followed inside the tree."""
    for path in paths:
        if "\n" in path:
            raise failure("bad-revision", f"the name of {path!r} has a line end, which git cannot be asked for")
    asked = b"".join(f"{commit}:".encode() + os.fsencode(path) + b"\n" for path in paths)
    answer = _git(revision, "cat-file", "--batch", "--follow-symlinks", stdin=asked) or b""
    at = 0
    for path in paths:
        end = answer.find(b"\n", at)
        words = answer[at:end].split(b" ")
        if len(words) != 3 or words[1] != b"blob":
            raise failure("bad-revision", f"git has no text for {path!r} in {revision.commit!r}", hint=_LINK)
        at = end + 1 + int(words[2]) + 1
        yield path, answer[end + 1 : at - 1]


_LINK = "a symbolic link must lead to a file in the same commit"


def _git(revision: Revision, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """What a git command prints; None when it refuses."""
    try:
        # What git says when it refuses is told apart below, so it must say it in English.
        english = {**os.environ, "LC_ALL": "C"}
        done = subprocess.run(["git", *arguments], input=stdin, capture_output=True, check=False, env=english)
    except OSError as error:
        raise _without_git(revision, error.strerror or str(error)) from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    if "not a git repository" in said or "dubious ownership" in said:
        raise _without_git(revision, said.strip().splitlines()[0].removeprefix("fatal: "))
    return None


def _without_git(revision: Revision, reason: str) -> SpectableError:
    message = f"{revision.shown!r} cannot be read: {reason[:1].lower() + reason[1:]}"
    return failure("bad-revision", message, hint="run it inside a git repository, with git installed")
