"""Pages that openapi-generator prints for the models of an SDK: `## Properties`, `Name | Type | Description | Notes`.

One dialect for every language, for they differ in their spellings of types only, and no spelling means two things.
What no language can say: nullability (but Go, by `NullableX`, and Rust, by `Option`), formats other than dates, limits,
and in most the values of enums that have no page. `X` in Go is required and `Pointer to X` optional, as the notes say
anyway. typescript-fetch has no notes, so no field of it is known to be required. Defaults of `undefined`, `null` and
`nil` say that there is none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..diagnostic import Report
from ..model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Alias,
    Choice,
    Definition,
    ListOf,
    Record,
    Ref,
    Scalar,
    Type,
    json_text,
)
from ..reading.constant import is_json
from ..reading.dialect import Clues, Dialect, Draft, Facts
from ..reading.markdown import Cell, Link, Text
from ..reading.prose import place, plain, worded
from ..reading.typetext import Grammar, Wrap

_DATE, _DATE_TIME = Scalar("string", "date"), Scalar("string", "date-time")
_FILE, _BYTES = Scalar("string", "binary"), Scalar("string", "byte")
_INT32, _INT64 = Scalar("integer", "int32"), Scalar("integer", "int64")
_FLOAT, _DOUBLE = Scalar("number", "float"), Scalar("number", "double")
_SPELLINGS: dict[Type, str] = {
    STRING: "str, String, string, StrictStr, char, Character, &str",
    INTEGER: "int, Integer, integer, StrictInt, BigInteger, uint, u8, u16, u32, u64, i8, i16, uint32, uint64, BigInt",
    _INT32: "int32, i32",
    _INT64: "long, Long, int64, i64, bigint",
    NUMBER: "number, Number, BigDecimal, decimal, Numeric",
    _FLOAT: "Float, float32, f32",
    _DOUBLE: "double, Double, float64, f64",
    BOOLEAN: "bool, Boolean, boolean, StrictBool, Bool",
    _DATE: "date, LocalDate, DateOnly, Date, time.Date",
    _DATE_TIME: "datetime, OffsetDateTime, ZonedDateTime, LocalDateTime, DateTime, \\DateTime, time.Time, Time, "
    "Instant, DateTimeOffset, chrono::DateTime, kotlin.time.Instant",
    Scalar("string", "uuid"): "UUID, uuid::Uuid, Uuid, Guid",
    Scalar("string", "uri"): "URI",
    _BYTES: "bytearray, byte[], ByteArray, []byte, bytes",
    _FILE: "File, Blob, \\SplFileObject, *os.File, os.File, System.IO.Stream, FileParameter, std::path::PathBuf, "
    "java.io.File, io.IOBase, file, file_type",
    OBJECT: "map, Map, Hash, dict, Dictionary",
    ListOf(ANY): "list, List, array, Array, Vec",
    ANY: "object, Object, any, mixed, Mixed, AnyType, serde_json::Value, interface{}, none_type",
}
_WORDS = {word.strip(): type_ for type_, words in _SPELLINGS.items() for word in words.split(", ")}
_WORDS["float"] = NUMBER
"""Python and C# say `float` for every number; Ruby and Java `Float`, which is one of them by its format."""
_WORDS |= {
    **dict.fromkeys(("Float", "Decimal"), NUMBER),
    "Int": INTEGER,
    "Int32": _INT32,
    "Int64": _INT64,
    "Float32": _FLOAT,
    "Float64": _DOUBLE,
    "null": NULL,
    "nil": NULL,
}
_WORDS |= {
    prefix + word: type_
    for prefix in ("kotlin.", "kotlin.collections.", "java.time.", "java.util.", "java.lang.", "java.math.", "System.")
    for word, type_ in list(_WORDS.items())
    if word.isidentifier() and word[0].isupper()
}
_LISTS = (
    *(
        "List",
        "Array",
        "Set",
        "LinkedHashSet",
        "Collection",
        "ICollection",
        "IList",
        "IReadOnlyList",
        "ISet",
        "HashSet",
    ),
    *("BuiltList", "BuiltSet", "kotlin.Array", "kotlin.collections.List", "kotlin.collections.Set"),
)
_MAPS = (
    *("Map", "Hash", "Dictionary", "IDictionary", "Record", "HashMap", "std::collections::HashMap", "BuiltMap"),
    *("kotlin.collections.Map", "IReadOnlyDictionary", "array"),
)

GRAMMAR = Grammar(
    words=_WORDS,
    wraps=(
        Wrap("Pointer to {}", "optional"),
        Wrap("Option<{}>", "nilable"),
        Wrap("Optional[{}]", "optional-nullable"),
        Wrap("JsonNullable<{}>", "nullable"),
        *(Wrap(f"{name}<{{}}, {{}}>", "map") for name in _MAPS),
        *(Wrap(f"{name}<{{}},{{}}>", "map") for name in _MAPS),
        *(Wrap(f"{name}<{{}}>", "list") for name in (*_LISTS, "Vec")),
        Wrap("List[{}]", "list"),
        Wrap("Set[{}]", "list"),
        Wrap("list[{}]", "list"),
        Wrap("Dict[{}, {}]", "map"),
        Wrap("dict({}, {})", "map"),
        Wrap("map[string]{}", "map"),
        Wrap("map[{},{}]", "map"),
        Wrap("{ [key: string]: {}; }", "map"),
        Wrap("{str: ({},)}", "map"),
        Wrap("{str: ({})}", "map"),
        Wrap("[String: {}]", "map"),
        Wrap("Union[{}]", "union"),
        Wrap("Literal[{}]", "literal"),
        Wrap("Nullable<{}>", "nullable"),
        Wrap("Box<{}>", "same"),
        Wrap("chrono::DateTime<{}>", "same"),
        Wrap("[]{}", "list"),
        Wrap("*{}", "nilable"),
        Wrap("{}[]", "list"),
        Wrap("[{}]", "list"),
        Wrap("({})", "same"),
        Wrap("{}?", "nilable"),
    ),
    absent=frozenset({"undefined"}),
    links_name_models=True,
)
GRAMMAR = replace(
    GRAMMAR,
    words={
        **_WORDS,
        "bool, date, datetime, dict, float, int, list, str, none_type": ANY,
        "chrono::FixedOffset": _DATE_TIME,
        "chrono::Utc": _DATE_TIME,
        "chrono::NaiveDate": _DATE,
    },
    wraps=(*GRAMMAR.wraps, Wrap("Nullable{}", "nullable")),
)

_NOTE = re.compile(r"\[((?:[^\[\]'\"]|'[^']*'|\"[^\"]*\"|\[[^\[\]]*\])*)\]")
_QUOTED = re.compile(r"'(?P<single>(?:[^'\\]|\\.)*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"", re.DOTALL)
_NUMBER = re.compile(r"(?P<digits>-?\d+(?:\.\d+)?)[lLfFdDmM]?")
_MEMBER = re.compile(r"[A-Za-z_]\w*(?:(?:\.|::)\w+)*")
_NO_DEFAULT = frozenset({"null", "nil", "None", "undefined", "none", ""})
_FLATTENED = re.compile(r"<[A-Za-z][\w.+-]*::")
_LABELLED = re.compile(
    r"(?P<before>.*?)\[?\*\*(?P<label>.+?)\*\*(?:\]\((?P<target>[^()]*)\))?(?P<after>[^*]*)", re.DOTALL
)


def _split(cells: dict[str, Cell]) -> dict[str, Cell]:
    """A generic type such as `Vec<models::X>` reads as a link in Markdown, in which no other can stand: then the label
    and the target are taken as the generator put them."""
    cell = cells.get("type")
    if cell is None or not _FLATTENED.search(text := cell.span.text.strip()):
        return cells
    found = _LABELLED.fullmatch(text.replace("\\", ""))
    if found is None:
        return cells
    span = place(cell)
    label = (Text(found["label"], span),)
    linked = Link(label, found["target"], span) if found["target"] else label[0]
    return {**cells, "type": cell._replace(children=(Text(found["before"], span), linked, Text(found["after"], span)))}


def _finish(facts: Facts, report: Report) -> Facts:
    """What the notes say. Without an `[optional]` a field is required, in tables that have notes."""
    has_notes = "description" in facts.cells
    if not has_notes:
        facts.required = False
        facts.type = _DATE_TIME if facts.type == _DATE and plain(facts.cells["type"].children) == "Date" else facts.type
        return facts
    nilable = facts.nullable is None and "type" in facts.cells and _OPTION.match(plain(facts.cells["type"].children))
    facts.required = True
    for note in _NOTE.findall(worded(facts.cells["notes"].children) if "notes" in facts.cells else ""):
        word, _, rest = note.strip().partition(" ")
        match word.lower():
            case "optional":
                facts.required = False
            case "readonly":
                facts.read_only = True
            case "default":
                facts.default = _default(rest.removeprefix("to").strip(), facts, report)
            case "enum:":
                facts.type = _among(facts.type, rest)
            case _:
                report.info("unknown-note", f"the note {note!r} is passed over", place(facts.cells["notes"]))
    if nilable and facts.required:
        facts.nullable = True
    return facts


_OPTION = re.compile(r"Option<|.*\?$")


def _default(text: str, facts: Facts, report: Report) -> str | None:
    """The value of a default as a language spells it; None for none."""
    if text in _NO_DEFAULT:
        return None
    is_text = isinstance(facts.type, Scalar) and facts.type.kind == "string"
    if quoted := _QUOTED.fullmatch(text):
        words = quoted["single"] if quoted["single"] is not None else quoted["double"]
        return json_text(words) if is_text else words
    if text in ("True", "False"):
        return text.lower()
    if number := _NUMBER.fullmatch(text):
        return number["digits"]
    if is_json(text) or is_text or (_MEMBER.fullmatch(text) and isinstance(facts.type, Ref)):
        return text
    message = f"the default {text!r} is no value and is passed over"
    report.info("default-not-a-value", message, place(facts.cells["notes"]))
    return None


def _among(type_: Type, words: str) -> Type:
    """The values that a note lists, of a field of texts or of lists of them."""
    if isinstance(type_, ListOf):
        return replace(type_, item=_among(type_.item, words))
    if type_ != STRING:
        return type_
    return Choice(tuple(dict.fromkeys(json_text(word.strip()) for word in words.split(","))))


def _model(draft: Draft, definition: Definition, report: Report) -> Definition:
    """Several languages print a table without rows for an enum: it says nothing of what the values are."""
    if not isinstance(definition, Record) or definition.fields or draft.row:
        return definition
    message = f"the page of {definition.name!r} says nothing about it; it is read as any value"
    report.info("empty-page", message, draft.span)
    return Alias(definition.name, ANY, definition.description, span=definition.span)


_PASSED_OVER = (
    *("parameters", "path parameters", "other parameters", "query parameters", "return type", "authorization"),
    *("http request headers", "http response details", "example", "examples", "methods", "required parameters"),
    *("optional parameters", "class methods", "request body", "responses"),
)

DIALECT = Dialect(
    name="openapi-generator",
    title="Model pages of SDKs that openapi-generator prints, in every language",
    grammar=GRAMMAR,
    columns={"name": ("name",), "type": ("type",), "description": ("description",), "notes": ("notes",)},
    values={"name": ("name",), "value": ("value",)},
    parts={
        **dict.fromkeys(_PASSED_OVER, "skip"),
        "properties": "fields",
        "enum": "values",
        "enum variants": "values",
        "class instance methods": "branches",
    },
    model_name=re.compile(r"^(?:# )?(?:\w+(?:\.|::))*(?P<name>\w+)$"),
    local_name=re.compile(r"^Enum: (?:\w+<)*(?:\w+, )?(?P<name>\w+)>*$"),
    model_level=1,
    values_heading=re.compile(r"^Enum: "),
    unstated=frozenset({"scalar", "date", "list", "map", "union", "ref", "nilable"}),
    verbatim=frozenset({"value"}),
    branches=("name",),
    listed_branches=re.compile(r"^#   :'(?P<type>[^']+)',?$", re.MULTILINE),
    ragged=True,
    spills="description",
    clues=Clues(
        headers={
            "name|type|description|notes": 1,
            "method|http request|description": 8,
            "status code|description|response headers": 6,
            "name|type": 1,
        },
        headings={"enum": 1, "enum variants": 1, "class instance methods": 12, "http request headers": 3},
        texts={
            "[[Back to Model list]]": 10,
            "[[Back to API list]]": 6,
            "[[Back to README]]": 4,
            "[optional]": 3,
            "[readonly]": 1,
            "| [**": 1,
        },
        patterns=(
            (re.compile(r"^#+ Enum: ", re.MULTILINE), 3),
            (re.compile(r"^\|?\*\*\w+\*\* \| (?:Pointer to |Option<)?\[?\*\*", re.MULTILINE), 6),
            (re.compile(r"^[*-] `\w+` \(value: `", re.MULTILINE), 6),
        ),
    ),
    split_cells=_split,
    finish_field=_finish,
    finish_model=_model,
)
