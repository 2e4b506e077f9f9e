"""Text that a regular expression matches, drawn at random: for patterns of the simple kind that specs have."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

_PRINTABLE = [chr(code) for code in range(0x20, 0x7F)]
_CLASSES = {
    "CATEGORY_DIGIT": "0123456789",
    "CATEGORY_NOT_DIGIT": "abc -",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "abc019",
    "CATEGORY_WORD": "abcXYZ019_",
    "CATEGORY_NOT_WORD": " -.",
}


def draw_matching(pattern: str, random: Random) -> str:
    """A text made along a pattern. What a pattern says in lookarounds or back references is passed over: the caller
    checks the text and draws again."""
    parser: Any = importlib.import_module("re._parser")  # the standard library's own reading of patterns
    try:
        return _sequence(parser.parse(pattern), random)
    except (re.error, RecursionError):
        return ""


def _sequence(parts: Any, random: Random) -> str:
    return "".join(_part(str(op), said, random) for op, said in parts)


def _part(op: str, said: Any, random: Random) -> str:
    match op:
        case "LITERAL":
            return chr(said)
        case "NOT_LITERAL":
            return random.choice([c for c in _PRINTABLE if ord(c) != said])
        case "ANY":
            return random.choice(_PRINTABLE)
        case "IN":
            return _one_character(said, random)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, inner = said
            count = random.randint(low, min(int(high), low + 4))
            return "".join(_sequence(inner, random) for _ in range(count))
        case "BRANCH":
            return _sequence(random.choice(said[1]), random)
        case "SUBPATTERN":
            return _sequence(said[-1], random)
        case "ATOMIC_GROUP":
            return _sequence(said, random)
        case _:
            return ""


def _one_character(said: Any, random: Random) -> str:
    """A character of a set; of a negated one any printable character outside it."""
    characters: list[str] = []
    negated = False
    for op, value in said:
        match str(op):
            case "NEGATE":
                negated = True
            case "LITERAL":
                characters.append(chr(value))
            case "RANGE":
                low, high = value
                characters.extend(chr(code) for code in range(low, min(high, low + 200) + 1))
            case "CATEGORY":
                characters.extend(_CLASSES.get(str(value), "a"))
            case _:
                continue
    if negated:
        characters = [c for c in _PRINTABLE if c not in set(characters)]
    return random.choice(characters) if characters else ""
