"""Pages that jsonschema2md prints of JSON Schemas (XDM): a table of all properties, then a section for each.

The table says name, type and whether it is required; the section the description, the format, the limits, the values
of an enum in a table `Value | Description`. What the style cannot say: whether a value may be null, and the default
where there is no column for it. A row `*` says whether other keys are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ..diagnostic import Report
from ..model import ANY, BOOLEAN, ENUM, INTEGER, NULL, NUMBER, OBJECT, STRING, Choice, ListOf, Scalar, Type, json_text
from ..reading.dialect import KINDS, Clues, Dialect, Facts
from ..reading.limits import limited
from ..reading.markdown import Table
from ..reading.prose import plain
from ..reading.typetext import Grammar, Wrap

_WORDS: dict[str, Type] = {
    "string": STRING,
    "integer": INTEGER,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "object": OBJECT,
    "array": ListOf(ANY),
    "null": NULL,
    "enum": ENUM,
    "const": ANY,
    "any": ANY,
    "multiple": ANY,
    "complex": ANY,
    "unknown": ANY,
    "merged": OBJECT,
    "reference": ANY,
    "not defined": ANY,
}
_FORMATS = (
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "uri",
    "email",
    "int32",
    "int64",
    "float",
    "double",
    "byte",
)
_FORMAT = re.compile(r"^\s*\* format: `(?P<format>[\w-]+)`", re.MULTILINE)
_LIMIT = re.compile(
    r"^\s*\* (?P<word>(?:minimum|maximum|exclusive ?minimum|exclusive ?maximum|min|max)"
    r"(?: value| length| items?| number of items)?)(?P<exclusive>[^:`]*): `(?P<value>-?[\d.]+)`",
    re.MULTILINE | re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:must contain|has) (?P<word>at least|at most|no (?:less|fewer) than|not more than) `?(?P<value>\d+)`? items?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"must (?:not contain (?P<word>more|less) than|contain (?P<word2>at least|at most)) `?(?P<value>\d+)`? items?",
    re.IGNORECASE,
)
_PATTERN = re.compile(
    r"regular expression[^\n]*:\s*\n+```\w*\n(?P<pattern>.+?)\n```|^\s*\* pattern: `(?P<inline>[^`]+)`",
    re.MULTILINE | re.DOTALL,
)
_TYPE = re.compile(r"^\s*\* type: (?P<type>.+)$", re.MULTILINE)
_ITEMS = re.compile(
    r"^All items must be of the type:\s*\n+\s*(?:\* )?(?P<item>`[^`\n]+`|\[[^\]\n]+\]\([^)\n]+\)|type: `[^`\n]+`)",
    re.MULTILINE,
)
_LINK = re.compile(r"\[(?P<label>[^\]]+)\]\((?P<target>[^)]+)\)")
_VALUE = re.compile(r"^\| *`(?P<value>[^`|]*)` *\|", re.MULTILINE)
_CONST = re.compile(r"value of this property \*\*must\*\* be:?\s*\n+```\w*\n(?P<value>.+?)\n```", re.DOTALL)
_READ_ONLY = re.compile(r"\bread-?only\b", re.IGNORECASE)
_HEADING = re.compile(r"^## +(?P<title>.+?)\s*$", re.MULTILINE)
_FENCE = re.compile(r"^ *(?P<fence>```|~~~).*?^ *(?P=fence)", re.MULTILINE | re.DOTALL)


@lru_cache(maxsize=4)
def _sections(text: str) -> dict[str, str]:
    """The text below each heading of the second level, by its words."""
    hidden = _FENCE.sub(lambda match: re.sub(r"^#", " ", match[0], flags=re.MULTILINE), text)
    found = list(_HEADING.finditer(hidden))
    ends = [*(match.start() for match in found[1:]), len(text)]
    return {
        match["title"].replace("\\", "").strip("`"): re.split(
            r"^# ", text[match.end() : end], maxsplit=1, flags=re.MULTILINE
        )[0]
        for match, end in zip(found, ends, strict=False)
    }


def _finish(table: Table, rows: Sequence[Facts], report: Report) -> Iterable[Facts]:
    """The rows with what their sections say."""
    sections = _sections(table.span.source.text)
    for row in rows:
        if row.name == "*":
            row.additional = True
            yield row
        else:
            yield _with_section(row, sections.get(row.name, ""))


def _with_section(row: Facts, text: str) -> Facts:
    row.description = _introduction(text)
    row.type = _typed(row.type, text)
    if "required" not in row.cells and re.search(r"^\s*\* is \*\*required\*\*", text, re.MULTILINE):
        row.required = True
    if re.search(r"\bdeprecated\b", row.description[:80], re.IGNORECASE):
        row.deprecated = True
    return row


def _introduction(text: str) -> str:
    """The description: what stands between the headings of a section and its first list, table or code."""
    kept: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("#"):
            lines = [line for line in block.split("\n") if not line.startswith("#")]
            block = "\n".join(lines).strip()
        if re.match(r"`[^`]+`\s*(?:\n\s*\*|$)|\* |\||```|~~~", block):
            break
        if block:
            kept.append(block)
    return "\n\n".join(kept)


def _typed(type_: Type, text: str) -> Type:
    """The type with the format, the limits and the values that a section says."""
    if const := _CONST.search(text):
        value = const["value"].strip()
        return Choice((json_text(value.strip('"')) if value.startswith('"') else json_text(value),))
    item = type_.item if isinstance(type_, ListOf) else type_
    changed = item
    values = tuple(match["value"] for match in _VALUE.finditer(text))
    if item in (ENUM, STRING, ANY) and values and "Known Values" in text:
        changed = Choice(tuple(dict.fromkeys(map(json_text, values))))
    elif isinstance(item, Scalar) and (found := _FORMAT.search(text)) and found["format"] in _FORMATS:
        changed = replace(item, format=found["format"])
    type_ = replace(type_, item=changed) if isinstance(type_, ListOf) else changed
    return limited(type_, _limits(text))[0]


def _limits(text: str) -> Iterator[tuple[str, str]]:
    for found in _LIMIT.finditer(text):
        word = found["word"].lower().replace(" number of", "")
        yield word if not word.endswith(" item") else f"{word}s", found["value"]
    for found in (*_COUNT.finditer(text), *_MORE.finditer(text)):
        least = next(filter(None, found.groups())).lower() in ("at least", "less", "no less than", "no fewer than")
        yield "min items" if least else "max items", found["value"]
    if found_pattern := _PATTERN.search(text):
        yield "pattern", (found_pattern["pattern"] or found_pattern["inline"]).strip()


def _additional(facts: Facts, report: Report) -> Facts:
    """The row `*` forbids other keys or allows them; its type cell says of which type."""
    facts.read_only = bool(_READ_ONLY.search(facts.description))
    if plain(facts.cells["name"].children) == "*":
        facts.additional = True
    return facts


DIALECT = Dialect(
    name="jsonschema2md",
    title="Pages that jsonschema2md prints of JSON Schemas, as those of XDM",
    grammar=Grammar(
        words=_WORDS,
        wraps=(Wrap("{}[][]", "list"), Wrap("{}[]", "list"), Wrap("enum {}", "same"), Wrap("`{}`", "same")),
        separators=("|", ", ", " or "),
        fold=True,
        links_name_models=True,
    ),
    columns={
        "name": ("property",),
        "type": ("type",),
        "required": ("required",),
        "nullable": ("nullable",),
        "default": ("default",),
        "defined": ("defined by",),
    },
    needs=frozenset({"name", "type", "defined"}),
    model_name=re.compile(r"^(?P<name>.+?)(?: Properties| Schema| properties)?$", re.DOTALL),
    required={"required": True, "optional": False, "additional": False, "pattern": False},
    nullable={
        "can be null": True,
        "cannot be null": False,
        "nullable": True,
        "not nullable": False,
        "yes": True,
        "no": False,
    },
    unstated=frozenset(KINDS) - {"nilable"},
    nothing=frozenset({"", "n/a", "none"}),
    aside=re.compile(r"\s*\(this schema\)$"),
    ragged=True,
    loose_labels=True,
    clues=Clues(
        headers={
            "property|type|required|defined by": 10,
            "property|type|required|default|defined by": 10,
            "property|type|required|nullable|defined by": 10,
            "property|type|group": 4,
        },
        words={"defined by": 5, "defined in": 2, "additional properties": 2},
        texts={
            "* is **required**": 6,
            "* type: `": 5,
            "this schema *allows* additional": 6,
            ".schema.json](": 3,
            "defined in this schema": 5,
        },
    ),
    finish_field=_additional,
    finish_table=_finish,
)
