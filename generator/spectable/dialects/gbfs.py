"""GBFS and the specs written like it: a section per file, fields as dotted paths through the objects and arrays below
`data`, no pipes around the rows, remarks on versions in the cells of names and of REQUIRED.

What the style cannot say: null. `Conditionally REQUIRED` is not required. The values of a text that is an enum stand
in the description.
"""

from __future__ import annotations

import re

from ..model import ANY, BOOLEAN, ENUM, OBJECT, STRING, ListOf, Scalar
from ..reading.dialect import VALUES_IN_PROSE, Clues, Dialect
from ..reading.nesting import Nesting
from ..reading.typetext import Grammar, Wrap
from .transit import EMAIL, LATITUDE, LONGITUDE, SIGNED, URI

_DATE_TIME = Scalar("string", "date-time")
_TEXTS = "string, text, id, language, language code, country code, currency code, phone number, timezone, time, color"
_GEOMETRIES = (
    "object, geometry, featurecollection, feature collection, feature, multipolygon, polygon, point, linestring"
)

DIALECT = Dialect(
    name="gbfs",
    title="GBFS: a section per file, dotted paths, REQUIRED and Defines",
    grammar=Grammar(
        words={
            **dict.fromkeys(_TEXTS.split(", "), STRING),
            **SIGNED,
            "boolean": BOOLEAN,
            "enum": ENUM,
            "object": OBJECT,
            "json object": OBJECT,
            "array": ListOf(ANY),
            "latitude": LATITUDE,
            "longitude": LONGITUDE,
            "date": Scalar("string", "date"),
            "timestamp": _DATE_TIME,
            "datetime": _DATE_TIME,
            "url": URI,
            "uri": URI,
            "email": EMAIL,
            "any": ANY,
            **dict.fromkeys((f"geojson {kind}" for kind in _GEOMETRIES.split(", ")), OBJECT),
        },
        wraps=(
            Wrap("array<{}>", "list"),
            Wrap("array of {}", "list"),
            Wrap("array[{}]", "list"),
            Wrap("map<{}, {}>", "map"),
            Wrap("object<{}, {}>", "map"),
        ),
        separators=(" or ", "|"),
        fold=True,
    ),
    columns={
        "name": ("field name", "field"),
        "type": ("type",),
        "required": ("required",),
        "description": ("defines", "description"),
    },
    model_name=re.compile(r"^(?P<name>.+?)(?:\.(?:json|geojson))?$", re.IGNORECASE),
    item_name=re.compile(r"^\s*(?P<name>\w[\w ]*?)\s+[-–—]\s"),
    required={
        "required": True,
        "yes": True,
        "optional": False,
        "no": False,
        "recommended": False,
        "conditionally required": False,
        "conditionally optional": False,
    },
    field_name=re.compile(r"^(?P<name>\S+)"),
    aside=re.compile(r"(?<!\s)\s*\((?:as of|added|deprecated|removed|formerly|renamed|beta)\b[^()]*\)", re.IGNORECASE),
    nesting=Nesting(),
    values_in_prose=VALUES_IN_PROSE,
    ragged=True,
    clues=Clues(
        headers={"field name|required|type|defines": 10},
        words={"defines": 4},
        texts={"Array&lt;": 2, "Conditionally REQUIRED": 2},
    ),
)
