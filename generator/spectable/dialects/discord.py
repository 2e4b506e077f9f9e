"""Discord's API pages and what is written like them: types in English, `?` behind a name for optional and before a type
for nullable, footnote marks behind names.

Every field without `?` is there, and null only where the type says so: nothing is unstated. What `partial` leaves out
is not said, so a partial object is read as the object. Flags are numbers that may be added up, so an enum of them is
open.
"""

from __future__ import annotations

import re

from ..diagnostic import Report
from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, Choice, Json, ListOf, Scalar, Type
from ..reading.dialect import Clues, Dialect, Facts
from ..reading.prose import plain
from ..reading.typetext import Grammar, Part, Wrap

_LONGEST = 300  # characters of a phrase; a longer one is prose
_DATE_TIME = Scalar("string", "date-time")
_COUNTED = re.compile(
    r"(?:an? )?(?:array|list|set) of (?:(?:up to|at most|exactly|at least) )?(?:(?:\d+|one|two|three|four|five)\b"
    r"(?:\s?-\s?\d+)? )?(?P<item>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TEXTS = re.compile(
    r"[\w ]*\bids?|(?!.*\b(?:or|of)\b)[\w ]+ strings?|comma[- ](?:separated|delimited) (?:list|string)\b.*",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?:\d+|two|three|four|five) (?P<item>\w+s)", re.IGNORECASE)
_FOR = re.compile(r"(?P<type>[\w ?]+?) (?:for|if|when|in|representing|containing|with) .*", re.IGNORECASE | re.DOTALL)
_REMARK = re.compile(r"(?P<type>.+?)\s*(?:\([^()]*\)|\[\d+\]|\\?\*+)$", re.DOTALL)


def _english(word: str, part: Part) -> Type | None:
    """Phrases with a part that says nothing about the type: how many there are, remarks, for what a type is."""
    if len(word) > _LONGEST:
        return None
    if (found := _COUNTED.fullmatch(word)) and " of " in word:
        return ListOf(part(found.start("item"), found.end("item")))
    if _TEXTS.fullmatch(word):
        return STRING
    if found := _SEVERAL.fullmatch(word):
        return ListOf(part(found.start("item"), found.end("item")))
    if found := _REMARK.fullmatch(word):
        return part(found.start("type"), found.end("type"))
    if " or " not in word and "," not in word and (found := _FOR.fullmatch(word)):
        return part(found.start("type"), found.end("type"))
    return None


def _finish(facts: Facts, report: Report) -> Facts:
    """A field may be called deprecated behind its name, or at the start of its description."""
    words = plain(facts.cells["name"].children).lower(), facts.description.lower().lstrip("*_([ ")[:10]
    facts.deprecated = facts.deprecated or any("deprecated" in said for said in words)
    return facts


_WORDS: dict[Type, str] = {
    STRING: "string, str, snowflake, char, character, image data, cdn image, locale, hex string, base64 image data, "
    "unicode emoji, permission string, bitwise string",
    INTEGER: "integer, int, bitfield, bitset, flags, number (integer), unsigned integer",
    Scalar("integer", "int64"): "long, int64",
    NUMBER: "number, float, double",
    BOOLEAN: "boolean, bool",
    _DATE_TIME: "iso8601 timestamp, iso 8601 timestamp, iso8601 datetime, datetime, timestamp",
    Scalar("string", "uri"): "url, uri",
    Scalar("string", "binary"): "file, file content, file contents, binary, bytes",
    OBJECT: "object, dict, dictionary, map, dictionarie, json object, partial object",
    ListOf(ANY): "array, list",
    ANY: "mixed, any, unknown, mixed value, json value, any json value",
    NULL: "null, none",
}

DIALECT = Dialect(
    name="discord",
    title="Discord's API: types in English, ? for optional and nullable",
    grammar=Grammar(
        words={
            spelling: type_
            for type_, words in _WORDS.items()
            for word in words.split(", ")
            for spelling in (word, f"{word}s")
        }
        | {word: Choice((Json(word),)) for word in ("true", "false")},
        wraps=(
            Wrap("?{}", "nullable"),
            Wrap("nullable {}", "nullable"),
            Wrap("array of {}", "list"),
            Wrap("arrays of {}", "list"),
            Wrap("list of {}", "list"),
            Wrap("array<{}>", "list"),
            Wrap("{}[]", "list"),
            Wrap("{} array", "list"),
            Wrap("dict<{}, {}>", "map"),
            Wrap("map<{}, {}>", "map"),
            Wrap("dictionary<{}, {}>", "map"),
            Wrap("map of {} to {}", "map"),
            Wrap("dictionary of {} to {}", "map"),
            Wrap("mapping of {} to {}", "map"),
            Wrap("one of {}", "same"),
            Wrap("any of {}", "same"),
            Wrap("either {}", "same"),
            Wrap("an {}", "same"),
            Wrap("a {}", "same"),
            Wrap("the {}", "same"),
            Wrap("partial {}", "same"),
            Wrap("{} objects", "same"),
            Wrap("{} object", "same"),
            Wrap("{} structure", "same"),
            Wrap("{} enum", "same"),
            Wrap("({})", "same"),
        ),
        separators=(", or ", " or ", ", ", "|"),
        fold=True,
        hook=_english,
    ),
    columns={
        "name": ("field", "name", "parameter"),
        "type": ("type",),
        "required": ("required", "required?"),
        "description": ("description", "details"),
        "default": ("default",),
    },
    values={
        "value": ("value", "id", "integer", "number"),
        "name": ("name", "type", "flag", "mode", "level", "key", "code", "event", "enum", "tier", "behavior", "status"),
        "description": ("description", "meaning", "details", "comment"),
    },
    values_anywhere=True,
    model_name=re.compile(r"^(?P<name>.+?)(?: (?:Object|Structure))?(?:\s*% ?[A-Z]+\b.*)?$"),
    local_name=re.compile(
        r"^(?P<name>(?:JSON(?:/Form)?|Form|Query String|Query|URL|Path|Body|Request|Response)"
        r"(?: (?:Params?|Parameters?|Body|Fields|Structure))+)$",
        re.IGNORECASE,
    ),
    part_patterns=((re.compile(r"^(?:example\b|.*\bexamples?$)", re.IGNORECASE), "skip"),),
    required={
        "true": True,
        "yes": True,
        "required": True,
        "false": False,
        "no": False,
        "optional": False,
        "one of": False,
    },
    required_when_unstated=True,
    field_name=re.compile(r"^(?P<name>[^\s?*()]+)(?:\s*\\?\*)*(?P<optional>\?)?"),
    nothing=frozenset({"", "-", "n/a"}),
    loose_labels=True,
    anchor_label=re.compile(r"(?:.*[#/])(?:[\w-]*?-object-)?(?P<name>[\w-]+?)(?:-object|-structure)?$"),
    finish_field=_finish,
    clues=Clues(
        words={"field": 1},
        texts={"snowflake": 6, "ISO8601 timestamp": 6, "| ?string": 4, "| ?integer": 4, "| array of ": 1, "| ?": 2},
        patterns=(
            (re.compile(r"^\| *[\w\[\]]+\?(?:\\\*)* *\|", re.MULTILINE), 4),
            (re.compile(r"^#+ .* Structure$", re.MULTILINE), 3),
            (re.compile(r"^#+ .* % [A-Z]+(?:/| )", re.MULTILINE), 4),
        ),
    ),
)
