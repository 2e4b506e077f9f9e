"""Pages that Speakeasy prints for Go SDKs: docs/models/<namespace>/<name>.md, a model a page.

Types stand in code (`` `*string` ``), in pages of 2024 and before in italics (`**string*`, which is a pointer too). A
pointer may be absent or null and does not say which; of a required field it says null. Lists, maps and any value have
no pointer, so whether they may be null is lost. The branches of a union are headed by the bare name of their model, or
by nothing; the line of code below spells their type.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import ANY, BOOLEAN, INTEGER, STRING
from ..reading.typetext import Grammar, Wrap
from .speakeasy import BYTES, DATE, DATE_TIME, DECIMAL, DOUBLE, FAMILY, FILE, FLOAT, INT32, INT64, QUALIFIED, clues

GRAMMAR = Grammar(
    words={
        "string": STRING,
        "int": INTEGER,
        "int32": INT32,
        "int64": INT64,
        "float32": FLOAT,
        "float64": DOUBLE,
        "bool": BOOLEAN,
        "any": ANY,
        "interface{}": ANY,
        "[]byte": BYTES,
        "[]uint8": BYTES,
        "io.Reader": FILE,
        "io.ReadCloser": FILE,
        "time.Time": DATE_TIME,
        "types.Date": DATE,
        "big.Int": INTEGER,
        "types.BigInt": INTEGER,
        "decimal.Big": DECIMAL,
        "types.Decimal": DECIMAL,
        "http.Response": ANY,
        "http.Request": ANY,
    },
    wraps=(
        Wrap("optionalnullable.OptionalNullable[{}]", "optional-nullable"),
        Wrap("stream.EventStream[{}]", "same"),
        Wrap("*{}", "nilable"),
        Wrap("[]{}", "list"),
        Wrap("map[string]{}", "map"),
    ),
    links_name_models=True,
)

DIALECT = replace(
    FAMILY,
    name="speakeasy-go",
    title="Model pages of Speakeasy SDKs for Go",
    grammar=GRAMMAR,
    unstated=frozenset({"list", "map", "nilable"}),
    branch_type=re.compile(r"\((?P<type>[^\n]+?)\{/\* values here \*/\}\)"),
    clues=clues(
        {
            "](https://pkg.go.dev/": 6,
            "types/date.md)": 4,
            "optionalnullable.OptionalNullable[": 6,
            "map[string]": 6,
            "| [][": 6,
            "| []`": 6,
            "| []*": 6,
            "| `*": 6,
            "| `string` ": 5,
            "| `int64` ": 5,
            "| `float64` ": 5,
            "| `bool` ": 5,
            "| `any` ": 5,
            "*int64*": 5,
            "*float64*": 5,
            "*interface{}*": 5,
            "*string*": 2,
            "*bool*": 1,
            "\n```go\n": 6,
        },
        (r"\[\*\w+(?:\.\w+)?\]\(", 6),
        (r"\| \*\*[a-z]\w*\* ", 6),
        (QUALIFIED, 3),
        ("$UPPER", 3),
        ("$LOWER", -5),
    ),
)
