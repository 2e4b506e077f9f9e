"""A JSON Schema node -> a type of the model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NO_LIMITS,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Choice,
    Limits,
    ListOf,
    MapOf,
    OneOf,
    Ref,
    Scalar,
    Type,
    json_text,
    nullable,
    one_of,
)
from .discriminator import read_discriminator
from .keywords import check_words, not_held, read_kinds, read_values
from .limits import read_limits
from .merge import DEEPEST, both, flat
from .pointer import follow
from .reading import Node, Reading
from .resolve import resolve
from .words import ANNOTATIONS, ARRAY_WORDS, LIMITS, OBJECT_WORDS, SILENT

_PLAIN: dict[str, Type] = {"string": STRING, "integer": INTEGER, "number": NUMBER, "boolean": BOOLEAN, "null": NULL}
_STRUCTURED = OBJECT_WORDS | ARRAY_WORDS | {"$ref", "allOf", "anyOf", "oneOf", "enum"}
UNION_WORDS = (ANNOTATIONS - {"format", "contentEncoding"}) | {"anyOf", "oneOf", "discriminator", "nullable"}
"""What may stand beside the branches of a union without saying more of each."""


Parts = tuple[Type, bool]
"""A type without null, and whether null is named too: how a field holds them."""


def read_type(reading: Reading, node: Any, at: str, depth: int) -> Type:
    """The type that a schema at a pointer says, null among its branches where it allows null."""
    bare, null = read_parts(reading, node, at, depth)
    if not null or bare is NULL:
        return bare
    return nullable(bare) if isinstance(bare, OneOf) else OneOf((bare, NULL))


def read_parts(reading: Reading, node: Any, at: str, depth: int) -> Parts:
    """The type that a schema at a pointer says, as a field holds it.

    Whatever it says that cannot be held becomes a warning, whatever is no JSON Schema an error, and any value.
    """
    if type(node) is not dict:
        return _boolean(reading, node, at)
    if depth > DEEPEST:
        reading.too_deep(f"a type is nested more than {DEEPEST} deep", at)
        return ANY, False
    whole = flat(reading, node, at)
    if whole is not node and "$ref" not in whole:
        return _merged(reading, node, whole, at, depth)
    return _checked(reading, whole, at, depth)


def _merged(reading: Reading, node: Node, whole: Node, at: str, depth: int) -> Parts:
    """The type of a merged schema; one that is met again inside itself becomes a definition."""
    if at in reading.merging:
        return (Ref(reading.names[at]) if at in reading.names else reading.hoist(node, at, depth)), False
    reading.merging.add(at)
    try:
        return _checked(reading, whole, at, depth)
    finally:
        reading.merging.discard(at)


def _checked(reading: Reading, node: Node, at: str, depth: int) -> Parts:
    if not SILENT.issuperset(node):
        check_words(reading, node, at)
    if "required" in node and type(node["required"]) is not list:
        reading.wrong_shape("'required'", node["required"], "an array of names", at + "/required")
    bare, null = _read(reading, node, at, depth)
    return bare, null or (node.get("nullable") is True and bare != NULL)


def _boolean(reading: Reading, node: Any, at: str) -> Parts:
    if node is False:
        reading.warn("false-schema", "nothing can be valid here; read as any value", at, "take the false schema out")
    elif node is not True:
        reading.wrong_shape("a schema", node, "an object or a boolean", at)
    return ANY, False


def _read(reading: Reading, node: Node, at: str, depth: int) -> Parts:
    if "$ref" in node:
        return _reference(reading, node, at, depth)
    if "const" in node:
        return (NULL if node["const"] is None else Choice((json_text(node["const"]),))), False
    if "enum" in node:
        return _choice(reading, node, at, depth)
    if ("anyOf" in node or "oneOf" in node) and "properties" not in node:
        read_kinds(reading, node, at)
        return _union(reading, node, at, depth)
    kinds, null = read_kinds(reading, node, at)
    if len(kinds) == 1:
        return _kind(reading, kinds[0], node, at, depth), null
    if not kinds:
        return (NULL, False) if null else (_untyped(reading, node, at), False)
    return one_of([_kind(reading, kind, node, at, depth) for kind in kinds]), null


def _untyped(reading: Reading, node: Node, at: str) -> Type:
    """Any value: a schema without `type` allows every type that its keywords do not speak of."""
    if "type" not in node:
        for word in (*LIMITS, "format"):
            if word in node:
                said = f"{word!r} says nothing without a 'type'; read as any value"
                reading.warn("keyword-not-held", said, f"{at}/{word}", 'add the type, for example "type": "string"')
    return ANY


# --- one kind


def _kind(reading: Reading, kind: str, node: Node, at: str, depth: int) -> Type:
    match kind:
        case "array":
            return _list(reading, node, at, depth)
        case "object":
            return _nested_record(reading, node, at, depth) if is_record(node) else _map(reading, node, at, depth)
        case _:
            return _scalar(reading, kind, node, at)


def _scalar(reading: Reading, kind: str, node: Node, at: str) -> Type:
    format_ = node.get("format", "")
    if format_ == "" and "contentEncoding" not in node and LIMITS.isdisjoint(node):
        return _PLAIN[kind]
    if type(format_) is not str:
        reading.wrong_shape("'format'", format_, "a string", at + "/format")
        format_ = ""
    encoding = node.get("contentEncoding")
    if kind == "string" and encoding is not None and format_ != "byte":
        if encoding == "base64":
            format_ = format_ or "byte"
        else:
            not_held(reading, "contentEncoding", at, "only base64 is; read as a plain string")
    return Scalar(kind, format_, read_limits(reading, node, kind, at))  # type: ignore[arg-type]  # KINDS but two


def _nested_record(reading: Reading, node: Node, at: str, depth: int) -> Type:
    """A record without a name, as a definition: whether null may stand in its place is said where it is used."""
    if node.get("type", "object") != "object" or node.get("nullable") is True:
        node = {**node, "type": "object", "nullable": False}
        reading.kept.append(node)
    return reading.hoist(node, at, depth)


def is_record(node: Node) -> bool:
    """Whether an object schema is a record: it names its properties, or closes itself; else it is a map."""
    if "properties" in node:
        return True
    return "patternProperties" not in node and (node.get("additionalProperties") is False or bool(node.get("required")))


def _map(reading: Reading, node: Node, at: str, depth: int) -> Type:
    limits = read_limits(reading, node, "object", at)
    values = [(node.get("additionalProperties", True), at + "/additionalProperties")]
    patterns = reading.take(node, "patternProperties", dict, "an object of schemas", {}, at)
    if patterns:
        not_held(reading, "patternProperties", at, "read as a map of the values of all its patterns")
        values = [(value, f"{at}/patternProperties/{name}") for name, value in patterns.items()] + (
            values if values[0][0] is not False else []
        )
    types = [_child(reading, value, place, depth) for value, place in values]
    type_ = ANY if ANY in types else one_of(types)
    return OBJECT if type_ == ANY and limits is NO_LIMITS else MapOf(type_, limits)


def _child(reading: Reading, node: Any, at: str, depth: int) -> Type:
    return ANY if node is True else read_type(reading, node, reading.origin(node, at), depth + 1)


def _list(reading: Reading, node: Node, at: str, depth: int) -> Type:
    limits = read_limits(reading, node, "array", at)
    word = "prefixItems" if "prefixItems" in node else "items"
    if isinstance(items := node.get(word, True), list):
        return _tuple(reading, node, word, items, limits, at, depth)
    if word == "prefixItems":
        reading.wrong_shape("'prefixItems'", items, "an array of schemas", f"{at}/prefixItems")
        return ListOf(ANY, limits)
    if items is False:
        not_held(reading, "items", at, "read as a list that must be empty")
        return ListOf(ANY, replace(limits, max_items=0))
    return ListOf(_child(reading, items, at + "/items", depth), limits)


def _tuple(reading: Reading, node: Node, word: str, items: list[Any], limits: Limits, at: str, depth: int) -> Type:
    """A list of any of a tuple's items, and of what may follow them: the narrowest list that holds every such tuple."""
    rest_word = "items" if word == "prefixItems" else "additionalItems"
    rest = node.get(rest_word, True)
    types = [_child(reading, item, f"{at}/{word}/{number}", depth) for number, item in enumerate(items)]
    if limits.max_items is None and rest is False:
        limits = replace(limits, max_items=len(items))
    elif limits.max_items is None or limits.max_items > len(items):
        types.append(_child(reading, rest, f"{at}/{rest_word}", depth))
    type_ = ANY if ANY in types else one_of(types)
    not_held(reading, word, at, "a tuple is read as a list of any of its items")
    return ListOf(type_, limits)


# --- references


def _reference(reading: Reading, node: Node, at: str, depth: int) -> Parts:
    ref = node["$ref"]
    name = reading.by_reference.get(ref) if type(ref) is str else None
    if name is not None:
        span = reading.places.get(at + "/$ref") if reading.places else None
        return Ref(name, span, read_limits(reading, node, "string", at)), False
    visited: list[str] = []
    place = at
    while True:
        if not isinstance(ref, str):
            reading.wrong_shape("'$ref'", ref, "a string", place + "/$ref")
            return ANY, False
        pointer = resolve(reading, ref, place + "/$ref")
        if pointer is None:
            return ANY, False
        if pointer in reading.names:
            return Ref(reading.names[pointer], reading.nearest(at + "/$ref")), False
        if pointer in visited:
            reading.cyclic(ref, at)
            return ANY, False
        visited.append(pointer)
        target = follow(reading.document, pointer)[0]
        if not isinstance(target, dict) or "$ref" not in target or len(flat(reading, target, pointer)) > 1:
            break
        ref, place = target["$ref"], pointer
    if not isinstance(target, dict) or _STRUCTURED.isdisjoint(target):
        return read_parts(reading, target, pointer, depth + 1)
    return reading.hoist(target, pointer, depth), False


# --- choices and unions


def _choice(reading: Reading, node: Node, at: str, depth: int) -> Parts:
    """An enum in its place; with names or notes for its values it becomes a definition, which can hold them."""
    for word in ("anyOf", "oneOf"):
        if word in node:
            not_held(reading, word, at, "the values beside it are")
    values, null = read_values(reading, node, at)
    if not values:
        if not null and isinstance(node["enum"], list):
            reading.warn("false-schema", "an enum without values allows nothing; read as any value", at + "/enum")
        return (NULL, False) if null else (ANY, False)
    if "x-enum-varnames" not in node and "x-enum-descriptions" not in node:
        return Choice(values), null
    return reading.hoist(_without_null(reading, node), at, depth), null


def _without_null(reading: Reading, node: Node) -> Node:
    """An enum's schema without null, nor the name and the note of null."""
    kept = [number for number, value in enumerate(node["enum"]) if value is not None]
    bare = {**node, "nullable": False}
    for word in ("enum", "x-enum-varnames", "x-enum-descriptions"):
        if isinstance(said := node.get(word), list) and len(said) == len(node["enum"]):
            bare[word] = [said[number] for number in kept]
    reading.kept.append(bare)
    return bare


def _union(reading: Reading, node: Node, at: str, depth: int) -> Parts:
    """The union of the branches, each together with what stands beside the keyword."""
    word = "oneOf" if "oneOf" in node else "anyOf"
    if word == "oneOf" and "anyOf" in node:
        not_held(reading, "anyOf", at)
    branches = reading.take(node, word, list, "an array of schemas", [], at)
    beside = {} if UNION_WORDS.issuperset(node) else _beside(reading, node)
    parts: list[Parts] = []
    for number, branch in enumerate(branches):
        place = reading.origin(branch, f"{at}/{word}/{number}")
        whole = both(reading, beside, branch, place) if beside and isinstance(branch, dict) else branch
        parts.append(read_parts(reading, whole, place, depth + 1))
    if not parts:
        if node[word] == []:
            reading.wrong_shape(repr(word), [], "an array of at least one schema", f"{at}/{word}")
        return ANY, False
    if len(parts) == 2 and parts[1][0] is NULL and not isinstance(parts[0][0], OneOf):
        return parts[0][0], True
    bares = [bare for bare, _ in parts if bare != NULL]
    null = any(null or bare == NULL for bare, null in parts)
    union = one_of(bares)
    if not isinstance(union, OneOf):
        return (NULL, False) if parts and not bares else (union, null)
    if "discriminator" not in node:
        return union, null
    return replace(union, discriminator=read_discriminator(reading, node, union, at)), null


def _beside(reading: Reading, node: Node) -> Node:
    """What stands beside `anyOf` or `oneOf` and so holds for every branch."""
    beside = {word: said for word, said in node.items() if word not in UNION_WORDS and not word.startswith("x-")}
    reading.kept.append(beside)
    return beside
