"""Pages that Speakeasy prints for Python SDKs: docs/models/<name>.md, a model a page.

What the style cannot say, besides what its family cannot: the nullability of lists, maps and dates, whose
`Optional`/`Nullable` wrapper is dropped.

The labels of the two date links are swapped, always: `[date](…#date-objects)` is a date-time in 1,624 of 1,624 fields
of 8 SDKs, `[datetime](…#datetime-objects)` a date in 124 of 124. Bare words (`### datetime`) are right.
"""

from __future__ import annotations

from dataclasses import replace

from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, STRING, Json
from ..reading.typetext import Grammar, LinkedType, Wrap
from .speakeasy import BYTES, DATE, DATE_TIME, DECIMAL, FAMILY, FILE, QUALIFIED, clues

GRAMMAR = Grammar(
    words={
        "str": STRING,
        "int": INTEGER,
        "float": NUMBER,
        "bool": BOOLEAN,
        "Any": ANY,
        "None": NULL,
        "date": DATE,
        "datetime": DATE_TIME,
        "bytes": BYTES,
        "Decimal": DECIMAL,
        "IO[bytes]": FILE,
        "io.IOBase": FILE,
        "io.BufferedReader": FILE,
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
    absorbing=frozenset({FILE}),
    links=(
        LinkedType("/library/datetime.html#date-objects", printed=DATE, meant=DATE_TIME),
        LinkedType("/library/datetime.html#datetime-objects", printed=DATE_TIME, meant=DATE),
    ),
)

DIALECT = replace(
    FAMILY,
    name="speakeasy-python",
    title="Model pages of Speakeasy SDKs for Python",
    grammar=GRAMMAR,
    unstated=frozenset({"date", "list", "map"}),
    additional=frozenset({"__pydantic_extra__"}),
    clues=clues(
        {
            "docs.python.org/3/library/datetime.html#": 6,
            "Dict[str, ": 5,
            "List[": 5,
            "*str*": 5,
            "*int*": 1,
            "*float*": 3,
            "*bool*": 1,
            "*Any*": 4,
            "[models.": 3,
            "\n```python\n": 6,
            "`__pydantic_extra__`": 6,
        },
        (r"[*\[](?:Optional|Nullable|OptionalNullable|Union|Literal)\[", 6),
        (QUALIFIED, 2),
        ("$SNAKE", 3),
        ("$UPPER", -2),
    ),
)
