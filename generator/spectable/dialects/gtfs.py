"""GTFS schedule and the specs written after it: a section per file, its presence and primary key in lines above the
table, foreign keys in the type cell, the values of an enum in the description, nesting by indentation.

What the style cannot say: null (an empty value is an absent one). Its dates (`20180913`) and times (`25:35:00`) are not
those of JSON Schema, so they are plain strings; `Non-zero` has no keyword there either.
"""

from __future__ import annotations

import re

from ..diagnostic import Report
from ..model import ANY, BOOLEAN, ENUM, NUMBER, OBJECT, STRING, ListOf, Scalar, Type
from ..reading.dialect import VALUES_IN_PROSE, Clues, Dialect, Facts, Keys
from ..reading.nesting import INDENT, Nesting
from ..reading.prose import plain
from ..reading.typetext import Grammar, Part, Wrap
from .transit import EMAIL, LATITUDE, LONGITUDE, SIGNED, URI

_TEXTS = (
    "text, string, id, unique id, foreign id, color, currency code, language code, phone number, timezone, date, time, "
    "local time, service day, datetime, language, country code"
)
_KEY = re.compile(r"(?:foreign |unique )?id referencing \S.*|(?:foreign|unique) id\b.*", re.IGNORECASE)
_TO_ONE = re.compile(r"\breferencing (?P<model>\w+)(?:\.txt)?\.(?P<field>\w+)$", re.IGNORECASE)


def _key(word: str, part: Part) -> Type | None:
    """`Foreign ID referencing …` in all its forms: an ID, which is a text."""
    return STRING if _KEY.fullmatch(word) else None


def _finish(facts: Facts, report: Report) -> Facts:
    """The foreign key that a type cell names. One to several files, or `or ID`, is no key of any."""
    words = " ".join(plain(facts.cells["type"].children).split()) if "type" in facts.cells else ""
    if "referencing" not in words.lower():
        return facts
    if found := _TO_ONE.search(words):
        facts.foreign_key = f"{found['model']}.{found['field']}"
    else:
        message = f"{words!r} is no foreign key to one field of one file, and says nothing about keys"
        report.info("foreign-key-not-one", message, facts.cells["type"].span)
    return facts


DIALECT = Dialect(
    name="gtfs",
    title="GTFS schedule: a section per file, its keys above the table and in the types",
    grammar=Grammar(
        words={
            **dict.fromkeys(_TEXTS.split(", "), STRING),
            **SIGNED,
            "number": NUMBER,
            "boolean": BOOLEAN,
            "enum": ENUM,
            "object": OBJECT,
            "array": ListOf(ANY),
            "latitude": LATITUDE,
            "longitude": LONGITUDE,
            "currency amount": Scalar("number", "decimal"),
            "url": URI,
            "uri": URI,
            "email": EMAIL,
            "any": ANY,
        },
        wraps=(Wrap("array of {}", "list"), Wrap("array<{}>", "list"), Wrap("{} array", "list")),
        separators=(" or ", "|", "/"),
        fold=True,
        absorbing=frozenset({STRING}),
        hook=_key,
    ),
    columns={
        "name": ("field name", "field", "name"),
        "type": ("type",),
        "required": ("presence", "required"),
        "description": ("description", "definition", "details"),
    },
    model_name=re.compile(r"^(?:file:? )?(?P<name>.+?)(?:\.(?:txt|csv|geojson|json))?$", re.IGNORECASE),
    required={
        "required": True,
        "optional": False,
        "recommended": False,
        "experimental": False,
        "conditionally required": False,
        "conditionally forbidden": False,
        "conditionally optional": False,
        "conditionally recommended": False,
        "forbidden": False,
    },
    keys=Keys(primary=re.compile(r"^Primary keys? ?\((?!none\))(?P<fields>[^()]+)\)", re.IGNORECASE | re.MULTILINE)),
    nesting=Nesting(separator="", indent=INDENT),
    values_in_prose=VALUES_IN_PROSE,
    clues=Clues(
        headers={"field name|type|presence|description": 10},
        words={"presence": 1},
        texts={"Foreign ID referencing": 4, "Primary key (": 4, "**Conditionally Required**": 2, "Unique ID": 2},
    ),
    finish_field=_finish,
)
