"""Pages that APIMatic prints for the models of an SDK: `## Structure` with the name of the class, `## Fields` with
`Name | Type | Tags | Description`; enums under `## Enumeration`, unions under `## Cases`.

What the style cannot say: nullability (but TypeScript, by `| null`, and C#, PHP and Java, where a question mark may
mean either), the values of an enum (the names of its members are shown) and formats other than dates. Default, constant
and limits stand at the end of the description.
"""

from __future__ import annotations

import re

from ..diagnostic import Report
from ..model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Choice,
    Json,
    ListOf,
    Ref,
    Scalar,
    Type,
    json_text,
)
from ..reading.constant import is_json
from ..reading.dialect import Clues, Dialect, Facts
from ..reading.limits import Said, limited
from ..reading.prose import place, plain
from ..reading.typetext import Grammar, Wrap

_DATE, _DATE_TIME = Scalar("string", "date"), Scalar("string", "date-time")
_FILE = Scalar("string", "binary")
_SPELLINGS: dict[Type, str] = {
    STRING: "str, string, String, symbol",
    INTEGER: "int, integer, Integer, bigint",
    Scalar("integer", "int64"): "long, Long, int64",
    NUMBER: "float, number, Float, Number, decimal",
    Scalar("number", "double"): "double, Double, float64",
    BOOLEAN: "bool, boolean, Boolean, TrueClass | FalseClass, TrueClass \\| FalseClass",
    _DATE: "date, LocalDate, Date",
    _DATE_TIME: "datetime, DateTime, \\DateTime, LocalDateTime, ZonedDateTime, DateTimeOffset, OffsetDateTime, "
    "time.Time",
    Scalar("string", "uuid"): "UUID, uuid, Guid, UUID | String, uuid.UUID",
    _FILE: "bytes, binary, FileStreamInfo, FileWrapper, File, typing.BinaryIO, BinaryIO, Stream, getFile, "
    "models.FileWrapper, File | UploadIO, Buffer",
    OBJECT: "dict, JsonObject, Hash, Record, object, Object",
    ListOf(ANY): "list, List, Array",
    ANY: "Any, any, mixed, unknown, interface{}, JsonValue, dynamic",
    NULL: "null, None, nil",
}

GRAMMAR = Grammar(
    words={word.strip(): type_ for type_, words in _SPELLINGS.items() for word in words.split(", ")},
    wraps=(
        Wrap("List[{}]", "list"),
        Wrap("Dict[str, {}]", "map"),
        Wrap("Optional[{}]", "nullable"),
        Wrap("Union[{}]", "union"),
        Wrap("Literal[{}]", "literal"),
        *(Wrap(f"{name}<string, {{}}>", "map") for name in ("Record", "Dictionary", "array", "IDictionary")),
        *(Wrap(f"{name}<string,{{}}>", "map") for name in ("Record", "Dictionary", "array", "IDictionary")),
        Wrap("Map<String, {}>", "map"),
        Wrap("Hash[String, {}]", "map"),
        *(Wrap(f"{name}<{{}}>", "list") for name in ("List", "Array", "IEnumerable", "IList", "Set")),
        Wrap("Array[{}]", "list"),
        Wrap("map[string]{}", "map"),
        Wrap("[]{}", "list"),
        Wrap("models.Optional[{}]", "nullable"),
        Wrap("Nullable<{}>", "nullable"),
        Wrap("*{}", "nilable"),
        Wrap("?{}", "nilable"),
        Wrap("{}[]", "list"),
        Wrap("{}?", "nilable"),
        Wrap("({})", "same"),
    ),
    absent=frozenset({"undefined"}),
    constants={"true": Json("true"), "false": Json("false"), "True": Json("true"), "False": Json("false")},
    links_name_models=True,
)

_PART = re.compile(r"(?:^|\n+|\s)\*\*(?P<word>Default|Constraints|Value)\*\*:\s*", re.MULTILINE)
_LIMIT = re.compile(
    r"\*(?P<word>[A-Z][\w ]*)\*:\s*(?P<fence>`+)(?P<value>.*?)(?P=fence)(?!`)|`(?P<sign>[<>]=?)\s*(?P<number>[^`]+)`"
)
_CODE = re.compile(r"(?P<fence>`+)(?P<value>.*?)(?P=fence)(?!`)", re.DOTALL)
_TAGS = frozenset(
    {"required", "optional", "read-only", "readonly", "constant", "write-only", "deprecated", "nullable", ""}
)


def _finish(facts: Facts, report: Report) -> Facts:
    """What the tags say, and what stands at the end of the description."""
    tags = plain(facts.cells["tags"].children) if "tags" in facts.cells else ""
    words = {word.strip().casefold() for word in tags.split(",")}
    facts.required = "required" in words
    facts.read_only = not words.isdisjoint(("read-only", "readonly"))
    facts.write_only = "write-only" in words
    facts.deprecated = facts.deprecated or "deprecated" in words
    if words - _TAGS:
        report.info("unknown-note", f"the note {tags!r} is passed over", place(facts.cells["tags"]))
    parts = list(_PART.finditer(facts.description))
    text = facts.description
    for at, part in enumerate(parts):
        end = parts[at + 1].start() if at + 1 < len(parts) else len(text)
        _apply(part["word"], text[part.end() : end].strip(), facts, report)
    if parts:
        facts.description = text[: parts[0].start()].rstrip()
    return facts


def _apply(word: str, said: str, facts: Facts, report: Report) -> None:
    if word == "Constraints":
        limits: list[Said] = [(m["word"] or m["sign"], m["value"] or m["number"] or "") for m in _LIMIT.finditer(said)]
        limits += [("unique items", "true")] * ("*Unique Items Required*" in said)
        facts.type, left = limited(facts.type, limits)
        for name, value in left:
            message = f"the limit {name} of {value!r} is none that the type of {facts.name!r} can hold"
            report.info("misplaced-limit", message, facts.span)
        return
    found = _CODE.match(said)
    value = _value(found["value"].strip() if found else said)
    if word == "Value" and not isinstance(facts.type, Ref):
        facts.type = Choice((_constant(value, facts.type),))
    elif value is not None:
        facts.default = value


def _value(text: str) -> str:
    """A value as a language spells it."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return json_text(text[1:-1])
    return {"True": "true", "False": "false", "None": "null", "nil": "null"}.get(text, text)


def _constant(text: str, type_: Type) -> Json:
    """The value of a constant: JSON where it is of the type, else a text."""
    is_text = isinstance(type_, Scalar) and type_.kind == "string"
    if is_json(text) and (text.startswith('"') or not is_text):
        return Json(text)
    return json_text(text)


DIALECT = Dialect(
    name="apimatic",
    title="Model pages of SDKs that APIMatic prints",
    grammar=GRAMMAR,
    columns={
        "name": ("name",),
        "type": ("type",),
        "tags": ("tags",),
        "description": ("description",),
    },
    needs=frozenset({"name", "type", "tags"}),
    values={"value": ("name",), "description": ("description",)},
    parts={
        "structure": "name",
        "enumeration": "name",
        "class name": "name",
        "interface name": "name",
        "data type": "skip",
        "inherits from": "skip",
        "fields": "fields",
        "cases": "branches",
    },
    part_patterns=((re.compile(r"^Example\b"), "skip"),),
    model_level=1,
    nothing=frozenset({"", "-"}),
    unstated=frozenset({"scalar", "date", "list", "map", "union", "ref", "nilable"}),
    branches=("type",),
    values_are_names=True,
    clues=Clues(
        headers={"name|type|tags|description": 8, "name|type|tags|description|getter|setter": 8, "name|type|tags": 8},
        headings={"structure": 2, "enumeration": 2, "class name": 2, "interface name": 2, "data type": 1, "cases": 2},
        texts={
            "## Structure\n\n`": 4,
            "## Enumeration\n\n`": 6,
            "**Constraints**: *": 4,
            "/doc/models/": 2,
            "|  --- |": 4,
            "## Example (as JSON)": 4,
        },
    ),
    finish_field=_finish,
)
