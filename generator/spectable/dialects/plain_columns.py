"""The columns of a hand-written table whose header words are not all known: by the words inside them, then by what
stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..reading.dialect import Dialect, fold, header_words, mark_key
from ..reading.markdown import Table
from ..reading.prose import plain
from .plain_prose import split_cells
from .plain_types import word_type
from .plain_words import HEADER_PARTS

TYPED = "typed"
"""The role of no column: the cells of names hold the types, too."""

_LABELS = frozenset({"", "repeated", "required", "optional", "map", "oneof", "singular"})
_ROWS = 40  # rows that are looked at
_NAME = re.compile(r"[\w$@#.\[\]*?<>{}:/-]{1,64}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_INSIDE = re.compile(r"\(([^()]*)\)|（([^（）]*)）|\[([^\[\]]*)\]")


def find_roles(table: Table, roles: Mapping[int, str], dialect: Dialect) -> Mapping[int, str]:
    """The roles of the columns, those that are known by their whole header among them."""
    if len(dialect.layout(table, "values")) == len(table.header.cells) and dialect.is_values(table):
        return roles  # a table of values, whatever stands in it
    found = dict(roles)
    words = header_words(table)
    _by_parts_of_words(words, found, dialect)
    _by_words_inside(words, found)
    _labels(table, words, found)
    if not {"name", "type"} <= set(found.values()):
        _by_cells(table, words, found, dialect)
    if "name" in found.values() and "type" not in found.values() and _holds_types(table, found):
        found[len(words)] = TYPED
        empty = [at for at, word in enumerate(words) if not word and at not in found]
        if "description" not in found.values() and empty:
            found[empty[-1]] = "description"
    return dict(sorted(found.items()))


def _labels(table: Table, words: tuple[str, ...], found: dict[int, str]) -> None:
    """The column that says which fields are repeated, as tables of protobuf messages have one."""
    for at in _free(words, found):
        texts = {fold(text) for text in _texts(table, at)}
        if "repeated" in texts and texts <= _LABELS:
            found[at] = "repeated"


def _holds_types(table: Table, found: Mapping[int, str]) -> bool:
    """Whether the types stand behind the names, in their cells."""
    at = next(at for at, role in found.items() if role == "name")
    cells = [row.cells[at] for row in table.rows[:_ROWS] if at < len(row.cells)]
    typed = [split_cells({"name": cell}) for cell in cells]
    readable = [one for one in typed if "type" in one and word_type(plain(one["type"].children)) is not None]
    return len(readable) * 2 > len(cells)


def _free(words: tuple[str, ...], found: Mapping[int, str]) -> list[int]:
    return [at for at in range(len(words)) if at not in found and words[at]]


def _by_parts_of_words(words: tuple[str, ...], found: dict[int, str], dialect: Dialect) -> None:
    """`Name / 名称`, `Required (Y/N)`, `Req.`, `Field\u00a0name`: a known word with another beside it."""
    known = {fold(word): role for role, names in reversed(list(dialect.columns.items())) for word in names}
    for at in _free(words, found):
        bare = _INSIDE.sub(" ", words[at])
        inside = " ".join(filter(None, (part for match in _INSIDE.finditer(words[at]) for part in match.groups())))
        pieces = [bare, bare.rstrip(".?*: "), *re.split(r"\s*[/|·•\n]\s*|\s+[-–—]\s+", bare), inside]
        for piece in pieces:
            role = known.get(fold(piece))
            if role and role not in found.values():
                found[at] = role
                break


def _by_words_inside(words: tuple[str, ...], found: dict[int, str]) -> None:
    for at in _free(words, found):
        for pattern, role in HEADER_PARTS:
            if role not in found.values() and pattern.search(words[at]):
                found[at] = role
                break


def _by_cells(table: Table, words: tuple[str, ...], found: dict[int, str], dialect: Dialect) -> None:
    columns = {at: _texts(table, at) for at in range(len(words)) if at not in found}
    if len(table.rows) < 1:
        return
    if "type" not in found.values():
        shares = {at: _share(texts, lambda text: word_type(text) is not None) for at, texts in columns.items()}
        if shares and max(shares.values()) >= 0.5:
            found[max(shares, key=lambda at: shares[at])] = "type"
    if "type" not in found.values():
        return
    if "name" not in found.values():
        for at, texts in columns.items():
            distinct = len(set(texts)) == len(texts) == min(len(table.rows), _ROWS)
            if at not in found and distinct and _share(texts, lambda text: _NAME.fullmatch(text) is not None) >= 0.8:
                found[at] = "name"
                break
    if "name" not in found.values():
        return
    marks = dialect.folded_marks["required"]
    flags = [at for at, texts in columns.items() if at not in found and texts
             and _share(texts, lambda text: mark_key(text, marks) in marks) >= 0.5 and any(c.isalpha() for c in "".join(texts))]  # fmt: skip
    if "required" not in found.values() and len(flags) == 1:
        found[flags[0]] = "required"
    longest = {
        at: sum(map(len, texts)) for at, texts in columns.items() if at not in found and any(map(_WORD.search, texts))
    }
    if "description" not in found.values() and longest:
        found[max(longest, key=lambda at: longest[at])] = "description"


def _texts(table: Table, at: int) -> list[str]:
    rows = table.rows[:_ROWS]
    return [text for row in rows if at < len(row.cells) and (text := plain(row.cells[at].children))]


def _share(texts: list[str], test: Callable[[str], bool]) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts) if texts else 0.0
