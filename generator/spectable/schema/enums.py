"""The enum that a definition is."""

from __future__ import annotations

from typing import Any

from ..model import Enum, Json, Member, base_kind, json_text
from .keywords import read_values
from .reading import Node, Reading


def read_enum(reading: Reading, name: str, node: Node, at: str, facts: dict[str, Any]) -> Enum | None:
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
