"""Imports a package of TypedDicts and holds keys, what is required and type hints against the model."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..model import Field, Model, Record
from ..proof.python_hints import Hints, Shape, circular, shape, text
from ..proof.python_package import NotImported, imported, said
from ..proof.python_verify import Tally, definitions, not_imported
from ..proof.reader import OptionValue, Outcome


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the package in `folder` against `model`. The package's code runs in this process."""
    tally = Tally()
    try:
        with imported(folder) as package:
            found = definitions(package, model, tally)
            hints = Hints(model, lambda name: found.get(name) if _is_record(model, name) else None, {}, {})
            for definition in model.definitions:
                if definition.name not in found:
                    continue
                if isinstance(definition, Record):
                    _record(definition, found[definition.name], hints, tally)
                else:
                    _alias(definition.name, found[definition.name], hints, tally)
    except NotImported as error:
        return not_imported(str(error))
    return tally.outcome


def _is_record(model: Model, name: str) -> bool:
    return isinstance(model.by_name.get(name), Record)


def _alias(name: str, found: Any, hints: Hints, tally: Tally) -> None:
    """A union, an enum or an alias is the type that it stands for."""
    want = hints.named(name)
    if not circular(want):
        message = f"{name} is {text(shape(found))}, not {text(want)}"
        tally.hold(shape(found) == want, message, hints.model.by_name[name].span)


def _record(record: Record, found: Any, hints: Hints, tally: Tally) -> None:
    hold = tally.hold
    if not hold(typing.is_typeddict(found), f"{record.name} is no TypedDict", record.span):
        return
    have, want = list(found.__annotations__), [field.name for field in record.fields]
    if not hold(have == want, f"{record.name} has the keys {have}, not {want}", record.span):
        return
    try:
        types = typing.get_type_hints(found)
    except Exception as error:  # a hint may be any text
        hold(False, f"the type hints of {record.name} cannot be read: {said(error)}", record.span)
        return
    for field in record.fields:
        _field(record, field, found, types[field.name], hints, tally)


def _field(record: Record, field: Field, found: Any, have: Any, hints: Hints, tally: Tally) -> None:
    where = f"{record.name}.{field.name}"
    required, optional = field.name in found.__required_keys__, field.name in found.__optional_keys__
    tally.hold(required == field.required, f"{where} is {'' if required else 'not '}required", field.span)
    tally.hold(optional != field.required, f"{where} is {'' if optional else 'not '}optional", field.span)
    more: list[Shape] = [type(None)] if field.nullable else []
    want = hints.of(field.type, *more)
    if not circular(want):
        tally.hold(shape(have) == want, f"{where} is {text(shape(have))}, not {text(want)}", field.span)
