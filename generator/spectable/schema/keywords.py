"""The keywords of one schema: which are held, and what `type` and `enum` say together."""

from __future__ import annotations

from difflib import get_close_matches

from ..diagnostic import did_you_mean
from ..model import Json, json_text
from .reading import Node, Reading
from .words import ARRAY_WORDS, KINDS, KNOWN, NOT_HELD, OBJECT_WORDS


def check_words(reading: Reading, node: Node, at: str) -> None:
    """Warn of keywords that are not held, and of those that look like a slip of a known one."""
    for word in node:
        if word in NOT_HELD:
            if word not in ("patternProperties", "prefixItems", "additionalItems", "unevaluatedProperties"):
                not_held(reading, word, at)
        elif word not in KNOWN and not word.startswith("x-") and (near := get_close_matches(word, KNOWN, 1, 0.8)):
            hint = f"did you mean {near[0]!r}?"
            reading.warn("unknown-keyword", f"{word!r} is no keyword of JSON Schema", f"{at}/{word}", hint)


def not_held(reading: Reading, word: str, at: str, instead: str = "") -> None:
    """Warn that a keyword says what no type of ours can say."""
    said = f"{word!r} is not held{': ' + instead if instead else '; what it forbids will be accepted'}"
    reading.warn("keyword-not-held", said, f"{at}/{word}", "say it in the description, or check it elsewhere")


def read_kinds(reading: Reading, node: Node, at: str) -> tuple[tuple[str, ...], bool]:
    """(the JSON types that `type` names, without null; whether null is one of them). Without `type`, keywords that
    belong to objects or arrays alone imply theirs."""
    said = node.get("type")
    if type(said) is str and said in KINDS:
        return ((said,), False) if said != "null" else ((), True)
    if said is None and "type" not in node:
        return _implied(node), False
    names = said if isinstance(said, list) else [said]
    for number, name in enumerate(names):
        place = f"{at}/type/{number}" if names is said else f"{at}/type"
        if not isinstance(name, str):
            reading.wrong_shape("'type'", name, "the name of a type or an array of them", place)
        elif name not in KINDS:
            reading.error("unknown-type", f"{name!r} is not a type of JSON Schema", place, did_you_mean(name, KINDS))
    known = dict.fromkeys(name for name in names if isinstance(name, str) and name in KINDS)
    return tuple(kind for kind in known if kind != "null"), "null" in known


def _implied(node: Node) -> tuple[str, ...]:
    if not OBJECT_WORDS.isdisjoint(node):
        return ("object",)
    return () if ARRAY_WORDS.isdisjoint(node) else ("array",)


def read_values(reading: Reading, node: Node, at: str) -> tuple[tuple[Json, ...], bool]:
    """(the values of `enum` without null, each once; whether null is one that `type` allows)."""
    values = reading.take(node, "enum", list, "an array of values", [], at)
    kinds, null = read_kinds(reading, node, at)
    texts = dict.fromkeys(map(json_text, values))
    found = "null" in texts
    texts.pop(Json("null"), None)
    return tuple(texts), found and (null or not kinds)
