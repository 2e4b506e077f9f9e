"""Pairs of small specs, what changes from one to the other and back, and what that breaks. Data only.

A verdict is a rule with four letters for reader, writer, source and database: `B` breaking, `I` info, `C` compatible.
Specs are pages of `docs-markdown`: `record`, `enum` and `union` below write their tables.
"""

from __future__ import annotations

from typing import NamedTuple

COLUMNS = ("Field", "Type", "Required", "Nullable", "Default", "Examples", "Notes", "References", "Description")


class Pair(NamedTuple):
    """From `old` to `new` the verdicts are `forward`, from `new` to `old` they are `backward`."""

    name: str
    old: str
    new: str
    forward: tuple[str, ...]
    backward: tuple[str, ...]


def record(*rows: str, name: str = "Session", says: str = "", **facts: str) -> str:
    """A page of a record. A row is its cells up to the last that says something, the name without backticks."""
    split = ([cell.strip() for cell in row.split("|")] for row in rows)
    cells = [[f"`{first}`", *rest] for first, *rest in split]
    padded = ["| " + " | ".join([*row, *[""] * (len(COLUMNS) - len(row))]) + " |" for row in cells]
    head = ["| " + " | ".join(COLUMNS) + " |", "| --- " * len(COLUMNS) + "|"]
    return "\n".join([_top(name, says, "record", facts), "## Fields", "", *head, *padded, ""])


def enum(*rows: str, name: str = "Color", kind: str = "enum") -> str:
    """A page of an enum. A row is its value, its name in code and its note."""
    padded = [f"| `{v}` | {' | '.join([*r, '', ''][:2])} |" for v, *r in (row.split("|") for row in rows)]
    return "\n".join([_top(name, "", kind, {}), "## Values", "", "| Value | Name | Description |", TABLE, *padded, ""])


def union(*types: str, name: str = "Pet") -> str:
    rows = [f"| {type_} |" for type_ in types]
    return "\n".join([_top(name, "", "union", {}), "## Types", "", "| Type |", "| --- |", *rows, ""])


def alias(type_: str, name: str = "Tag", **facts: str) -> str:
    return _top(name, "", "alias", {"Type": type_, **facts})


def _top(name: str, says: str, kind: str, facts: dict[str, str]) -> str:
    said = [f"| {key.replace('_', ' ')} | {value} |" for key, value in facts.items()]
    return "\n".join([f"# {name}", "", *([says, ""] if says else []), f"| Kind | {kind} |", "| --- | --- |", *said, ""])


TABLE = "| --- | --- | --- |"
ID = "id | string | yes | no"
BASE = record(ID)
CAT = record('kind | `"cat"` | yes | no', "lives | integer | yes | no", name="Cat")
DOG = record('kind | `"dog"` | yes | no', "tricks | integer | yes | no", name="Dog")
COLOR = enum('"red"', '"green"')


def field(old: str, new: str) -> tuple[str, str]:
    """Two pages with one field that differs, `x`."""
    return record(ID, f"x | {old}"), record(ID, f"x | {new}")


PAIRS = (
    # --- Models
    Pair(
        "a model comes",
        BASE, BASE + COLOR,
        ("model-added CCCI",), ("model-removed BCBB",),
    ),
    Pair(
        "a record is renamed",
        record(ID, "at | string (date-time) | yes | no"),
        record(ID, "at | string (date-time) | yes | no", name="Visit"),
        ("model-renamed CCBI",), ("model-renamed CCBI",),
    ),
    Pair(
        "an enum is renamed, and what refers to it follows",
        record("c | [Color](c.md) | yes | no") + COLOR,
        record("c | [Colour](c.md) | yes | no") + enum('"red"', '"green"', name="Colour"),
        ("model-renamed CCBI",), ("model-renamed CCBI",),
    ),
    Pair(
        "a record is renamed and has a field more",
        record(ID, "a | string | no | no", "b | string | no | no"),
        record(ID, "a | string | no | no", "b | string | no | no", "c | boolean | no | no", name="Visit"),
        ("model-renamed CCBI", "optional-field-added CICI"), ("model-renamed CCBI", "optional-field-removed ICBB"),
    ),
    Pair(
        "two models that have nothing in common are not a rename",
        record("a | string | yes | no", name="One"), record("b | integer | yes | no", name="Two"),
        ("model-removed BCBB", "model-added CCCI"), ("model-removed BCBB", "model-added CCCI"),
    ),
    Pair(
        "a record becomes an enum",
        record(ID, name="Color"), COLOR,
        ("model-kind-changed BBBB",), ("model-kind-changed BBBB",),
    ),
    Pair(
        "a model refuses other keys",
        BASE, record(ID, Other_properties="forbidden"),
        ("model-closed BCIC",), ("model-opened CBCC",),
    ),
    Pair(
        "other keys have a type",
        BASE, record(ID, Other_properties="string"),
        ("type-narrowed BCBB",), ("type-widened CBBI",),
    ),
    # --- Fields
    Pair(
        "a required field comes",
        BASE, record(ID, "x | string | yes | no"),
        ("required-field-added BIBB",), ("required-field-removed IBBB",),
    ),
    Pair(
        "a required field with a default comes",
        BASE, record(ID, "x | string | yes | no | `\"a\"`"),
        ("fillable-field-added BIBI",), ("fillable-field-removed IBBB",),
    ),
    Pair(
        "a required field that may be null comes",
        BASE, record(ID, "x | string | yes | yes"),
        ("fillable-field-added BIBI",), ("fillable-field-removed IBBB",),
    ),
    Pair(
        "an optional field comes",
        BASE, record(ID, "x | string | no | no"),
        ("optional-field-added CICI",), ("optional-field-removed ICBB",),
    ),
    Pair(
        "an optional field comes into a closed model",
        record(ID, Other_properties="forbidden"), record(ID, "x | string | no | no", Other_properties="forbidden"),
        ("optional-field-added CICI", "key-accepted CBCC"), ("optional-field-removed ICBB", "key-refused BCCC"),
    ),
    Pair(
        "a field comes that fits the type of other keys",
        record(ID, Other_properties="string"), record(ID, "x | string | no | no", Other_properties="string"),
        ("optional-field-added CICI",), ("optional-field-removed ICBB",),
    ),
    Pair(
        "a field comes that does not fit the type of other keys",
        record(ID, Other_properties="string"), record(ID, "x | integer | no | no", Other_properties="string"),
        ("optional-field-added CICI", "key-accepted CBCC"), ("optional-field-removed ICBB", "key-refused BCCC"),
    ),
    Pair(
        "a field is spelt otherwise",
        record(ID, "started_at | string | no | no", "n | integer | no | no"),
        record(ID, "startedAt | string | no | no", "n | integer | no | no"),
        ("optional-field-removed ICBB", "field-renamed IIII", "optional-field-added CICI"),
        ("optional-field-removed ICBB", "field-renamed IIII", "optional-field-added CICI"),
    ),
    Pair(
        "fields are swapped",
        record(ID, "x | string | no | no"), record("x | string | no | no", ID),
        ("fields-reordered CCCI",), ("fields-reordered CCCI",),
    ),
    Pair(
        "an optional field is required",
        *field("string | no | no", "string | yes | no"),
        ("field-became-required BCBB",), ("field-became-optional CBBI",),
    ),
    Pair(
        "null is a value",
        *field("string | yes | no", "string | yes | yes"),
        ("became-nullable CBBI",), ("became-not-null BCBB",),
    ),
    Pair(
        "an item may be null",
        *field("list of string | yes | no", "list of (string or null) | yes | no"),
        ("became-nullable CBBI",), ("became-not-null BCBB",),
    ),
    # --- Types
    Pair(
        "an integer is a number",
        *field("integer | yes | no", "number | yes | no"),
        ("type-widened CBBI",), ("type-narrowed BCBB",),
    ),
    Pair(
        "an int32 is an int64",
        *field("integer (int32) | yes | no", "integer (int64) | yes | no"),
        ("type-widened CBBI",), ("type-narrowed BCBB",),
    ),
    Pair(
        "a text is a date",
        *field("string | yes | no", "string (date) | yes | no"),
        ("type-narrowed BCBB",), ("type-widened CBBI",),
    ),
    Pair(
        "a date is a date-time",
        *field("string (date) | yes | no", "string (date-time) | yes | no"),
        ("type-changed BBBB",), ("type-changed BBBB",),
    ),
    Pair(
        "a text is a number",
        *field("string | yes | no", "integer | yes | no"),
        ("type-changed BBBB",), ("type-changed BBBB",),
    ),
    Pair(
        "a text is a list of texts",
        *field("string | yes | no", "list of string | yes | no"),
        ("type-changed BBBB",), ("type-changed BBBB",),
    ),
    Pair(
        "an item is of another type",
        *field("list of string | yes | no", "list of boolean | yes | no"),
        ("type-changed BBBB",), ("type-changed BBBB",),
    ),
    Pair(
        "a value of a map is of a wider type",
        *field("map of integer | yes | no", "map of number | yes | no"),
        ("type-widened CBBI",), ("type-narrowed BCBB",),
    ),
    Pair(
        "a text is any value, null too",
        *field("string | yes | no", "any | yes | no"),
        ("type-widened CBBI", "became-nullable CBBI"), ("type-narrowed BCBB", "became-not-null BCBB"),
    ),
    Pair(
        "a text may be an integer too",
        *field("string | yes | no", "string or integer | yes | no"),
        ("type-widened CBBI",), ("type-narrowed BCBB",),
    ),
    Pair(
        "a union has a branch more, an item of which is known before",
        *field("list of (string or integer) | yes | no", "list of (string or integer or boolean) | yes | no"),
        ("type-widened CBBI",), ("type-narrowed BCBB",),
    ),
    Pair(
        "a wider type with a constraint is another one",
        *field("string | yes | no", "string (max length 3) or integer | yes | no"),
        ("type-changed BBBB",), ("type-changed BBBB",),
    ),
    Pair(
        "a type gets a name",
        record(ID, "x | list of string | no | no") + alias("string"),
        record(ID, "x | list of [Tag](t.md) | no | no") + alias("string"),
        ("type-respelt CCIC",), ("type-respelt CCIC",),
    ),
    Pair(
        "an alias is of another type",
        alias("string"), alias("integer"),
        ("type-changed BBBB",), ("type-changed BBBB",),
    ),
    Pair(
        "an enum becomes an alias of its base",
        COLOR, alias("string", name="Color"),
        ("type-widened CBBI",), ("type-narrowed BCBB",),
    ),
    Pair(
        "a list of values is any text",
        *field("one of `\"a\"`, `\"b\"` | yes | no", "string | yes | no"),
        ("type-widened CBBI",), ("type-narrowed BCBB",),
    ),
    Pair(
        "a reference is to another record",
        record("pet | [Cat](c.md) | yes | no") + CAT + DOG, record("pet | [Dog](d.md) | yes | no") + CAT + DOG,
        ("type-changed BBBB",), ("type-changed BBBB",),
    ),
    Pair(
        "the branches of a union are swapped",
        union("string", "integer"), union("integer", "string"),
        ("branches-reordered IICC",), ("branches-reordered IICC",),
    ),
    Pair(
        "a union is told apart by another constant",
        union("[Cat](c.md)", "[Dog](d.md)") + CAT + DOG,
        union("[Cat](c.md)", "[Dog](d.md)") + CAT + DOG.replace('"dog"', '"hound"'),
        ("discriminator-changed IICC", "enum-value-removed BCBB", "enum-value-added CBBI"),
        ("discriminator-changed IICC", "enum-value-removed BCBB", "enum-value-added CBBI"),
    ),
    # --- Enums
    Pair(
        "an enum has a value more",
        COLOR, enum('"red"', '"green"', '"blue"'),
        ("enum-value-added CBBI",), ("enum-value-removed BCBB",),
    ),
    Pair(
        "an open enum has a value more",
        enum('"red"', '"green"', kind="open enum"), enum('"red"', '"green"', '"blue"', kind="open enum"),
        ("open-enum-value-added CCIC",), ("open-enum-value-removed CCBC",),
    ),
    Pair(
        "an enum is open",
        COLOR, enum('"red"', '"green"', kind="open enum"),
        ("enum-opened CBBI",), ("enum-closed BCBB",),
    ),
    Pair(
        "a list of values beside its base is open",
        *field("one of `\"a\"`, `\"b\"` | no | no", "one of `\"a\"`, `\"b\"` or string | no | no"),
        ("enum-opened CBBI",), ("enum-closed BCBB",),
    ),
    Pair(
        "a constant is another",
        *field("`\"a\"` | yes | no", "`\"b\"` | yes | no"),
        ("enum-value-removed BCBB", "enum-value-added CBBI"), ("enum-value-removed BCBB", "enum-value-added CBBI"),
    ),
    Pair(
        "a value has another name in code",
        enum('"red"|RED', '"green"|GREEN'), enum('"red"|ROUGE', '"green"|GREEN'),
        ("enum-value-renamed CCBC",), ("enum-value-renamed CCBC",),
    ),
    Pair(
        "values are swapped",
        COLOR, enum('"green"', '"red"'),
        ("values-reordered CCCI",), ("values-reordered CCCI",),
    ),
    Pair(
        "a value is explained",
        enum('"red"|RED', '"green"|GREEN'), enum('"red"|RED|stop', '"green"|GREEN'),
        ("description-added CCCC",), ("description-removed CCCC",),
    ),
    # --- Constraints
    Pair(
        "a longest length is set",
        *field("string | yes | no", "string (max length 9) | yes | no"),
        ("constraint-added BCCB",), ("constraint-removed CBCI",),
    ),
    Pair(
        "a longest length is shorter",
        *field("string (max length 9) | yes | no", "string (max length 5) | yes | no"),
        ("constraint-tightened BCCB",), ("constraint-loosened CBCI",),
    ),
    Pair(
        "a minimum is higher",
        *field("integer (minimum 1) | yes | no", "integer (minimum 2) | yes | no"),
        ("constraint-tightened BCCB",), ("constraint-loosened CBCI",),
    ),
    Pair(
        "a step is finer",
        *field("number (multiple of 1) | yes | no", "number (multiple of 0.01) | yes | no"),
        ("constraint-loosened CBCI",), ("constraint-tightened BCCB",),
    ),
    Pair(
        "a pattern is another",
        *field("string (pattern `^a`) | yes | no", "string (pattern `^b`) | yes | no"),
        ("constraint-changed BBCB",), ("constraint-changed BBCB",),
    ),
    Pair(
        "no item comes twice, and there may be fewer",
        *field("list (min items 2) of string | no | no", "list (min items 1, unique items) of string | no | no"),
        ("constraint-loosened CBCI", "constraint-added BCCB"),
        ("constraint-tightened BCCB", "constraint-removed CBCI"),
    ),
    Pair(
        "an item is longer",
        *field("list of string (max length 2) | no | no", "list of string (max length 3) | no | no"),
        ("constraint-loosened CBCI",), ("constraint-tightened BCCB",),
    ),
    # --- Defaults and keys
    Pair(
        "a default is given",
        *field("integer | no | no", "integer | no | no | `1`"),
        ("default-added IICI",), ("default-removed IICI",),
    ),
    Pair(
        "a default is another",
        *field("integer | no | no | `1`", "integer | no | no | `2`"),
        ("default-changed IICI",), ("default-changed IICI",),
    ),
    Pair(
        "a model has a key",
        BASE, record(ID, Primary_key="`id`"),
        ("primary-key-added CCCB",), ("primary-key-removed CCCB",),
    ),
    Pair(
        "a key has a field more",
        record(ID, "x | string | yes | no", Primary_key="`id`"),
        record(ID, "x | string | yes | no", Primary_key="`id`, `x`"),
        ("primary-key-changed CCCB",), ("primary-key-changed CCCB",),
    ),
    Pair(
        "a field refers to another model",
        record(ID, "boss | string | no | no"), record(ID, "boss | string | no | no |||| `Session.id`"),
        ("foreign-key-added CCCB",), ("foreign-key-removed CCCI",),
    ),
    Pair(
        "a field refers to another field",
        record(ID, "n | string | yes | no", "boss | string | no | no |||| `Session.id`"),
        record(ID, "n | string | yes | no", "boss | string | no | no |||| `Session.n`"),
        ("foreign-key-changed CCCB",), ("foreign-key-changed CCCB",),
    ),
    # --- Words and marks
    Pair(
        "a model is described",
        BASE, record(ID, says="A visit."),
        ("description-added CCCC",), ("description-removed CCCC",),
    ),
    Pair(
        "a field is described in other words",
        record(ID, "x | string | no | no ||||| One."), record(ID, "x | string | no | no ||||| Two."),
        ("description-changed CCCC",), ("description-changed CCCC",),
    ),
    Pair(
        "a field has another example",
        *field("integer | no | no || `1`", "integer | no | no || `2`"),
        ("examples-changed CCCC",), ("examples-changed CCCC",),
    ),
    Pair(
        "a field should no longer be used",
        *field("integer | no | no", "integer | no | no ||| deprecated"),
        ("deprecation-added CCIC",), ("deprecation-removed CCCC",),
    ),
    Pair(
        "only the server writes a field",
        *field("integer | no | no", "integer | no | no ||| read-only"),
        ("read-only-added IICC",), ("read-only-removed IICC",),
    ),
    Pair(
        "the server never shows a field",
        *field("integer | no | no", "integer | no | no ||| write-only"),
        ("write-only-added IICC",), ("write-only-removed IICC",),
    ),
    Pair(
        "nothing changes but layout and the order of models",
        BASE + COLOR, "\n" + COLOR + BASE,
        (), (),
    ),
)  # fmt: skip
