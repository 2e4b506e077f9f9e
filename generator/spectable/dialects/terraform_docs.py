"""READMEs that terraform-docs prints of modules: `## Inputs` with `Name | Description | Type | Default | Required`.

Types are HCL, in code or in `<pre>`; the attributes of an object are fields of a record in the variable. What the style
cannot say: whether a variable may be null (it may, unless its declaration says otherwise), what `validation` asks for,
and the descriptions of attributes. A default that is none (`n/a`) is that of a variable that must be set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..diagnostic import Report
from ..model import ANY, Type
from ..reading.dialect import KINDS, Clues, Dialect, Facts
from ..reading.markdown import Cell, Code, Html, Table, Text
from ..reading.nesting import Nesting
from ..reading.prose import place, typed, worded
from ..reading.typetext import Grammar, Part
from .hcl import Attribute, Unreadable, constraint, value

_FENCE = re.compile(r"^\s*(`+)(?P<inside>.*)\1\s*$", re.DOTALL)


def _type(phrase: str, part: Part) -> Type | None:
    try:
        return constraint(phrase).type
    except Unreadable:
        return None


def _text(cell: Cell) -> str:
    """What a cell holds between its backticks or its `<pre>`, with the line breaks that it had."""
    if any(isinstance(node, Html) and node.text.lower().startswith("<pre") for node in cell.children):
        return worded(cell.children)
    match cell.children:
        case (Code(text),):
            return text
        case _:
            found = _FENCE.match(typed(cell))
            return (found["inside"] if found else worded(cell.children)).strip()


def _lines_kept(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The cells with the type as it was laid out: a comment in it ends with its line."""
    cell = cells.get("type")
    if cell is None or len(cell.children) < 2:
        return cells
    return {**cells, "type": Cell((Text(_text(cell), place(cell)),), cell.span)}


def _finish(facts: Facts, report: Report) -> Facts:
    """The default, and null where that is the default."""
    cell = facts.cells.get("default")
    facts.default = None
    if "required" not in facts.cells:
        facts.required = cell is not None and worded(cell.children).strip().casefold() == "n/a"
    text = _text(cell) if cell else ""
    if text and text.casefold() != "n/a" and cell:
        try:
            facts.default = value(text)
        except Unreadable:
            message = f"the default {text[:80]!r} is no value and is passed over"
            report.info("default-not-a-value", message, place(cell))
    if facts.default == "null":
        facts.nullable = True
    return facts


def _with_attributes(table: Table, rows: Sequence[Facts], report: Report) -> Iterable[Facts]:
    """The variables, each with the attributes of the objects in its type behind it."""
    for row in rows:
        yield row
        if "type" in row.cells:
            yield from _attributes(row, row.cells["type"])


def _attributes(row: Facts, cell: Cell) -> Iterator[Facts]:
    try:
        found = constraint(_text(cell)).attributes
    except Unreadable:
        return
    for attribute in found:
        yield _attribute(row, attribute)


def _attribute(row: Facts, said: Attribute) -> Facts:
    return replace(
        row,
        name=f"{row.name}{said.path}",
        type=said.type,
        required=not said.optional,
        nullable=True if said.default == "null" else None if said.type != ANY else False,
        description="",
        default=said.default,
        examples=(),
    )


DIALECT = Dialect(
    name="terraform-docs",
    title="Inputs of Terraform modules that terraform-docs prints",
    grammar=Grammar(hook=_type),
    columns={
        "name": ("name",),
        "description": ("description",),
        "type": ("type",),
        "default": ("default",),
        "required": ("required",),
    },
    needs=frozenset({"name", "type"}),
    parts={
        **dict.fromkeys(("inputs", "required inputs", "optional inputs", "input variables", "variables"), "fields"),
        **dict.fromkeys(("requirements", "providers", "modules", "resources", "outputs"), "skip"),
        **dict.fromkeys(("data sources", "usage", "examples"), "skip"),
    },
    required={"yes": True, "no": False},
    unstated=frozenset(KINDS) - {"nilable"},
    nothing=frozenset({"", "n/a"}),
    nesting=Nesting(quotes=""),
    clues=Clues(
        headers={
            "name|description|type|default|required": 9,
            "name|description|type|default": 5,
            "name|description|type|required": 5,
            "name|source|version": 4,
            "name|version": 2,
        },
        headings={"inputs": 2, "requirements": 1, "providers": 2, "outputs": 1, "resources": 1},
        texts={"BEGIN_TF_DOCS": 10, "BEGINNING OF PRE-COMMIT-TERRAFORM DOCS HOOK": 10, '<a name="input_': 8,
               "terraform-docs": 4, "`list(string)`": 4, "`map(string)`": 4, "map(object(": 4, "list(object(": 4},
    ),
    split_cells=_lines_kept,
    finish_field=_finish,
    finish_table=_with_attributes,
)  # fmt: skip
