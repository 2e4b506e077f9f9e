"""STAC, its extensions, and the specs of its family (GeoParquet, fiboa): a section per object, REQUIRED at the start of
the description, arrays in square brackets.

What the style cannot say: formats, and the values of an enum, which descriptions mention in no fixed words. Without
`REQUIRED` a field is optional; `REQUIRED if …` is no more than that either.
"""

from __future__ import annotations

import re

from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, ListOf, Scalar, Type
from ..reading.dialect import Clues, Dialect
from ..reading.typetext import Grammar, Wrap

_GEOJSON = "geometry, feature, feature collection, featurecollection, polygon, multipolygon, point, linestring"

_UNLESS = r"(?![*_):, ]*(?:if|when|unless|for|in case|by|only|at least|either|one of|depending)\b)"
REQUIRED = re.compile(
    rf"^(?:\*\*|__|\*|_)\(?(?:required|mandatory)\b{_UNLESS}|^\(?(?:required|mandatory)\)?(?:[.:;!]|$)"
    rf"|(?:^|\n|[.!)] )(?-i:\*{{0,2}}REQUIRED)\b{_UNLESS}|\(required\)",
    re.IGNORECASE,
)
"""How the description of a required field begins, or a sentence of it: emphasised, or by itself, without condition."""

_WORDS: dict[str, Type] = {
    "string": STRING,
    "text": STRING,
    "number": NUMBER,
    "float": NUMBER,
    "double": Scalar("number", "double"),
    "integer": INTEGER,
    "int": INTEGER,
    "uint8": INTEGER,
    "boolean": BOOLEAN,
    "bool": BOOLEAN,
    "null": NULL,
    "any": ANY,
    "*": ANY,
    "mixed": ANY,
    "object": OBJECT,
    "json object": OBJECT,
    "map": OBJECT,
    "array": ListOf(ANY),
    "list": ListOf(ANY),
    "date": Scalar("string", "date"),
    "datetime": Scalar("string", "date-time"),
    "date-time": Scalar("string", "date-time"),
    "timestamp": Scalar("string", "date-time"),
    "duration": Scalar("string", "duration"),
    "uuid": Scalar("string", "uuid"),
    "url": Scalar("string", "uri"),
    "uri": Scalar("string", "uri"),
    "email": Scalar("string", "email"),
    "binary": Scalar("string", "binary"),
    **{f"geojson {kind}": OBJECT for kind in _GEOJSON.split(", ")},
    **{f"geojson {kind} object": OBJECT for kind in _GEOJSON.split(", ")},
    "geojson object": OBJECT,
    "geojson": OBJECT,
}

GRAMMAR = Grammar(
    words=_WORDS,
    wraps=(
        Wrap("map<{}, {}>", "map"),
        Wrap("map<{}>", "map"),
        Wrap("map[{}, {}]", "map"),
        Wrap("object<{}, {}>", "map"),
        Wrap("object<{}>", "map"),
        Wrap("array<{}>", "list"),
        Wrap("list<{}>", "list"),
        Wrap("array[{}]", "list"),
        Wrap("array of {}", "list"),
        Wrap("list of {}", "list"),
        Wrap("[{}]", "list"),
        Wrap("{}[]", "list"),
        Wrap("({})", "same"),
    ),
    separators=("|", " or "),
    fold=True,
)

DIALECT = Dialect(
    name="stac",
    title="STAC, its extensions and their family: REQUIRED in the description, [type] for arrays",
    grammar=GRAMMAR,
    columns={
        "name": ("field name", "element", "property name", "property", "field"),
        "type": ("type", "data type"),
        "description": ("description",),
        "default": ("default",),
    },
    parts={"fields": "fields", "examples": "skip", "example": "skip"},
    required_prose=REQUIRED,
    ragged=True,
    repeats_models=True,
    clues=Clues(
        words={"field name": 1, "element": 1, "property name": 1},
        texts={
            "**REQUIRED.**": 4,
            "| \\[": 4,
            "\\[string": 3,
            "](#": 1,
            "Map<string": 3,
            "object\\<string": 4,
            "STAC": 4,
            "GeoJSON": 2,
        },
        patterns=((re.compile(r"\| *\[\[[\w ]+\]\([^)]*#"), 2),),
    ),
)
