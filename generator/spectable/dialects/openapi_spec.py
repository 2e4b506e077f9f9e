"""The specifications of OpenAPI and of what is written like it (AsyncAPI, OpenRPC, Arazzo, Overlay): a section per
object with its fixed fields, and its patterned ones, which stand for all other keys.

What the style cannot say: null and formats, and mostly the values of an enum. The patterns themselves are kept in no
form, for keys have none here; what their values are is. A field that applies to some kinds of its object only is
optional, whatever its description says.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..diagnostic import Report
from ..model import ANY, ListOf, MapOf, Type
from ..reading.dialect import VALUES_IN_PROSE, Clues, Dialect, Facts, fold
from ..reading.prose import plain
from ..reading.typetext import Part, Wrap
from .stac import GRAMMAR as SQUARE
from .stac import REQUIRED

_OPEN_MAP = re.compile(r"map\[ *\w+ *, *(?P<value>.+)", re.IGNORECASE | re.DOTALL)
_EVERY = {"", "any", "all", "*"}


def _unbalanced(word: str, part: Part) -> Type | None:
    """A type with a bracket too many at its end, or with one that is not closed: what it was meant to be."""
    missing = word.count("[") - word.count("]")
    if not missing:
        return None
    if missing < 0:
        return part(0, len(word) - 1) if word.endswith("]") else None
    if found := _OPEN_MAP.fullmatch(word):
        return MapOf(part(found.start("value"), len(word)))
    return ListOf(part(1, len(word))) if word.startswith("[") else None


def _finish(facts: Facts, report: Report) -> Facts:
    """What applies to some kinds of the object only is not required."""
    if "applies" in facts.cells and fold(plain(facts.cells["applies"].children)) not in _EVERY:
        facts.required = False
    return facts


DIALECT = Dialect(
    name="openapi-spec",
    title="OpenAPI, AsyncAPI, OpenRPC and Arazzo specifications: fixed and patterned fields of objects",
    grammar=replace(
        SQUARE,
        words={**SQUARE.words, "{expression}": ANY, "primitive": ANY},
        wraps=(*SQUARE.wraps, Wrap("list[{}]", "list"), Wrap("map[{}]", "map"), Wrap("map[{}:{}]", "map")),
        hook=_unbalanced,
    ),
    columns={
        "name": ("field name", "field pattern", "field", "pattern"),
        "type": ("type",),
        "applies": ("applies to", "validity", "applicability"),
        "description": ("description",),
    },
    patterned=frozenset({"field pattern", "pattern"}),
    parts={"examples": "skip", "example": "skip"},
    part_patterns=(
        (re.compile(r"\b(?:fixed|common|patterned|pattern) fields?\b", re.IGNORECASE), "fields"),
        (re.compile(r"\bexamples?$", re.IGNORECASE), "skip"),
    ),
    required_prose=REQUIRED,
    field_name=re.compile(r"^(?P<required>(?:REQUIRED|Required)[.:]? )?(?P<name>.+)", re.DOTALL),
    values_in_prose=VALUES_IN_PROSE,
    ragged=True,
    clues=Clues(
        headers={
            "field name|type|description": 1,
            "field pattern|type|description": 6,
            "field name|type|applies to|description": 5,
            "field name|type|validity|description": 5,
        },
        headings={"fixed fields": 8, "patterned fields": 6},
        texts={"Map[`string`": 5, "Map[string": 3, "| `string` |": 2, "[`string`]": 3, "**REQUIRED**.": 2},
        patterns=(
            (re.compile(r'\| *<a name="\w'), 3),
            (re.compile(r"^#+ (?:<a [^>]*></a>)?[A-Z][\w ]* Object$", re.MULTILINE), 2),
        ),
    ),
    finish_field=_finish,
)
