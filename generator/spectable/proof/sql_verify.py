"""A database held against a model: its catalogue fact by fact, then rows that must come back and cells it must refuse.

The engines differ in what `Database` says of them; the questions are the same for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Protocol

from ..diagnostic import Diagnostic, Severity
from ..model import Model
from ..source import Span
from ..targets.quoting import unsafe
from .draw import Drawing
from .reader import Outcome
from .sql_catalogue import (
    Column,
    ExpectedColumn,
    ExpectedTable,
    ForeignKey,
    Storage,
    Table,
    expected_tables,
    find_tables,
)
from .sql_refusals import refused
from .sql_rows import Cell, allowed, default_held, default_value, row, same

Draw = Callable[[str, Random], Any]
"""Draws an instance of a definition, by its name: JSON values. Raises `ValueError` where there is none."""

Tables = Mapping[str, tuple[ExpectedTable, Table]]
"""What is expected and what was found, by the record's name."""

LAST = "zz_foreign_keys.sql"
ROWS = 3
ATTEMPTS = 20


class Database(Protocol):
    """An empty database of one engine, in which nothing of the user's stands."""

    engine: str
    types: Mapping[Storage, str]  # what the catalogue calls a storage
    folds: bool  # column names differ only in case: not allowed
    longest: int  # bytes of a name, 0 for no end
    taken: frozenset[str]  # columns that every table has of its own
    exact: bool  # dates and times come back to the letter
    wrong_text: frozenset[Storage]  # storages that refuse a text that is none
    limits: frozenset[str]  # limits of the schema that the engine can hold
    numbers_itself: bool  # a key of one integer is filled in where it is null
    no_default: frozenset[Storage]  # storages that cannot have a default

    def load(self, sql: str) -> str:
        """Run a script. What the engine says against it, or nothing."""

    def tables(self) -> dict[str, Table]:
        """The catalogue, read back."""

    def free_keys(self) -> None:
        """Take all foreign keys out, for rows to go in alone."""

    def value(self, table: Table, column: Column) -> str | None:
        """The text of a default, worked out."""

    def insert(self, table: Table, cells: Sequence[Cell]) -> tuple[str | None, ...] | str:
        """The texts of a row that went in and was read back, or what the engine says against it. Leaves no row."""


@dataclass(slots=True)
class _Tally:
    """Facts as they are compared."""

    engine: str
    facts: int = 0
    wrong: list[Diagnostic] = field(default_factory=list)

    def fact(self, right: bool, where: str, message: str, span: Span | None) -> bool:
        self.facts += 1
        if not right:
            self.wrong.append(
                Diagnostic("sql-differs", Severity.ERROR, f"{where} in {self.engine}: {message}", span, _HINT)
            )
        return right


_HINT = "generate anew, or mend the template that wrote the table"


def hold(folder: Path, model: Model, database: Database) -> Outcome:
    """The outcome of loading the DDL in `folder` and holding the database against the model."""
    tally = _Tally(database.engine)
    for path in scripts(folder):
        said = database.load(path.read_bytes().decode())
        if not tally.fact(not said, path.name, f"the script fails: {said}", None):
            return Outcome(tally.facts, tuple(tally.wrong))
    expected = list(expected_tables(model))
    found = database.tables()
    tables = {name: (t, found) for name, t, found in _pairs(expected, find_tables(expected, found, database.longest))}
    extra = ", ".join(sorted(set(found) - {table.name for _, table in tables.values()}))
    tally.fact(not extra, "the catalogue", f"there are tables that no record asks for: {extra}", None)
    for table in expected:
        if tally.fact(table.name in tables, table.name, "there is no table for it", table.record.span):
            _hold_table(tally, table.name, tables, database)
    database.free_keys()
    draw = Drawing(model).draw
    for table, own in tables.values():
        if len(table.columns) == len(own.columns):
            _hold_rows(tally, table, own, database, draw)
    return Outcome(tally.facts, tuple(tally.wrong))


def _pairs(
    expected: Sequence[ExpectedTable], matched: Mapping[str, Table]
) -> Iterator[tuple[str, ExpectedTable, Table]]:
    return ((table.name, table, matched[table.name]) for table in expected if table.name in matched)


def scripts(folder: Path) -> list[Path]:
    """The scripts of a folder in the order they are loaded: by name, foreign keys last."""
    return sorted(folder.glob("*.sql"), key=lambda path: (path.name == LAST, path.name))


# --- The catalogue ---------------------------------------------------------------------------------------------------


def _hold_table(tally: _Tally, name: str, tables: Tables, database: Database) -> None:
    table, found = tables[name]
    record, wanted, got = table.record, len(table.columns), len(found.columns)
    if not tally.fact(wanted == got, name, f"{got} columns where {wanted} fields are", record.span):
        return
    noted = _noted(found.comment, record.description, record.deprecated)
    tally.fact(noted, name, f"the comment is {found.comment!r}", record.span)
    names = _names(table, found)
    key = tuple(names[field] for field in record.primary_key if field in names)
    tally.fact(found.primary_key == key, name, f"the primary key is {found.primary_key}", record.span)
    keys = frozenset(_foreign_keys(table, names, tables, database))
    tally.fact(found.foreign_keys == keys, name, f"the foreign keys are {set(found.foreign_keys)}", record.span)
    folded = [_folded(expected.name, database) for expected in table.columns]
    alone = Counter(folded)
    for expected, column, fold in zip(table.columns, found.columns, folded, strict=True):
        same_name = column.name == expected.name or _renamed(expected.name, alone[fold] > 1, database)
        where, span = f"{name}.{expected.name}", expected.field.span
        tally.fact(same_name, where, f"the column is called {column.name!r}", span)
        _hold_column(tally, where, found, column, expected, database)


def _hold_column(
    tally: _Tally, where: str, table: Table, column: Column, expected: ExpectedColumn, database: Database
) -> None:
    span = expected.field.span
    type_ = database.types[expected.storage]
    tally.fact(column.type == type_, where, f"the type is {column.type}, not {type_}", span)
    null = "" if column.not_null else "not "
    tally.fact(column.not_null == expected.not_null, where, f"the column is {null}NOT NULL", span)
    noted = _noted(column.comment, expected.field.description, expected.field.deprecated)
    tally.fact(noted, where, f"the comment is {column.comment!r}", span)
    stated = expected.field.default
    got = None if column.default is None else database.value(table, column)
    if not default_held(expected) or expected.storage in database.no_default:
        tally.fact(got is None, where, f"there is a default, {column.default}", span)
    else:
        right = got is not None and same(expected, default_value(expected), got, database.exact)
        tally.fact(right, where, f"the default is {column.default} where {stated} is stated", span)


def _names(table: ExpectedTable, found: Table) -> dict[str, str]:
    """The name of each field's column: columns stand in the order of the fields."""
    return {e.name: c.name for e, c in zip(table.columns, found.columns, strict=False)}


def _noted(found: str, description: str, deprecated: bool) -> bool:
    """Whether a comment is what a description makes: letter for letter, blanks and what cannot be shown left aside."""
    return _visible(found) == ("Deprecated." if deprecated else "") + _visible(description)


def _visible(text: str) -> str:
    return "".join(c for c in text if not (c.isspace() or unsafe(c) or c == "\N{REPLACEMENT CHARACTER}"))


def _folded(name: str, database: Database) -> str:
    name = name.casefold() if database.folds else name
    return name.encode("utf-8", "replace")[: database.longest or None].decode("utf-8", "ignore")


def _renamed(name: str, collides: bool, database: Database) -> bool:
    """Whether the engine leaves a column no way to be called as the field is."""
    long = bool(database.longest) and len(name.encode("utf-8", "replace")) > database.longest
    return collides or long or not name or any(map(unsafe, name)) or name in database.taken


def _foreign_keys(
    table: ExpectedTable, names: Mapping[str, str], tables: Tables, database: Database
) -> Iterator[ForeignKey]:
    """Those an engine can have: to the one column of a primary key, of the same type."""
    for column in table.columns:
        name, _, key = column.field.foreign_key.rpartition(".")
        if name not in tables or tables[name][0].record.primary_key != (key,):
            continue
        target, found = tables[name]
        theirs = next((c for c in target.columns if c.name == key), None)
        if theirs is not None and database.types[theirs.storage] == database.types[column.storage]:
            yield ForeignKey(names[column.name], found.name, _names(target, found)[key])


# --- Rows ------------------------------------------------------------------------------------------------------------


def _hold_rows(tally: _Tally, expected: ExpectedTable, table: Table, database: Database, draw: Draw) -> None:
    """Rows drawn from the model go in and come back; then each column refuses what it must."""
    random = Random(expected.name)
    held: tuple[Cell, ...] | None = None
    for _ in range(ROWS):
        drawn = _row(expected, random, draw)
        if drawn is None:
            return
        instance, cells = drawn
        back = database.insert(table, cells)
        refusal = back if isinstance(back, str) else ""
        if not tally.fact(
            not refusal, expected.name, f"a row of the model is refused: {refusal}", expected.record.span
        ):
            continue
        held = cells
        for column, got in zip(expected.columns, back, strict=True):
            sent = instance.get(column.name)
            where = f"{expected.name}.{column.name}"
            right = same(column, sent, got, database.exact)
            tally.fact(right, where, f"{sent!r} came back as {got!r}", column.field.span)
    if held is not None:
        _hold_cells(tally, expected, table, database, held)


def _row(expected: ExpectedTable, random: Random, draw: Draw) -> tuple[Mapping[str, Any], tuple[Cell, ...]] | None:
    """An instance and its cells; None where the engine can hold none of those drawn (a 65-bit number, a NUL)."""
    for _ in range(ATTEMPTS):
        try:
            instance = draw(expected.name, random)
            cells = row(expected.columns, instance)
        except ValueError:
            continue
        if all(c is not None for c, column in zip(cells, expected.columns, strict=True) if column.not_null):
            return instance, cells
    return None


def _hold_cells(
    tally: _Tally, expected: ExpectedTable, table: Table, database: Database, held: tuple[Cell, ...]
) -> None:
    numbered = expected.record.primary_key if database.numbers_itself and len(expected.record.primary_key) == 1 else ()
    for i, column in enumerate(expected.columns):
        where = f"{expected.name}.{column.name}"
        for text, good in allowed(column):
            back = database.insert(table, (*held[:i], good, *held[i + 1 :]))
            tally.fact(not isinstance(back, str), where, f"it refuses {text}: {back}", column.field.span)
        for trouble, bad in refused(column, database.wrong_text, database.limits):
            if bad is None and column.name in numbered and column.storage.startswith("integer"):
                continue
            back = database.insert(table, (*held[:i], bad, *held[i + 1 :]))
            tally.fact(isinstance(back, str), where, f"it takes {trouble}: {bad!r}", column.field.span)
