"""Pages that Speakeasy prints for C# SDKs: docs/Models/<Namespace>/<Name>.md, a model a page.

What the style cannot say, besides what its family cannot: whether anything may be null. The branches of a union are
headed by the name of the method that makes them: `### Str`, `### ArrayOfStr`, `### MapOfAny`, `### Dog`; where a
discriminator tells them apart, the name is that of its value and may be no model's.
"""

from __future__ import annotations

from dataclasses import replace

from ..model import ANY, BOOLEAN, INTEGER, STRING
from ..reading.typetext import Grammar, Wrap
from .speakeasy import BYTES, DATE, DATE_TIME, DECIMAL, DOUBLE, FAMILY, FILE, FLOAT, INT32, INT64, UNPRINTED, clues

_ESCAPES = ("", "\\", "\\\\")
_BRANCHES = {
    "Str": STRING,
    "Integer": INT64,
    "Int32": INT32,
    "Bigint": INTEGER,
    "Number": DOUBLE,
    "Float32": FLOAT,
    "Decimal": DECIMAL,
    "Boolean": BOOLEAN,
    "Any": ANY,
    "Bytes": BYTES,
    "Date": DATE,
}
"""Words that head the branches of a union."""

GRAMMAR = Grammar(
    words={
        **_BRANCHES,
        "string": STRING,
        "long": INT64,
        "int": INT32,
        "BigInteger": INTEGER,
        "double": DOUBLE,
        "float": FLOAT,
        "decimal": DECIMAL,
        "bool": BOOLEAN,
        "object": ANY,
        "byte[]": BYTES,
        "Stream": FILE,
        "DateTime": DATE_TIME,
        "LocalDate": DATE,
        "DateOnly": DATE,
        "HttpResponseMessage": ANY,
        "HttpRequestMessage": ANY,
        "UnityWebRequest": ANY,
    },
    wraps=(
        *(Wrap(f"List{escape}<{{}}>", "list") for escape in _ESCAPES),
        *(Wrap(f"Dictionary{escape}<{{}}, {{}}>", "map") for escape in _ESCAPES),
        Wrap("EventStream<{}>", "same"),
        Wrap("ArrayOf{}", "list"),
        Wrap("MapOf{}", "map"),
    ),
    marks="*",
    links_name_models=True,
)

DIALECT = replace(
    FAMILY,
    name="speakeasy-csharp",
    title="Model pages of Speakeasy SDKs for C#",
    grammar=GRAMMAR,
    unstated=UNPRINTED,
    clues=clues(
        {
            "](https://learn.microsoft.com/en-us/dotnet/": 6,
            "](https://nodatime.org/": 6,
            "Dictionary<String, ": 6,
            "Dictionary\\<String, ": 6,
            "List<": 3,
            "List\\<*string*": 4,
            "[Models.": 6,
            "/Models/": 3,
            "*string*": 2,
            "*long*": 4,
            "*int*": 1,
            "*double*": 4,
            "*float*": 1,
            "*bool*": 2,
            "*object*": 5,
            "*byte[]*": 3,
            "\n```csharp\n": 6,
        },
        ("$UPPER", 3),
        ("$LOWER", -5),
    ),
)
