"""The overlay: facts from the configuration that the tables cannot say, put into the model before the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from .config import Config, Facts, ModelTable
from .diagnostic import Report, did_you_mean
from .model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Alias,
    Choice,
    Definition,
    Enum,
    Field,
    Limits,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    json_text,
    normal,
    one_of,
    split_null,
)
from .reading.patterns import message
from .reading.regex import fault

LIMITS = tuple(f.name for f in fields(Limits))
NUMERIC = frozenset({"minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of"})
WORDS: Mapping[str, Type] = {
    "string": STRING,
    "integer": INTEGER,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "any": ANY,
    "null": NULL,
    "object": OBJECT,
}


def apply(model: Model, config: Config, report: Report, partial: bool = False) -> Model:
    """`model` with the facts of `config.models`. What does not fit is an error in `report`, at its place in the file.

    `partial`: the model is only a part of the configured spec, so that a table for another model says nothing here.
    """
    if not config.models:
        return model
    changes: dict[str, Definition] = {}
    for table in config.models:
        definition = model.by_name.get(table.name)
        overlay = _Overlay(model, config, report, table)
        if definition is not None:
            changes[table.name] = overlay.definition(definition)
        elif not partial:
            overlay.error("unknown-model", f"the spec has no model {table.name!r}", (), model.by_name)
    changed = Model(tuple(changes.get(d.name, d) for d in model.definitions))
    changed = _rename_keys(changed, config)
    _check_foreign_keys(changed, config, report, partial)
    return normal(_without_discriminators(changed, frozenset(changes)))


@dataclass(frozen=True, slots=True)
class _Overlay:
    """One `[models.NAME]` table on its way into the model."""

    model: Model
    config: Config
    report: Report
    table: ModelTable

    def error(self, code: str, message: str, path: tuple[str, ...], known: Iterable[str] = (), hint: str = "") -> None:
        span = self.config.place("models", self.table.name, *path, value=code == "bad-overlay")
        self.report.error(code, message, span, hint or did_you_mean(path[-1] if path else self.table.name, known))

    def definition(self, definition: Definition) -> Definition:
        facts = self.table.facts
        common: dict[str, Any] = {k: facts[k] for k in ("description", "deprecated") if k in facts}
        match definition:
            case Record():
                return self.record(replace(definition, **common))
            case Enum() | Alias():
                for key in ("primary_key", "additional"):
                    if key in facts:
                        self.error("bad-overlay", f"{definition.name!r} has no fields, so no {key!r}", (key,))
                for name in self.table.fields:
                    self.error("unknown-field", f"{definition.name!r} has no field {name!r}", ("fields", name))
                return replace(definition, **common)

    def record(self, record: Record) -> Record:
        known = {f.name for f in record.fields}
        for name in self.table.fields:
            if name not in known:
                self.error("unknown-field", f"model {record.name!r} has no field {name!r}", ("fields", name), known)
        key = tuple(self.table.facts.get("primary_key", record.primary_key))
        for name in key:
            if name not in known:
                hint = did_you_mean(name, known)
                self.error("bad-overlay", f"{record.name!r} has no field {name!r}", ("primary_key",), hint=hint)
        marked = {n: f["primary_key"] for n, f in self.table.fields.items() if "primary_key" in f}
        in_rows = tuple(f.name for f in record.fields if marked.get(f.name, f.name in key))
        self.refuse_twins(record)
        return replace(
            record,
            fields=tuple(self.field(f) if f.name in self.table.fields else f for f in record.fields),
            primary_key=in_rows if marked else key,
            additional=self.table.facts.get("additional", record.additional),
        )

    def refuse_twins(self, record: Record) -> None:
        """Two fields of one wire name would be one key."""
        names = [self.table.fields.get(f.name, {}).get("name", f.name) for f in record.fields]
        for field, name in zip(record.fields, names, strict=True):
            if name != field.name and names.count(name) > 1:
                message = f"two fields of {record.name!r} would be named {name!r}"
                self.error("bad-overlay", message, ("fields", field.name, "name"), hint="give each its own name")

    def field(self, field: Field) -> Field:
        facts = self.table.fields[field.name]
        type_, null = self.type(field, facts)
        stated = "nullable" in facts or "type" in facts
        nullable = facts.get("nullable", null or field.nullable)
        required = facts.get("required", field.required)
        if field.unstated and not stated and self.config.nullable_when_unstated == "optional":
            nullable = not required
        if facts.get("nullable") is False and type_ == ANY:
            path = ("fields", field.name, "nullable")
            self.error("bad-overlay", f"{field.name!r} is of any type, and null is any value too", path)
        copied = ("description", "deprecated", "read_only", "write_only", "foreign_key")
        values: dict[str, Any] = {k: facts[k] for k in copied if k in facts}
        if "default" in facts:
            values["default"] = json_text(facts["default"])
        if "examples" in facts:
            values["examples"] = tuple(map(json_text, facts["examples"]))
        unstated = field.unstated and not stated
        return replace(field, type=type_, nullable=nullable, required=required, unstated=unstated, **values)

    # Types

    def type(self, field: Field, facts: Facts) -> tuple[Type, bool]:
        """The field's type with `type`, `enum`, `format` and limits applied, and whether it brought a null along."""
        path = ("fields", field.name)
        type_, null = field.type, False
        if "type" in facts:
            type_, null = split_null(self.spelt(facts["type"], (*path, "type")))
        if "enum" in facts:
            type_ = Choice(tuple(dict.fromkeys(map(json_text, facts["enum"]))))
        if "format" in facts:
            if isinstance(type_, Scalar) and type_.kind in ("string", "integer", "number"):
                type_ = replace(type_, format=facts["format"])
            else:
                self.error("bad-overlay", f"{field.name!r} is of a type that has no format", (*path, "format"))
        for name in LIMITS:
            if name in facts:
                type_ = self.limited(type_, name, facts[name], (*path, name))
        return type_, null

    def limited(self, type_: Type, name: str, value: Any, path: tuple[str, ...]) -> Type:
        if name == "pattern" and (wrong := fault(value)):
            self.error("bad-overlay", message(value, wrong), path)
            return type_
        change: dict[str, Any] = {name: json_text(value) if name in NUMERIC else value}
        match type_:
            case Scalar("string") if name in ("min_length", "max_length", "pattern"):
                return replace(type_, limits=replace(type_.limits, **change))
            case Scalar("integer" | "number") if name in NUMERIC:
                return replace(type_, limits=replace(type_.limits, **change))
            case ListOf() if name in ("min_items", "max_items", "unique_items"):
                return replace(type_, limits=replace(type_.limits, **change))
            case MapOf() if name in ("min_properties", "max_properties"):
                return replace(type_, limits=replace(type_.limits, **change))
        self.error("bad-overlay", f"the type of {path[1]!r} knows no {name!r}", path, hint="give its `type` as well")
        return type_

    def spelt(self, text: str, path: tuple[str, ...]) -> Type:
        """`string:date`, `Model`, `list of T`, `map of T`, `T or T`: the type that a short notation means."""
        branches = text.split(" or ")
        if len(branches) > 1:
            return one_of([self.spelt(branch, path) for branch in branches])
        word = text.strip()
        wraps: Mapping[str, Callable[[Type], Type]] = {"list of ": ListOf, "map of ": MapOf}
        for prefix, wrap in wraps.items():
            if word.startswith(prefix):
                return wrap(self.spelt(word.removeprefix(prefix), path))
        if word in WORDS:
            return WORDS[word]
        if word in self.model.by_name:
            return Ref(word)
        kind, colon, form = word.partition(":")
        base = WORDS.get(kind)
        if colon and form and isinstance(base, Scalar) and base not in (ANY, NULL):
            return replace(base, format=form)
        known = [*WORDS, *self.model.by_name]
        self.error("bad-overlay", f"there is no type {word!r}", path, hint=did_you_mean(kind, known))
        return ANY


# --- What needs the whole model --------------------------------------------------------------------------------------


def _rename_keys(model: Model, config: Config) -> Model:
    """The model with the wire names that the overlay gives, in fields and in all that refers to them."""
    renamed = {
        (table.name, name): facts["name"]
        for table in config.models
        for name, facts in table.fields.items()
        if "name" in facts
    }
    if not renamed:
        return model

    def key(of: str) -> str:
        record, _, name = of.rpartition(".")
        return f"{record}.{renamed[record, name]}" if (record, name) in renamed else of

    def settle(definition: Definition) -> Definition:
        if not isinstance(definition, Record):
            return definition
        name = definition.name
        return replace(
            definition,
            fields=tuple(
                replace(f, name=renamed.get((name, f.name), f.name), foreign_key=key(f.foreign_key))
                for f in definition.fields
            ),
            primary_key=tuple(renamed.get((name, k), k) for k in definition.primary_key),
        )

    return Model(tuple(map(settle, model.definitions)))


def _check_foreign_keys(model: Model, config: Config, report: Report, partial: bool) -> None:
    names = {r.name: {f.name for f in r.fields} for r in model.records()}
    for table in config.models:
        for name, facts in table.fields.items():
            if "foreign_key" not in facts:
                continue
            record, _, column = facts["foreign_key"].rpartition(".")
            if column in names.get(record, ()) or (partial and record not in names):
                continue
            span = config.place("models", table.name, "fields", name, "foreign_key", value=True)
            hint = did_you_mean(column, names[record]) if record in names else did_you_mean(record, names)
            report.error("bad-overlay", f"foreign key {facts['foreign_key']!r} names no field", span, hint)


def _without_discriminators(model: Model, touched: frozenset[str]) -> Model:
    """Unions that a touched record is told apart in are looked at anew: its constant may have changed."""

    def walk(type_: Type) -> Type:
        match type_:
            case ListOf(item):
                return replace(type_, item=walk(item))
            case MapOf(value):
                return replace(type_, value=walk(value))
            case OneOf(branches, discriminator):
                stale = discriminator is not None and any(name in touched for _, name in discriminator.mapping)
                return OneOf(tuple(map(walk, branches)), None if stale else discriminator)
            case Scalar() | Choice() | Ref():
                return type_

    def settle(definition: Definition) -> Definition:
        match definition:
            case Record(fields=rows):
                return replace(definition, fields=tuple(replace(f, type=walk(f.type)) for f in rows))
            case Alias(type=type_):
                return replace(definition, type=walk(type_))
            case Enum():
                return definition

    return Model(tuple(map(settle, model.definitions)))
