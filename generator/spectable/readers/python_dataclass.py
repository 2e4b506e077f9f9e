"""Imports a package of dataclasses and holds fields, hints, defaults and what it reads and writes against the model."""

from __future__ import annotations

import dataclasses
import enum
import json
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from ..model import Enum, Field, Json, ListOf, MapOf, Model, Record, Ref, Scalar, Type, json_text, json_value
from ..proof.accepts import accepts
from ..proof.draw import Drawing, NoValue
from ..proof.python_hints import Hints, Shape, circular, shape, text
from ..proof.python_package import NotImported, imported, said
from ..proof.python_verify import Tally, definitions, not_imported
from ..proof.reader import OptionValue, Outcome

ROUNDS = 5
"""How many values of each record are drawn."""

FORMATS: Mapping[str, type] = {
    "date-time": datetime,
    "date": date,
    "time": time,
    "uuid": UUID,
    "decimal": Decimal,
    "byte": bytes,
}
NUMBERS: Mapping[str, type] = {"decimal": Decimal}

_WRONG: tuple[Json, ...] = tuple(map(json_text, (True, "§", 0.5, -1, [], {}, None)))


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the package in `folder` against `model`. The package's code runs in this process."""
    tally = Tally()
    try:
        with imported(folder) as package:
            _Package(model, definitions(package, model, tally), options, tally).hold()
    except NotImported as error:
        return not_imported(str(error))
    return tally.outcome


class _Package:
    """A package as it was imported: what it has for each definition that was found."""

    def __init__(
        self, model: Model, found: Mapping[str, Any], options: Mapping[str, OptionValue], tally: Tally
    ) -> None:
        self.model = model
        self.found = found
        self.tally = tally
        self.hints = Hints(model, self._class, FORMATS, NUMBERS)
        self.drawing = Drawing(_closed(model) if options.get("unknown_keys", "keep") != "keep" else model)

    def _class(self, name: str) -> type | None:
        """The class of a record or an enum; an enum without a class of its own is what it stands for."""
        found = self.found.get(name)
        return found if isinstance(found, type) and (_is_enum(found) or dataclasses.is_dataclass(found)) else None

    def hold(self) -> None:
        for definition in self.model.definitions:
            found = self.found.get(definition.name)
            if isinstance(definition, Enum) and _is_enum(found):
                self._enum(definition, typing.cast(type[enum.Enum], found))
            if isinstance(definition, Record) and found is not None:
                self._record(definition, found)

    def _enum(self, definition: Enum, found: type[enum.Enum]) -> None:
        have = [member.value for member in found]
        want = [json_value(member.value) for member in definition.members]
        self.tally.hold(have == want, f"{definition.name} has the values {have}, not {want}", definition.span)

    def _record(self, record: Record, found: Any) -> None:
        hold = self.tally.hold
        if not hold(dataclasses.is_dataclass(found), f"{record.name} is no dataclass", record.span):
            return
        fields = dataclasses.fields(found)
        have, want = [f.metadata.get("wire", f.name) for f in fields], [f.name for f in record.fields]
        if not hold(have == want, f"{record.name} has the fields {have}, not {want}", record.span):
            return
        hold("__slots__" in vars(found), f"{record.name} has no slots", record.span)
        self._hints(record, fields, found)
        for field, made in zip(record.fields, fields, strict=True):
            self._field(record, field, made)
        self._values(record, found)

    def _hints(self, record: Record, fields: tuple[dataclasses.Field[Any], ...], found: Any) -> None:
        try:
            have = typing.get_type_hints(found)
        except Exception as error:  # a hint may be any text
            self.tally.hold(False, f"the type hints of {record.name} cannot be read: {said(error)}", record.span)
            return
        for field, made in zip(record.fields, fields, strict=True):
            more: list[Shape] = [] if field.required else [type(made.default)]
            want = self.hints.of(field.type, *more, *([type(None)] if field.nullable else []))
            if not circular(want):
                message = f"{record.name}.{field.name} is {text(shape(have[made.name]))}, not {text(want)}"
                self.tally.hold(shape(have[made.name]) == want, message, field.span)

    def _field(self, record: Record, field: Field, made: dataclasses.Field[Any]) -> None:
        where, hold = f"{record.name}.{field.name}", self.tally.hold
        required = made.default is dataclasses.MISSING and made.default_factory is dataclasses.MISSING
        hold(required == field.required, f"{where} is {'' if required else 'not '}required", field.span)
        hold(bool(made.kw_only), f"{where} is not keyword-only", field.span)
        if not required:
            message = f"{where} reads {made.default!r} where it is absent"
            hold(not isinstance(made.default, str | int | float | list | dict | type(None)), message, field.span)
        have = made.metadata.get("default", dataclasses.MISSING)
        want = dataclasses.MISSING if field.default is None else json_value(field.default)
        hold(_equal(have, want), f"{where} has the default {have!r}, not {want!r}", field.span)

    # Values

    def _values(self, record: Record, found: Any) -> None:
        random = Random(record.name)
        drawn = None
        for _ in range(ROUNDS):
            try:
                drawn = self.drawing.draw(record.name, random)
            except NoValue:
                return
            self._round(record, found, drawn)
        if drawn is not None:
            self._round(record, found, {f.name: drawn[f.name] for f in record.fields if f.required})
            self._round(record, found, {**drawn, **{f.name: None for f in record.fields if f.nullable}})
        for key, wrong in _wrong(self.model, record, drawn):
            self._refused(record, found, key, wrong)

    def _round(self, record: Record, found: Any, value: dict[str, Any]) -> None:
        """Send a value there and back, as an object and as a text."""
        for there, back in (("from_dict", "to_dict"), ("from_json", "to_json")):
            sent = value if back == "to_dict" else json_text(value)
            try:
                read = getattr(found, there)(sent)
                came = getattr(read, back)()
                came = json_value(came) if back == "to_json" else came
            except Exception as error:  # whatever it raises, the value was lost
                message = f"{record.name}.{there} refuses {_short(value)}: {said(error)}"
                self.tally.hold(False, message, record.span)
                continue
            message = f"{record.name}.{there} and {back} turn {_short(value)} into {_short(came)}"
            self.tally.hold(_equal(came, value), message, record.span)
            self._held(record, read, value)

    def _held(self, record: Record, read: Any, value: dict[str, Any]) -> None:
        """Whether every field holds what its hint says, and one that is absent nothing."""
        for field, made in zip(record.fields, dataclasses.fields(read), strict=True):
            have = getattr(read, made.name, dataclasses.MISSING)
            if field.name not in value:
                right = have is made.default
            else:
                right = (have is None and value[field.name] is None) or self._is(have, field.type)
            self.tally.hold(right, f"{record.name}.{field.name} holds a {type(have).__name__}", field.span)

    def _is(self, value: Any, type_: Type) -> bool:
        """Whether a value is of the class that its type is read as. Unions are left to the round trip."""
        match type_:
            case Scalar("string", form) if form in FORMATS:
                return isinstance(value, FORMATS[form])
            case Scalar("number", "decimal"):
                return isinstance(value, Decimal)
            case ListOf(item):
                return isinstance(value, list) and all(self._is(one, item) for one in value)
            case MapOf(item):
                return isinstance(value, dict) and all(self._is(one, item) for one in value.values())
            case Ref(name):
                found, definition = self._class(name), self.model.by_name.get(name)
                return found is None or (isinstance(definition, Enum) and definition.open) or isinstance(value, found)
            case _:
                return True

    def _refused(self, record: Record, found: Any, key: str, wrong: dict[str, Any]) -> None:
        message = f"{record.name}.from_dict lets {_short(wrong)} in, with {key!r} wrong"
        try:
            found.from_dict(wrong)
        except ValueError as error:
            path = str(getattr(error, "path", ""))
            self.tally.hold(
                key in path or json_text(key)[1:-1] in path or json.dumps(key)[1:-1] in path,
                f"the error for {record.name}.{key} has the path {path!r}",
                record.span,
            )
        except Exception as error:  # anything but a ValueError is a defect
            self.tally.hold(False, f"{record.name}.from_dict fails for a wrong {key!r}: {said(error)}", record.span)
        else:
            self.tally.hold(False, message, record.span)


def _wrong(model: Model, record: Record, value: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The value with one field of a wrong type, for every field that has a wrong type; then without each field that
    it must have."""
    for field in record.fields if value is not None else ():
        wrong = next((w for w in _WRONG if not accepts(field, w, model)), None)
        if wrong is not None:
            yield field.name, {**value, field.name: json_value(wrong)}  # type: ignore[dict-item]
        if field.required:
            yield field.name, {k: v for k, v in value.items() if k != field.name}  # type: ignore[union-attr]


def _closed(model: Model) -> Model:
    """The model without unknown keys, for packages that do not keep them."""
    return Model(
        tuple(
            dataclasses.replace(d, additional=False) if isinstance(d, Record) and d.additional is True else d
            for d in model.definitions
        )
    )


def _is_enum(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, enum.Enum)


def _equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are one: true is not 1, but 1.0 is. A date-time may be spelt otherwise."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
        case list(), list():
            return len(one) == len(other) and all(map(_equal, one, other))
        case bool(), _:
            return one is other
        case _, bool():
            return False
        case float(), Decimal():
            return Decimal(repr(one)) == other
        case Decimal(), float():
            return one == Decimal(repr(other))
        case str(), str():
            return one == other or (_instant(one) is not None and _instant(one) == _instant(other))
        case _:
            return bool(one == other)


def _instant(value: str) -> object:
    """An RFC 3339 date-time as its instant and offset."""
    if len(value) < 20 or value[10:11] not in "Tt":
        return None
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        return None
    return moment, moment.utcoffset()


def _short(value: Any) -> str:
    line = json.dumps(value, ensure_ascii=True, default=str)
    return line if len(line) <= 120 else f"{line[:116]}..."
