"""JSON Schema -> Model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..diagnostic import Report
from ..model import (
    ANY,
    Alias,
    Choice,
    Definition,
    Enum,
    Field,
    Json,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    base_kind,
    json_text,
    normal,
)
from ..source import Source, Span
from .merge import flat
from .pointer import escape, reference
from .reading import Node, Pending, Reading, shape_name
from .types import check_words, is_record, not_held, read_kinds, read_parts, read_type, read_values
from .words import SILENT, STRUCTURE

_CONTAINERS = (("$defs",), ("definitions",), ("components", "schemas"))
"""Where documents keep their definitions: since 2019-09, before, and in OpenAPI."""


def load(
    document: object,
    report: Report,
    source: Source | None = None,
    *,
    name: str = "",
    source_map: Mapping[str, Span] | None = None,
) -> Model:
    """The model that a JSON Schema document says; `load(dump(m).document, report) == m`.

    Findings go to the report. Their places, and the spans of what is read, come from `source` (the JSON text of a
    document that was handed in) or from `source_map` (beside a document of our own). A root that says something
    itself is a definition too, named by its `title`, else `name`.
    """
    reading = Reading(document, report, source, source_map or {})
    if not isinstance(document, dict):
        reading.error("not-a-schema", f"a JSON Schema document is an object, not {shape_name(document)}", "")
        return Model()
    try:
        definitions = list(_definitions(reading, _starts(reading, document, name)))
    except RecursionError:
        reading.too_deep("this document is nested too deep to be read", "")
        return Model()
    return normal(_without_cycles(reading, Model(tuple(definitions))))


def _starts(reading: Reading, document: Node, name: str) -> list[Pending]:
    """The definitions that a document names, the root first where it is one. All names are known before any is read."""
    starts: list[Pending] = []
    for path in _CONTAINERS:
        holder: Any = document
        for word in path[:-1]:
            holder = holder.get(word) if isinstance(holder, dict) else None
        if isinstance(holder, dict):
            at = "/" + "/".join(path)
            for key, node in reading.take(
                holder, path[-1], dict, "an object of schemas", {}, at.rpartition("/")[0]
            ).items():
                starts.append(Pending(_claim(reading, key, f"{at}/{escape(key)}"), node, f"{at}/{escape(key)}", 0))
    if not STRUCTURE.isdisjoint(document) and document.keys() & STRUCTURE != {"$ref"}:
        title = document.get("title")
        wanted = title if isinstance(title, str) and title.strip() else name or "Root"
        starts.insert(0, Pending(_claim(reading, wanted, ""), document, "", 0))
    reading.embedded = any(isinstance(start.node, dict) and "$id" in start.node for start in starts if start.at)
    if not reading.embedded:
        reading.by_reference = {reference(start.at): start.name for start in starts}
    return starts


def _claim(reading: Reading, wanted: str, at: str) -> str:
    """A name for a definition that the document names; where it is taken, with a number and a warning."""
    name = reading.names[at] = reading.roots[at] = reading.unique(wanted)
    if name != wanted:
        said = f"there are two definitions {wanted!r}; this one becomes {name!r}"
        reading.warn("renamed-definition", said, at, "give them different names")
    return name


def _definitions(reading: Reading, starts: list[Pending]) -> Iterator[Definition]:
    """Every definition in its order, each followed by those hoisted out of it."""
    for start in starts:
        reading.pending.append(start)
        while reading.pending:
            hoisted, reading.pending = reading.pending, []
            for item in hoisted:
                yield _definition(reading, item)


def _definition(reading: Reading, item: Pending) -> Definition:
    name, node, at = item.name, item.node, item.at
    span = reading.places.get(at)
    if type(node) is not dict:
        return Alias(name, read_type(reading, node, at, item.depth), span=span)
    node = flat(reading, node, at)
    if not SILENT.issuperset(node):
        check_words(reading, node, at)
    facts = {key: read(reading, node, word, at) for word, (key, read) in _COMMON.items() if word in node}
    facts["span"] = span
    if _is_plain_record(reading, node, at):
        return _record(reading, name, node, at, item.depth, facts)
    if (enum := _enum(reading, name, node, at, facts)) is not None:
        if "default" in node:
            not_held(reading, "default", at, "an enum has none of its own, the fields of its type may")
        return enum
    reading.aliased = at
    type_ = read_type(reading, node, at, item.depth)
    reading.aliased = None
    return Alias(name, type_, default=json_text(node["default"]) if "default" in node else None, **facts)


# --- records


def _is_plain_record(reading: Reading, node: Node, at: str) -> bool:
    if not is_record(node) or node.get("nullable") is True or not {"$ref", "enum", "const"}.isdisjoint(node):
        return False
    if "properties" not in node and not {"anyOf", "oneOf"}.isdisjoint(node):
        return False
    return read_kinds(reading, node, at) == (("object",), False)


def _record(reading: Reading, name: str, node: Node, at: str, depth: int, facts: dict[str, Any]) -> Record:
    properties = reading.take(node, "properties", dict, "an object of schemas", {}, at)
    required = _names(reading, node, "required", at)
    for word in ("anyOf", "oneOf", "patternProperties", "minProperties", "maxProperties"):
        if word in node:
            not_held(reading, word, at)
    places = reading.places
    fields = []
    for key, child in properties.items():
        place = reading.origin(child, f"{at}/properties/{escape(key)}")
        span = places.get(place) if places else None
        fields.append(_field(reading, key, child, place, key in required, depth, span))
    for key in required:
        if key not in properties:
            said = f"{key!r} is required but is no property; read as a field of any value"
            reading.warn("required-without-property", said, at + "/required", f"describe {key!r} under 'properties'")
            fields.append(Field(key, ANY, True))
    additional = _additional(reading, node, at, depth)
    key_names = tuple(_names(reading, node, "x-primary-key", at))
    return Record(name, tuple(fields), additional=additional, primary_key=key_names, **facts)


def _names(reading: Reading, node: Node, word: str, at: str) -> dict[str, None]:
    names = reading.take(node, word, list, "an array of names", [], at)
    for number, name in enumerate(names):
        if not isinstance(name, str):
            reading.wrong_shape(f"a name in {word!r}", name, "a string", f"{at}/{word}/{number}")
    return dict.fromkeys(name for name in names if isinstance(name, str))


def _additional(reading: Reading, node: Node, at: str, depth: int) -> Type | bool:
    word = "additionalProperties" if "additionalProperties" in node else "unevaluatedProperties"
    said = node.get(word, True)
    if isinstance(said, bool):
        return said
    type_ = read_type(reading, said, reading.origin(said, f"{at}/{word}"), depth + 1)
    return True if type_ == ANY else type_


def _field(reading: Reading, name: str, node: Any, at: str, required: bool, depth: int, span: Span | None) -> Field:
    if type(node) is dict:
        node = flat(reading, node, at)
    bare, null = read_parts(reading, node, at, depth + 1)
    if type(node) is not dict or _FACT_WORDS.isdisjoint(node):
        return Field(name, bare, required, null, span=span)
    facts = {key: read(reading, node, word, at) for word, (key, read) in _FACTS.items() if word in node}
    return Field(name, bare, required, null, span=span, **facts)


def _text(reading: Reading, node: Node, word: str, at: str) -> str:
    return str(reading.take(node, word, str, "a string", "", at))


def _flag(reading: Reading, node: Node, word: str, at: str) -> bool:
    return bool(reading.take(node, word, bool, "true or false", False, at))


def _value(reading: Reading, node: Node, word: str, at: str) -> Json:
    return json_text(node[word])


def _values(reading: Reading, node: Node, word: str, at: str) -> tuple[Json, ...]:
    return tuple(map(json_text, reading.take(node, word, list, "an array of values", [], at)))


def _only_value(reading: Reading, node: Node, word: str, at: str) -> tuple[Json, ...]:
    return (json_text(node[word]),)


_COMMON: dict[str, tuple[str, Callable[[Reading, Node, str, str], Any]]] = {
    "description": ("description", _text),
    "example": ("examples", _only_value),
    "examples": ("examples", _values),
    "deprecated": ("deprecated", _flag),
}
_FACTS = {
    **_COMMON,
    "default": ("default", _value),
    "readOnly": ("read_only", _flag),
    "writeOnly": ("write_only", _flag),
    "x-foreign-key": ("foreign_key", _text),
}
"""What a keyword says of a definition, and of a field: the name in the model, and how it is read."""

_FACT_WORDS = frozenset(_FACTS)


# --- enums


def _enum(reading: Reading, name: str, node: Node, at: str, facts: dict[str, Any]) -> Enum | None:
    """The enum that a definition is: closed, open (`anyOf` of an enum and its base type), or `oneOf` of constants."""
    match node:
        case {"enum": _, **rest} if "$ref" not in rest and "const" not in rest and rest.get("nullable") is not True:
            values, null = read_values(reading, node, at)
            return None if null or not values else Enum(name, _members(reading, node, values, at), **facts)
        case {"anyOf": [{"enum": [*_]} as closed, dict() as base], **rest} if rest.get("nullable") is not True:
            values, null = read_values(reading, closed, at + "/anyOf/0")
            if null or not values or base != _base_type(values):
                return None
            return Enum(name, _members(reading, closed, values, at + "/anyOf/0"), open=True, **facts)
        case {"oneOf": [*branches], **rest} if rest.get("nullable") is not True:
            return _enum_of_constants(name, branches, reading, at, facts)
    return None


def _base_type(values: tuple[Json, ...]) -> Node:
    """How `dump` writes the base type of an open enum."""
    kinds = list(base_kind(values))
    return {} if "any" in kinds or not kinds else {"type": kinds if len(kinds) > 1 else kinds[0]}


def _members(reading: Reading, node: Node, values: tuple[Json, ...], at: str) -> tuple[Member, ...]:
    said = node["enum"]
    names = _notes(reading, node, "x-enum-varnames", len(said), at)
    notes = _notes(reading, node, "x-enum-descriptions", len(said), at)
    places = reading.places
    spans = [places.get(f"{at}/enum/{number}") for number in range(len(said))] if places else [None] * len(said)
    if len(values) == len(said):
        return tuple(map(Member, values, names, notes, spans))
    first = {text: number for number, text in reversed([*enumerate(map(json_text, said))])}
    return tuple(Member(text, names[n], notes[n], spans[n]) for text in values for n in [first[text]])


def _notes(reading: Reading, node: Node, word: str, count: int, at: str) -> list[str]:
    """The texts beside an enum's values, one each."""
    texts = reading.take(node, word, list, "an array of strings", [], at)
    if texts and (len(texts) != count or not all(isinstance(text, str) for text in texts)):
        said = f"{word!r} must have a string for each of the {count} values; it is passed over"
        reading.warn("keyword-not-held", said, f"{at}/{word}", "give one string for each value of the enum")
        texts = []
    return texts or [""] * count


def _enum_of_constants(name: str, branches: list[Any], reading: Reading, at: str, facts: dict[str, Any]) -> Enum | None:
    """`oneOf` constants, each with its `title` and `description`: the other way to write an enum with names."""
    if not branches or not all(isinstance(b, dict) and b.get("const") is not None for b in branches):
        return None
    members = {
        text: Member(text, _note(b, "title"), _note(b, "description"), reading.places.get(f"{at}/oneOf/{i}"))
        for i, b in enumerate(branches)
        for text in [json_text(b["const"])]
    }
    return Enum(name, tuple(members.values()), **facts)


def _note(node: Node, word: str) -> str:
    value = node.get(word)
    return value if isinstance(value, str) else ""


# --- cycles


def _without_cycles(reading: Reading, model: Model) -> Model:
    """The model with every alias that is only itself read as any value."""
    edges = {
        d.name: [r.name for r in _same_value(d.type)]
        for d in model.definitions
        if isinstance(d, Alias) and isinstance(d.type, Ref | OneOf)
    }
    looping = {name for name in edges if _comes_back(name, edges)}
    if not looping:
        return model
    pointers = {name: pointer.rstrip("\0") for pointer, name in reading.names.items()}
    for name in sorted(looping):
        hint = "let one of the references lead to something else"
        reading.warn("cyclic-reference", f"{name!r} is defined by itself; read as any value", pointers[name], hint)
    return Model(
        tuple(replace(d, type=ANY) if isinstance(d, Alias) and d.name in looping else d for d in model.definitions)
    )


def _same_value(type_: Type) -> Iterator[Ref]:
    """The references that stand for the very value of a type, not for a part of it."""
    match type_:
        case Ref():
            yield type_
        case OneOf(branches):
            for branch in branches:
                yield from _same_value(branch)
        case Scalar() | Choice() | _:
            return


def _comes_back(name: str, edges: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    stack = list(edges[name])
    while stack:
        here = stack.pop()
        if here == name:
            return True
        if here not in seen:
            seen.add(here)
            stack.extend(edges.get(here, ()))
    return False
