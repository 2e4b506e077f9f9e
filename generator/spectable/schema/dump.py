"""Model -> JSON Schema 2020-12."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..model import (
    NO_LIMITS,
    NULL,
    Alias,
    Choice,
    Definition,
    Enum,
    Field,
    Json,
    Limits,
    ListOf,
    MapOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    base_kind,
    json_value,
)
from ..source import Span
from .pointer import definition_reference, escape
from .words import COUNT_LIMITS, JSON_LIMITS

Node = dict[str, Any]
"""A JSON Schema, or a part of one."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Dumped:
    """A JSON Schema document, and where each of its parts was said: a JSON pointer (`/$defs/Pet/properties/name`)
    for every definition, field, enum value and reference that has a place."""

    document: Node
    source_map: Mapping[str, Span]


def dump(model: Model) -> Dumped:
    """The model as one JSON Schema 2020-12 document, every definition under `$defs` in page order."""
    places: dict[str, Span] = {}
    definitions = {d.name: _definition(d, "/$defs/" + escape(d.name), places) for d in model.definitions}
    return Dumped({"$schema": DRAFT, "$defs": definitions}, places)


def _definition(definition: Definition, at: str, places: dict[str, Span]) -> Node:
    if definition.span is not None:
        places[at] = definition.span
    match definition:
        case Record():
            node = _record(definition, at, places)
        case Enum():
            node = _enum(definition, at, places)
        case Alias(type=type_):
            node = _type(type_, False, at, places)
            _describe(node, definition.description)
            if definition.default is not None:
                node["default"] = json_value(definition.default)
    if definition.deprecated:
        node["deprecated"] = True
    if definition.examples:
        node["examples"] = list(map(json_value, definition.examples))
    return node


def _record(record: Record, at: str, places: dict[str, Span]) -> Node:
    node: Node = {"type": "object"}
    _describe(node, record.description)
    node["properties"] = {f.name: _field(f, f"{at}/properties/{escape(f.name)}", places) for f in record.fields}
    if required := [f.name for f in record.fields if f.required]:
        node["required"] = required
    match record.additional:
        case True:
            pass
        case False:
            node["additionalProperties"] = False
        case type_:
            node["additionalProperties"] = _type(type_, False, at + "/additionalProperties", places)
    if record.primary_key:
        node["x-primary-key"] = list(record.primary_key)
    return node


def _field(field: Field, at: str, places: dict[str, Span]) -> Node:
    if field.span is not None:
        places[at] = field.span
    node = _type(field.type, field.nullable, at, places)
    _describe(node, field.description)
    if field.default is not None:
        node["default"] = json_value(field.default)
    if field.examples:
        node["examples"] = list(map(json_value, field.examples))
    if field.deprecated:
        node["deprecated"] = True
    if field.read_only:
        node["readOnly"] = True
    if field.write_only:
        node["writeOnly"] = True
    if field.foreign_key:
        node["x-foreign-key"] = field.foreign_key
    return node


def _describe(node: Node, description: str) -> None:
    if description:
        node["description"] = description


def _enum(enum: Enum, at: str, places: dict[str, Span]) -> Node:
    """An enum; an open one is `anyOf` of the enum and its base type."""
    values = tuple(m.value for m in enum.members)
    closed = _choice(values, False)
    closed.pop("const", None)
    closed["enum"] = list(map(json_value, values))
    if any(m.name for m in enum.members):
        closed["x-enum-varnames"] = [m.name for m in enum.members]
    if any(m.description for m in enum.members):
        closed["x-enum-descriptions"] = [m.description for m in enum.members]
    _place_members(enum.members, at + ("/anyOf/0/enum/" if enum.open else "/enum/"), places)
    node = {"anyOf": [closed, {"type": closed["type"]} if "type" in closed else {}]} if enum.open else closed
    _describe(node, enum.description)
    return node


def _place_members(members: tuple[Member, ...], at: str, places: dict[str, Span]) -> None:
    for index, member in enumerate(members):
        if member.span is not None:
            places[f"{at}{index}"] = member.span


def _type(type_: Type, null: bool, at: str, places: dict[str, Span]) -> Node:
    """The schema of a type, or null too."""
    match type_:
        case Scalar("any"):
            return {"anyOf": [{}, {"type": "null"}]} if null else {}
        case Scalar(kind, format_, limits):
            node: Node = {"type": [kind, "null"] if null and kind != "null" else kind}
            if format_:
                node["format"] = format_
                if format_ == "byte":
                    node["contentEncoding"] = "base64"
            return _limit(node, limits)
        case Ref(name, span, limits):
            inner = _limit({"$ref": definition_reference(name)}, limits)
            if span is not None:
                places[at + ("/anyOf/0/$ref" if null else "/$ref")] = span
            return {"anyOf": [inner, {"type": "null"}]} if null else inner
        case ListOf(item, limits):
            items = _type(item, False, at + "/items", places)
            return _limit({"type": ["array", "null"] if null else "array", "items": items}, limits)
        case MapOf(value, limits):
            values = _type(value, False, at + "/additionalProperties", places)
            return _limit({"type": ["object", "null"] if null else "object", "additionalProperties": values}, limits)
        case Choice(values=values):
            return _choice(values, null)
        case OneOf():
            return _union(type_, null, at, places)


def _union(union: OneOf, null: bool, at: str, places: dict[str, Span]) -> Node:
    """`anyOf` of the branches. One type or null is said in its own words (`"type": ["string", "null"]`)."""
    match union.branches:
        case (only, second) if second == NULL:
            return _type(only, True, at, places)
    node: Node = {"anyOf": [_type(b, False, f"{at}/anyOf/{i}", places) for i, b in enumerate(union.branches)]}
    if null:
        node["anyOf"].append({"type": "null"})
    if found := union.discriminator:
        mapping = {value: definition_reference(name) for value, name in found.mapping}
        node["discriminator"] = {"propertyName": found.field, "mapping": mapping}
    return node


def _choice(values: tuple[Json, ...], null: bool) -> Node:
    kinds = list(base_kind(values))
    if null:
        kinds.append("null")
    node: Node = {} if "any" in kinds or not kinds else {"type": kinds if len(kinds) > 1 else kinds[0]}
    if len(values) == 1 and not null:
        node["const"] = json_value(values[0])
    else:
        node["enum"] = [*map(json_value, values), *([None] if null else [])]
    return node


def _limit(node: Node, limits: Limits) -> Node:
    if limits is NO_LIMITS:
        return node
    for word, name in JSON_LIMITS.items():
        if (number := getattr(limits, name)) is not None:
            node[word] = json_value(number)
    for word, name in COUNT_LIMITS.items():
        if (count := getattr(limits, name)) is not None:
            node[word] = count
    if limits.pattern is not None:
        node["pattern"] = limits.pattern
    if limits.unique_items:
        node["uniqueItems"] = True
    return node
