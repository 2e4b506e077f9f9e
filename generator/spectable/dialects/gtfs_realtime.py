"""GTFS realtime and the protobuf specs written like it: a section per message and per enum, its fields in bold, with
how many there are of each in a column of its own.

What the style cannot say: null, which protobuf has not. `Conditionally required` is not required.
"""

from __future__ import annotations

import re

from ..model import BOOLEAN, INTEGER, NUMBER, STRING, Scalar, Type
from ..reading.dialect import Clues, Dialect
from ..reading.typetext import Grammar, Part, Wrap

_INT32 = Scalar("integer", "int32")
_INT64 = Scalar("integer", "int64")
_HALF_LINK = re.compile(r"\[(?P<label>[\w.]+)[\])]*\(#[^)]*\)?")


def _half_link(word: str, part: Part) -> Type | None:
    """`[TripUpdate)(#message-tripupdate)`: a link whose brackets do not match is what it was meant to be."""
    match = _HALF_LINK.fullmatch(word)
    return part(match.start("label"), match.end("label")) if match else None


DIALECT = Dialect(
    name="gtfs-realtime",
    title="GTFS realtime: protobuf messages and enums, a section each",
    grammar=Grammar(
        words={
            "string": STRING,
            "bool": BOOLEAN,
            "float": Scalar("number", "float"),
            "double": Scalar("number", "double"),
            **dict.fromkeys(("int32", "sint32", "sfixed32"), _INT32),
            **dict.fromkeys(("int64", "sint64", "sfixed64"), _INT64),
            **dict.fromkeys(("uint32", "uint64", "fixed32", "fixed64", "integer"), INTEGER),
            "number": NUMBER,
            "bytes": Scalar("string", "byte"),
        },
        wraps=(Wrap("repeated {}", "list"),),
        hook=_half_link,
    ),
    columns={
        "name": ("field name", "field"),
        "type": ("type",),
        "required": ("required",),
        "repeated": ("cardinality",),
        "description": ("description",),
    },
    values={"value": ("value",), "description": ("comment", "description")},
    parts={"fields": "fields", "values": "values"},
    values_anywhere=True,
    values_heading=re.compile(r"^_?enum\b", re.IGNORECASE),
    model_name=re.compile(r"^_?(?:message|enum)_? +_?(?P<name>[\w.]+?)_?$", re.IGNORECASE),
    required={
        "required": True,
        "optional": False,
        "recommended": False,
        "conditionally required": False,
        "conditionally forbidden": False,
        "deprecated": False,
        "forbidden": False,
    },
    repeated={"one": False, "many": True, "zero or one": False, "repeated": True},
    ragged=True,
    clues=Clues(
        headers={"field name|type|required|cardinality|description": 10},
        words={"cardinality": 4},
        patterns=((re.compile(r"^#+ _?(?:message|enum)\b_?", re.MULTILINE), 5),),
    ),
)
