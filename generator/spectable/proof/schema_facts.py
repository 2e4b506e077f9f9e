"""What a model says and what a JSON Schema says, each as the same plain facts, so that they compare.

A fact is a text under (definition, field or "", aspect). The two sides share nothing but the spelling of a fact: the
schema's side reads keywords by itself and does not go through `schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..model import (
    Alias,
    Choice,
    Definition,
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
    json_text,
)

Facts = dict[tuple[str, str, str], str]

_NAME_OF_LIMIT = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minItems": "min_items",
    "maxItems": "max_items",
    "uniqueItems": "unique_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
}
_NOTES = {"readOnly": "read only", "writeOnly": "write only", "deprecated": "deprecated"}


# --- what the model says


def model_facts(model: Model) -> Facts:
    """The facts of a model."""
    facts: Facts = {}
    for definition in model.definitions:
        for aspect, said in _of_definition(definition):
            facts[definition.name, "", aspect] = said
        if isinstance(definition, Record):
            for field in definition.fields:
                for aspect, said in _of_field(field):
                    facts[definition.name, field.name, aspect] = said
    return facts


def _of_definition(definition: Definition) -> Iterable[tuple[str, str]]:
    yield from _noted("description", definition.description)
    yield from _noted("examples", ", ".join(definition.examples))
    if definition.deprecated:
        yield "deprecated", "true"
    match definition:
        case Record(fields=fields, additional=additional, primary_key=key):
            yield "fields", _listed(f.name for f in fields)
            yield "additional keys", str(additional) if isinstance(additional, bool) else _type(additional)
            yield from _noted("primary key", _listed(key) if key else "")
        case Enum(members=members, open=is_open):
            yield "values", ", ".join(m.value for m in members)
            yield "openness", "open" if is_open else "closed"
            if any(m.name for m in members):
                yield "names of values", _listed(m.name for m in members)
            if any(m.description for m in members):
                yield "notes of values", _listed(m.description for m in members)
        case Alias(type=type_, default=default):
            yield "type", _type(type_)
            yield from _noted("default", default or "")


def _of_field(field: Field) -> Iterable[tuple[str, str]]:
    yield "type", _type(field.type, field.nullable)
    yield "requirement", "required" if field.required else "optional"
    yield from _noted("description", field.description)
    yield from _noted("default", field.default or "")
    yield from _noted("examples", ", ".join(field.examples))
    yield from _noted("foreign key", field.foreign_key)
    for said, aspect in (
        (field.read_only, "read only"),
        (field.write_only, "write only"),
        (field.deprecated, "deprecated"),
    ):
        if said:
            yield aspect, "true"


def _listed(names: Iterable[str]) -> str:
    return json_text(list(names))


def _noted(aspect: str, said: str) -> Iterable[tuple[str, str]]:
    if said:
        yield aspect, said


def _type(type_: Type, null: bool = False) -> str:
    """A type, or null too: its branches in the order of the alphabet."""
    branches = type_.branches if isinstance(type_, OneOf) else (type_,)
    said = " | ".join(sorted({*map(_branch, branches), *(["null"] if null else [])}))
    tag = type_.discriminator if isinstance(type_, OneOf) else None
    return said + (_tagged(tag.field, tag.mapping) if tag else "")


def _branch(type_: Type) -> str:
    match type_:
        case Scalar(kind, format_, limits):
            return kind + (f":{format_}" if format_ else "") + _limits(limits)
        case Ref(name, limits=limits):
            return f"@{name}{_limits(limits)}"
        case ListOf(item, limits):
            return f"list of ({_type(item)}){_limits(limits)}"
        case MapOf(value, limits):
            return f"map of ({_type(value)}){_limits(limits)}"
        case Choice(values):
            return f"one of {', '.join(sorted(values))}"
        case OneOf():
            return _type(type_)


def _limits(limits: Limits) -> str:
    said = {word: getattr(limits, name) for word, name in _NAME_OF_LIMIT.items()}
    return _stated({word: str(value) for word, value in said.items() if value is not None and value is not False})


def _stated(limits: Mapping[str, str]) -> str:
    return "".join(f" {word}={limits[word]}" for word in sorted(limits))


def _tagged(field: str, mapping: Iterable[tuple[str, str]]) -> str:
    return f" by {field}: " + ", ".join(f"{value} is @{name}" for value, name in mapping)


# --- what a schema says


def schema_facts(definitions: Mapping[str, Any], name_of: Callable[[str], str]) -> Facts:
    """The facts of JSON Schema definitions by name; `name_of` says which definition a `$ref` leads to."""
    facts: Facts = {}
    for name, said_node in definitions.items():
        node = _object(said_node)
        for aspect, said in _of_node(node, name_of):
            facts[name, "", aspect] = said
        properties = node.get("properties", {})
        for key, child in properties.items():
            facts[name, key, "requirement"] = "required" if key in node.get("required", ()) else "optional"
            for aspect, said in _of_property(_object(child), name_of):
                facts[name, key, aspect] = said
    return facts


def _object(node: Any) -> Mapping[str, Any]:
    """A schema as keywords: `true` has none, `false` has one of our own that no model says."""
    return node if isinstance(node, Mapping) else {} if node is True else {"type": "nothing"}


def _of_node(node: Mapping[str, Any], name_of: Callable[[str], str]) -> Iterable[tuple[str, str]]:
    yield from _annotations(node)
    branches = node.get("anyOf", ())
    closed = branches[0] if len(branches) == 2 and _is_base(branches[1], branches[0]) else node
    if "properties" in node:
        yield "fields", _listed(node["properties"])
        more = node.get("additionalProperties", True)
        yield "additional keys", str(more) if isinstance(more, bool) else _node(_object(more), name_of)
        yield from _noted("primary key", _listed(node["x-primary-key"]) if node.get("x-primary-key") else "")
    elif "enum" in closed and None not in closed["enum"]:
        yield "values", ", ".join(map(json_text, closed["enum"]))
        yield "openness", "closed" if closed is node else "open"
        if "x-enum-varnames" in closed:
            yield "names of values", _listed(closed["x-enum-varnames"])
        if "x-enum-descriptions" in closed:
            yield "notes of values", _listed(closed["x-enum-descriptions"])
    else:
        yield "type", _node(node, name_of)
        yield from _default(node)


def _is_base(node: Any, closed: Any) -> bool:
    """Whether a schema is the base type of an enum's: beside it, the enum is open."""
    return (
        isinstance(closed, Mapping)
        and "enum" in closed
        and node == {word: closed[word] for word in ("type",) if word in closed}
    )


def _of_property(node: Mapping[str, Any], name_of: Callable[[str], str]) -> Iterable[tuple[str, str]]:
    yield "type", _node(node, name_of)
    yield from _annotations(node)
    yield from _default(node)
    yield from _noted("foreign key", node.get("x-foreign-key", ""))


def _default(node: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if "default" in node:
        yield "default", json_text(node["default"])


def _annotations(node: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    yield from _noted("description", node.get("description", ""))
    yield from _noted("examples", ", ".join(map(json_text, node.get("examples", ()))))
    for word, aspect in _NOTES.items():
        if node.get(word):
            yield aspect, "true"


def _node(node: Mapping[str, Any], name_of: Callable[[str], str]) -> str:
    """The type that a schema says."""
    tag = node.get("discriminator")
    tagged = ""
    if isinstance(tag, Mapping):
        mapping = tag.get("mapping", {})
        tagged = _tagged(str(tag.get("propertyName")), ((value, name_of(ref)) for value, ref in mapping.items()))
    return " | ".join(sorted(set(_branches(node, name_of)))) + tagged


def _branches(node: Mapping[str, Any], name_of: Callable[[str], str]) -> Iterable[str]:
    if "$ref" in node:
        yield f"@{name_of(node['$ref'])}{_stated_by(node)}"
    elif "anyOf" in node:
        for branch in node["anyOf"]:
            yield from _branches(_object(branch), name_of)
    elif "const" in node or "enum" in node:
        values: list[Json] = list(map(json_text, node.get("enum", [node.get("const")])))
        if "null" in values:
            yield "null"
        yield f"one of {', '.join(sorted(value for value in values if value != 'null'))}"
    else:
        kinds = node.get("type", "any")
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            yield _kind(kind, node, name_of)


def _stated_by(node: Mapping[str, Any]) -> str:
    said = {word: node[word] for word in _NAME_OF_LIMIT if word in node and node[word] is not False}
    limits = _stated({word: value if isinstance(value, str) else json_text(value) for word, value in said.items()})
    return limits.replace("uniqueItems=true", "uniqueItems=True")


def _kind(kind: str, node: Mapping[str, Any], name_of: Callable[[str], str]) -> str:
    limits = _stated_by(node)
    match kind:
        case "null":
            return "null"
        case "array":
            return f"list of ({_node(_object(node.get('items', True)), name_of)}){limits}"
        case "object" if "properties" not in node:
            return f"map of ({_node(_object(node.get('additionalProperties', True)), name_of)}){limits}"
        case _:
            format_ = node.get("format", "")
            return kind + (f":{format_}" if format_ else "") + limits
