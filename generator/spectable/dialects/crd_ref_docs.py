"""Pages that crd-ref-docs prints of Kubernetes resources: a type a heading, `Field | Description | Default |
Validation`, where the cell of the field holds its name and its type. Older pages have the first two columns only.

What the style cannot say: formats, and whether a field that is marked neither required nor optional is the one or the
other (it is read as optional). Of the types of Kubernetes itself, which the pages only link to, the common ones are
known; all others are any value.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..diagnostic import Report
from ..model import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    OBJECT,
    STRING,
    Alias,
    Choice,
    Definition,
    Json,
    ListOf,
    MapOf,
    Scalar,
    Type,
    json_text,
    one_of,
)
from ..reading.constant import is_json
from ..reading.dialect import Clues, Dialect, Draft, Facts
from ..reading.limits import limited
from ..reading.markdown import Cell, Code, List, Paragraph
from ..reading.prose import place, plain, typed, worded
from ..reading.typetext import Grammar, Part, Wrap

_LINES = re.compile(r"\n|(?<=\})\s+(?=[A-Za-z:]+: )")
_RULE = re.compile(r"(?P<items>items:)?(?P<word>[A-Za-z]+):\s*(?P<value>.*)", re.DOTALL)
_OBJECT = re.compile(r"object \(keys: ?(?P<key>.+?), values: ?(?P<value>.+)\)")
_QUANTITY = one_of((STRING, INTEGER, NUMBER))
_WORDS: dict[str, Type] = {
    "string": STRING,
    "integer": INTEGER,
    "boolean": BOOLEAN,
    "float": NUMBER,
    "number": NUMBER,
    "byte": INTEGER,
    "object": OBJECT,
    "array": ListOf(ANY),
    **dict.fromkeys(("ObjectMeta", "ListMeta", "LabelSelector", "RawExtension", "EmbeddedObjectMetadata"), OBJECT),
    **dict.fromkeys(("JSON", "any", "Unknown"), ANY),
    **dict.fromkeys(("Time", "MicroTime"), Scalar("string", "date-time")),
    "Duration": STRING,
    "Quantity": _QUANTITY,
    "ResourceList": MapOf(_QUANTITY),
    "IntOrString": one_of((INTEGER, STRING)),
    "UID": STRING,
    "Secret": OBJECT,
}


def _map(phrase: str, part: Part) -> Type | None:
    """`object (keys:string, values:[X](#x))`."""
    found = _OBJECT.fullmatch(phrase)
    return MapOf(part(*found.span("value"))) if found else None


GRAMMAR = Grammar(words=_WORDS, wraps=(Wrap("{} array", "list"),), separators=(), links_name_models=True, hook=_map)


def _split(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The name of a field is the code that its cell begins with, its type the emphasis behind."""
    cell = cells.get("name")
    if cell is None or len(cell.children) < 2 or not isinstance(cell.children[0], Code):
        return cells
    name, *rest = cell.children
    return {**cells, "name": cell._replace(children=(name,)), "type": cell._replace(children=tuple(rest))}


def _finish(facts: Facts, report: Report) -> Facts:
    """The rules of the validation; the constants that a resource is known by."""
    for rule in _LINES.split(typed(facts.cells["validation"]) if "validation" in facts.cells else ""):
        if rule.strip():
            _apply(rule.strip(), facts, report)
    if facts.name in ("apiVersion", "kind") and (value := _constant(facts.cells.get("description"))):
        facts.type, facts.description = Choice((json_text(value),)), ""
    if facts.default is not None:
        facts.default = _default(facts.default, facts, report)
    return facts


def _constant(cell: Cell | None) -> str:
    return cell.children[0].text if cell and len(cell.children) == 1 and isinstance(cell.children[0], Code) else ""


def _apply(rule: str, facts: Facts, report: Report) -> None:
    found = _RULE.fullmatch(rule)
    word, value = (found["word"], _bare(found["value"])) if found else (rule, "")
    match word:
        case "Required" | "required":
            facts.required = True
        case "Optional" | "optional":
            facts.required = False
        case "Enum" | "enum":
            facts.type = _among(facts.type, value)
        case "Type" | "Schemaless" | "XValidation" | "Format" | "PreserveUnknownFields" | "EmbeddedResource":
            pass
        case _:
            at_items = found is not None and found["items"] is not None and isinstance(facts.type, ListOf)
            type_ = facts.type.item if at_items and isinstance(facts.type, ListOf) else facts.type
            type_, left = limited(type_, [(word, value)])
            facts.type = replace(facts.type, item=type_) if at_items and isinstance(facts.type, ListOf) else type_
            if left:
                message = f"the limit {rule[:80]!r} is none that the type of {facts.name!r} can hold"
                report.info("misplaced-limit", message, place(facts.cells["validation"]))


def _bare(value: str) -> str:
    """A value without the code that it may stand in, and without escapes."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "`":
        return value[1:-1].replace("\\{", "{").replace("\\}", "}")
    return re.sub(r"\\([{}|<>_*\[\]])", r"\1", value)


def _among(type_: Type, value: str) -> Type:
    """`[A B C]`: the values of a text or a number. Those of a model stand at the model."""
    if not isinstance(type_, Scalar) or not (value.startswith("[") and value.endswith("]")):
        return type_
    words = value[1:-1].replace(";", " ").split()
    is_text = type_.kind == "string"
    return Choice(
        tuple(dict.fromkeys(json_text(w.strip('"')) if is_text or not is_json(w) else Json(w) for w in words))
    )


def _default(text: str, facts: Facts, report: Report) -> str | None:
    """The default as Go prints it: a text bare, an object or a list as no JSON, which is passed over."""
    if text.startswith(("{", "[", "map[")) and not is_json(text):
        message = f"the default {text[:80]!r} is no value and is passed over"
        report.info("default-not-a-value", message, place(facts.cells["default"]))
        return None
    return text


def _model(draft: Draft, definition: Definition, report: Report) -> Definition:
    """The validation of a type that is another name for one."""
    if not isinstance(definition, Alias) or draft.owner is None:
        return definition
    facts = Facts(definition.name, draft.span, {}, definition.type)
    blocks = draft.owner.blocks
    for before, block in pairwise(blocks):
        if isinstance(before, Paragraph) and isinstance(block, List) and _VALIDATION.match(plain(before.children)):
            for item in block.items:
                words = " ".join(worded(b.children) for b in item.blocks if isinstance(b, Paragraph))
                found = _RULE.fullmatch(words)
                if found and found["word"] == "Enum":
                    facts.type = _among(facts.type, found["value"])
                elif found:
                    facts.type, _ = limited(facts.type, [(found["word"], found["value"])])
    return replace(definition, type=facts.type)


_VALIDATION = re.compile(r"Validation:")

DIALECT = Dialect(
    name="crd-ref-docs",
    title="Pages of Kubernetes resources that crd-ref-docs prints",
    grammar=GRAMMAR,
    columns={
        "name": ("field",),
        "description": ("description",),
        "default": ("default",),
        "validation": ("validation",),
    },
    needs=frozenset({"name", "description"}),
    values={"value": ("field",), "description": ("description",)},
    parts={"packages": "other", "resource types": "other"},
    model_name=re.compile(r"^(?P<name>[A-Za-z]\w*)$"),
    alias_prose=re.compile(r"Underlying type:"),
    remarks=re.compile(r"(?:Underlying type|Validation|Appears in):"),
    verbatim=frozenset({"default"}),
    clues=Clues(
        headers={"field|description|default|validation": 8, "field|description": 1},
        headings={"resource types": 3, "packages": 1},
        texts={
            "_Appears in:_": 6,
            "_Underlying type:_": 6,
            "` _string_ |": 6,
            "kubernetes.io/docs/reference/generated": 1,
        },
        patterns=((re.compile(r"^\| `\w+` _[^|]+_ \|", re.MULTILINE), 6),),
    ),
    split_cells=_split,
    finish_field=_finish,
    finish_model=_model,
)
