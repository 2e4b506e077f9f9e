"""Types and changes in words."""

from __future__ import annotations

from ..model import Choice, ListOf, MapOf, OneOf, Ref, Scalar, Type
from .changes import (
    Change,
    ConstraintChanged,
    DefaultChanged,
    DescriptionChanged,
    DiscriminatorChanged,
    ExamplesChanged,
    FieldAdded,
    FieldRemoved,
    FieldRenamed,
    KeyAllowed,
    KeyChanged,
    MarkChanged,
    ModelAdded,
    ModelKindChanged,
    ModelRemoved,
    ModelRenamed,
    NullableChanged,
    OpennessChanged,
    OrderChanged,
    RequiredChanged,
    TypeChanged,
    ValueChanged,
    ValueRenamed,
    Where,
)


def spelt(type_: Type) -> str:
    """A type in words, its constraints left out."""
    match type_:
        case Scalar(kind, format_):
            return f"{kind} ({format_})" if format_ else kind
        case ListOf(item):
            return f"list of {_inner(item)}"
        case MapOf(value):
            return f"map of {_inner(value)}"
        case Choice(values):
            return f"one of {', '.join(values)}"
        case Ref(name):
            return name
        case OneOf(branches):
            return " or ".join(map(_inner, branches))


def _inner(type_: Type) -> str:
    return f"({spelt(type_)})" if isinstance(type_, OneOf) else spelt(type_)


def subject(where: Where) -> str:
    """What a change is about: `'id' of 'Session'`."""
    part = {"[]": "an item of ", "{}": "a value of ", "": ""}.get(where.inside, f"the part {where.inside!r} of ")
    return part + (f"{where.field!r} of {where.model!r}" if where.field else repr(where.model))


def message(change: Change) -> str:
    """A change as one lower-case sentence."""
    what = subject(change.where)
    match change:
        case ModelAdded() | ModelRemoved() | ModelRenamed() | ModelKindChanged():
            return _of_model(change)
        case FieldAdded() | FieldRemoved() | FieldRenamed() | KeyAllowed():
            return _of_field(change)
        case TypeChanged() | DiscriminatorChanged() | RequiredChanged() | NullableChanged() | ConstraintChanged():
            return _of_type(change)
        case ValueChanged() | ValueRenamed() | OpennessChanged():
            return _of_enum(change)
        case OrderChanged(of=of):
            return f"the {of} of {what} stand in another order"
        case DefaultChanged(turn=turn, old=old, new=new):
            return f"the default of {what} {_turned(turn, old, new)}"
        case KeyChanged(of=of, turn=turn, old=old, new=new):
            return f"the {of} key of {what} {_turned(turn, old, new)}"
        case DescriptionChanged(of=of, turn=turn):
            thing = what if of in ("model", "field") else f"the value {of} of {what}"
            return f"the description of {thing} was {turn}"
        case ExamplesChanged():
            return f"the examples of {what} were changed"
        case MarkChanged(mark=mark, on=on):
            return f"{what} is {'now' if on else 'no longer'} {mark}"


def _of_model(change: ModelAdded | ModelRemoved | ModelRenamed | ModelKindChanged) -> str:
    name = change.where.model
    match change:
        case ModelAdded():
            return f"the model {name!r} was added"
        case ModelRemoved():
            return f"the model {name!r} was removed"
        case ModelRenamed(old_name=old):
            return f"the model {old!r} seems to be {name!r} now"
        case ModelKindChanged(old=old_kind, new=new_kind):
            return f"{name!r} was {_article(old_kind)} and is {_article(new_kind)}"


def _of_field(change: FieldAdded | FieldRemoved | FieldRenamed | KeyAllowed) -> str:
    what = subject(change.where)
    match change:
        case FieldAdded(field=field):
            return f"the {'required' if field.required else 'optional'} field {what} was added"
        case FieldRemoved(field=field):
            return f"the {'required' if field.required else 'optional'} field {what} was removed"
        case FieldRenamed(old_name=old):
            return f"the field {old!r} seems to be {what} now"
        case KeyAllowed(allowed=allowed):
            return (
                f"{change.where.model!r} {'refused' if allowed else 'now refuses'} the key {change.where.field!r}"
                + (" before" if allowed else "")
            )


def _of_type(
    change: TypeChanged | DiscriminatorChanged | RequiredChanged | NullableChanged | ConstraintChanged,
) -> str:
    what = subject(change.where)
    match change:
        case TypeChanged(old=old, new=new):
            return f"the type of {what} was {old!r} and is {new!r}"
        case DiscriminatorChanged(old=old, new=new):
            return f"the branches of {what} were told apart by {old or 'nothing'} and are by {new or 'nothing'}"
        case RequiredChanged(required=required):
            return (
                f"{what} was {'optional' if required else 'required'} and is {'required' if required else 'optional'}"
            )
        case NullableChanged(nullable=nullable):
            return f"{what} may {'now' if nullable else 'no longer'} be null"
        case ConstraintChanged(keyword=keyword, bound=bound, old=old, new=new):
            return f"the {keyword} of {what} {_turned(bound, old, new)}"


def _of_enum(change: ValueChanged | ValueRenamed | OpennessChanged) -> str:
    what = subject(change.where)
    match change:
        case ValueChanged(value=value, turn=turn):
            return f"the value {value} of {what} was {turn}"
        case ValueRenamed(value=value, old=old, new=new):
            return f"the value {value} of {what} was named {old!r} and is named {new!r}"
        case OpennessChanged(of="enum", open=is_open):
            return f"{what} {'now' if is_open else 'no longer'} allows values that it does not list"
        case OpennessChanged(open=is_open):
            return f"{what} {'now' if is_open else 'no longer'} allows keys that it does not list"


def _turned(turn: str, old: str, new: str) -> str:
    if turn in ("added", "removed"):
        return f"{new or old} was {turn}"
    return f"was {old} and is {new}" + ("" if turn == "changed" else f" ({turn})")


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ae" else f"a {kind}"
