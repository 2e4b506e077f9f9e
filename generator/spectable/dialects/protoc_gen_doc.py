"""Pages that protoc-gen-doc prints of .proto files: `## file.proto`, `### Message` with `Field | Type | Label |
Description`, `### Enum` with `Name | Number | Description`, an anchor with the full name before each.

What the style cannot say: which fields of a message are a oneof, and that a repeated `XEntry` is a map. Where the label
is empty (proto3) a field is in every message, with a default of its type where nothing was set: it need not be there
in JSON. An enum is a name in JSON (the number is of the wire only), as the mapping of protobuf to JSON has it, and so
are the types of google.protobuf read.
"""

from __future__ import annotations

import re

from ..diagnostic import Report
from ..model import ANY, BOOLEAN, NULL, OBJECT, STRING, ListOf, Scalar, Type, one_of
from ..reading.dialect import Clues, Dialect, Facts
from ..reading.markdown import Cell
from ..reading.typetext import Grammar

_INT32, _INT64 = Scalar("integer", "int32"), Scalar("integer", "int64")
_BYTES = Scalar("string", "byte")
_WELL_KNOWN: dict[str, Type] = {
    "Timestamp": Scalar("string", "date-time"),
    "Duration": STRING,
    "FieldMask": STRING,
    "Struct": OBJECT,
    "Value": ANY,
    "NullValue": NULL,
    "ListValue": ListOf(ANY),
    "Any": OBJECT,
    "Empty": OBJECT,
    "DoubleValue": one_of((Scalar("number", "double"), NULL)),
    "FloatValue": one_of((Scalar("number", "float"), NULL)),
    "Int64Value": one_of((_INT64, NULL)),
    "UInt64Value": one_of((Scalar("integer"), NULL)),
    "Int32Value": one_of((_INT32, NULL)),
    "UInt32Value": one_of((Scalar("integer"), NULL)),
    "BoolValue": one_of((BOOLEAN, NULL)),
    "StringValue": one_of((STRING, NULL)),
    "BytesValue": one_of((_BYTES, NULL)),
}

GRAMMAR = Grammar(
    words={
        "double": Scalar("number", "double"),
        "float": Scalar("number", "float"),
        **dict.fromkeys(("int32", "sint32", "sfixed32"), _INT32),
        **dict.fromkeys(("int64", "sint64", "sfixed64"), _INT64),
        **dict.fromkeys(("uint32", "uint64", "fixed32", "fixed64"), Scalar("integer")),
        "bool": BOOLEAN,
        "string": STRING,
        "bytes": _BYTES,
        **{f"google.protobuf.{name}": type_ for name, type_ in _WELL_KNOWN.items()},
    },
)
_DEFAULT = re.compile(r"\bDefault: (?:`(?P<code>[^`\n]+)`|(?P<bare>[^\s`]+))\s*$")


def _finish(facts: Facts, report: Report) -> Facts:
    """The default at the end of a description, which the generator puts there."""
    found = _DEFAULT.search(facts.description)
    if found:
        facts.default = found["code"] or found["bare"]
        facts.description = facts.description[: found.start()].rstrip()
    return facts


def _split(cells: dict[str, Cell]) -> dict[str, Cell]:
    """A label says whether a field is required, and whether it is repeated."""
    return {**cells, "required": cells["label"], "repeated": cells["label"]} if "label" in cells else cells


DIALECT = Dialect(
    name="protoc-gen-doc",
    title="Pages of protobuf messages that protoc-gen-doc prints",
    grammar=GRAMMAR,
    columns={
        "name": ("field",),
        "type": ("type",),
        "label": ("label",),
        "description": ("description",),
    },
    needs=frozenset({"name", "type", "label"}),
    values={"value": ("name",), "name": (), "number": ("number",), "description": ("description",)},
    values_need=frozenset({"value", "number"}),
    values_anywhere=True,
    model_name=re.compile(r"^(?!.*\.proto$)(?P<name>[A-Za-z_][\w.]*)$"),
    parts={"table of contents": "skip", "scalar value types": "skip"},
    required={"required": True, "optional": False, "repeated": False},
    repeated={"required": False, "optional": False, "repeated": True},
    deprecated=re.compile(r"^\*\*Deprecated\.\*\*\s*"),
    anchored=True,
    empty_records=True,
    spills="description",
    clues=Clues(
        headers={
            "field|type|label|description": 8,
            "name|number|description": 1,
            "extension|type|base|number|description": 4,
        },
        headings={
            "scalar value types": 4,
            "protocol documentation": 4,
            "table of contents": 1,
            "file-level extensions": 3,
        },
        words={".proto type": 6},
        texts={"](#string)": 1, "](#uint64)": 1, "](#int32)": 1, "<a name=": 1, "Method Name | Request Type": 4},
    ),
    split_cells=_split,
    finish_field=_finish,
)
