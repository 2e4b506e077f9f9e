"""Pages that Speakeasy prints for TypeScript SDKs: docs/models/<namespace>/<name>.md, a model a page.

What the style cannot say, besides what its family cannot: whether anything may be null, and whether a number is whole.
A union is named in italics, without a link; a constant is the literal that it is; an enum is a list of literals in a
fenced block. A file upload is printed as `[File](…) \\| [Blob](…) \\| …`, which is one binary string.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, STRING, Choice, Json, Type
from ..reading.typetext import Grammar, LinkedType, Part, Wrap
from .speakeasy import BYTES, DATE, DATE_TIME, FAMILY, FILE, QUALIFIED, UNPRINTED, clues

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_MARKED = re.compile(r"(?P<type>.+) & \{ \w+: \"[^\"]*\" \}")


def _literal(word: str, part: Part) -> Type | None:
    """`42`; and a branch of a union with the constant that tells it apart, `components.Dog & { type: "dog" }`."""
    if _NUMBER.fullmatch(word):
        return Choice((Json(word),))
    marked = _MARKED.fullmatch(word) if word[-1:] == "}" else None
    return part(0, marked.end("type")) if marked else None


GRAMMAR = Grammar(
    words={
        "string": STRING,
        "number": NUMBER,
        "boolean": BOOLEAN,
        "any": ANY,
        "unknown": ANY,
        "null": NULL,
        "true": Choice((Json("true"),)),
        "false": Choice((Json("false"),)),
        "bigint": INTEGER,
        "Date": DATE_TIME,
        "RFCDate": DATE,
        "Uint8Array": BYTES,
        "File": FILE,
        "Blob": FILE,
        "ReadableStream<Uint8Array>": FILE,
        "Response": ANY,
        "Unrecognized<string>": STRING,
        "Unrecognized<number>": NUMBER,
    },
    wraps=(
        Wrap("{}[]", "list"),
        Wrap("Array<{}>", "list"),
        Wrap("Record<{}, {}>", "map"),
        Wrap("{ [k: string]: {} }", "map"),
        Wrap("EventStream<{}>", "same"),
        Wrap("({})", "same"),
    ),
    marks="*",
    absent=frozenset({"undefined"}),
    absorbing=frozenset({FILE}),
    links_name_models=True,
    links=(
        LinkedType("/Global_Objects/Date", printed=DATE_TIME, meant=DATE_TIME),
        LinkedType("types/rfcdate.md", printed=DATE, meant=DATE),
        LinkedType("/Web/API/File", printed=FILE, meant=FILE),
        LinkedType("/Web/API/Blob", printed=FILE, meant=FILE),
        LinkedType("/Web/API/Response", printed=ANY, meant=ANY),
    ),
    hook=_literal,
)

DIALECT = replace(
    FAMILY,
    name="speakeasy-typescript",
    title="Model pages of Speakeasy SDKs for TypeScript",
    grammar=GRAMMAR,
    unstated=UNPRINTED,
    clues=clues(
        {
            "](https://developer.mozilla.org/en-US/docs/Web/": 6,
            "types/rfcdate.md": 6,
            "Record<string, ": 5,
            "*string*": 2,
            "*number*": 5,
            "*boolean*": 3,
            "*any*": 4,
            ")[] ": 4,
            "*[] ": 4,
            "\n```typescript\n": 6,
            "*ReadableStream<Uint8Array>*": 4,
        },
        (r"\*(?:components|operations|models|shared|errors)\.\w+\*", 5),
        (r'\*(?:"[^"\n]*"|true|false)\*', 4),
        (QUALIFIED, 3),
        ("$CAMEL", 2),
        ("$UPPER", -2),
    ),
)
