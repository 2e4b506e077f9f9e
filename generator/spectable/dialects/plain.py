"""Data dictionaries and hand-written specs: the style of every page that no other style claims.

Columns are known by the words that such tables are headed with, in many languages, and where those are not known by
what stands in the cells; types by the spellings of JSON Schema, SQL, Python, TypeScript, Go, Java and protobuf. The
style can say anything, so nothing is unstated: what no cell and no description calls nullable is not. Without a column
that says so, a field is required when its row does; where rows only say which are optional, the others are required.
"""

from __future__ import annotations

import re

from ..reading.dialect import VALUES_IN_PROSE, Clues, Dialect, Keys
from ..reading.free_outline import lay_out
from ..reading.nesting import INDENT, Nesting
from .plain_columns import find_roles
from .plain_prose import finish_field, finish_table, split_cells
from .plain_types import GRAMMAR
from .plain_words import (
    COLUMNS,
    EMOJI,
    MODEL_NAME,
    NO,
    NULLABLE_NO,
    NULLABLE_YES,
    PARTS,
    REQUIRED_PATTERNS,
    VALUES,
    YES,
)

__all__ = ["DIALECT", "GRAMMAR"]

_NAMES = r"`?(?P<fields>[\w.]+`?(?:\s*(?:,|and)\s*`?[\w.]+`?)*)"

DIALECT = Dialect(
    name="plain",
    title="Data dictionaries and hand-written specs, and every page that no other style claims",
    grammar=GRAMMAR,
    columns=COLUMNS,
    needs=frozenset({"name"}),
    values=VALUES,
    parts=PARTS,
    part_patterns=(
        (
            re.compile(
                r"^(?:(?:required|optional|request|query|path|body|url|uri|form|header|input|additional|common|other|key) )?"
                r"(?:parameters?|params|fields?|attributes?|properties|columns?|arguments?)(?: list| table| reference| details)?:?$",
                re.IGNORECASE,
            ),
            "fields",
        ),
        (re.compile(r"^(?:example|sample)s?\b|\bexamples?$|^error (?:codes?|responses?)$", re.IGNORECASE), "skip"),
    ),
    values_heading=re.compile(
        r"\b(?:enum|enumeration)\b|\b(?:allowed|possible|valid|permitted) values\b", re.IGNORECASE
    ),
    model_name=MODEL_NAME,
    required={**dict.fromkeys(YES, True), **dict.fromkeys(NO, False), **EMOJI},
    nullable={**dict.fromkeys(NULLABLE_YES, True), **dict.fromkeys(NULLABLE_NO, False), **EMOJI},
    repeated={"repeated": True, **dict.fromkeys(("required", "optional", "singular", "map", "oneof"), False)},
    mark_patterns={
        "required": REQUIRED_PATTERNS,
        "nullable": (
            (re.compile(r"^\W*(?:not null|not nullable|no\b|never|false)", re.IGNORECASE), False),
            (re.compile(r"^\W*(?:yes|true|null|nullable|allowed)\b", re.IGNORECASE), True),
        ),
    },
    aside=re.compile(
        r"(?<=[\w\])?`])\s*(?:\\?\*){1,3}$|\s*\[\d+\]$|(?<=\S)\s*[¹²³⁴⁵†‡§]+$"
        r"|(?<=\S)\s*[(\[](?:required|optional|mandatory|deprecated|nullable|pk|fk|pk, ?fk|primary key|foreign key|unique|new|beta|read[- ]only|write[- ]only|必填|可选|必須|任意)[)\]]",
        re.IGNORECASE,
    ),
    nothing=frozenset(
        {
            "",
            "-",
            "–",
            "—",
            "--",
            "---",
            "n/a",
            "n.a.",
            "na",
            "none",
            "nil",
            "not applicable",
            "tbd",
            "无",
            "なし",
            "—-",
            "/",
            "\\",
            "_",
        }
    ),
    open_enum=re.compile(r"\bopen enum\b|\bother values (?:may|are|can)\b|\bmay be extended\b", re.IGNORECASE),
    nesting=Nesting(indent=INDENT),
    values_in_prose=VALUES_IN_PROSE,
    keys=Keys(
        primary=re.compile(rf"^\W*primary keys?\W*(?:is|are|:|\()?\s*\W*{_NAMES}", re.IGNORECASE),
        foreign=re.compile(
            rf"\bforeign keys?\W*(?:is|are|:|\()?\s*\W*{_NAMES}\W*(?:\)|references?|refers to|to|->|→|\s)+\W*(?P<model>\w+)\W?[.(]\W?(?P<to>\w+)",
            re.IGNORECASE,
        ),
    ),
    loose_labels=True,
    claims=tuple(
        frozenset({"name", role})
        for role in ("type", "required", "nullable", "default", "optional", "not null", "typed")
    ),
    fallback=True,
    clues=Clues(),
    find_roles=find_roles,
    lay_out=lay_out,
    split_cells=split_cells,
    finish_field=finish_field,
    finish_table=finish_table,
)
