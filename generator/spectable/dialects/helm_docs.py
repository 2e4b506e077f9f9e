"""READMEs that helm-docs prints of charts: `## Values` with `Key | Type | Default | Description`, a dotted path a key.

What the style cannot say: what must be set (nothing must, a chart has a default for all of it, if only none), what is
in lists and objects whose keys have no rows of their own. Null is a value where it is the default, `nil`: elsewhere it
takes a key out, as if it were absent. A default that only says where to look (`See _values.yaml_`) is none.
"""

from __future__ import annotations

import re

from ..diagnostic import Report
from ..model import ANY, BOOLEAN, INTEGER, NUMBER, OBJECT, STRING, ListOf, Type
from ..reading.constant import is_json
from ..reading.dialect import Clues, Dialect, Facts
from ..reading.nesting import Nesting
from ..reading.prose import place, typed
from ..reading.typetext import Grammar, Wrap

_SPELLINGS: dict[Type, str] = {
    STRING: "string, str, tpl/string, string/tpl, tpl, yaml, text, path, quantity, secret, password",
    INTEGER: "int, integer, int32, int64",
    NUMBER: "float, number, double, float64",
    BOOLEAN: "bool, boolean",
    OBJECT: "object, map, dict, tpl/object, tpl/dict, object/tpl, tpl/map, dictionary, struct",
    ListOf(ANY): "list, array, tpl/list, tpl/array, list/tpl, array/tpl, slice",
    ANY: ", any, interface, nil, null, raw",
}

GRAMMAR = Grammar(
    words={word.strip(): type_ for type_, words in _SPELLINGS.items() for word in words.split(",")},
    wraps=(
        Wrap("list(string)", "same"),
        Wrap("list of {}", "list"),
        Wrap("list[{}]", "list"),
        Wrap("list({})", "list"),
        Wrap("list/{}", "list"),
        Wrap("list<{}>", "list"),
        Wrap("array of {}", "list"),
        Wrap("array<{}>", "list"),
        Wrap("[]{}", "list"),
        Wrap("{}[]", "list"),
        Wrap("map[string]{}", "map"),
        Wrap("object<string, {}>", "map"),
        Wrap("map of {}", "map"),
        Wrap("*{}", "same"),
        Wrap("enum({})", "literal"),
    ),
    separators=("|", "/", " or ", ","),
    fold=True,
    bare_constants=True,
)
_FENCED = re.compile(r"(?P<fence>`+)(?P<value>.*)(?P=fence)", re.DOTALL)
_ITEM = re.compile(r"\[\d+\]|\]$")
_NULL = frozenset({"nil", "null", "<nil>", "~"})


def _finish(facts: Facts, report: Report) -> Facts:
    """A default is the code in its cell. A text is taken for one only where the key is one and the code is all."""
    cell = facts.cells.get("default")
    text = typed(cell) if cell else ""
    facts.default = None
    if cell is None or not text:
        return facts
    found = _FENCED.fullmatch(text)
    value = (found["value"] if found else text).strip()
    if _ITEM.search(facts.name):
        message = f"the default of {facts.name!r} is that of one item, not of all, and is passed over"
        report.info("default-not-a-value", message, place(cell))
        return facts
    if value in _NULL:
        facts.default, facts.nullable = "null", True
    elif is_json(value) or (found and value and "`" not in value and facts.type == STRING):
        facts.default = value
    elif value:
        message = f"the default {text[:80]!r} is no value and is passed over"
        report.info("default-not-a-value", message, place(cell))
    return facts


_OTHERS = ("requirements", "maintainers", "source code", "installing the chart", "prerequisites", "changelog")

DIALECT = Dialect(
    name="helm-docs",
    title="Values of Helm charts that helm-docs prints",
    grammar=GRAMMAR,
    columns={
        "name": ("key",),
        "type": ("type",),
        "default": ("default",),
        "description": ("description",),
    },
    needs=frozenset({"name", "type", "default"}),
    parts={**dict.fromkeys(_OTHERS, "skip")},
    nesting=Nesting(item=re.compile(r"\[\w*\]"), quotes="\"'"),
    whole_page=True,
    ragged=True,
    pipes_in_code=True,
    spills="description",
    clues=Clues(
        headers={
            "key|type|default|description": 6,
            "key|description|type|default": 4,
            "key|type|description|default": 3,
        },
        headings={"values": 1, "chart values": 1},
        texts={"helm-docs](https://github.com/norwoodj/helm-docs": 8, "badge/AppVersion": 4, "helm repo add": 2},
    ),
    finish_field=_finish,
)
