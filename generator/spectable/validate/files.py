"""The loader of data: which files are meant, and their values one by one. Reads no more than one value at a time.

What JSON leaves open (RFC 8259), decided here: a key that stands twice in an object, `NaN`, the infinities and a
number of more than 4300 digits are refused, because readers disagree on them; any other number is held exactly as it
is written; half a surrogate pair (`\\ud800`) is one character; a byte order mark before the first value is passed over.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple

from ..diagnostic import SpectableError, did_you_mean, failure

STDIN = "-"
LARGEST = 256 * 1024 * 1024
"""Bytes of one value: a file of JSON, or a line of JSON Lines. There may be any number of lines."""
SUFFIXES = {".json": False, ".jsonl": True, ".ndjson": True}
"""The endings of data files, and whether each line is a value."""
BLANK = " \t\r\n"
BOM = b"\xef\xbb\xbf"

Shape = Literal["auto", "json", "lines"]


class Text(NamedTuple):
    """The bytes of one value, and the line of the file that it begins on."""

    data: bytes
    number: int


# --- Files -----------------------------------------------------------------------------------------------------------


def find_data(paths: Sequence[str]) -> tuple[str, ...]:
    """The files that are meant by files, folders (every data file below), globs and `-`, each once, in their order."""
    return tuple(dict.fromkeys(found for path in paths for found in _meant(path)))


def _meant(path: str) -> list[str]:
    where = Path(path)
    if path == STDIN or (path and where.is_file()):
        return [path if path == STDIN else where.as_posix()]
    if path and where.is_dir():
        if found := sorted(_below(path)):
            return found
        endings = ", ".join(SUFFIXES)
        raise failure("no-data", f"there is no file that ends in {endings} below {where.as_posix()!r}")
    if path and where.exists():  # a pipe, a device
        return [where.as_posix()]
    if glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  the pattern may be absolute
        if found := [file for match in matches for file in _meant(match)]:
            return found
        raise failure("no-data", f"nothing matches {path!r}", hint="paths are looked up from the folder you are in")
    raise failure("no-data", f"there is no file or folder {path!r}", hint=_nearest(where))


def _below(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield (Path(parent) / name).as_posix()


def _nearest(missing: Path) -> str:
    try:
        hint = did_you_mean(missing.name, [path.name for path in missing.parent.iterdir()])
    except OSError:
        return f"there is no folder {missing.parent.as_posix()!r} either"
    return hint if hint.startswith("did you mean") else "paths are looked up from the folder you are in"


def size(path: str) -> int:
    """The bytes of a file; 0 where that cannot be known."""
    try:
        return 0 if path == STDIN else Path(path).stat().st_size
    except OSError:
        return 0


def opened(path: str) -> BinaryIO:
    """A file to read. Raises `SpectableError` when it cannot be read."""
    try:
        return open(path, "rb", buffering=1 << 18)  # noqa: PTH123  the caller closes it
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: str, error: OSError) -> SpectableError:
    reason = (error.strerror or type(error).__name__).lower()
    return failure("unreadable-data", f"cannot read {path!r}: {reason}", hint="see its kind and permissions")


# --- Values ----------------------------------------------------------------------------------------------------------


def texts(stream: BinaryIO, path: str, shape: Shape) -> Iterator[Text]:
    """The text of each value in a file. `auto` goes by the file's ending; of any other file (and of standard input)
    each line is a value when the first one is."""
    lined = {"json": False, "lines": True}.get(shape, SUFFIXES.get(Path(path).suffix.lower()))
    for number, line in enumerate(iter(partial(stream.readline, LARGEST + 1), b""), 1):
        if len(line) > LARGEST:
            raise _too_large(path, f"line {number}")
        if number == 1 and line.startswith(BOM):
            line = line[len(BOM) :]
        if lined is None and not line.isspace():
            lined = _is_value(line)
        if lined is False:
            rest = stream.read(LARGEST + 1 - len(line))
            if len(line) + len(rest) > LARGEST:
                raise _too_large(path, "the file")
            yield Text(line + rest, number)
            return
        if not line.isspace():
            yield Text(line, number)


def _is_value(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _too_large(path: str, what: str) -> SpectableError:
    return failure(
        "data-too-large",
        f"{what} of {path!r} is one value of more than {LARGEST // 1024 // 1024} MB",
        hint="write JSON Lines, a value each line; --input lines reads any file as such",
    )


class Repeated(ValueError):
    """An object has a key twice."""


def _exact(digits: str) -> float | Decimal:
    number = float(digits)
    return number if repr(number) == digits else Decimal(digits)


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _unrepeated(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) != len(members):
        raise Repeated
    return made


STRICT = json.JSONDecoder(parse_float=_exact, parse_constant=_refuse, object_pairs_hook=_unrepeated)
"""Refuses repeated keys, with `Repeated`."""
LENIENT = json.JSONDecoder(parse_float=_exact, parse_constant=_refuse)
"""Lets the last of repeated keys count, to say what else is wrong."""
