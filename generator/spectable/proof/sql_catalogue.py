"""What a database must say of itself when its tables hold a model: worked out from the model alone.

The mapping stands here a second time on purpose, as rules in words of storage (`json`, `instant`, `bytes`), so that a
mistake in templates or in `target.toml` cannot hide in its own mirror. Engines say how they spell a storage.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..model import (
    ANY,
    NO_LIMITS,
    Alias,
    Choice,
    Enum,
    Field,
    Json,
    Limits,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    accepts_null,
    base_kind,
    one_of,
    resolve,
    split_null,
)
from ..targets.naming import words
from ..targets.quoting import unsafe

Storage = Literal[
    "text",
    "integer",
    "integer32",
    "number",
    "decimal",
    "boolean",
    "date",
    "instant",
    "time",
    "duration",
    "uuid",
    "bytes",
    "json",
]

# JSON Schema 2020-12 Validation 7.3 and the OpenAPI format registry: what a format of a string or number is kept as.
_FORMATS: dict[tuple[str, str], Storage] = {
    ("string", "date"): "date",
    ("string", "date-time"): "instant",
    ("string", "time"): "time",
    ("string", "duration"): "duration",
    ("string", "uuid"): "uuid",
    ("string", "byte"): "bytes",
    ("string", "binary"): "bytes",
    ("string", "decimal"): "decimal",
    ("number", "decimal"): "decimal",
    ("integer", "int32"): "integer32",
}
_KINDS: dict[str, Storage] = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean"}


@dataclass(frozen=True, slots=True)
class ExpectedColumn:
    """What a field must be in a table. `allowed` are its only values, `shape` what its JSON must be (if one thing)."""

    field: Field
    storage: Storage
    not_null: bool
    allowed: tuple[Json, ...] = ()
    shape: Literal["", "array", "object"] = ""
    limits: Limits = NO_LIMITS
    kind: str = ""  # the JSON type of a scalar
    format: str = ""

    @property
    def name(self) -> str:
        return self.field.name


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column that refers to the column of another table, all by their names in the catalogue."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    record: Record
    columns: tuple[ExpectedColumn, ...]

    @property
    def name(self) -> str:
        return self.record.name


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the catalogue has it. `default` is an expression of the engine."""

    name: str
    type: str
    not_null: bool
    default: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the catalogue has it."""

    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: frozenset[ForeignKey]
    comment: str


def expected_tables(model: Model) -> Iterator[ExpectedTable]:
    """A table for each record that has fields; enums, unions, aliases and empty records have none."""
    for record in model.records():
        if record.fields:
            yield ExpectedTable(record, tuple(_column(field, record, model) for field in record.fields))


def _column(field: Field, record: Record, model: Model) -> ExpectedColumn:
    type_, null = split_null(_behind(field.type, model))
    null = null or field.nullable or accepts_null(field.type, model)
    storage = _storage(type_)
    return ExpectedColumn(
        field,
        storage,
        not_null=(field.required and not null) or field.name in record.primary_key,
        allowed=_allowed(type_),
        shape=_shape(type_),
        limits=type_.limits if isinstance(type_, Scalar | ListOf | MapOf) else NO_LIMITS,
        kind=type_.kind if isinstance(type_, Scalar) else "",
        format=type_.format if isinstance(type_, Scalar) else "",
    )


def _behind(type_: Type, model: Model) -> Type:
    """The type that a column holds: aliases and enums stand for what they allow; a reference that dangles is any."""
    seen: set[Type] = set()
    while type_ not in seen:
        seen.add(type_)
        type_ = split_null(resolve(type_, model))[0]
    if not isinstance(type_, Ref):
        return type_
    match model.by_name.get(type_.name):
        case Record():
            return type_
        case Enum(members=members, open=False):
            return Choice(tuple(m.value for m in members))
        case Enum(members=members):
            return one_of(Scalar(kind) for kind in base_kind(m.value for m in members))
        case Alias() | None:
            return ANY


def _allowed(type_: Type) -> tuple[Json, ...]:
    match type_:
        case Choice(values):
            return values
        case Scalar("null"):
            return (Json("null"),)
        case _:
            return ()


def _storage(type_: Type) -> Storage:
    match type_:
        case Scalar(kind, form):
            return _FORMATS.get((kind, form)) or _KINDS.get(kind, "json")
        case Choice(values):
            kinds = base_kind(values)
            return _KINDS.get(kinds[0], "json") if len(kinds) == 1 else "json"
        case ListOf() | MapOf() | OneOf() | Ref():
            return "json"


def _shape(type_: Type) -> Literal["", "array", "object"]:
    match type_:
        case ListOf():
            return "array"
        case MapOf() | Ref():
            return "object"
        case OneOf():
            return "object" if type_.discriminator else ""
        case Scalar() | Choice():
            return ""


# --- Names -----------------------------------------------------------------------------------------------------------


def find_tables(expected: Sequence[ExpectedTable], found: Mapping[str, Table], longest: int) -> dict[str, Table]:
    """The table of each record, by the record's name: its name in snake case, as far as the engine lets it be.

    Where several records wish for one name, the columns tell whose a table is. `longest` is in bytes, 0 for no end.
    """
    wanted = {table.name: _snake(table.name, longest) for table in expected}
    alone = Counter(wanted.values())
    free = dict(found)
    matched = {name: free.pop(wish) for name, wish in wanted.items() if alone[wish] == 1 and wish in free}
    for table in sorted(expected, key=lambda table: not wanted[table.name]):  # what wishes for nothing takes the rest
        if table.name in matched:
            continue
        variants = (name for name in free if _is_variant(name, wanted[table.name], longest))
        own = next((name for name in variants if _like(free[name], table)), None)
        if own is not None:
            matched[table.name] = free.pop(own)
    return matched


def _snake(name: str, longest: int) -> str:
    spelt = "_".join(words(unicodedata.normalize("NFKC", name))).lower()
    spelt = "".join(c for c in spelt if ("a" + c).isidentifier())
    return spelt.encode()[: longest or None].decode("utf-8", "ignore")


def _is_variant(name: str, wanted: str, longest: int) -> bool:
    """Whether a name is a wanted one that was numbered, cut for its number, or moved out of the way of a taken name."""
    plain = wanted.strip("_")
    for stem in (name.strip("_"), re.sub(r"_\d+$", "", name).strip("_")):
        cut = bool(longest) and len(name.encode()) > longest - 4 and plain.startswith(stem)
        if stem == plain or cut:
            return True
    return not plain


def _like(table: Table, expected: ExpectedTable) -> bool:
    """Whether most columns are called as the fields are, as far as their first letters say."""
    pairs = zip(table.columns, expected.columns, strict=False)
    same = sum(_start(found.name) == _start(wanted.name) for found, wanted in pairs)
    return len(table.columns) == len(expected.columns) and 2 * same >= len(table.columns)


def _start(name: str) -> str:
    return "".join("?" if unsafe(c) or c == "\N{REPLACEMENT CHARACTER}" else c for c in name[:20].casefold())
