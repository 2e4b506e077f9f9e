"""Runs the DDL in an SQLite of its own, in memory, and reads the catalogue back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from ..model import Model
from ..proof.reader import OptionValue, Outcome
from ..proof.sql_catalogue import Column, ForeignKey, Storage, Table
from ..proof.sql_rows import Cell
from ..proof.sql_verify import hold

OLDEST = (3, 38, 0)  # STRICT tables (3.37) and JSON functions in every build (3.38)


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the scripts in `folder` against `model`."""
    if sqlite3.sqlite_version_info < OLDEST:
        return Outcome(skipped=f"SQLite {sqlite3.sqlite_version} is older than 3.38")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        return hold(folder, model, _SQLite(connection))
    finally:
        connection.close()


class _SQLite:
    engine = "SQLite"
    folds = True
    longest = 0
    taken: frozenset[str] = frozenset()
    exact = True
    numbers_itself = True
    no_default: frozenset[Storage] = frozenset({"bytes"})
    wrong_text: frozenset[Storage] = frozenset(
        {"integer", "integer32", "number", "boolean", "date", "instant", "time", "uuid", "bytes", "json"}
    )
    limits = frozenset({"minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of", "min_length",
                        "max_length", "min_items", "max_items"})  # fmt: skip
    types: Mapping[Storage, str] = {
        "text": "TEXT",
        "integer": "INTEGER",
        "integer32": "INTEGER",
        "number": "REAL",
        "decimal": "TEXT",
        "boolean": "INTEGER",
        "date": "TEXT",
        "instant": "TEXT",
        "time": "TEXT",
        "duration": "TEXT",
        "uuid": "TEXT",
        "bytes": "BLOB",
        "json": "TEXT",
    }

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.storages: Mapping[str, tuple[str, ...]] = {}

    def load(self, sql: str) -> str:
        try:
            self.connection.executescript(sql)
        except sqlite3.Error as error:
            return str(error)
        return ""

    def tables(self) -> dict[str, Table]:
        found = self.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        return {name: self._table(name, sql) for name, sql in found.fetchall() if name != "sqlite_sequence"}

    def _table(self, name: str, sql: str) -> Table:
        quoted = _quoted(name)
        rows = self.connection.execute(f"PRAGMA table_xinfo({quoted})").fetchall()
        keys = self.connection.execute(f"PRAGMA foreign_key_list({quoted})").fetchall()
        comment, comments = _comments(sql)
        comments += [""] * (len(rows) - len(comments))
        return Table(
            name,
            tuple(Column(r[1], r[2], bool(r[3] or r[5]), r[4], note) for r, note in zip(rows, comments, strict=False)),
            tuple(r[1] for r in sorted(rows, key=lambda r: r[5]) if r[5]),
            frozenset(ForeignKey(k[3], k[2], k[4]) for k in keys),
            comment,
        )

    def free_keys(self) -> None:
        self.connection.execute("PRAGMA foreign_keys = OFF")

    def value(self, table: Table, column: Column) -> str | None:
        (got,) = self.connection.execute(f"SELECT {column.default}").fetchone()
        return _text(got)

    def insert(self, table: Table, cells: Sequence[Cell]) -> tuple[str | None, ...] | str:
        marks = ", ".join("?" * len(cells))
        try:
            sent = [str(c) if isinstance(c, Decimal) else c for c in cells]
            self.connection.execute(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", sent)
        except (sqlite3.Error, OverflowError) as error:
            return str(error)
        row = self.connection.execute(f"SELECT * FROM {_quoted(table.name)}").fetchone()
        self.connection.execute(f"DELETE FROM {_quoted(table.name)}")
        return tuple(map(_text, row))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case bytes():
            return value.hex()
        case float():
            return repr(value)
        case _:
            return str(value)


_TOKEN = re.compile(r"--[^\n]*\n(?P<blank>\s*\n)?|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\s+|.", re.DOTALL)


def _comments(sql: str) -> tuple[str, list[str]]:
    """The comment of the table and those of its columns, from the text that SQLite keeps.

    The table's stands first in the parentheses, a blank line after it; a column's before the column.
    """
    table, columns, above = "", [""], ""
    depth, fresh = 0, True
    for match in _TOKEN.finditer(sql):
        token = match.group()
        if depth == 1 and fresh and token.startswith("--"):
            above += " " + token[2:].strip()
            if match["blank"] is not None and not table and len(columns) == 1:
                table, above = above, ""
        elif depth == 1 and fresh and not token.isspace() and token != ")":
            columns[-1], above, fresh = above, "", False
        if token == "," and depth == 1:
            columns.append("")
            fresh = True
        depth += {"(": 1, ")": -1}.get(token, 0)
    return _plain(table), [_plain(comment) for comment in columns]


def _plain(text: str) -> str:
    return " ".join(text.split())
