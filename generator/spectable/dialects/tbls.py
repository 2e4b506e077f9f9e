"""Pages that tbls prints of a database: a table or view a page, its columns under `## Columns`, its keys under
`## Constraints`, and the enums of the whole database in a table of the README.

What the style cannot say: whether a column may be left out when a row is written (all are in a row that is read), and
limits other than the length in a type. A default that is an expression is none of the schema's. A parent without a
constraint does not say which column refers to it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..diagnostic import Report
from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, Limits, ListOf, Scalar, Type, json_text
from ..reading.dialect import Clues, Dialect, Facts, Keys
from ..reading.nesting import Nesting
from ..reading.typetext import Grammar, Part, Wrap

_DECIMAL = Scalar("number", "decimal")
_SPELLINGS: dict[Type, str] = {
    STRING: "text, tinytext, mediumtext, longtext, ntext, char, character, bpchar, varchar, varchar2, nvarchar, nchar, "
    "nvarchar2, character varying, string, clob, nclob, citext, name, sysname, xml, tsvector, tsquery, inet, cidr, "
    "macaddr, macaddr8, hierarchyid, set, objectid, point, line, lseg, box, path, polygon, circle, geometry, geography",
    INTEGER: "int, integer, tinyint, smallint, mediumint, int2, serial, smallserial, year, int8range, uint, uint8, "
    "uint16, uint32, int8, int16, byteint, oid",
    Scalar("integer", "int32"): "int4, int32",
    Scalar("integer", "int64"): "bigint, bigserial, int64, uint64",
    NUMBER: "number, real, float, double, double precision, float4, float8, float32, float64, binary_float, "
    "binary_double",
    _DECIMAL: "numeric, decimal, dec, bignumeric, bigdecimal, money, smallmoney",
    BOOLEAN: "boolean, bool, bit",
    Scalar("string", "date"): "date",
    Scalar(
        "string", "date-time"
    ): "timestamp, datetime, datetime2, smalldatetime, datetimeoffset, timestamptz, datetime64, "
    "timestamp without time zone, timestamp with time zone, timestamp with local time zone, timestamp_ntz, "
    "timestamp_ltz, timestamp_tz",
    Scalar("string", "time"): "time, timetz, time without time zone, time with time zone",
    Scalar("string", "duration"): "interval",
    Scalar("string", "uuid"): "uuid, uniqueidentifier",
    Scalar("string", "byte"): "bytea, bytes, blob, tinyblob, mediumblob, longblob, binary, varbinary, image, raw, "
    "long raw, rowversion, bindata",
    ANY: ", json, jsonb, variant, sql_variant, any, mixed",
    OBJECT: "object, struct, record, map, hstore, document",
    ListOf(ANY): "array, super",
    NULL: "null",
}
_WORDS = {word.strip(): type_ for type_, words in _SPELLINGS.items() for word in words.split(",")}
_SIZED = re.compile(r"(?P<base>[\w ]+?) ?\((?P<of>[^()]*)\)(?P<more>[\w ]*)")
_MORE = re.compile(
    r"\s+(?:unsigned|signed|zerofill|not null|identity|(?:collate|character set|charset)\s+\S+)\b.*", re.I
)
_CALENDAR = re.compile(r"interval\b.*|time(?:stamp)?\b.*")


def _sql(word: str, part: Part) -> Type | None:
    """`varchar(50)`, `numeric(10, 2)`, `int(11) unsigned`, `timestamp(6) without time zone`, `TIMESTAMP (…=TRUE)`."""
    text = word.lower()
    if len(text) > 200:
        return None
    bare = _MORE.sub("", text)
    sized = _SIZED.fullmatch(bare)
    if sized is None:
        return _WORDS.get(bare) if bare != text else None
    base, more = sized["base"].strip(), sized["more"].strip()
    type_ = _WORDS.get(f"{base} {more}" if more else base)
    is_text = type_ == STRING or base in ("char", "varchar")
    if is_text and isinstance(type_, Scalar) and sized["of"].split()[:1] and sized["of"].split()[0].isdecimal():
        return replace(type_, limits=Limits(max_length=int(sized["of"].split()[0])))
    if base == "bit" and sized["of"].strip() != "1":
        return STRING
    return type_ if isinstance(type_, Scalar) else None


GRAMMAR = Grammar(
    words=_WORDS,
    wraps=(
        Wrap("enum({})", "literal"),
        Wrap("array({})", "list"),
        Wrap("array<{}>", "list"),
        Wrap("map<{}, {}>", "map"),
        Wrap("map({}, {})", "map"),
        Wrap("nullable({})", "nullable"),
        Wrap("lowcardinality({})", "same"),
        Wrap("{}[]", "list"),
    ),
    separators=(",",),
    fold=True,
    bare_constants=True,
    hook=_sql,
)

_LITERAL = re.compile(r"[NEn]?'(?P<text>(?:[^']|'')*)'(?:::(?P<type>.+))?", re.DOTALL)
_CAST = re.compile(r"(?P<value>[-+]?\d+(?:\.\d+)?|true|false|null)(?:::.+)?", re.I)
_EXPRESSION = re.compile(
    r"[\w.\"`\[\]]+\s*\(.*\)(?:\s*::.*|\s+on update.*)?|current_\w+.*|local\w+|sys\w*date|session_user|user|"
    r"b'[01]*'|x'[0-9a-f]*'|.*\|\|.*|next value for .*|\(.*\).*|getdate.*|.*::.*",
    re.I | re.DOTALL,
)


def _default(text: str, type_: Type) -> str | None:
    """The value of a default as a database prints it; None for an expression. Databases that print values bare print
    expressions as they are, so what looks like one is none of a text."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes(text):
        text = text[1:-1].strip()
    if found := _LITERAL.fullmatch(text):
        return json_text(found["text"].replace("''", "'")) if _is_text(type_) else found["text"].replace("''", "'")
    if found := _CAST.fullmatch(text):
        value = found["value"].lower().removeprefix("+")
        return {"0": "false", "1": "true"}.get(value, value) if type_ == BOOLEAN else found["value"].removeprefix("+")
    return None if _EXPRESSION.fullmatch(text) else text


def _is_text(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_.kind == "string"


def _closes(text: str) -> bool:
    """Whether the first parenthesis is closed by the last."""
    depth = 0
    for at, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return at == len(text) - 1
    return False


def _finish(facts: Facts, report: Report) -> Facts:
    """A default is a value, or nothing; a column is in every row."""
    if facts.default is not None:
        value = _default(facts.default, facts.type)
        if value is None:
            message = f"the default {facts.default!r} is no value and is passed over"
            report.info("default-not-a-value", message, facts.span)
        facts.default = None if value is None or value.lower() == "null" else value
    return facts


_ROLES = {
    "name": "name, 名前, カラム名",
    "type": "type, タイプ, 型",
    "default": "default, デフォルト値",
    "nullable": "nullable, null許容",
    "children": "children, 子テーブル",
    "references": "parents, 親テーブル",
    "description": "comment, コメント",
}
_HEADINGS: dict[str, tuple[str, ...]] = {
    "fields": ("columns", "カラム一覧", "カラム情報"),
    "description": ("description", "概要", "説明"),
    "keys": ("constraints", "制約一覧", "制約情報"),
    "enums": ("enums",),
    "skip": (
        *("indexes", "インデックス一覧", "インデックス情報", "triggers", "トリガー", "relations", "er図", "tables"),
        *("テーブル一覧", "labels", "ラベル", "viewpoints", "referenced tables", "stored procedures and functions"),
        *("table definition", "テーブル定義"),
    ),
}
_TAIL = ("", "|occurrences", "|percents", "|occurrences|percents")
_HEADERS = {
    f"name|type|default|nullable{extra}{tail}|children|parents|comment{labels}": 12
    for extra in ("", "|extra definition")
    for tail in _TAIL
    for labels in ("", "|labels")
}

DIALECT = Dialect(
    name="tbls",
    title="Pages of databases that tbls prints",
    grammar=GRAMMAR,
    columns={role: tuple(word.strip() for word in words.split(",")) for role, words in _ROLES.items()},
    needs=frozenset({"name", "type", "nullable"}),
    values={"name": ("name", "名前"), "value": ("values", "値")},
    parts={heading: part for part, headings in _HEADINGS.items() for heading in headings},  # type: ignore[misc]
    nullable={"true": True, "false": False},
    required_when_unstated=True,
    verbatim=frozenset({"default", "value"}),
    keys=Keys(
        primary=re.compile(r"\bprimary key\b[^(\[]*(?P<fields>\([^()]+\)|\[[^\]]+\])", re.I),
        foreign=re.compile(
            r"\bforeign key\s*\((?P<fields>[^()]+)\)\s*references\s+(?P<model>.+?)\s*\((?P<to>[^()]+)\)",
            re.I | re.DOTALL,
        ),
    ),
    nesting=Nesting(),
    short_names=True,
    clues=Clues(
        headers={**_HEADERS, "name|columns|comment|type": 6, "name|columns|comment|type|labels": 6},
        words={"children": 4, "parents": 4, "子テーブル": 6, "親テーブル": 6},
        texts={"Generated by [tbls]": 10, "github.com/k1LoW/tbls": 6},
    ),
    finish_field=_finish,
)
