"""Pages that Speakeasy prints for PHP SDKs: docs/Models/<Namespace>/<Name>.md, a model a page.

`?` before a type and `null` among the branches of a union stand for a field that may be absent; of a required field
they say null. Nothing else says whether anything may be null. A date and a date-time are both `[\\DateTime](…)` and are
read as a date-time. The label of a link to a union spells the union out; the page says more, where there is one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import ANY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, Choice, Json, ListOf, one_of
from ..reading.typetext import Grammar, Wrap
from .speakeasy import DATE, DATE_TIME, DECIMAL, FAMILY, UNPRINTED, clues

GRAMMAR = Grammar(
    words={
        "string": STRING,
        "int": INTEGER,
        "float": NUMBER,
        "bool": BOOLEAN,
        "true": Choice((Json("true"),)),
        "false": Choice((Json("false"),)),
        "mixed": ANY,
        "object": OBJECT,
        "array": one_of((ListOf(ANY), OBJECT)),
        "null": NULL,
        "\\DateTime": DATE_TIME,
        "DateTime": DATE_TIME,
        "\\DateTimeImmutable": DATE_TIME,
        "LocalDate": DATE,
        "\\Brick\\DateTime\\LocalDate": DATE,
        "BigInteger": INTEGER,
        "\\Brick\\Math\\BigInteger": INTEGER,
        "BigDecimal": DECIMAL,
        "\\Brick\\Math\\BigDecimal": DECIMAL,
        "\\Psr\\Http\\Message\\ResponseInterface": ANY,
    },
    wraps=(
        Wrap("array<string, {}>", "map"),
        Wrap("array<{}>", "list"),
        Wrap("?{}", "nilable"),
    ),
    marks="*",
    nilable=frozenset({"null"}),
    links_name_models=True,
)

DIALECT = replace(
    FAMILY,
    name="speakeasy-php",
    title="Model pages of Speakeasy SDKs for PHP",
    grammar=GRAMMAR,
    unstated=UNPRINTED | {"nilable"},
    branch_type=re.compile(r"^\* @var (?P<type>.+)$", re.MULTILINE),
    clues=clues(
        {
            "](https://www.php.net/manual/": 6,
            "](https://www.php-fig.org/": 6,
            "array<": 6,
            "*?": 6,
            "[?": 6,
            "*mixed*": 6,
            "*string*": 2,
            "*int*": 1,
            "*float*": 1,
            "*bool*": 2,
            "/Models/": 3,
            "\n```php\n": 6,
        },
        (r"\[\\?\w+\\\w", 6),
        ("$CAMEL", 2),
        ("$UPPER", -2),
    ),
)
