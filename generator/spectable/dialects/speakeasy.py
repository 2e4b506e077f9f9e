"""What the model pages of Speakeasy SDKs have in common, whatever the language: docs/models/<name>.md, a model a page.

`# Name`, a paragraph, then `## Fields` (a table), `## Values` (an enum), `## Supported Types` (a union, a heading a
branch) or nothing. No style of the family can say defaults, limits, formats other than dates, or names on the wire.
A required field with a default or a constant prints as optional.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..diagnostic import Report
from ..model import Definition, Enum, Scalar
from ..reading.dialect import Clues, Dialect, Draft

DATE = Scalar("string", "date")
DATE_TIME = Scalar("string", "date-time")
FILE = Scalar("string", "binary")
BYTES = Scalar("string", "byte")
INT32 = Scalar("integer", "int32")
INT64 = Scalar("integer", "int64")
FLOAT = Scalar("number", "float")
DOUBLE = Scalar("number", "double")
DECIMAL = Scalar("number", "decimal")

UNPRINTED = frozenset({"scalar", "date", "list", "map", "union", "ref"})
"""The kinds of type whose nullability is lost in a language that prints none."""

QUALIFIED = r"\[\*?[a-z]\w*\.[A-Z]\w*\]\(\.\./"
"""The label of a link to a model, qualified by the package that it is in."""

_COLUMNS = "type|required|description"
_GETTERS = "setter type|getter type|required|description"
_HEADERS = {
    f"{first}|{columns}{example}": 2
    for first, columns in (("field", _COLUMNS), ("field", _GETTERS), ("parameter", _COLUMNS))
    for example in ("", "|example")
}


def clues(texts: Mapping[str, int], *patterns: tuple[str, int]) -> Clues:
    """The clues of a language: those of the family, what stands in its pages, and patterns, each with its weight.
    `$UPPER`, `$LOWER`, `$CAMEL` and `$SNAKE` are rows of a field whose name begins or is spelt so."""
    names = {
        "$UPPER": r"[A-Z]\w*",
        "$LOWER": r"[a-z]\w*",
        "$CAMEL": r"[a-z]+[A-Z]\w*",
        "$SNAKE": r"[a-z0-9]+_[a-z0-9_]+",
    }
    rows = {mark: rf"\n\| (?:~~)?`{name}`(?:~~)? [^\n]*:heavy_" for mark, name in names.items()}
    return Clues(
        headers={
            **_HEADERS,
            "name|value": 1,
            "name|type|description|example": 1,
            "error type|status code|content type": 3,
        },
        headings={"fields": 1, "values": 1, "supported types": 2},
        texts=texts,
        patterns=tuple((re.compile(rows.get(words, words), re.MULTILINE), weight) for words, weight in patterns),
    )


_OPEN = re.compile(r"^(?:#|//) Open enum: ", re.MULTILINE)


def _open(draft: Draft, definition: Definition, report: Report) -> Definition:
    """An enum is open where the example of its use says so in a comment; its values need not."""
    if isinstance(definition, Enum) and not definition.open and _OPEN.search(draft.document.source.text):
        return replace(definition, open=True)
    return definition


FAMILY = Dialect(
    name="speakeasy",
    title="Model pages of Speakeasy SDKs",
    columns={
        "name": ("field", "name"),
        "type": ("type", "getter type"),
        "required": ("required",),
        "description": ("description",),
        "example": ("example",),
    },
    values={"name": ("name",), "value": ("value",)},
    parts={
        "fields": "fields",
        "values": "values",
        "supported types": "branches",
        "example usage": "skip",
        "union discrimination": "skip",
        "consumption patterns": "skip",
    },
    required={":heavy_check_mark:": True, ":heavy_minus_sign:": False, "true": True, "false": False},
    nothing=frozenset({"", "n/a"}),
    verbatim=frozenset({"value", "example"}),
    deprecated=re.compile(
        r"^:\s?warning:\s*\*\*\s?DEPRECATED\s?\*\*:?"
        r"(?: This will be removed in a future release, please migrate away from it as soon as possible\.)?\s*"
    ),
    examples=re.compile(r"(?:^|\n)\*\*Example \d+:\*\* ?"),
    open_enum=re.compile(r"\bopen enum\b"),
    other_values=re.compile(r"^Unrecognized<\w+>$"),
    no_branch=re.compile(r"^Discriminator: "),
    empty_pages=True,
    finish_model=_open,
)
"""What every language starts from."""
