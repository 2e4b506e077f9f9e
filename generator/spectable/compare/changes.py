"""A difference between two models as a value. What it breaks is not said here: that is the table in `rules`."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as member
from typing import Literal

from ..model import Field, Json
from ..source import Span

Relation = Literal["widened", "narrowed", "changed", "respelt"]
"""What values a new type allows against the old: more, fewer, others, or the same ones written differently."""
Turn = Literal["added", "removed", "changed"]
"""What became of something that may be there or not."""
Bound = Literal["added", "removed", "tightened", "loosened", "changed"]
"""What became of a constraint; `changed` where neither the old nor the new allows all that the other does."""


@dataclass(frozen=True, slots=True)
class Where:
    """What changed: a model, a field of it, and the part of its type (`[]` an item, `{}` a value of a map).

    `old` and `new` are the places in both specs: of the thing itself, or of what it stands in where it is not there.
    """

    model: str
    field: str = ""
    inside: str = ""
    old: Span | None = member(default=None, compare=False, repr=False)
    new: Span | None = member(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return self.model + (f".{self.field}" if self.field else "") + self.inside


@dataclass(frozen=True, slots=True)
class ModelAdded:
    where: Where


@dataclass(frozen=True, slots=True)
class ModelRemoved:
    where: Where


@dataclass(frozen=True, slots=True)
class ModelRenamed:
    """Suspected: a model is gone, and another one has nearly all that it had. `where` has the new name."""

    where: Where
    old_name: str


@dataclass(frozen=True, slots=True)
class ModelKindChanged:
    """A record, enum or alias became another of these."""

    where: Where
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FieldAdded:
    where: Where
    field: Field


@dataclass(frozen=True, slots=True)
class FieldRemoved:
    where: Where
    field: Field


@dataclass(frozen=True, slots=True)
class FieldRenamed:
    """Suspected: beside the `FieldRemoved` and `FieldAdded` that it was read from. `where` has the new name."""

    where: Where
    old_name: str


@dataclass(frozen=True, slots=True)
class KeyAllowed:
    """A model that forbids unknown keys knows one more, or (`allowed` false) one fewer."""

    where: Where
    allowed: bool


@dataclass(frozen=True, slots=True)
class OrderChanged:
    """The same things stand in another order: fields, values of an enum, or branches of a union."""

    where: Where
    of: Literal["fields", "values", "branches"]


@dataclass(frozen=True, slots=True)
class TypeChanged:
    where: Where
    relation: Relation
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class DiscriminatorChanged:
    where: Where
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RequiredChanged:
    where: Where
    required: bool


@dataclass(frozen=True, slots=True)
class NullableChanged:
    where: Where
    nullable: bool


@dataclass(frozen=True, slots=True)
class ValueChanged:
    """A value of an enum came or went. `open`: the list was open and stays so, the value is allowed in any case."""

    where: Where
    value: Json
    turn: Literal["added", "removed"]
    open: bool


@dataclass(frozen=True, slots=True)
class ValueRenamed:
    """A value of an enum has another name in code; on the wire it is the same."""

    where: Where
    value: Json
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class OpennessChanged:
    """Values besides those of an enum, or keys besides those of a record, became allowed or forbidden."""

    where: Where
    of: Literal["enum", "model"]
    open: bool


@dataclass(frozen=True, slots=True)
class ConstraintChanged:
    where: Where
    keyword: str
    bound: Bound
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class DefaultChanged:
    where: Where
    turn: Turn
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class KeyChanged:
    """The primary key of a model (`of` is "primary"), or what a field refers to."""

    where: Where
    of: Literal["primary", "foreign"]
    turn: Turn
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class DescriptionChanged:
    """`of` says of what: a model, a field, or a value of an enum."""

    where: Where
    of: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class ExamplesChanged:
    where: Where


@dataclass(frozen=True, slots=True)
class MarkChanged:
    """A mark was set or (`on` false) taken away."""

    where: Where
    mark: Literal["deprecated", "read-only", "write-only"]
    on: bool


Change = (
    ModelAdded
    | ModelRemoved
    | ModelRenamed
    | ModelKindChanged
    | FieldAdded
    | FieldRemoved
    | FieldRenamed
    | KeyAllowed
    | OrderChanged
    | TypeChanged
    | DiscriminatorChanged
    | RequiredChanged
    | NullableChanged
    | ValueChanged
    | ValueRenamed
    | OpennessChanged
    | ConstraintChanged
    | DefaultChanged
    | KeyChanged
    | DescriptionChanged
    | ExamplesChanged
    | MarkChanged
)
