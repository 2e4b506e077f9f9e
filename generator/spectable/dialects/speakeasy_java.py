"""Pages that Speakeasy prints for Java SDKs: docs/models/<namespace>/<Name>.md, a model a page.

`Optional` is a field that may be absent, of a required field one that may be null; `JsonNullable` is both. Lists and
maps print neither, so whether they may be null is lost; nor do dates, which are taken not to be: `JsonNullable` is on 1
of 1,200 types that print it. Union pages are empty but for those of late versions.
A `<` is escaped once for each list or map around it (`List\\<List\\\\<…>>`).
"""

from __future__ import annotations

from dataclasses import replace

from ..model import ANY, BOOLEAN, INTEGER, STRING
from ..reading.typetext import Grammar, Wrap
from .speakeasy import BYTES, DATE, DATE_TIME, DECIMAL, DOUBLE, FAMILY, FILE, FLOAT, INT32, INT64, clues

_ESCAPES = ("", "\\", "\\\\")

GRAMMAR = Grammar(
    words={
        "String": STRING,
        "long": INT64,
        "Long": INT64,
        "int": INT32,
        "Integer": INT32,
        "BigInteger": INTEGER,
        "double": DOUBLE,
        "Double": DOUBLE,
        "float": FLOAT,
        "Float": FLOAT,
        "BigDecimal": DECIMAL,
        "boolean": BOOLEAN,
        "Boolean": BOOLEAN,
        "Object": ANY,
        "byte[]": BYTES,
        "Blob": FILE,
        "InputStream": FILE,
        "OffsetDateTime": DATE_TIME,
        "LocalDate": DATE,
        "HttpResponse<InputStream>": ANY,
        "HttpResponse<?>": ANY,
        "HttpResponse<Blob>": ANY,
    },
    wraps=(
        *(Wrap(f"JsonNullable{escape}<{{}}>", "optional-nullable") for escape in _ESCAPES),
        *(Wrap(f"Optional{escape}<{{}}>", "nilable") for escape in _ESCAPES),
        *(Wrap(f"List{escape}<{{}}>", "list") for escape in _ESCAPES),
        *(Wrap(f"Map{escape}<String, {{}}>", "map") for escape in _ESCAPES),
        Wrap("EventStream<{}>", "same"),
        Wrap("@Nullable {}", "nilable"),
    ),
    marks="*",
    links_name_models=True,
)

DIALECT = replace(
    FAMILY,
    name="speakeasy-java",
    title="Model pages of Speakeasy SDKs for Java",
    grammar=GRAMMAR,
    unstated=frozenset({"list", "map"}),
    clues=clues(
        {
            "](https://docs.oracle.com/": 6,
            "Optional\\<": 6,
            "JsonNullable\\<": 6,
            "List\\<": 3,
            "Map\\<String, ": 5,
            "*String*": 5,
            "*Object*": 5,
            "*long*": 3,
            "*int*": 1,
            "*boolean*": 3,
            "*double*": 2,
            "*float*": 1,
            "HttpResponse\\<": 6,
            "\n```java\n": 6,
        },
        (r"\]\((?:\.\./)+models/\w+/[A-Z]\w*\.md\)", 5),
        ("$CAMEL", 2),
        ("$UPPER", -2),
    ),
)
