"""JSON Schema -> Model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..diagnostic import Report
from ..model import ANY, Alias, Definition, Field, Json, Model, Record, Type, json_text, normal
from ..source import Source, Span
from .cycles import without_cycles
from .enums import read_enum
from .keywords import check_words, not_held, read_kinds
from .merge import flat
from .nodes import is_record, read_parts, read_type
from .pointer import escape, reference
from .reading import Node, Pending, Reading, shape_name
from .words import SILENT, STRUCTURE

UNNAMED = "Unnamed"
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
    return normal(without_cycles(reading, Model(tuple(definitions))))


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
    """A name for a definition that the document names; where it is taken or empty, another one and a warning."""
    name = reading.names[at] = reading.roots[at] = reading.unique(wanted or UNNAMED)
    if not wanted:
        reading.warn("renamed-definition", f"a definition without a name becomes {name!r}", at, "give it a name")
    elif name != wanted:
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
    if (enum := read_enum(reading, name, node, at, facts)) is not None:
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
