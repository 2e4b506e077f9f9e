"""READMEs of GitHub Actions: `## Inputs` with `Name | Type | Description`, defaults in the description.

What the style cannot say: what must be set (action.yml does), which is said in the description where it is. `List` is
a text with a value a line, `CSV` one with commas, `List/CSV` either: all inputs of an action are texts in the end, and
these are lists of them. https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
"""

from __future__ import annotations

import re

from ..diagnostic import Report
from ..model import ANY, BOOLEAN, INTEGER, NUMBER, OBJECT, STRING, ListOf, Type
from ..reading.dialect import Clues, Dialect, Facts
from ..reading.prose import plain
from ..reading.typetext import Grammar, Wrap

_STRINGS = ListOf(STRING)
_SPELLINGS: dict[Type, str] = {
    STRING: "string, str, text, path, file, filepath, url, choice, enum, token, secret, glob, multiline string",
    BOOLEAN: "bool, boolean",
    INTEGER: "int, integer",
    NUMBER: "number, float",
    _STRINGS: "list, csv, list/csv, csv/list, list or csv, array, string list, list string, multiline, "
    "newline-delimited list, "
    "comma-separated list, comma separated list, strings, list of strings",
    OBJECT: "json, object, map, json object, key-value",
    ANY: "any",
}  # fmt: skip
_DEFAULT = re.compile(
    r"[(\[]?\b(?:default|defaults to|default value|default is)\b:?(?: is| to|:|=)?\s*`(?P<value>[^`]*)`", re.IGNORECASE
)
_REQUIRED = re.compile(r"\(required\)|\*\*required\b|^required\b[.:]|\bis required\.", re.IGNORECASE)
_DEPRECATED = re.compile(r"^\W*deprecated\b|\(deprecated\b|\*\*deprecated", re.IGNORECASE)
_EXPRESSION = re.compile(r"\$\{\{")


def _finish(facts: Facts, report: Report) -> Facts:
    """The default, out of its column or the description; a bare `(required)` behind the name."""
    if facts.default is None and (found := _DEFAULT.search(facts.description)):
        facts.default = found["value"]
    if facts.default is not None:
        facts.default = facts.default.strip("`")
        if _EXPRESSION.search(facts.default) or re.fullmatch(r"github\.\w+(?:\.\w+)*", facts.default):
            message = f"the default {facts.default!r} is worked out when the action runs, and is passed over"
            report.info("default-not-a-value", message, facts.span)
            facts.default = None
        elif facts.type == _STRINGS and not facts.default.startswith("["):
            values = [value.strip() for value in re.split(r"[,\n]", facts.default) if value.strip()]
            facts.default = (
                "[" + ", ".join('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values) + "]"
            )
        elif facts.default in ('""', "''"):
            facts.default = ""
    if "required" not in facts.cells and "**required" in plain(facts.cells["name"].children).lower():
        facts.required = True
    facts.deprecated = facts.deprecated or bool(_DEPRECATED.search(facts.description))
    return facts


DIALECT = Dialect(
    name="github-action",
    title="Inputs and outputs of GitHub Actions",
    grammar=Grammar(
        words={word.strip(): type_ for type_, words in _SPELLINGS.items() for word in words.split(",")},
        wraps=(Wrap("list of {}", "list"), Wrap("{}[]", "list"), Wrap("{} list", "list")),
        separators=("|", " or "),
        fold=True,
    ),
    columns={
        "name": ("name", "input", "input name", "output", "output name", "parameter", "option", "key"),
        "type": ("type",),
        "required": ("required", "required?", "mandatory"),
        "default": ("default", "default value"),
        "description": ("description", "purpose"),
    },
    parts={**dict.fromkeys(("secrets", "environment variables", "examples", "example", "usage"), "skip")},
    required={"yes": True, "no": False, "true": True, "false": False, "required": True, "optional": False,
              ":white_check_mark:": True, ":heavy_check_mark:": True, "✅": True, "❌": False, ":x:": False,
              "✔️": True, "*": True},
    aside=re.compile(r"\s*(?:\\?\*|\((?:required|optional|deprecated)\)|\*\*\(?required\)?\*\*)\s*$", re.IGNORECASE),
    required_prose=_REQUIRED,
    nothing=frozenset({"", "-", "n/a", "none"}),
    ragged=True,
    clues=Clues(
        headers={"name|type|description": 1, "name|type|default|description": 1,
                 "name|type|required|default|description": 1,
                 "name|type|description|required|default": 1},
        headings={"inputs": 2, "outputs": 1, "action inputs": 4, "action outputs": 4},
        texts={"List/CSV": 8, "`step.with` keys": 8, "step.with": 4, "action.yml": 5, "\n    uses: ": 3,
               "\n        uses: ": 3,
               "jobs:\n": 3, "runs-on:": 4, "steps.": 1, "actions/checkout@": 4, "GITHUB_TOKEN": 3, "${{ ": 3},
    ),
    finish_field=_finish,
)  # fmt: skip
