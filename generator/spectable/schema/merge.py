"""`allOf`, and keywords beside a `$ref`, as one schema: what must hold at once, said at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import json_text
from .pointer import decoded, escape, follow
from .reading import Node, Reading, shape_name
from .resolve import resolve
from .words import ANNOTATIONS, LIMITS_OF, STRUCTURE

DEEPEST = 100
"""How deep a type may be nested; deeper is an error (CONTRACT, severities)."""

MOST_MERGES = 50_000
"""How many merges a document gets: schemas that lead to each other in every way would never end."""

_ASSERTIONS = STRUCTURE - {"$ref", "nullable", "discriminator"}
_AFRESH = ANNOTATIONS - {"format", "contentEncoding", "contentMediaType"}
_ONE_CHILD = ("items", "additionalProperties", "propertyNames", "contains", "not", "unevaluatedProperties")
_CHILDREN_BY_NAME = ("properties", "patternProperties")
_CHILDREN_BY_NUMBER = ("anyOf", "oneOf", "prefixItems", "items")
_GREATEST = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
_LEAST = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})


def flat(reading: Reading, node: Node, at: str, seen: tuple[str, ...] = ()) -> Node:
    """The schema without `allOf`, and with `$ref` only where nothing but annotations stands beside it, or limits of
    texts beside one to an enum."""
    if "allOf" not in node and ("$ref" not in node or _ASSERTIONS.isdisjoint(node) or _limits_an_enum(reading, node)):
        return node
    if at in seen:
        reading.warn("cyclic-reference", "this schema is made of itself", at, "take the reference to itself out")
        return {}
    if len(seen) > DEEPEST:
        reading.too_deep(f"schemas are merged more than {DEEPEST} deep", at)
        return {}
    reading.merges += 1
    if reading.merges > MOST_MERGES:
        reading.too_deep(f"the schemas of this document are merged more than {MOST_MERGES} times", at)
        return {}
    seen = (*seen, at)
    own = {word: value for word, value in node.items() if word not in ("allOf", "$ref")}
    _remember(reading, own, at)
    references, parts = [], [(own, at)]
    for part, part_at in _members(reading, node, at):
        part = flat(reading, part, part_at, seen)
        if "$ref" in part:
            references.append((part, part_at))
        else:
            _remember(reading, part, part_at)
            parts.insert(-1, (part, part_at))
    if len({str(part["$ref"]) for part, _ in references}) == 1 and _only_says_again(
        reading, references[0], parts, seen
    ):
        return {**own, "$ref": references[0][0]["$ref"]}
    inherited = [got for part, part_at in references if (got := _target(reading, part, part_at, seen)) is not None]
    merged: Node = {}
    for part, part_at in (*inherited, *parts):
        _combine(reading, merged, part, part_at)
    reading.kept.append(merged)
    return merged


def _limits_an_enum(reading: Reading, node: Node) -> bool:
    ref = node["$ref"]
    if not node.keys() & _ASSERTIONS <= LIMITS_OF["string"] or not isinstance(ref, str):
        return False
    if ref not in reading.by_reference:
        return False
    target = follow(reading.document, decoded(ref.removeprefix("#")))[0]
    match target:
        case {"type": "string", "enum": _} | {"anyOf": [{"type": "string", "enum": _}, {"type": "string"}]}:
            return True
        case _:
            return False


def _members(reading: Reading, node: Node, at: str) -> Iterator[tuple[Node, str]]:
    """The schemas that must hold, with their pointers: the reference's own and those of `allOf`."""
    if "$ref" in node:
        yield {"$ref": node["$ref"]}, at
    parts = node.get("allOf", [])
    if not isinstance(parts, list):
        reading.wrong_shape("'allOf'", parts, "an array of schemas", at + "/allOf")
        return
    for number, part in enumerate(parts):
        part_at = reading.origin(part, f"{at}/allOf/{number}")
        match part:
            case dict():
                yield part, part_at
            case True:
                pass
            case False:
                reading.warn("false-schema", "nothing can be valid here", part_at, "take the false schema out")
            case _:
                reading.wrong_shape("a schema", part, "an object or a boolean", part_at)


def _only_says_again(
    reading: Reading, reference: tuple[Node, str], parts: list[tuple[Node, str]], seen: tuple[str, ...]
) -> bool:
    """Whether the parts beside a reference add nothing but annotations, or the type that its target has anyway."""
    said = [{word: part[word] for word in part.keys() & _ASSERTIONS} for part, _ in parts]
    if not any(said):
        return True
    target = _target(reading, *reference, seen)
    return target is not None and all(
        word == "type" and part[word] == target[0].get("type") for part in said for word in part
    )


def _target(reading: Reading, part: Node, at: str, seen: tuple[str, ...]) -> tuple[Node, str] | None:
    """The schema behind a reference, followed to its end and merged, without its annotations; and its pointer."""
    visited: list[str] = []
    while "$ref" in part:
        ref = part["$ref"]
        if not isinstance(ref, str):
            reading.wrong_shape("'$ref'", ref, "a string", at + "/$ref")
            return None
        pointer = resolve(reading, ref, at + "/$ref")
        if pointer is None:
            return None
        if pointer in visited or pointer in seen:
            reading.cyclic(ref, at)
            return None
        visited.append(pointer)
        found = follow(reading.document, pointer)[0]
        if not isinstance(found, dict):
            return ({}, pointer) if found is True else None
        _remember(reading, found, pointer)
        part, at = flat(reading, found, pointer, (*seen, *visited[:-1])), pointer
    return {word: value for word, value in part.items() if word not in _AFRESH}, at


def _remember(reading: Reading, node: Node, at: str) -> None:
    """Note where the parts of a schema stand before they are moved into another."""
    for word in _ONE_CHILD:
        if isinstance(child := node.get(word), dict):
            reading.origins.setdefault(id(child), f"{at}/{word}")
    for word in _CHILDREN_BY_NAME:
        if isinstance(children := node.get(word), dict):
            for name, child in children.items():
                if isinstance(child, dict):
                    reading.origins.setdefault(id(child), f"{at}/{word}/{escape(name)}")
    for word in _CHILDREN_BY_NUMBER:
        if isinstance(children := node.get(word), list):
            for number, child in enumerate(children):
                if isinstance(child, dict):
                    reading.origins.setdefault(id(child), f"{at}/{word}/{number}")


def both(reading: Reading, first: Any, second: Any, at: str) -> Node:
    """A schema that says two schemas at once, remembered as standing at `at`, or where they were first joined."""
    made: Node = {"allOf": [first, second]}
    reading.kept.append(made)
    parts = reading.parts.get(id(first), frozenset({id(first)})) | reading.parts.get(
        id(second), frozenset({id(second)})
    )
    reading.parts[id(made)] = parts
    reading.origins[id(made)] = reading.joined_at.setdefault(parts, at)
    return made


def _combine(reading: Reading, merged: Node, part: Node, at: str) -> None:
    """Put a schema into the merged one: what both say must hold twice."""
    for word, new in part.items():
        old = merged.get(word, new)
        merged[word] = old if old is new else _joined(reading, word, old, new, at)


def _joined(reading: Reading, word: str, old: Any, new: Any, at: str) -> Any:
    """The value of a keyword that says what both its values say. Wrong shapes are left for the reader to report."""
    match word, old, new:
        case ("properties", dict(), dict()):
            shared = {
                n: _same_or_both(reading, old[n], new[n], f"{at}/properties/{escape(n)}") for n in old.keys() & new
            }
            return {
                **{n: shared.get(n, child) for n, child in old.items()},
                **{n: c for n, c in new.items() if n not in old},
            }
        case ("required", list(), list()):
            return [*old, *(n for n in new if n not in old)]
        case ("type", _, _):
            return _shared_types(reading, old, new, at)
        case ("enum", list(), list()):
            texts = {json_text(value) for value in new}
            return [value for value in old if json_text(value) in texts]
        case ("items" | "additionalProperties", bool(), _) | ("items" | "additionalProperties", _, bool()):
            bare = old if isinstance(old, bool) else new
            return (new if bare is old else old) if bare else False
        case ("items" | "additionalProperties", dict(), dict()):
            return _same_or_both(reading, old, new, f"{at}/{word}")
        case (_, int() | float(), int() | float()) if word in _GREATEST:
            return max(old, new)
        case (_, int() | float(), int() | float()) if word in _LEAST:
            return min(old, new)
        case ("uniqueItems", bool(), bool()):
            return old or new
        case _:
            pass
    if word in _ASSERTIONS and json_text(old) != json_text(new):
        said = f"{word!r} is said twice, and only {shape_name(new)} is held"
        reading.warn("keyword-not-held", said, f"{at}/{word}", "say it once")
    return new


def _same_or_both(reading: Reading, old: Any, new: Any, at: str) -> Any:
    return old if json_text(old) == json_text(new) else both(reading, old, new, at)


def _shared_types(reading: Reading, old: Any, new: Any, at: str) -> Any:
    """The types that both values of `type` allow; a whole number is a number."""
    first = old if isinstance(old, list) else [old]
    second = new if isinstance(new, list) else [new]
    shared = [kind for kind in first if kind in second or (kind == "integer" and "number" in second)]
    if "number" in first and "integer" in second and "integer" not in shared:
        shared.append("integer")
    if not shared:
        said = f"a value cannot be {_listed(first)} and {_listed(second)} at once"
        reading.warn("contradictory-schema", said, f"{at}/type", "let the schemas of `allOf` agree on the type")
        return old
    return shared[0] if len(shared) == 1 else shared


def _listed(names: list[Any]) -> str:
    return " or ".join(repr(name) for name in names)
