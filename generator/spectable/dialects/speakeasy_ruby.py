"""Pages that Speakeasy prints for Ruby SDKs: docs/models/<namespace>/<name>.md, a model a page.

`Crystalline::Nilable.new(…)` may be absent or null and does not say which; of a required field it says null. It is
dropped from lists, maps and dates. A union is spelt out in the label of a link (`Crystalline::Union.new(A, B)`) to a
page that is empty, or not there. Older pages and those with Sorbet say `T.nilable(…)`, `T::Array<…>`.

The labels of the two date links are swapped, always, as in the pages for Python.
"""

from __future__ import annotations

from dataclasses import replace

from ..model import ANY, BOOLEAN, INTEGER, NUMBER, STRING
from ..reading.typetext import Grammar, LinkedType, Wrap
from .speakeasy import DATE, DATE_TIME, FAMILY, FILE, clues

_SCALARS = {
    "String": STRING,
    "Integer": INTEGER,
    "Float": NUMBER,
    "Object": ANY,
    "Date": DATE,
    "DateTime": DATE_TIME,
    "File": FILE,
    "Faraday::Response": ANY,
    "Faraday::Request": ANY,
}

GRAMMAR = Grammar(
    words={
        **{f"::{word}": type_ for word, type_ in _SCALARS.items()},
        **_SCALARS,
        "Crystalline::Boolean.new": BOOLEAN,
        "T::Boolean": BOOLEAN,
        "T.untyped": ANY,
    },
    wraps=(
        Wrap("Crystalline::Nilable.new({})", "nilable"),
        Wrap("T.nilable({})", "nilable"),
        Wrap("Crystalline::Union.new({})", "union"),
        Wrap("T.any({})", "union"),
        Wrap("Crystalline::Array<{}>", "list"),
        Wrap("Crystalline::Array.new({})", "list"),
        Wrap("T::Array<{}>", "list"),
        Wrap("T::Array[{}]", "list"),
        Wrap("Crystalline::Hash[{}, {}]", "map"),
        Wrap("Crystalline::Hash.new({}, {})", "map"),
        Wrap("T::Hash[{}, {}]", "map"),
    ),
    marks="*",
    links_name_models=True,
    links=(
        LinkedType("/date/rdoc/Date.html", printed=DATE, meant=DATE_TIME),
        LinkedType("/date/rdoc/DateTime.html", printed=DATE_TIME, meant=DATE),
    ),
)

DIALECT = replace(
    FAMILY,
    name="speakeasy-ruby",
    title="Model pages of Speakeasy SDKs for Ruby",
    grammar=GRAMMAR,
    unstated=frozenset({"date", "list", "map", "nilable"}),
    clues=clues(
        {
            "Crystalline::": 9,
            "*::": 6,
            "*T::Boolean*": 6,
            "T.nilable(": 6,
            "T::Array<": 6,
            "T::Hash[Symbol, ": 6,
            "](https://ruby-doc.org/": 6,
            "[Models::": 6,
            "\n```ruby\n": 6,
        },
        (r"\[(?:::)?\w+::\w", 6),
        ("$SNAKE", 2),
        ("$UPPER", -2),
    ),
)
