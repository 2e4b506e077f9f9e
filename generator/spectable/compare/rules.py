"""What each change breaks, and for whom: a table of data. The rows are the rules, found by `judge` for each change.

Breaking for whom is for the user to pick. The sides:

- `reader`: code made from the new spec reads data that was written by the old one.
- `writer`: code made from the new spec writes data that code made from the old one reads.
- `source`: code that uses what was generated from the old spec is built against what is generated from the new one.
- `database`: tables made from the old spec, with rows in them, become those of the new one.

A rule has a mirror: the rule for the same change backwards. What reading old data means for a change, writing for old
readers means for its mirror, so the cells `reader` and `writer` of the two agree crosswise, or `unlike` says why not.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import NamedTuple


class Verdict(IntEnum):
    """`INFO`: nothing breaks, but somebody has something to do or to know."""

    COMPATIBLE = 0
    INFO = 1
    BREAKING = 2

    def __str__(self) -> str:
        return self.name.lower()


class Side(Enum):
    READER = "reader"
    WRITER = "writer"
    SOURCE = "source"
    DATABASE = "database"

    def __str__(self) -> str:
        return self.value


class Cell(NamedTuple):
    """A verdict, and why in one line."""

    verdict: Verdict
    reason: str


class Rule(NamedTuple):
    """A row of the table. `says` is what the change is; `mirror` the change backwards, itself when empty;
    `words`: it changes nothing but words, so that a version that fixes bugs may bring it."""

    code: str
    says: str
    reader: Cell
    writer: Cell
    source: Cell
    database: Cell
    mirror: str = ""
    unlike: str = ""
    words: bool = False

    def cell(self, side: Side) -> Cell:
        match side:
            case Side.READER:
                return self.reader
            case Side.WRITER:
                return self.writer
            case Side.SOURCE:
                return self.source
            case Side.DATABASE:
                return self.database

    @property
    def back(self) -> str:
        """The rule for the same change backwards."""
        return self.mirror or self.code


def _breaks(reason: str) -> Cell:
    return Cell(Verdict.BREAKING, reason)


def _info(reason: str) -> Cell:
    return Cell(Verdict.INFO, reason)


def _fine(reason: str) -> Cell:
    return Cell(Verdict.COMPATIBLE, reason)


_SAME_DATA = _fine("the data is the same")
_SAME_TYPES = _fine("the generated types are the same")
_SAME_TABLE = _fine("the table is the same")
_COMMENT = _fine("only a comment is another")

# --- Models ----------------------------------------------------------------------------------------------------------

_MODELS = (
    Rule(
        "model-added",
        "A model was added.",
        _fine("old data has none of it"),
        _fine("old code is not asked for it"),
        _fine("a new type beside the others"),
        _info("a new table has to be created"),
        mirror="model-removed",
        unlike="old code never reads data of a model it has not heard of; old data of a removed model is still there",
    ),
    Rule(
        "model-removed",
        "A model was removed.",
        _breaks("new code cannot read what was written as this model"),
        _fine("new code writes none of it"),
        _breaks("the generated type is gone"),
        _breaks("dropping the table loses its rows"),
        mirror="model-added",
        unlike="old data of a removed model is still there; old code never reads data of a model it has not heard of",
    ),
    Rule(
        "model-renamed",
        "A model is gone and another has nearly all that it had: it was probably renamed.",
        _fine("the name of a model is not in the data"),
        _fine("the name of a model is not in the data"),
        _breaks("the generated type has another name"),
        _info("the table has to be renamed"),
    ),
    Rule(
        "model-kind-changed",
        "A record became an enum or an alias, or the other way around.",
        _breaks("old data has another shape"),
        _breaks("old code expects another shape"),
        _breaks("the generated type is of another kind"),
        _breaks("a table cannot become a column, nor a column a table"),
    ),
    Rule(
        "model-opened",
        "A model that refused unknown keys allows them.",
        _fine("old data has no unknown keys"),
        _breaks("old code refuses the unknown keys that new data may have"),
        _SAME_TYPES,
        _SAME_TABLE,
        mirror="model-closed",
    ),
    Rule(
        "model-closed",
        "A model that allowed unknown keys refuses them.",
        _breaks("old data may have keys that new code refuses"),
        _fine("new data has no unknown keys"),
        _info("unknown keys are no longer kept"),
        _SAME_TABLE,
        mirror="model-opened",
    ),
)

# --- Fields ----------------------------------------------------------------------------------------------------------

_KEPT = "the key is kept as an unknown one, unless the model refuses it"
_GONE = _breaks("the generated attribute is gone")
_LOST = _breaks("dropping the column loses its values")

_FIELDS = (
    Rule(
        "required-field-added",
        "A required field was added that may not be null and has no default.",
        _breaks("old data lacks the field"),
        _info(_KEPT),
        _breaks("making a value takes one more argument"),
        _breaks("existing rows have no value for the new column"),
        mirror="required-field-removed",
    ),
    Rule(
        "required-field-removed",
        "A required field was removed that could not be null and had no default.",
        _info(_KEPT),
        _breaks("old code requires the field"),
        _GONE,
        _LOST,
        mirror="required-field-added",
    ),
    Rule(
        "fillable-field-added",
        "A required field was added that may be null or has a default.",
        _breaks("old data lacks the field: a default says what absence means, it is no value"),
        _info(_KEPT),
        _breaks("making a value takes one more argument"),
        _info("existing rows take the default, or null"),
        mirror="fillable-field-removed",
    ),
    Rule(
        "fillable-field-removed",
        "A required field was removed that could be null or had a default.",
        _info(_KEPT),
        _breaks("old code requires the field"),
        _GONE,
        _LOST,
        mirror="fillable-field-added",
    ),
    Rule(
        "optional-field-added",
        "An optional field was added.",
        _fine("old data may lack the field"),
        _info(_KEPT),
        _fine("one more attribute that may be left out"),
        _info("a column has to be added"),
        mirror="optional-field-removed",
    ),
    Rule(
        "optional-field-removed",
        "An optional field was removed.",
        _info(_KEPT),
        _fine("old code does without the field"),
        _GONE,
        _LOST,
        mirror="optional-field-added",
    ),
    Rule(
        "key-accepted",
        "A model knows a key that it refused as an unknown one.",
        _fine("old data does not have the key"),
        _breaks("old code refuses the key"),
        _SAME_TYPES,
        _SAME_TABLE,
        mirror="key-refused",
    ),
    Rule(
        "key-refused",
        "A model refuses, as an unknown key, what was a field of it.",
        _breaks("old data may have the key, which new code refuses"),
        _fine("new data does not have the key"),
        _SAME_TYPES,
        _SAME_TABLE,
        mirror="key-accepted",
    ),
    Rule(
        "field-renamed",
        "A field is gone and a like one has come: it was probably renamed. Both are judged for themselves too.",
        _info("if it is a rename, old data has the value under the old key"),
        _info("if it is a rename, old code looks for the value under the old key"),
        _info("if it is a rename, the attribute has another name"),
        _info("if it is a rename, renaming the column keeps its values"),
    ),
    Rule(
        "fields-reordered",
        "The fields of a model stand in another order.",
        _fine("keys have no order"),
        _fine("keys have no order"),
        _fine("arguments are given by name"),
        _info("a new table has its columns in another order: name them in every INSERT"),
    ),
    Rule(
        "field-became-required",
        "An optional field is required.",
        _breaks("old data may lack the field"),
        _fine("new data always has the field"),
        _breaks("making a value takes one more argument"),
        _breaks("existing rows may have no value"),
        mirror="field-became-optional",
    ),
    Rule(
        "field-became-optional",
        "A required field is optional.",
        _fine("old data always has the field"),
        _breaks("old code requires the field, which new data may lack"),
        _breaks("reading the attribute must now allow for its absence"),
        _info("the column has to allow NULL"),
        mirror="field-became-required",
    ),
    Rule(
        "became-nullable",
        "Null is now a value.",
        _fine("old data has no null there"),
        _breaks("old code refuses null"),
        _breaks("reading the value must now allow for null"),
        _info("the column has to allow NULL"),
        mirror="became-not-null",
    ),
    Rule(
        "became-not-null",
        "Null is no longer a value.",
        _breaks("old data may have null there"),
        _fine("new data has no null there"),
        _breaks("null can no longer be given"),
        _breaks("existing rows may hold NULL"),
        mirror="became-nullable",
    ),
)

# --- Types -----------------------------------------------------------------------------------------------------------

_TYPES = (
    Rule(
        "type-widened",
        "A type allows all that it allowed, and more.",
        _fine("all old values are allowed"),
        _breaks("old code refuses the values that are new"),
        _breaks("reading the value must allow for more than before"),
        _info("the column's type or check has to be changed; every value fits"),
        mirror="type-narrowed",
    ),
    Rule(
        "type-narrowed",
        "A type allows only some of what it allowed.",
        _breaks("old data may have values that are no longer allowed"),
        _fine("old code allows all that new data may have"),
        _breaks("some values can no longer be given"),
        _breaks("existing rows may hold values that are no longer allowed"),
        mirror="type-widened",
    ),
    Rule(
        "type-changed",
        "A type allows other values than it allowed.",
        _breaks("old data may have values that are not allowed"),
        _breaks("old code refuses values that new data may have"),
        _breaks("the generated type is another"),
        _breaks("existing values may not fit the new type"),
    ),
    Rule(
        "type-respelt",
        "A type is said in another way and allows the same values.",
        _SAME_DATA,
        _SAME_DATA,
        _info("the generated type may have another name"),
        _SAME_TABLE,
    ),
    Rule(
        "branches-reordered",
        "The branches of a union stand in another order.",
        _info("a value that several branches accept is read as the first of them"),
        _info("a value that several branches accept is read as the first of them"),
        _SAME_TYPES,
        _SAME_TABLE,
    ),
    Rule(
        "discriminator-changed",
        "The branches of a union are told apart by another field or other constants, or no longer.",
        _info("old data may be read as another branch"),
        _info("old code may read new data as another branch"),
        _SAME_TYPES,
        _SAME_TABLE,
    ),
)

# --- Enums -----------------------------------------------------------------------------------------------------------

_ENUMS = (
    Rule(
        "enum-value-added",
        "A closed enum has one more value.",
        _fine("old data does not have the value"),
        _breaks("old code refuses the value"),
        _breaks("code that handles every value misses one"),
        _info("the check has to allow the value"),
        mirror="enum-value-removed",
    ),
    Rule(
        "enum-value-removed",
        "A closed enum has one value fewer.",
        _breaks("old data may have the value"),
        _fine("new data does not have the value"),
        _breaks("the generated member is gone"),
        _breaks("existing rows may hold the value"),
        mirror="enum-value-added",
    ),
    Rule(
        "open-enum-value-added",
        "An open enum names one more value.",
        _fine("the value was allowed before"),
        _fine("old code allows values that it does not know"),
        _info("one more member to handle by name"),
        _SAME_TABLE,
        mirror="open-enum-value-removed",
    ),
    Rule(
        "open-enum-value-removed",
        "An open enum names one value fewer.",
        _fine("the value is allowed still"),
        _fine("old code allows the value"),
        _breaks("the generated member is gone"),
        _SAME_TABLE,
        mirror="open-enum-value-added",
    ),
    Rule(
        "enum-value-renamed",
        "A value of an enum has another name in code.",
        _SAME_DATA,
        _SAME_DATA,
        _breaks("the generated member has another name"),
        _SAME_TABLE,
    ),
    Rule(
        "values-reordered",
        "The values of an enum stand in another order.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _info("a native enum sorts by the order of its values"),
    ),
    Rule(
        "enum-opened",
        "An enum allows values that it does not list.",
        _fine("all old values are allowed"),
        _breaks("old code refuses values that it does not list"),
        _breaks("reading the value must allow for more than the members"),
        _info("the check has to go"),
        mirror="enum-closed",
    ),
    Rule(
        "enum-closed",
        "An enum allows only the values that it lists.",
        _breaks("old data may have other values"),
        _fine("old code allows all that new data may have"),
        _breaks("other values can no longer be given"),
        _breaks("existing rows may hold other values"),
        mirror="enum-opened",
    ),
)

# --- Constraints -----------------------------------------------------------------------------------------------------

_REFUSED = _breaks("old data may have values that are now refused")
_REFUSING = _breaks("old code refuses values that are now allowed")
_ROWS = _breaks("existing rows may hold values that the check refuses")

_CONSTRAINTS = (
    Rule(
        "constraint-added",
        "A constraint was set.",
        _REFUSED,
        _fine("old code allows all that new data may have"),
        _SAME_TYPES,
        _ROWS,
        mirror="constraint-removed",
    ),
    Rule(
        "constraint-removed",
        "A constraint was taken away.",
        _fine("all old values are allowed"),
        _REFUSING,
        _SAME_TYPES,
        _info("the check has to go"),
        mirror="constraint-added",
    ),
    Rule(
        "constraint-tightened",
        "A constraint allows less than it did.",
        _REFUSED,
        _fine("old code allows all that new data may have"),
        _SAME_TYPES,
        _ROWS,
        mirror="constraint-loosened",
    ),
    Rule(
        "constraint-loosened",
        "A constraint allows more than it did.",
        _fine("all old values are allowed"),
        _REFUSING,
        _SAME_TYPES,
        _info("the check has to be changed"),
        mirror="constraint-tightened",
    ),
    Rule(
        "constraint-changed",
        "A constraint is another, and may allow more, less or other values: a pattern, say.",
        _REFUSED,
        _REFUSING,
        _SAME_TYPES,
        _ROWS,
    ),
)

# --- Defaults and keys -----------------------------------------------------------------------------------------------

_ABSENT = _info("an absent value means something else to old and new code")
_NEW_ROWS = _info("rows that are inserted without a value hold another one; existing rows keep theirs")

_KEYS = (
    Rule("default-added", "A default was given.", _ABSENT, _ABSENT, _SAME_TYPES, _NEW_ROWS, mirror="default-removed"),
    Rule(
        "default-removed",
        "A default was taken away.",
        _ABSENT,
        _ABSENT,
        _SAME_TYPES,
        _NEW_ROWS,
        mirror="default-added",
    ),
    Rule("default-changed", "A default is another.", _ABSENT, _ABSENT, _SAME_TYPES, _NEW_ROWS),
    Rule(
        "primary-key-added",
        "A model has a primary key.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _breaks("existing rows may share a key, or have none"),
        mirror="primary-key-removed",
    ),
    Rule(
        "primary-key-removed",
        "A model has no primary key any more.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _breaks("nothing can refer to the rows by their key any more"),
        mirror="primary-key-added",
    ),
    Rule(
        "primary-key-changed",
        "The primary key of a model is another.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _breaks("existing rows may share a key, and what refers to the old one must follow"),
    ),
    Rule(
        "foreign-key-added",
        "A field refers to another model.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _breaks("existing rows may refer to nothing"),
        mirror="foreign-key-removed",
    ),
    Rule(
        "foreign-key-removed",
        "A field no longer refers to another model.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _info("the reference has to go"),
        mirror="foreign-key-added",
    ),
    Rule(
        "foreign-key-changed",
        "A field refers to another model or field than before.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _breaks("existing rows may refer to nothing"),
    ),
)

# --- Words and marks -------------------------------------------------------------------------------------------------


def _said(code: str, says: str, mirror: str = "") -> Rule:
    return Rule(code, says, _SAME_DATA, _SAME_DATA, _SAME_TYPES, _COMMENT, mirror, words=True)


_NOT_WRITTEN = _info("who writes should leave the value out, or stop doing so; both forms can be read")
_NOT_SHOWN = _info("who reads may look for the value in vain, or find one; both forms can be read")

_WORDS = (
    _said("description-added", "A description was added.", "description-removed"),
    _said("description-removed", "A description was removed.", "description-added"),
    _said("description-changed", "A description is another."),
    _said("examples-changed", "The examples are others."),
    Rule(
        "deprecation-added",
        "A model or field should no longer be used.",
        _SAME_DATA,
        _SAME_DATA,
        _info("code that uses it may be warned"),
        _COMMENT,
        mirror="deprecation-removed",
    ),
    Rule(
        "deprecation-removed",
        "A model or field may be used again.",
        _SAME_DATA,
        _SAME_DATA,
        _SAME_TYPES,
        _COMMENT,
        mirror="deprecation-added",
    ),
    Rule(
        "read-only-added",
        "Only the server writes a field.",
        _NOT_WRITTEN,
        _NOT_WRITTEN,
        _SAME_TYPES,
        _SAME_TABLE,
        mirror="read-only-removed",
    ),
    Rule(
        "read-only-removed",
        "Not only the server writes a field.",
        _NOT_WRITTEN,
        _NOT_WRITTEN,
        _SAME_TYPES,
        _SAME_TABLE,
        mirror="read-only-added",
    ),
    Rule(
        "write-only-added",
        "The server never shows a field.",
        _NOT_SHOWN,
        _NOT_SHOWN,
        _SAME_TYPES,
        _SAME_TABLE,
        mirror="write-only-removed",
    ),
    Rule(
        "write-only-removed",
        "The server may show a field.",
        _NOT_SHOWN,
        _NOT_SHOWN,
        _SAME_TYPES,
        _SAME_TABLE,
        mirror="write-only-added",
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {r.code: r for group in (_MODELS, _FIELDS, _TYPES, _ENUMS, _CONSTRAINTS, _KEYS, _WORDS) for r in group}
)
"""Every rule by its code."""
