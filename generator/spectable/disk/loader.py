"""SPEC to inputs: a page, a folder of pages, a JSON Schema document. The only thing that reads specs from the disk."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..diagnostic import SpectableError, did_you_mean, failure
from ..source import Source

STDIN = "-"
MANIFEST = ".spectable-manifest"
LARGEST = 64 * 1024 * 1024
"""Nobody writes such a page; reading it anyway would take the machine with it."""


class Input(NamedTuple):
    """One file as it was read: `path` as messages call it, `name` below the SPEC it was found under, its bytes."""

    path: str
    name: str
    data: bytes

    @property
    def is_schema(self) -> bool:
        """Whether it is a JSON Schema document: then the tables are skipped."""
        return self.name.lower().endswith(".json")


def load(specs: Sequence[str], stdin: bytes | None = None) -> tuple[Input, ...]:
    """Every input of `specs`, each once, ordered by its name whatever the order of files or arguments.

    `-` stands for `stdin`. Raises `SpectableError` for what is not there, not readable or no spec at all.
    """
    paths: dict[str, tuple[str, str]] = {}
    several = len(specs) > 1
    for path, name in (pair for spec in specs if spec != STDIN for pair in find(spec)):
        real = os.path.realpath(path) if several else path
        # A page below two SPECs is named after the outer one, whichever was typed first.
        paths[real] = max(paths.get(real, ("", "")), (path, name), key=lambda pair: (len(pair[1]), pair))
    named = _told_apart(list(paths.values())) if several else paths.values()
    inputs = [Input(path, name, _read(path)) for path, name in named]
    if STDIN in specs:
        inputs.append(Input("<stdin>", "stdin.md", _checked("<stdin>", stdin or b"")))
    return _settled(inputs)


def together(found: Sequence[Input]) -> tuple[Input, ...]:
    """Inputs that were read from elsewhere than the disk (a revision), as `load` gives those that were."""
    texts = {item.path: item.data for item in found}
    pairs = [(item.path, item.name) for item in found]
    named = _told_apart(pairs) if len({name for _, name in pairs}) < len(pairs) else pairs
    return _settled([Input(path, name, _checked(path, texts[path])) for path, name in named])


def _settled(inputs: list[Input]) -> tuple[Input, ...]:
    inputs.sort(key=lambda i: (i.name, i.path))
    _refuse_mixture(inputs)
    return tuple(inputs)


def _told_apart(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs with names of their own: pages that are called alike below different SPECs get as many folders above
    before their names as tell them apart."""
    wholes = [Path(os.path.abspath(path)).as_posix().split("/") for path, _ in pairs]  # noqa: PTH100  links stay
    lengths = [name.count("/") + 1 for _, name in pairs]
    while True:
        names = ["/".join(whole[-length:]) for whole, length in zip(wholes, lengths, strict=True)]
        alike = {name for name, times in Counter(names).items() if times > 1}
        if not alike:
            return [(path, name) for (path, _), name in zip(pairs, names, strict=True)]
        lengths = [length + (name in alike) for length, name in zip(lengths, names, strict=True)]


def find(spec: str) -> list[tuple[str, str]]:
    """(path to open, name below the SPEC) of every file that `spec` means, in the order of the names."""
    where = Path(spec)
    shown = where.as_posix() if spec else ""
    if spec and where.is_dir():
        names = sorted(_pages(spec, "", ()))
        if not names:
            raise failure("no-pages", f"there is no `.md` page below {shown!r}", hint="give a folder with spec pages")
        below = "" if shown == "." else shown.rstrip("/") + "/"
        return [(below + name, name) for name in names]
    if not spec or not (where.exists() or where.is_symlink()):
        raise failure("no-such-spec", f"there is no file or folder {shown!r}", hint=_nearest(where))
    return [(shown, where.name)]


def _pages(folder: str, below: str, above: tuple[tuple[int, int], ...]) -> Iterator[str]:
    """The names of the pages below a folder. Hidden entries are skipped, and folders that spectable generated."""
    try:
        status = Path(folder).stat()
        entries = list(os.scandir(folder))
    except OSError as error:
        raise _unreadable(folder, error) from None
    key = (status.st_dev, status.st_ino)
    if key in above:
        raise failure(
            "symlink-loop",
            f"the symbolic link {Path(folder).as_posix()!r} leads back to a folder that holds it",
            hint="take the link out, or give the pages' folder itself",
        )
    if above and any(entry.name == MANIFEST for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            yield from _pages(entry.path, f"{below}{entry.name}/", (*above, key))
        elif entry.name.lower().endswith(".md"):
            yield below + entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself: reading it says so
        return False


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123  thousands of pages: a Path for each would be a third more
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    return _checked(path, data)


def _checked(path: str, data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise failure(
            "too-large",
            f"{path!r} holds more than {LARGEST // 1024 // 1024} MB",
            hint="a spec is made of pages that people read; split it into a folder of them",
        )
    return data


def _unreadable(path: str, error: OSError) -> SpectableError:
    reason = (error.strerror or type(error).__name__).lower()
    return failure(
        "unreadable-spec", f"cannot read {Path(path).as_posix()!r}: {reason}", hint="see its kind and permissions"
    )


def _nearest(missing: Path) -> str:
    """The neighbour that was probably meant."""
    try:
        names = [path.name for path in missing.parent.iterdir() if not path.name.startswith(".")]
    except OSError:
        return f"there is no folder {missing.parent.as_posix()!r} either"
    hint = did_you_mean(missing.name, names)
    return hint if hint.startswith("did you mean") else "paths are looked up from the folder you are in"


def _refuse_mixture(inputs: list[Input]) -> None:
    documents = [i for i in inputs if i.is_schema]
    if documents and len(inputs) > 1:
        raise failure(
            "mixed-specs",
            f"the JSON Schema document {documents[0].path!r} cannot be read together with other specs",
            hint="give it alone: the tables are skipped then, and the schema drives the targets",
        )


# --- Text ------------------------------------------------------------------------------------------------------------


_MARK = b"\xef\xbb\xbf"


def mark(item: Input) -> bytes:
    """The byte order mark that stands before the text of an input, if one does."""
    return _MARK if item.data.startswith(_MARK) else b""


def source(item: Input) -> Source:
    """The text of an input. A byte order mark is dropped; raises `SpectableError` for what is not UTF-8 text."""
    data = item.data.removeprefix(_MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_text(item, data, error.start, f"byte 0x{data[error.start]:02x} is not UTF-8") from None
    if (at := text.find("\0")) >= 0:
        raise _not_text(item, data, len(text[:at].encode()), "a NUL byte stands in it, so it is no text")
    return Source(item.path, text, item.name)


def _not_text(item: Input, data: bytes, at: int, why: str) -> SpectableError:
    # What cannot be decoded is shown byte for byte, so that the place stays right.
    shown = Source(item.path, data[: at + 200].decode("latin-1"), item.name)
    offset = len(data[:at].decode("latin-1").encode())
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    hint = "it looks like UTF-16: save it as UTF-8" if utf16 else "a spec is Markdown or JSON, saved as UTF-8"
    return failure("not-text", f"{item.path!r} cannot be read as text: {why}", shown.span(offset, offset + 1), hint)
