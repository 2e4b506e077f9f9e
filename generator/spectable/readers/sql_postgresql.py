"""Runs the DDL in a PostgreSQL and reads the catalogue back.

The server is the one that SPECTABLE_POSTGRESQL names (a connection string), else one of our own, started from the
programs on this machine. Everything stands in the session's temporary schema, so nothing of anybody's is touched and
nothing is left behind, not even by a crash.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import Model
from ..proof.postgres_server import ServerError, binaries, server
from ..proof.reader import OptionValue, Outcome
from ..proof.sql_catalogue import Column, ForeignKey, Storage, Table
from ..proof.sql_rows import Cell
from ..proof.sql_verify import hold

if TYPE_CHECKING:
    import psycopg

SERVER = "SPECTABLE_POSTGRESQL"


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the scripts in `folder` against `model`."""
    try:
        import psycopg
    except ImportError:
        return Outcome(skipped='psycopg is not installed: pip install "psycopg[binary]"')
    with ExitStack() as stack:
        place = os.environ.get(SERVER, "")
        if not place:
            programs = binaries()
            if programs is None:
                return Outcome(skipped=f"no PostgreSQL server: set {SERVER} to a connection string, or install one")
            try:
                place = stack.enter_context(server(programs))
            except ServerError as error:
                return Outcome(skipped=f"the PostgreSQL server in {programs} does not start: {error}")
        try:
            connection = stack.enter_context(psycopg.connect(place, autocommit=True))
        except psycopg.Error as error:
            return Outcome(skipped=f"PostgreSQL does not answer: {' '.join(str(error).split())}")
        return hold(folder, model, _PostgreSQL(connection))


_TABLES = """
SELECT c.oid, c.relname, coalesce(obj_description(c.oid, 'pg_class'), '')
FROM pg_class AS c WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind = 'r' ORDER BY c.oid
"""
_COLUMNS = """
SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
       coalesce(col_description(a.attrelid, a.attnum), ''), a.attnum
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
"""
_KEYS = """
SELECT k.conrelid, k.conname, k.contype, k.conkey, k.confrelid, k.confkey
FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
WHERE c.relnamespace = pg_my_temp_schema() AND k.contype IN ('p', 'f')
"""


class _PostgreSQL:
    engine = "PostgreSQL"
    folds = False
    longest = 63
    taken = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"})
    exact = False
    numbers_itself = False
    no_default: frozenset[Storage] = frozenset()
    wrong_text: frozenset[Storage] = frozenset(
        {"integer", "integer32", "number", "decimal", "boolean", "date", "instant", "time", "duration", "uuid", "json"}
    )
    limits = frozenset({"minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of", "min_length",
                        "max_length", "pattern", "min_items", "max_items", "min_properties",
                        "max_properties"})  # fmt: skip
    types: Mapping[Storage, str] = {
        "text": "text",
        "integer": "bigint",
        "integer32": "integer",
        "number": "double precision",
        "decimal": "numeric",
        "boolean": "boolean",
        "date": "date",
        "instant": "timestamp with time zone",
        "time": "time with time zone",
        "duration": "interval",
        "uuid": "uuid",
        "bytes": "bytea",
        "json": "jsonb",
    }

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self.connection = connection
        self._run("SET search_path TO pg_temp; SET timezone TO 'UTC'; SET intervalstyle TO 'iso_8601'; "
                  "SET bytea_output TO 'hex'; SET client_min_messages TO warning")  # fmt: skip
        self.foreign_keys: list[tuple[str, str]] = []

    def _run(self, sql: str, cells: Sequence[Cell] | None = None) -> list[tuple[Any, ...]]:
        cursor = self.connection.execute(sql.encode(), cells)
        return cursor.fetchall() if cursor.description else []

    def load(self, sql: str) -> str:
        from psycopg import Error

        try:
            self._run(sql)
        except Error as error:
            return _said(error)
        return ""

    def tables(self) -> dict[str, Table]:
        tables = {oid: (name, comment) for oid, name, comment in self._run(_TABLES)}
        columns: dict[int, dict[int, Column]] = {oid: {} for oid in tables}
        for oid, name, type_, not_null, default, comment, number in self._run(_COLUMNS):
            columns[oid][number] = Column(name, type_, not_null, default, " ".join(comment.split()))
        primary: dict[int, tuple[str, ...]] = {}
        foreign: dict[int, set[ForeignKey]] = {oid: set() for oid in tables}
        for oid, name, kind, numbers, target, theirs in self._run(_KEYS):
            names = tuple(columns[oid][n].name for n in numbers)
            if kind == "p":
                primary[oid] = names
                continue
            self.foreign_keys.append((tables[oid][0], name))
            for own, their in zip(names, theirs, strict=True):
                foreign[oid].add(ForeignKey(own, tables[target][0], columns[target][their].name))
        return {
            name: Table(
                name,
                tuple(columns[oid].values()),
                primary.get(oid, ()),
                frozenset(foreign[oid]),
                " ".join(comment.split()),
            )
            for oid, (name, comment) in tables.items()
        }

    def free_keys(self) -> None:
        for table, name in self.foreign_keys:
            self._run(f"ALTER TABLE {_quoted(table)} DROP CONSTRAINT {_quoted(name)}")

    def value(self, table: Table, column: Column) -> str | None:
        ((got,),) = self._run(f"SELECT ({column.default})::text")
        return str(got) if got is not None else None

    def insert(self, table: Table, cells: Sequence[Cell]) -> tuple[str | None, ...] | str:
        from psycopg import Error

        name = _quoted(table.name)
        marks = ", ".join(["%s"] * len(cells))
        try:
            self._run(f"INSERT INTO {name.replace('%', '%%')} VALUES ({marks})", cells)
        except Error as error:
            return _said(error)
        columns = ", ".join(f"{_quoted(column.name)}::text" for column in table.columns)
        (row,) = self._run(f"SELECT {columns} FROM {name}")
        self._run(f"DELETE FROM {name}")
        return tuple(row)


def _said(error: psycopg.Error) -> str:
    return " ".join((error.diag.message_primary or str(error)).split())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
