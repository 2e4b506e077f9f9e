"""Data dictionaries and hand-written specs: the style of every page that no other style claims.

Columns are known by the words that such tables are headed with, types by the spellings of JSON Schema, SQL, Python,
TypeScript, Go, Java and protobuf. The style can say anything, so nothing is unstated: what no cell and no description
calls nullable is not. Without a column that says so, a field is required when its description does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ..diagnostic import Report
from ..dialect import Dialect, Facts
from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, STRING, Json, Limits, ListOf, MapOf, Scalar, Type
from ..typetext import Grammar, Part, Wrap

_DECIMAL = Scalar("number", "decimal")
_DATE_TIME = Scalar("string", "date-time")
_SPELLINGS: dict[Type, str] = {
    STRING: "string, str, text, char, character, varchar, nvarchar, nchar, varchar2, character varying, tinytext, "
    "mediumtext, longtext, clob, citext, keyword, symbol, 字符串, 文字列",
    INTEGER: "integer, int, short, byte, smallint, tinyint, mediumint, serial, uint, unsigned int, unsigned integer, "
    "int8, int16, uint8, uint16, uint32, number (integer), whole number, 整数",
    Scalar("integer", "int32"): "int32, int4, sint32, fixed32, sfixed32, i32",
    Scalar("integer", "int64"): "int64, long, bigint, bigserial, sint64, fixed64, sfixed64, i64, uint64",
    NUMBER: "number, numeric, real, 数値, 数字",
    Scalar("number", "float"): "float, float32, float4, single, f32",
    Scalar("number", "double"): "double, double precision, float64, float8, f64",
    _DECIMAL: "decimal, money, bigdecimal, dec",
    BOOLEAN: "boolean, bool, bit, flag, true/false, 布尔, 真偽値",
    Scalar("string", "date"): "date, localdate, calendar date, 日期",
    _DATE_TIME: "datetime, date-time, date time, timestamp, timestamptz, timestamp with time zone, "
    "timestamp without time zone, instant, offsetdatetime, zoneddatetime, time.time, iso8601, iso 8601, rfc3339, "
    "rfc 3339, datetime2, datetimeoffset, 日時",
    Scalar("string", "time"): "time, timetz, time with time zone, time without time zone, localtime, time of day",
    Scalar("string", "duration"): "duration, interval, timedelta, period",
    Scalar("string", "uuid"): "uuid, guid, uniqueidentifier",
    Scalar("string", "uri"): "uri, url, link",
    Scalar("string", "email"): "email, e-mail, email address",
    Scalar("string", "byte"): "base64, bytes, bytea, byte[], []byte",
    Scalar("string", "binary"): "binary, file, blob, varbinary, longblob",
    MapOf(ANY): "object, map, dict, dictionary, hash, record, struct, json object, 对象, オブジェクト",
    ListOf(ANY): "array, list, set, sequence, collection, 数组, 配列",
    ANY: "any, mixed, json, jsonb, variant, unknown, *, interface{}, any value",
    NULL: "null, none, nil",
}


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


_WORDS = {word: type_ for type_, words in _SPELLINGS.items() for word in _listed(words)}
_WORDS |= {
    f"{word}s": type_ for word, type_ in _WORDS.items() if word.isascii() and word[-1:].isalpha() and word[-1] != "s"
}
_LIMITED = re.compile(r"(?P<base>[\w ]+?) ?[(<](?P<of>[\w, :=.-]+)[)>]")
_YES = "yes, y, true, required, mandatory, must, m, r, x, 1, always, ✓, ✔, ✅, ○, 是, 必须, 必填, 必須, はい"
_NO = (
    "no, n, false, optional, o, 0, -, , never, recommended, conditional, conditionally required, "
    "conditionally forbidden, ✗, ✘, ❌, 否, 可选, 任意, いいえ"
)
_EMOJI = {":heavy_check_mark:": True, ":white_check_mark:": True, ":x:": False, ":heavy_minus_sign:": False}


def _lists() -> tuple[Wrap, ...]:
    """The ways to write a list and a map, each with every bracket."""
    brackets = ("[{}]", "<{}>", "({})")
    lists = [f"{word}{b}" for word in ("list", "array", "set", "sequence", "vec", "repeated") for b in brackets]
    maps = [f"{word}{b}" for word in ("map", "dict", "dictionary", "record", "hash", "object")
            for b in ("[{}, {}]", "<{}, {}>", "({}, {})")]  # fmt: skip
    return (
        *(Wrap(pattern, "list") for pattern in lists),
        *(Wrap(pattern, "map") for pattern in maps),
        *(Wrap(f"{word}{b}", "map") for word in ("map", "dict", "record") for b in brackets[:2]),
    )


def _limited(word: str, part: Part) -> Type | None:
    """`varchar(20)`, `decimal(10, 2)`, `string (uuid)`: a type with its length or its format."""
    match = _LIMITED.fullmatch(word.lower()) if len(word) < 100 else None
    base = _WORDS.get(match["base"].strip()) if match else None
    if match is None or not isinstance(base, Scalar):
        return None
    said = match["of"].strip()
    if base.kind == "string" and not base.format and said.isdigit():
        return replace(base, limits=Limits(max_length=int(said)))
    format_ = _WORDS.get(said)
    if isinstance(format_, Scalar) and format_.kind == base.kind:
        return format_
    return base if re.fullmatch(r"[\d, ]+", said) else None


GRAMMAR = Grammar(
    words=_WORDS,
    wraps=(
        *_lists(),
        Wrap("optional[{}]", "optional"),
        Wrap("optional<{}>", "optional"),
        Wrap("optional {}", "optional"),
        Wrap("nullable[{}]", "nullable"),
        Wrap("nullable<{}>", "nullable"),
        Wrap("nullable {}", "nullable"),
        Wrap("{} (nullable)", "nullable"),
        Wrap("{} (optional)", "optional"),
        Wrap("union[{}]", "union"),
        Wrap("literal[{}]", "literal"),
        Wrap("enum({})", "literal"),
        Wrap("enum[{}]", "literal"),
        Wrap("enum<{}>", "literal"),
        Wrap("enum {}", "literal"),
        Wrap("array of {}", "list"),
        Wrap("arrays of {}", "list"),
        Wrap("list of {}", "list"),
        Wrap("lists of {}", "list"),
        Wrap("set of {}", "list"),
        Wrap("map of {} to {}", "map"),
        Wrap("map of {}", "map"),
        Wrap("map[{}]{}", "map"),
        Wrap("[]{}", "list"),
        Wrap("{}[]", "list"),
        Wrap("[{}]", "list"),
        Wrap("{} array", "list"),
        Wrap("{} list", "list"),
        Wrap("?{}", "nullable"),
        Wrap("*{}", "nullable"),
        Wrap("{}?", "optional"),
        Wrap("({})", "same"),
        Wrap("an {}", "same"),
        Wrap("a {}", "same"),
        Wrap("{} objects", "same"),
        Wrap("{} object", "same"),
        Wrap("{} not null", "same"),
        Wrap("{} null", "nullable"),
    ),
    separators=("|", " or ", "/"),
    fold=True,
    constants={"true": Json("true"), "false": Json("false"), "null": Json("null"), "none": Json("null")},
    absent=frozenset({"undefined"}),
    bare_constants=True,
    hook=_limited,
)

_REQUIRED = re.compile(r"\(required\)|\*\*required\b|^required\b[.:;,]|^mandatory\b", re.IGNORECASE)
_DEFAULT = re.compile(
    r"\bdefaults?(?: value)?(?: is| to|:|=)\s*(?:`(?P<code>[^`]+)`|(?P<bare>[\w.+-]*\w))", re.IGNORECASE
)
_LIMITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b{words}\s*(?:is|of|:|=)?\s*`?(?P<said>{value})", re.IGNORECASE), name)
    for words, value, name in (
        ("(?:min(?:imum)? ?length)", r"\d+", "min_length"),
        ("(?:max(?:imum)? ?length)", r"\d+", "max_length"),
        ("(?:min(?:imum)? ?items)", r"\d+", "min_items"),
        ("(?:max(?:imum)? ?items)", r"\d+", "max_items"),
        ("(?:min(?:imum)?)(?: value)?", r"-?\d+(?:\.\d+)?", "minimum"),
        ("(?:max(?:imum)?)(?: value)?", r"-?\d+(?:\.\d+)?", "maximum"),
    )
)
_PATTERN = re.compile(r"\b(?:pattern|regex|matches)\b\s*:?\s*`(?P<said>[^`]+)`", re.IGNORECASE)
_ABOUT = {
    "string": ("min_length", "max_length", "pattern"),
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
}


def _finish(facts: Facts, report: Report) -> Facts:
    """What a name and a description say besides: required, default, limits."""
    if facts.name.endswith("?") and len(facts.name) > 1:
        facts.name, facts.required = facts.name[:-1].rstrip(), False
    elif "required" not in facts.cells:
        facts.required = bool(_REQUIRED.search(facts.description))
    if facts.default is None and (found := _DEFAULT.search(facts.description)):
        facts.default = found["code"] or found["bare"]
    facts.type = _with_limits(facts.type, facts.description)
    return facts


def _with_limits(type_: Type, text: str) -> Type:
    if not isinstance(type_, (Scalar, ListOf)) or not text:
        return type_
    names = ("min_items", "max_items") if isinstance(type_, ListOf) else _ABOUT.get(type_.kind, ())
    said: dict[str, Any] = {}
    for pattern, name in _LIMITS:
        if name in names and (found := pattern.search(text)):
            said[name] = Json(found["said"]) if name in ("minimum", "maximum") else int(found["said"])
    if "pattern" in names and (found := _PATTERN.search(text)):
        said["pattern"] = found["said"]
    return replace(type_, limits=replace(type_.limits, **said)) if said else type_


_COLUMNS = {
    "name": "field name, field, property name, property, attribute name, attribute, column name, column, element, key, "
    "parameter, name, 名称, 参数, 名前, 字段, 項目",
    "type": "type, data type, datatype, field type, value type, json type, column type, 类型, タイプ, 型",
    "required": "required, required?, required / optional, presence, conformance, mandatory, requirement, "
    "requirement level, 是否必需, 是否必须, 必须, 必填, 必須",
    "nullable": "nullable, nullable?, null, null?, allow null, allows null",
    "description": "description, field description, definition, defines, details, meaning, comments, comment, "
    "explanation, notes, note, remarks, 描述, 说明, 説明",
    "default": "default, default value, defaults, 默认值, デフォルト値, デフォルト",
    "example": "example, examples, example value, sample, 示例, 例",
}
_VALUES = {
    "value": "value, enum value, code, constant, values, enum, literal, 值, 値",
    "name": "name, label, key, member, title, 名称, 名前",
    "description": "description, meaning, definition, details, comments, comment, notes, 描述, 说明, 説明",
}

DIALECT = Dialect(
    name="plain",
    title="Data dictionaries and hand-written specs, and every page that no other style claims",
    grammar=GRAMMAR,
    columns={role: _listed(words) for role, words in _COLUMNS.items()},
    values={role: _listed(words) for role, words in _VALUES.items()},
    parts={
        "fields": "fields",
        "properties": "fields",
        "attributes": "fields",
        "columns": "fields",
        "schema": "fields",
        "values": "values",
        "allowed values": "values",
        "possible values": "values",
        "enum": "values",
        "enum values": "values",
        "enumeration": "values",
        "supported types": "branches",
        "example": "skip",
        "examples": "skip",
        "example usage": "skip",
    },
    required={**dict.fromkeys(_listed(_YES), True), **dict.fromkeys(_listed(_NO), False), **_EMOJI},
    nullable={
        **dict.fromkeys(_listed("yes, y, true, null, x, 1, ✓, ✔, ✅"), True),
        **dict.fromkeys(_listed("no, n, false, not null, 0, ✗, ✘, ❌"), False),
        **_EMOJI,
    },
    nothing=frozenset({"", "-", "–", "—", "n/a", "none"}),
    open_enum=re.compile(r"\bopen enum\b", re.IGNORECASE),
    fallback=True,
    finish_field=_finish,
)
