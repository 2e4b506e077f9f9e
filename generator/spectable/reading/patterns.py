"""The patterns of a model: those that are no regular expressions are left out, before any target sees them."""

from __future__ import annotations

from dataclasses import replace

from ..diagnostic import Report
from ..model import (
    Alias,
    Definition,
    Field,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    children,
    definition_types,
)
from ..source import Span
from .regex import fault

SHOWN = 60
"""Characters of a pattern that a message quotes."""


def message(pattern: str, wrong: str) -> str:
    """What to say of a pattern that is none."""
    said = pattern if len(pattern) <= SHOWN else pattern[:SHOWN] + "…"
    return f"{said!r} is no regular expression: {wrong}"


def without_faults(model: Model, report: Report) -> Model:
    """The model without the patterns that are none; a warning for each."""
    return Model(tuple(d if not _has_fault(d) else _mended(d, report) for d in model.definitions))


def _has_fault(definition: Definition) -> bool:
    return any(map(_is_wrong, definition_types(definition)))


def _is_wrong(type_: Type) -> bool:
    if isinstance(type_, Scalar | Ref) and type_.limits.pattern is not None:
        return bool(fault(type_.limits.pattern))
    return any(map(_is_wrong, children(type_)))


def _mended(definition: Definition, report: Report) -> Definition:
    match definition:
        case Record(fields=fields, additional=additional):
            more = additional if isinstance(additional, bool) else _without(additional, definition.span, report)
            return replace(definition, fields=tuple(_field(f, report) for f in fields), additional=more)
        case Alias(type=type_):
            return replace(definition, type=_without(type_, definition.span, report))
        case _:
            return definition


def _field(field: Field, report: Report) -> Field:
    return replace(field, type=_without(field.type, field.span, report))


def _without(type_: Type, span: Span | None, report: Report) -> Type:
    match type_:
        case Scalar(limits=limits) | Ref(limits=limits) if limits.pattern is not None:
            wrong = fault(limits.pattern)
            if not wrong:
                return type_
            hint = "it is left out; a pattern is one of ECMA 262, without slashes around it"
            report.warning("bad-pattern", message(limits.pattern, wrong), span, hint)
            return replace(type_, limits=replace(limits, pattern=None))
        case ListOf(item):
            return replace(type_, item=_without(item, span, report))
        case MapOf(value):
            return replace(type_, value=_without(value, span, report))
        case OneOf(branches):
            return replace(type_, branches=tuple(_without(b, span, report) for b in branches))
        case _:
            return type_
