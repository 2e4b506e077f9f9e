"""Pages that Speakeasy prints for Python SDKs: docs/models/<name>.md, a model a page.

What the style cannot say: defaults, limits, formats other than dates, names on the wire, and the nullability of lists,
maps and dates, whose `Optional`/`Nullable` wrapper is dropped. A required field with a default prints as optional.

The labels of the two date links are swapped, always: `[date](…#date-objects)` is a date-time in 1,624 of 1,624 fields
of 8 SDKs, `[datetime](…#datetime-objects)` a date in 124 of 124. Bare words (`### datetime`) are right.
"""

from __future__ import annotations

import re

from ..dialect import Clues, Dialect
from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, STRING, Json, Scalar
from ..typetext import Grammar, LinkedType, Wrap

_DATE = Scalar("string", "date")
_DATE_TIME = Scalar("string", "date-time")
_FILE = Scalar("string", "binary")
_COLUMNS = "type|required|description"

GRAMMAR = Grammar(
    words={
        "str": STRING,
        "int": INTEGER,
        "float": NUMBER,
        "bool": BOOLEAN,
        "None": NULL,
        "Any": ANY,
        "date": _DATE,
        "datetime": _DATE_TIME,
        "bytes": Scalar("string", "byte"),
        "Decimal": Scalar("number", "decimal"),
        "IO[bytes]": _FILE,
        "io.IOBase": _FILE,
        "io.BufferedReader": _FILE,
    },
    wraps=(
        Wrap("List[{}]", "list"),
        Wrap("Dict[{}, {}]", "map"),
        Wrap("OptionalNullable[{}]", "optional-nullable"),
        Wrap("Optional[{}]", "optional"),
        Wrap("Nullable[{}]", "nullable"),
        Wrap("Union[{}]", "union"),
        Wrap("Literal[{}]", "literal"),
        Wrap("eventstreaming.EventStream[{}]", "same"),
        Wrap("eventstreaming.EventStreamAsync[{}]", "same"),
    ),
    marks="*",  # the hand-written retryconfig.md prints `*str*`
    constants={"True": Json("true"), "False": Json("false"), "None": Json("null")},
    absorbing=frozenset({_FILE}),
    links=(
        LinkedType("/library/datetime.html#date-objects", printed=_DATE, meant=_DATE_TIME),
        LinkedType("/library/datetime.html#datetime-objects", printed=_DATE_TIME, meant=_DATE),
    ),
)

DIALECT = Dialect(
    name="speakeasy-python",
    title="Model pages of Speakeasy SDKs for Python",
    grammar=GRAMMAR,
    columns={
        "name": ("field", "name"),
        "type": ("type",),
        "required": ("required",),
        "description": ("description",),
        "example": ("example",),
    },
    values={"name": ("name",), "value": ("value",)},
    parts={"fields": "fields", "values": "values", "supported types": "branches", "example usage": "skip"},
    required={":heavy_check_mark:": True, ":heavy_minus_sign:": False},
    unstated=frozenset({"date", "list", "map"}),
    nothing=frozenset({"", "n/a"}),
    verbatim=frozenset({"value", "example"}),
    deprecated=re.compile(
        r"^:\s?warning:\s*\*\*\s?DEPRECATED\s?\*\*:?"
        r"(?: This will be removed in a future release, please migrate away from it as soon as possible\.)?\s*"
    ),
    examples=re.compile(r"(?:^|\n)\*\*Example \d+:\*\* ?"),
    open_enum=re.compile(r"\bopen enum\b"),
    additional=frozenset({"__pydantic_extra__"}),
    empty_pages=True,
    clues=Clues(
        headers={
            f"field|{_COLUMNS}": 3,
            f"field|{_COLUMNS}|example": 3,
            "name|value": 1,
            "name|type|description|example": 1,
            f"parameter|{_COLUMNS}": 3,  # operation pages, which hold no models
            f"parameter|{_COLUMNS}|example": 3,
            "error type|status code|content type": 3,
        },
        headings={"fields": 1, "values": 1, "supported types": 2},
        patterns=(
            (re.compile(r"docs\.python\.org/3/library/datetime\.html#"), 5),
            (re.compile(r"\*(?:Optional|Nullable|OptionalNullable|Union|Literal)\["), 4),
            (re.compile(r"\*(?:str|int|float|bool|Any)\*"), 4),
            (re.compile(r"\b(?:Dict\[str, |List\[)"), 3),
            (re.compile(r"\[(?:\w+\[)?models\.\w"), 3),
            (re.compile(r"^```python$", re.MULTILINE), 3),
            (re.compile(r":heavy_(?:check_mark|minus_sign):"), 1),
        ),
    ),
)
