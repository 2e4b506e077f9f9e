"""A table style of your own, without code: a table `[dialects.NAME]` of the configuration -> Dialect.

extends = "plain"                                   # the style that it starts from
columns = { name = ["Attribut"], type = ["Typ"] }   # header words of each role, before those of the style
values = { value = ["Wert"] }                       # the same for tables of enum values
headings = { Felder = "fields", Werte = "values" }  # fields, values, branches or skip
required = { true = ["ja"], false = ["nein"] }      # marks, and the same for `nullable`
types = { Datum = "string:date" }                   # a JSON type, with a format behind a colon
wraps = { "Liste<{}>" = "list" }                    # list, map, union, literal, optional, nullable, …
nothing = ["entfällt"]                              # cells that say nothing
unstated = ["date", "list", "map"]                  # kinds whose nullability the tables cannot say
date_links = "literal"                              # take the labels of date links at their word ("repaired")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NoReturn, get_args

from ..diagnostic import did_you_mean, failure
from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, STRING, ListOf, MapOf, Scalar, Type
from ..source import Span
from .dialect import KINDS, PARTS, ROLES, Dialect, fold, named
from .typetext import Means, Wrap

Place = Callable[..., Span | None]
"""Where a key of the configuration stands, or with `value=True` its value: `Config.place`."""

_TYPES: dict[str, Type] = {
    "string": STRING,
    "integer": INTEGER,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "any": ANY,
    "null": NULL,
    "array": ListOf(ANY),
    "object": MapOf(ANY),
}
_FORMATS: dict[str, tuple[str, ...]] = {
    "string": ("date", "date-time", "time", "duration", "uuid", "uri", "email", "byte", "binary", "decimal"),
    "integer": ("int32", "int64"),
    "number": ("float", "double", "decimal"),
}
_DATE_LINKS = ("repaired", "literal")
_OWN_WORD = 3  # what a header word of the house's own counts for `auto`


def houses(
    tables: Mapping[str, Mapping[str, Any]], known: Mapping[str, Dialect], place: Place | None = None
) -> dict[str, Dialect]:
    """Every dialect by name, those of the tables first: among equals, `auto` takes the house's own. One may extend
    another. Raises `SpectableError` with the place of what is wrong."""
    made: dict[str, Dialect] = {}

    def make(name: str, waiting: tuple[str, ...]) -> None:
        base = tables[name].get("extends", "plain")
        if base in tables and base not in made and base != name:
            if base in waiting:
                _refuse(place, f"the dialect {name!r} extends itself by way of {base!r}", (name, "extends"))
            make(base, (*waiting, name))
        made.setdefault(name, custom(name, tables[name], {**known, **made}, place))

    for name in tables:
        make(name, ())
    return {**made, **{n: d for n, d in known.items() if n not in made}}


def custom(name: str, table: Mapping[str, Any], known: Mapping[str, Dialect], place: Place | None = None) -> Dialect:
    """The dialect that one table describes. `known` are those that it may extend. Raises `SpectableError`."""
    reader = _Table(name, table, place)
    reader.check_keys()
    base_name = reader.word("extends", "plain")
    if base_name not in known:
        hint = did_you_mean(base_name, known)
        _refuse(place, f"there is no dialect {base_name!r}", (name, "extends"), hint)
    base = named(base_name, known)
    columns, values = reader.columns("columns"), reader.columns("values")
    own = {fold(word): _OWN_WORD for words in (*columns.values(), *values.values()) for word in words}
    grammar = replace(
        base.grammar,
        words={**base.grammar.words, **reader.types(base.grammar.fold)},
        wraps=(*reader.wraps(base.grammar.fold), *base.grammar.wraps),
        links_as_printed=reader.choice("date_links", _DATE_LINKS, "repaired") == "literal",
    )
    return replace(
        base,
        name=name,
        title=f"a table style of this project, as {base.name}",
        grammar=grammar,
        columns=_before(columns, base.columns),
        values=_before(values, base.values),
        parts={**base.parts, **reader.headings()},
        required={**base.required, **reader.marks("required")},
        nullable={**base.nullable, **reader.marks("nullable")},
        nothing=base.nothing | {word.strip().casefold() for word in reader.words("nothing")},
        unstated=frozenset(reader.kinds()) if "unstated" in table else base.unstated,
        clues=replace(base.clues, words={**base.clues.words, **own}) if own else base.clues,
    )


def _before(own: Mapping[str, tuple[str, ...]], base: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {role: (*own.get(role, ()), *base.get(role, ())) for role in (*base, *(r for r in own if r not in base))}


def _refuse(place: Place | None, message: str, keys: tuple[str, ...], hint: str = "", value: bool = True) -> NoReturn:
    span = place("dialects", *keys, value=value) if place else None
    raise failure("bad-config" if value else "unknown-config-key", message, span, hint)


class _Table:
    """One table being read; every fault is raised with its place."""

    _KEYS = (
        *("extends", "columns", "values", "headings", "required", "nullable", "types", "wraps", "nothing"),
        *("unstated", "date_links"),
    )

    def __init__(self, name: str, table: Mapping[str, Any], place: Place | None) -> None:
        self.name, self.table, self.place = name, table, place

    def refuse(self, message: str, *keys: str, hint: str = "") -> NoReturn:
        _refuse(self.place, message, (self.name, *keys), hint)

    def check_keys(self) -> None:
        for key in self.table:
            if key not in self._KEYS:
                hint = did_you_mean(key, self._KEYS)
                _refuse(self.place, f"{key!r} is no key of a dialect", (self.name, key), hint, value=False)

    def word(self, key: str, default: str) -> str:
        value = self.table.get(key, default)
        return value if isinstance(value, str) else self.refuse(f"{key!r} must be a string", key)

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.word(key, default)
        if value not in choices:
            self.refuse(f"{key!r} cannot be {value!r}", key, hint=did_you_mean(value, choices))
        return value

    def inner(self, key: str) -> Mapping[str, Any]:
        value = self.table.get(key, {})
        return value if isinstance(value, Mapping) else self.refuse(f"{key!r} must be a table", key)

    def words(self, *keys: str) -> tuple[str, ...]:
        value: Any = self.table
        for key in keys:
            value = value.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.refuse(f"{keys[-1]!r} must be an array of strings", *keys)
        return tuple(value)

    def columns(self, key: str) -> dict[str, tuple[str, ...]]:
        found = {}
        for role in self.inner(key):
            if role not in ROLES:
                self.refuse(f"{role!r} is nothing that a column holds", key, role, hint=did_you_mean(role, ROLES))
            found[role] = self.words(key, role)
        return found

    def headings(self) -> dict[str, Any]:
        for heading, part in self.inner("headings").items():
            if part not in PARTS:
                hint = did_you_mean(str(part), PARTS)
                self.refuse(f"no heading can say {part!r}", "headings", heading, hint=hint)
        return dict(self.inner("headings"))

    def marks(self, key: str) -> dict[str, bool]:
        marks = {}
        for says in self.inner(key):
            if says not in ("true", "false"):
                self.refuse(f"{key!r} has marks for true and for false, not for {says!r}", key, says)
            marks.update(dict.fromkeys(self.words(key, says), says == "true"))
        return marks

    def types(self, is_folded: bool) -> dict[str, Type]:
        return {
            word.lower() if is_folded else word: self.type(said, "types", word)
            for word, said in self.inner("types").items()
        }

    def type(self, said: object, *keys: str) -> Type:
        """`string`, `string:date`."""
        if not isinstance(said, str):
            self.refuse(f"{keys[-1]!r} must be the name of a JSON type", *keys)
        kind, _, format_ = said.partition(":")
        if kind not in _TYPES:
            self.refuse(f"{kind!r} is no JSON type", *keys, hint=did_you_mean(kind, _TYPES))
        type_ = _TYPES[kind]
        if not format_:
            return type_
        formats = _FORMATS.get(kind, ())
        if format_ not in formats or not isinstance(type_, Scalar):
            self.refuse(f"{kind!r} has no format {format_!r}", *keys, hint=did_you_mean(format_, formats))
        return replace(type_, format=format_)

    def wraps(self, is_folded: bool) -> tuple[Wrap, ...]:
        found = []
        for pattern, means in self.inner("wraps").items():
            holes = pattern.count("{}")
            if not 1 <= holes <= (2 if means == "map" else 1):
                self.refuse(f"the wrap {pattern!r} needs one {{}} for what it wraps", "wraps", pattern)
            if means not in get_args(Means):
                hint = did_you_mean(str(means), get_args(Means))
                self.refuse(f"no wrap can mean {means!r}", "wraps", pattern, hint=hint)
            found.append(Wrap(pattern.lower() if is_folded else pattern, means))
        return tuple(found)

    def kinds(self) -> tuple[str, ...]:
        for kind in self.words("unstated"):
            if kind not in KINDS:
                self.refuse(f"{kind!r} is no kind of type", "unstated", hint=did_you_mean(kind, KINDS))
        return self.words("unstated")
