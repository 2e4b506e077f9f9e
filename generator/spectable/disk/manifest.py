"""What was generated from what: `.spectable-manifest` in a target's folder, digests only, a sorted line a file.

Lines are `input NAME DIGEST`, `output PATH DIGEST`, `template FOLDER DIGEST`, `options DIGEST`, `tool VERSION DIGEST`,
`target NAME` and `warning JSON`; any other line is passed over. So a file in which a merge left both sides, markers
included, still says which files are ours: it only proves nothing about them, and the next run renders.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..diagnostic import Diagnostic, Severity, SpectableError, failure
from ..source import Source
from .loader import MANIFEST

HEADER = "# Written by spectable. After a merge conflict here, run `spectable generate`."
Pairs = frozenset[tuple[str, str]]


class Place(NamedTuple):
    """A target's folder, and what messages call it."""

    folder: Path
    shown: str

    def name(self, path: str) -> str:
        """A file in the folder as messages call it."""
        return path if self.shown in ("", ".") else f"{self.shown.rstrip('/')}/{path}"


class Origin(NamedTuple):
    """What files are generated from: two runs of one origin make the same files. Pairs are (name, digest)."""

    target: str
    tool: Pairs
    options: str
    templates: Pairs
    inputs: Pairs


class Manifest(NamedTuple):
    """An origin, the files that came of it and the warnings that were given (each as JSON)."""

    origin: Origin
    outputs: Pairs = frozenset()
    warnings: tuple[str, ...] = ()
    settled: bool = True

    def digests(self) -> dict[str, set[str]]:
        """The digests that each output may have: more than one after a merge, or when a run was cut short."""
        found: dict[str, set[str]] = {}
        for path, value in self.outputs:
            found.setdefault(path, set()).add(value)
        return found


def digest(data: bytes) -> str:
    """The fingerprint of some bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_files(files: Iterable[tuple[str, Path]]) -> str:
    """The fingerprint of some files with their names."""
    lines = (f"{name} {digest(path.read_bytes())}\n" for name, path in sorted(files))
    return digest("".join(lines).encode())


# --- Text ------------------------------------------------------------------------------------------------------------


def text(manifest: Manifest) -> str:
    """The manifest as the text of its file."""
    return "\n".join([HEADER, *sorted(_lines(manifest))]) + "\n"


def _lines(manifest: Manifest) -> Iterator[str]:
    origin = manifest.origin
    yield f"target {origin.target}"
    yield f"options {origin.options}"
    groups = {"tool": origin.tool, "template": origin.templates, "input": origin.inputs, "output": manifest.outputs}
    for kind, pairs in groups.items():
        for name, value in pairs:
            yield f"{kind} {_escape(name)} {value}"
    yield from (f"warning {warning}" for warning in manifest.warnings)


def _escape(name: str) -> str:
    """A name as one line of UTF-8, whatever it is made of."""
    return json.dumps(name, ensure_ascii=not name.isprintable())[1:-1]


def read(place: Place) -> Manifest | None:
    """The manifest of a folder, None when there is none. Raises `SpectableError` for one that is not ours."""
    path = place.folder / MANIFEST
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(place.shown, str(error)) from None
    parsed = _parse(lines)
    if len(parsed["target"]) != 1:
        raise _bad(place.shown, "it names no target" if not parsed["target"] else "it names two targets")
    outputs = frozenset(map(_pair, parsed["output"]))
    for name, _ in outputs:
        if not is_safe(name):
            raise _bad(place.shown, f"it lists {name!r}, which is outside of the folder")
    options = parsed["options"]
    origin = Origin(
        target=_unescape(parsed["target"][0]),
        tool=frozenset(map(_pair, parsed["tool"])),
        options=options[0] if len(options) == 1 else "",
        templates=frozenset(map(_pair, parsed["template"])),
        inputs=frozenset(map(_pair, parsed["input"])),
    )
    once = len({name for name, _ in outputs}) == len(outputs) and not parsed["other"]
    return Manifest(origin, outputs, tuple(parsed["warning"]), once)


def _parse(lines: list[str]) -> dict[str, list[str]]:
    kinds = ("target", "options", "tool", "template", "input", "output", "warning", "other")
    found: dict[str, dict[str, None]] = {kind: {} for kind in kinds}
    for line in lines:
        kind, _, rest = line.partition(" ")
        if kind in found and rest:
            found[kind][rest] = None
        elif line and not line.startswith("#"):
            found["other"][line] = None
    return {kind: list(rests) for kind, rests in found.items()}


def _pair(rest: str) -> tuple[str, str]:
    name, _, value = rest.rpartition(" ")
    return _unescape(name), value


def _unescape(name: str) -> str:
    try:
        return str(json.loads(f'"{name}"')) if "\\" in name else name
    except ValueError:
        return name


def _bad(shown: str, why: str) -> SpectableError:
    return failure(
        "bad-manifest",
        f"the manifest of {shown!r} cannot be used: {why}",
        hint=f"restore {MANIFEST} from version control, or move the folder away and generate anew",
    )


def is_safe(path: str) -> bool:
    """Whether a path with forward slashes stays below the folder that it is put into, on every system."""
    parts = path.split("/")
    return (
        not any(part in ("", ".", "..") for part in parts)
        and not any(character in path for character in '\\:*?"<>|')
        and all(ord(character) >= 32 for character in path)
        and PurePosixPath(path).parts == tuple(parts)
    )


# --- Warnings --------------------------------------------------------------------------------------------------------


def warning_lines(diagnostics: Iterable[Diagnostic], names: Mapping[str, str]) -> tuple[str, ...]:
    """Warnings as lines of JSON. `names` are the inputs' names by shown path: where the user stood stays out of it."""
    found = [d for d in diagnostics if d.severity is Severity.WARNING]
    if not found:
        return ()
    paths = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)")

    def anywhere(words: str) -> str:
        return paths.sub(lambda match: f"\0{names[match.group()]}\0", words)

    return tuple(dict.fromkeys(_warning_line(d, names, anywhere) for d in found))


def _warning_line(diagnostic: Diagnostic, names: Mapping[str, str], anywhere: Callable[[str], str]) -> str:
    span = diagnostic.span
    words = {"code": diagnostic.code, "message": anywhere(diagnostic.message), "hint": anywhere(diagnostic.hint)}
    if span is None or span.source.path not in names:
        return json.dumps(words)
    return json.dumps({**words, "input": names[span.source.path], "start": span.start, "end": span.end})


def warning(line: str, sources: Mapping[str, Source]) -> Diagnostic:
    """The warning behind a line. `sources` are the inputs, unchanged since, by their names."""
    fields = json.loads(line)

    def here(words: str) -> str:
        return re.sub("\0([^\0]*)\0", lambda m: sources[m[1]].path if m[1] in sources else m[1], words)

    source = sources.get(fields.get("input", ""))
    span = source.span(fields["start"], fields["end"]) if source else None
    return Diagnostic(fields["code"], Severity.WARNING, here(fields["message"]), span, here(fields["hint"]))
