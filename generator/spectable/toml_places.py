"""Where a key of a TOML text stands. `tomllib` forgets it, so the text is walked again, only when there is an error."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field

from .source import Source, Span

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SCALAR = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"""|'''(?:.|\n)*?'{3,5}""" r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^,\]}\n#]+""", re.DOTALL
)


def place(source: Source, path: Path, value: bool = False) -> Span:
    """The key at `path` in a TOML text that `tomllib` could read, or its value; else the nearest table above it."""
    walk = _Walk(source.text)
    walk.document()
    places = {**walk.keys, **walk.values} if value else walk.keys
    for length in range(len(path), 0, -1):
        if found := places.get(path[:length]) or walk.keys.get(path[:length]):
            start, end = (len(source.text[:at].encode()) for at in found)
            return source.span(start, end)
    return source.span()


@dataclass(slots=True)
class _Walk:
    text: str
    at: int = 0
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    arrays: Counter[Path] = field(default_factory=Counter)

    def document(self) -> None:
        table: Path = ()
        while self.blank() < len(self.text):
            if self.text[self.at] != "[":
                self.pair(table)
                continue
            double = self.text.startswith("[[", self.at)
            self.at += 1 + double
            table = self.key(())
            if double:
                self.arrays[table] += 1
                table = (*table, self.arrays[table] - 1)
            self.at = self.text.index("]", self.at) + 1 + double

    def blank(self) -> int:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def key(self, table: Path) -> Path:
        """A dotted key below `table`; every part of it has its place."""
        path = table
        while True:
            self.blank()
            match = _KEY.match(self.text, self.at)
            if match is None:  # cannot be in a text that tomllib read
                self.at = len(self.text)
                return path
            path = (*path, _unquoted(match.group()))
            self.keys.setdefault(path, match.span())
            self.at = match.end()
            self.blank()
            if not self.text.startswith(".", self.at):
                return path
            self.at += 1

    def pair(self, table: Path) -> None:
        path = self.key(table)
        self.at += 1  # the equals sign
        self.blank()
        start = self.at
        self.value(path)
        self.values[path] = (start, start + len(self.text[start : self.at].rstrip()))

    def value(self, path: Path) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening not in ("[", "{"):
            match = _SCALAR.match(self.text, self.at)
            self.at = match.end() if match else len(self.text)
            return
        self.at += 1
        index = 0
        while self.blank() < len(self.text) and self.text[self.at] not in "]}":
            if opening == "{":
                self.pair(path)
            else:
                start = self.at
                self.value((*path, index))
                self.values[(*path, index)] = (start, start + len(self.text[start : self.at].rstrip()))
                index += 1
            self.blank()
            self.at += self.text.startswith(",", self.at)
        self.at += 1


def _unquoted(key: str) -> str:
    return str(tomllib.loads(f"k = {key}")["k"]) if key[0] in "\"'" else key
