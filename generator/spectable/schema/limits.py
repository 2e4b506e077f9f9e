"""The limits of a schema (validation, sections 6.2 to 6.5)."""

from __future__ import annotations

from typing import Any

from ..model import NO_LIMITS, Limits, json_text
from ..reading.patterns import message
from ..reading.regex import fault
from .reading import Node, Reading
from .words import COUNT_LIMITS, JSON_LIMITS, LIMITS, LIMITS_OF


def read_limits(reading: Reading, node: Node, kind: str, at: str) -> Limits:
    """The limits that say something to values of a kind."""
    if LIMITS.isdisjoint(node):
        return NO_LIMITS
    held: dict[str, Any] = {}
    for word in LIMITS_OF.get(kind, frozenset()) & node.keys():
        _limit(reading, node, word, held, at)
    return Limits(**held) if held else NO_LIMITS


def _limit(reading: Reading, node: Node, word: str, held: dict[str, Any], at: str) -> None:
    value, place = node[word], f"{at}/{word}"
    number = not isinstance(value, bool | str | list | dict) and value is not None
    if word in JSON_LIMITS:
        if number and (word != "multipleOf" or value > 0):
            held.setdefault(JSON_LIMITS[word], json_text(value))
        elif isinstance(value, bool) and word.startswith("exclusive"):
            _draft4(node, word, held)
        else:
            wanted = "a number above 0" if word == "multipleOf" else "a number"
            reading.wrong_shape(repr(word), value, wanted, place)
    elif word in COUNT_LIMITS:
        if number and value >= 0 and value == int(value):
            held[COUNT_LIMITS[word]] = int(value)
        else:
            reading.wrong_shape(repr(word), value, "a whole number, 0 or more", place)
    elif word == "pattern":
        held["pattern"] = _pattern(reading, reading.take(node, word, str, "a string", None, at), place)
    elif reading.take(node, word, bool, "true or false", False, at):
        held["unique_items"] = True


def _pattern(reading: Reading, pattern: str | None, at: str) -> str | None:
    if pattern is None or not (wrong := fault(pattern)):
        return pattern
    hint = "it is left out; a pattern is one of ECMA 262, without slashes around it"
    reading.warn("bad-pattern", message(pattern, wrong), at, hint)
    return None


def _draft4(node: Node, word: str, held: dict[str, Any]) -> None:
    """`exclusiveMinimum: true` made `minimum` exclusive before draft 6."""
    plain = "minimum" if word == "exclusiveMinimum" else "maximum"
    bound = node.get(plain)
    if node[word] and isinstance(bound, int | float) and not isinstance(bound, bool):
        held[JSON_LIMITS[word]] = json_text(bound)
        held[plain] = None
