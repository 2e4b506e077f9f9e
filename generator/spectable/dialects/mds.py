"""The Mobility Data Specification and what is written like it: a section per object, required-ness in words that may
be links, references by links whose targets stand at the end of the page.

What the style cannot say: null. `Required if Available` and its like are not required. Timestamps are integers, the
milliseconds since 1970. The values of an enum mostly stand in another table, under the heading that is linked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import ANY, BOOLEAN, ENUM, INTEGER, NUMBER, OBJECT, STRING, ListOf, Scalar, Type
from ..reading.dialect import VALUES_IN_PROSE, Clues, Dialect
from ..reading.typetext import Grammar, Part, Wrap
from .transit import URI

_UUID = Scalar("string", "uuid")
_TIME = re.compile(r"iso 8601 (?P<kind>date-time|datetime|date/time|date|time|duration)\b.*", re.IGNORECASE)
_LOST_LINK = re.compile(r"\[(?P<label>[^\[\]]+)\]\[[\w-]+\]")
_TIMES = {"date": "date", "time": "time", "duration": "duration"}


def _spelt(word: str, part: Part) -> Type | None:
    """What GeoJSON defines, whatever it is called, is an object; ISO 8601 times come with the form they have; a link
    whose target the page does not define is what its label says."""
    if lost := _LOST_LINK.fullmatch(word):
        return part(lost.start("label"), lost.end("label"))
    if word[:7].lower() == "geojson":
        return OBJECT
    found = _TIME.fullmatch(word)
    return Scalar("string", _TIMES.get(found["kind"].lower(), "date-time")) if found else None


DIALECT = Dialect(
    name="mds",
    title="Mobility Data Specification: Required/Optional in words, links defined at the end of the page",
    grammar=Grammar(
        words={
            "string": STRING,
            "text": STRING,
            "uuid": _UUID,
            "integer": INTEGER,
            "int": INTEGER,
            "number": NUMBER,
            "float": NUMBER,
            "double": Scalar("number", "double"),
            "decimal": Scalar("number", "decimal"),
            "boolean": BOOLEAN,
            "bool": BOOLEAN,
            "timestamp": INTEGER,
            "timestamps": INTEGER,
            "datetime": Scalar("string", "date-time"),
            "date": Scalar("string", "date"),
            "time": Scalar("string", "time"),
            "url": URI,
            "uri": URI,
            "enum": ENUM,
            "map": OBJECT,
            "object": OBJECT,
            "json": OBJECT,
            "json object": OBJECT,
            "array": ListOf(ANY),
            "list": ListOf(ANY),
            "any": ANY,
        },
        wraps=(
            Wrap("{}[]", "list"),
            Wrap("array of {}", "list"),
            Wrap("list of {}", "list"),
            Wrap("array<{}>", "list"),
            Wrap("array[{}]", "list"),
            Wrap("{} array", "list"),
            Wrap("[{}]", "list"),
            Wrap("map<{}, {}>", "map"),
            Wrap("map of {} to {}", "map"),
            Wrap("{{}: {}}", "map"),
            Wrap("({})", "same"),
            Wrap("{} objects", "same"),
            Wrap("{} object", "same"),
        ),
        separators=(" or ", "|"),
        fold=True,
        hook=_spelt,
    ),
    columns={
        "name": ("field name", "field", "name", "parameter"),
        "type": ("type", "data type"),
        "required": ("required/optional", "required / optional", "optional/required", "required?", "required"),
        "description": ("field description", "description", "comments", "comment", "defines", "contents"),
    },
    required={
        "required": True,
        "yes": True,
        "y": True,
        "r": True,
        "optional": False,
        "no": False,
        "n": False,
        "o": False,
    },
    mark_patterns={
        "required": (
            (re.compile(r"^(?:conditionally )?(?:required|yes),? (?:if|when|unless|for)\b", re.IGNORECASE), False),
            (re.compile(r"^(?:conditional|optional\b|recommended)", re.IGNORECASE), False),
            (re.compile(r"^required\b(?! or )", re.IGNORECASE), True),
        )
    },
    values={"value": ("value", "name", "enum"), "description": ("description", "definition", "comments")},
    values_in_prose=replace(VALUES_IN_PROSE, otherwise=STRING),
    loose_labels=True,
    ragged=True,
    clues=Clues(
        headers={
            f"{name}|type|{required}|{about}": 3
            for name in ("field", "name", "field name")
            for required in ("required/optional", "required / optional", "required?")
            for about in ("comments", "comment", "description", "field description", "defines")
        },
        words={"required/optional": 1},
        texts={"Required if ": 3, "[timestamp][ts]": 6, "[Timestamp][ts]": 6, "](#": 1},
    ),
)
