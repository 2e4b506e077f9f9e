"""What the models of this package share: JSON in, JSON out, nothing lost on the way."""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import isfinite
from threading import local
from types import MappingProxyType
from typing import Any, ClassVar, Final, Generic, Self, TypeVar, cast, get_type_hints
from uuid import UUID

T = TypeVar("T")
Convert = Callable[[Any], Any]

UNKNOWN_KEYS: str = "keep"
"""What becomes of keys that no field has: `keep`, `ignore` or `refuse`."""


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""What a field reads that is absent: neither null nor a value."""


class InvalidValue(ValueError):
    """A value that its model refuses.

    `path` says where it stands (`Session.is_test`), `reason` what is wrong with it.
    """

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(reason, path)
        self.reason = reason
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason

    def within(self, step: str) -> Self:
        """The same trouble as seen from one level further out."""
        self.path = step + self.path
        self.args = (self.reason, self.path)
        return self


class Codec(Generic[T]):
    """Reads JSON values as `T` and writes them back as they came."""

    label: str = "value"
    exact: type | None = None
    """A value of exactly this type is read and written as it is."""
    reading: Convert | None = None
    writing: Convert | None = None

    def reader(self, level: int) -> Convert:
        """How values are read at a level of strictness: see `Union`."""
        raise NotImplementedError

    def writer(self) -> Convert:
        """How values are written."""
        raise NotImplementedError

    def decode(self, value: object) -> T:
        """The value that a JSON value stands for. Raises `InvalidValue`."""
        if self.reading is None:
            self.reading = self.reader(LENIENT)
        return cast(T, self._run(self.reading, value))

    def encode(self, value: T) -> Any:
        """The JSON value that stands for a value. Raises `InvalidValue`."""
        if self.writing is None:
            self.writing = self.writer()
        return self._run(self.writing, value)

    def from_json(self, text: str | bytes) -> T:
        """The value that a JSON text stands for. Raises `InvalidValue`."""
        return self.decode(self._run(_load, text))

    def to_json(self, value: T) -> str:
        """The JSON text that stands for a value. Raises `InvalidValue`."""
        return cast(str, self._run(_dump, self.encode(value)))

    def _run(self, convert: Convert, value: object) -> Any:
        try:
            return convert(value)
        except InvalidValue as error:
            raise error.within(self.label) from None
        except RecursionError:
            raise InvalidValue("nested too deeply", self.label) from None


class Model:
    """What every model of this package can do. Keys that no field has are kept aside: see `extra`."""

    __slots__ = ("__extra__",)
    __codec__: ClassVar[Codec[Any]]
    __extra__: dict[str, Any]

    @classmethod
    def from_dict(cls, value: object) -> Self:
        """The model that a JSON object stands for. Raises `InvalidValue`."""
        return cast(Self, _codec(cls).decode(value))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The model that a JSON text stands for. Raises `InvalidValue`."""
        return cast(Self, _codec(cls).from_json(text))

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that stands for this model. Raises `InvalidValue`."""
        return cast(dict[str, Any], _codec(type(self)).encode(self))

    def to_json(self) -> str:
        """The JSON text that stands for this model. Raises `InvalidValue`."""
        return _codec(type(self)).to_json(self)


def extra(model: Model) -> dict[str, Any]:
    """The keys of a model that no field has, with their values. What is put there is written, too."""
    try:
        return model.__extra__
    except AttributeError:
        model.__extra__ = {}
        return model.__extra__


# JSON text


def _load(text: str | bytes) -> Any:
    try:
        return json.loads(text, parse_float=_number, parse_constant=_no_number)
    except ValueError as error:
        raise InvalidValue(f"not JSON: {error}") from None


def _number(digits: str) -> float | Decimal:
    """A float where it holds the number as written, else a Decimal, which is exact."""
    number = float(digits)
    if len(digits) < 17 and "e" not in digits and "E" not in digits:
        return number
    exact = Decimal(digits)
    return number if isfinite(number) and Decimal(repr(number)) == exact else exact


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no JSON number")


def _dump(value: Any) -> str:
    try:
        return json.dumps(value)
    except TypeError:
        return "".join(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:
    """JSON text with decimals written out."""
    match value:
        case Decimal():
            yield str(value)
        case list():
            yield "["
            for i, item in enumerate(cast(list[object], value)):
                yield ", " if i else ""
                yield from _pieces(item)
            yield "]"
        case dict():
            yield "{"
            for i, (key, item) in enumerate(cast(dict[str, Any], value).items()):
                yield f"{', ' if i else ''}{json.dumps(key)}: "
                yield from _pieces(item)
            yield "}"
        case _:
            yield json.dumps(value)


# Type hints across modules. Models may refer to each other in circles, so no order of
# imports is right: a module says at its end which names it is short of, and gets them
# when the outermost import is through. Then `typing.get_type_hints` finds them.

_package = sys.modules[__name__.rpartition(".")[0]]


class Linking(local):
    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.running = False


_linking = Linking()
_names: dict[str, Mapping[str, str]] = {}
_aliases: dict[str, tuple[str, ...]] = {}
_homes: dict[str, str] = {}


def link_names(
    module: str, names: Mapping[str, str], aliases: tuple[str, ...] = ()
) -> None:
    """Ends a module that is short of `names` (what they are in the package, by what they
    are here), and whose `aliases` hold such names as texts."""
    _names[module] = names
    _aliases[module] = aliases
    _homes.update(dict.fromkeys(aliases, module))
    _linking.waiting.append(module)
    if _linking.running:
        return
    _linking.running = True
    pending: dict[str, None] = {}
    try:
        while _linking.waiting:
            waiting = _linking.waiting.pop()
            pending[waiting] = None
            for name in _names[waiting].values():
                getattr(_package, name)
    finally:
        _linking.running = False
        _linking.waiting.clear()
    while pending:
        _settle(next(iter(pending)), pending)


def _settle(module: str, pending: dict[str, None]) -> None:
    """Puts names where they are missing, those of other modules first."""
    del pending[module]
    scope = vars(sys.modules[module])
    for here, name in _names[module].items():
        home = _homes.get(name)
        if home in pending:
            _settle(home, pending)
        scope[here] = getattr(_package, name)
    for name in _aliases[module]:
        holder = type("Holder", (), {"__annotations__": {"alias": scope[name]}})
        try:
            scope[name] = get_type_hints(holder, scope)["alias"]
        except NameError:  # an alias that leads back to itself through another one
            pass


# What messages say


def _seen(value: object) -> str:
    """What was got, in a few words: a scalar itself, the kind of anything else."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return "array"
        case dict():
            return "object"
        case Unset():
            return "nothing"
        case str() | int() | float() | Decimal():
            text = str(value) if isinstance(value, Decimal) else repr(value)
            return text if len(text) <= 80 else f"{text[:76]}..."
        case _:
            return type(value).__name__


def _expected(what: str, value: object) -> InvalidValue:
    return InvalidValue(f"expected {what}, got {_seen(value)}")


def _step(key: str) -> str:
    """A key as part of a path."""
    return f".{key}" if key.isidentifier() else f"[{json.dumps(key)}]"


# Scalars


class Scalar(Codec[T]):
    """A value that a JSON text, number or boolean stands for."""

    def __init__(
        self, label: str, read: Convert, write: Convert, exact: type | None = None
    ) -> None:
        self.label = label
        self.read = read
        self.write = write
        self.exact = exact

    def reader(self, level: int) -> Convert:
        return self.read

    def writer(self) -> Convert:
        return self.write


def _string(value: object) -> str:
    if isinstance(value, str):
        return str.__str__(value)
    raise _expected("string", value)


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _expected("boolean", value)


def _integer(value: object) -> int:
    """JSON Schema counts 1.0 as an integer (2020-12 core, 4.2.3)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if (
        isinstance(value, Decimal)
        and -1 < value.adjusted() < 400
        and value == value.to_integral_value()
    ):
        return int(value)
    raise _expected("integer", value)


def _float(value: object) -> float:
    """Whole numbers stay whole, for no float holds all of them."""
    if isinstance(value, float | Decimal):
        number = float(value)
        if isfinite(number):
            return number
    elif isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise _expected("number", value)


def _null(value: object) -> None:
    if value is not None:
        raise _expected("null", value)


def _same(value: Any) -> Any:
    return value


def _json(value: Any) -> Any:
    """A value of any type as JSON types."""
    match value:
        case None | bool():
            return value
        case Unset():
            raise _expected("JSON value", value)
        case str():
            return str.__str__(value)
        case int():
            return int(value)
        case float() | Decimal() if isfinite(value):
            return value
        case list() | tuple():
            return _convert_list(cast(list[object], value), _json)
        case dict():
            return _convert_map(cast(dict[object, object], value), _json)
        case Model():
            return value.to_dict()
        case Enum():
            return _json(value.value)
        case _:
            raise _expected("JSON value", value)


def _convert_list(value: list[object], convert: Convert) -> list[Any]:
    found: list[Any] = []
    try:
        for item in value:
            found.append(convert(item))
    except InvalidValue as error:
        raise error.within(f"[{len(found)}]") from None
    return found


def _convert_map(value: dict[object, object], convert: Convert) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise _expected("string as key", key)
        try:
            found[key] = convert(item)
        except InvalidValue as error:
            raise error.within(f"[{json.dumps(key)}]") from None
    return found


STRING: Codec[str] = Scalar("string", _string, _string, str)
BOOLEAN: Codec[bool] = Scalar("boolean", _boolean, _boolean, bool)
INTEGER: Codec[int] = Scalar("integer", _integer, _integer, int)
NUMBER: Codec[float] = Scalar("number", _float, _float, int)
NULL: Codec[None] = Scalar("null", _null, _null)
ANY: Codec[Any] = Scalar("any value", _same, _json)


# Texts that stand for something else. Such a value is written as it was spelt: where our
# own spelling would differ (capitals in a UUID, +00:00 for Z), a subclass remembers it.


class SpeltDatetime(datetime):
    __slots__ = ("spelling",)
    spelling: str


class SpeltTime(time):
    __slots__ = ("spelling",)
    spelling: str


class SpeltDecimal(Decimal):
    __slots__ = ("spelling",)
    spelling: str


class SpeltUUID(UUID):
    __slots__ = ("spelling",)
    spelling: str


class SpeltBytes(bytes):
    spelling: str


_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6}0*)?"
_OFFSET = r"(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(f"{_CLOCK}{_OFFSET}?", re.ASCII)
_DATE_TIME = re.compile(rf"\d{{4}}-\d\d-\d\d[Tt]{_CLOCK}{_OFFSET}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,6})?", re.ASCII)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def _read_date_time(value: object) -> datetime:
    """RFC 3339, 5.6. What is finer than a microsecond, and a leap second, is refused."""
    if not isinstance(value, str) or not _DATE_TIME.fullmatch(value):
        raise _expected("date-time", value)
    try:
        moment = datetime.fromisoformat(value.upper())
        if _date_time_text(moment) == value:
            return moment
        spelt = SpeltDatetime.fromisoformat(value.upper())
    except ValueError:
        raise _expected("date-time", value) from None
    spelt.spelling = value
    return spelt


def _write_date_time(value: object) -> str:
    if not isinstance(value, datetime):
        raise _expected("datetime", value)
    return getattr(value, "spelling", None) or _date_time_text(value)


def _date_time_text(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        raise _expected("datetime with an offset in minutes", value.isoformat())
    return _clock_text(value)


def _clock_text(value: datetime | time) -> str:
    milliseconds = value.microsecond and value.microsecond % 1000 == 0
    text = value.isoformat(timespec="milliseconds" if milliseconds else "auto")
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _read_date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _expected("date", value)


def _write_date(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise _expected("date", value)


def _read_time(value: object) -> time:
    """RFC 3339, 5.6, but that the offset may be missing."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise _expected("time", value)
    clock = time.fromisoformat(value.upper())
    if _clock_text(clock) == value:
        return clock
    spelt = SpeltTime.fromisoformat(value.upper())
    spelt.spelling = value
    return spelt


def _write_time(value: object) -> str:
    if not isinstance(value, time):
        raise _expected("time", value)
    return getattr(value, "spelling", None) or _clock_text(value)


def _read_uuid(value: object) -> UUID:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise _expected("UUID", value)
    if value == value.lower():
        return UUID(value)
    spelt = SpeltUUID(value)
    object.__setattr__(spelt, "spelling", value)
    return spelt


def _write_uuid(value: object) -> str:
    if not isinstance(value, UUID):
        raise _expected("UUID", value)
    return getattr(value, "spelling", None) or str(value)


def _read_bytes(value: object) -> bytes:
    if not isinstance(value, str):
        raise _expected("base64", value)
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError:
        raise _expected("base64", value) from None
    if base64.b64encode(data).decode() == value:
        return data
    spelt = SpeltBytes(data)
    spelt.spelling = value
    return spelt


def _write_bytes(value: object) -> str:
    if not isinstance(value, bytes):
        raise _expected("bytes", value)
    return getattr(value, "spelling", None) or base64.b64encode(value).decode()


def _read_decimal(value: object) -> Decimal:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise _expected("decimal", value)
    number = Decimal(value)
    if _decimal_text(number) == value:
        return number
    spelt = SpeltDecimal(value)
    spelt.spelling = value
    return spelt


def _write_decimal(value: object) -> str:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise _expected("Decimal", value)
    return getattr(value, "spelling", None) or _decimal_text(value)


def _decimal_text(value: Decimal) -> str:
    return format(value, "f") if -30 < value.adjusted() < 30 else str(value)


def _read_decimal_number(value: object) -> Decimal:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if number.is_finite():
            return number
    raise _expected("number", value)


def _write_decimal_number(value: object) -> int | float | Decimal:
    """A JSON number. What neither an int nor a float holds stays a Decimal."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise _expected("Decimal", value)
    if value == 0 or (
        -1 < value.adjusted() < 400 and value == value.to_integral_value()
    ):
        return int(value)
    number = float(value)
    return number if isfinite(number) and Decimal(repr(number)) == value else value


DATE_TIME: Codec[datetime] = Scalar("date-time", _read_date_time, _write_date_time)
DATE: Codec[date] = Scalar("date", _read_date, _write_date)
TIME: Codec[time] = Scalar("time", _read_time, _write_time)
IDENTIFIER: Codec[UUID] = Scalar("UUID", _read_uuid, _write_uuid)
BYTES: Codec[bytes] = Scalar("base64", _read_bytes, _write_bytes)
DECIMAL: Codec[Decimal] = Scalar("decimal", _read_decimal, _write_decimal)
DECIMAL_NUMBER: Codec[Decimal] = Scalar(
    "number", _read_decimal_number, _write_decimal_number
)


# Constants and enums


def _key(value: object) -> object:
    """Equal for equal JSON values, and only for those: true is not 1, but 1.0 is."""
    match value:
        case str():
            return str.__str__(value)
        case None:
            return None
        case bool():
            return ("boolean", value)
        case int() | float() | Decimal():
            return ("number", value)
        case list():
            return ("array", tuple(map(_key, cast(list[object], value))))
        case dict():
            pairs = cast(dict[str, object], value).items()
            return ("object", frozenset((key, _key(item)) for key, item in pairs))
        case _:
            return ("other", id(value))


class Choice(Codec[T]):
    """One of a few values, found by their keys; any other value goes to `rest`."""

    def __init__(self, found: Mapping[object, Any], rest: Codec[Any] | None) -> None:
        self.found = found
        self.rest = rest
        seen = [_seen(_plain(value)) for value in found.values()]
        self.label = seen[0] if len(seen) == 1 else f"one of {', '.join(seen)}"

    def reader(self, level: int) -> Convert:
        find, rest = self.found.get, self.rest.reader(level) if self.rest else None

        def read(value: Any) -> Any:
            found = find(_key(value), MISSING)
            if found is not MISSING:
                return _json(found) if type(found) in (list, dict) else found
            if rest is not None:
                return rest(value)
            raise _expected(self.label, value)

        return read

    def writer(self) -> Convert:
        find, rest = self.found.get, self.rest.writer() if self.rest else None

        def write(value: Any) -> Any:
            found = find(_key(value), MISSING)
            if found is not MISSING:
                return _json(found)
            if rest is not None:
                return rest(value)
            raise _expected(self.label, value)

        return write


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def const_of(*values: object, rest: Codec[Any] | None = None) -> Codec[Any]:
    """Constants, as they stand in JSON."""
    return Choice({_key(value): value for value in values}, rest)


def enum_of(enum: type[Enum], rest: Codec[Any] | None = None) -> Codec[Any]:
    """The members of an enum."""
    return Choice({_key(member.value): member for member in enum}, rest)


# Limits. They are checked on the JSON value, as JSON Schema has it, when it is read.

Check = Callable[[Any], bool]


class Limited(Codec[T]):
    """A type with limits: (what is expected, whether a value is so)."""

    def __init__(self, inner: Codec[T], checks: Sequence[tuple[str, Check]]) -> None:
        self.inner = inner
        self.checks = tuple(checks)
        self.label = inner.label

    def reader(self, level: int) -> Convert:
        inner, checks = self.inner.reader(level), self.checks

        def read(value: Any) -> Any:
            found = inner(value)
            for what, holds in checks:
                if not holds(value):
                    raise _expected(what, value)
            return found

        return read

    def writer(self) -> Convert:
        return self.inner.writer()


def limited(
    codec: Codec[T],
    *,
    minimum: str | None = None,
    maximum: str | None = None,
    exclusive_minimum: str | None = None,
    exclusive_maximum: str | None = None,
    multiple_of: str | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
    pattern: str | None = None,
    min_items: int | None = None,
    max_items: int | None = None,
    unique_items: bool = False,
    min_properties: int | None = None,
    max_properties: int | None = None,
) -> Codec[T]:
    """A type with the limits of JSON Schema 2020-12 (validation, 6.2 to 6.5)."""
    checks: list[tuple[str, Check]] = []
    for what, limit, compare in (
        ("at least", minimum, Decimal.__ge__),
        ("at most", maximum, Decimal.__le__),
        ("more than", exclusive_minimum, Decimal.__gt__),
        ("less than", exclusive_maximum, Decimal.__lt__),
    ):
        if limit is not None:
            checks.append((f"{what} {limit}", _bound(compare, Decimal(limit))))
    if multiple_of is not None:
        step = Fraction(multiple_of)
        checks.append((f"a multiple of {multiple_of}", _number_check(step)))
    for unit, kind, least, most in (
        ("characters", str, min_length, max_length),
        ("items", list, min_items, max_items),
        ("keys", dict, min_properties, max_properties),
    ):
        if least is not None:
            checks.append((f"at least {least} {unit}", _size(kind, least, None)))
        if most is not None:
            checks.append((f"at most {most} {unit}", _size(kind, 0, most)))
    if pattern is not None and (search := _search(pattern)) is not None:
        checks.append((f"a match of {pattern}", search))
    if unique_items:
        checks.append(("items without a double", _unique))
    return Limited(codec, checks)


def _decimal_value(value: object) -> Decimal | None:
    """A JSON number as it is written; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _bound(compare: Callable[[Decimal, Decimal], bool], limit: Decimal) -> Check:
    def holds(value: object) -> bool:
        number = _decimal_value(value)
        return number is None or compare(number, limit)

    return holds


def _number_check(step: Fraction) -> Check:
    def holds(value: object) -> bool:
        number = _decimal_value(value)
        return number is None or (Fraction(number) / step).denominator == 1

    return holds


def _size(kind: Any, least: int, most: int | None) -> Check:
    def holds(value: Any) -> bool:
        if not isinstance(value, kind):
            return True
        return least <= len(value) and (most is None or len(value) <= most)

    return holds


def _unique(value: object) -> bool:
    if not isinstance(value, list):
        return True
    items = cast(list[object], value)
    return len(set(map(_key, items))) == len(items)


_ECMA = re.compile(r"\\(.)|(\[\^?)|(\])|(\$)|\(\?<(?![=!])", re.DOTALL)
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_"}


def _search(pattern: str) -> Check | None:
    """A pattern of ECMA 262 as JSON Schema means it: found anywhere, `$` at the very
    end, `\\d` and `\\w` in ASCII. None for one that Python cannot read."""
    inside = False

    def translate(match: re.Match[str]) -> str:
        nonlocal inside
        escaped, opened, closed, end = match.groups()
        if escaped is not None:
            letters = _CLASSES.get(escaped, "")
            if letters and not inside:
                letters = f"[{letters}]"
            return letters or (f"\\{escaped}" if escaped != "/" else "/")
        if opened is not None and not inside:
            inside = True
            return opened
        if closed is not None:
            inside = False
            return closed
        if inside:
            return "\\[" if opened else match.group()
        return "\\Z" if end else "(?P<"

    try:
        search = re.compile(_ECMA.sub(translate, pattern)).search
    except (re.error, OverflowError):
        return None
    return lambda value: not isinstance(value, str) or search(value) is not None


# Containers


class Nullable(Codec[T]):
    """A value or null."""

    def __init__(self, inner: Codec[Any]) -> None:
        self.inner = inner
        self.label = f"{inner.label} or null"
        self.exact = inner.exact

    def reader(self, level: int) -> Convert:
        read = self.inner.reader(level)
        return lambda value: None if value is None else read(value)

    def writer(self) -> Convert:
        write = self.inner.writer()
        return lambda value: None if value is None else write(value)


def or_null(codec: Codec[T]) -> Codec[T | None]:
    """A value or null."""
    return Nullable(codec)


class Items(Codec[T]):
    """An array."""

    label = "array"

    def __init__(self, inner: Codec[Any]) -> None:
        self.inner = inner

    def reader(self, level: int) -> Convert:
        return self._convert(self.inner.reader(level))

    def writer(self) -> Convert:
        return self._convert(self.inner.writer())

    def _convert(self, convert: Convert) -> Convert:
        exact = self.inner.exact

        def each(value: Any) -> list[Any]:
            if not isinstance(value, list | tuple):
                raise _expected("array", value)
            found: list[Any] = []
            try:
                for item in cast(list[Any], value):
                    found.append(item if type(item) is exact else convert(item))
            except InvalidValue as error:
                raise error.within(f"[{len(found)}]") from None
            return found

        return each


def list_of(codec: Codec[T]) -> Codec[list[T]]:
    """An array of values."""
    return Items(codec)


class Keys(Codec[T]):
    """An object with free keys."""

    label = "object"

    def __init__(self, inner: Codec[Any]) -> None:
        self.inner = inner

    def reader(self, level: int) -> Convert:
        return self._convert(self.inner.reader(level))

    def writer(self) -> Convert:
        return self._convert(self.inner.writer())

    def _convert(self, convert: Convert) -> Convert:
        def each(value: Any) -> dict[str, Any]:
            if not isinstance(value, dict):
                raise _expected("object", value)
            return _convert_map(cast(dict[object, object], value), convert)

        return each


def map_of(codec: Codec[T]) -> Codec[dict[str, T]]:
    """An object with free keys."""
    return Keys(codec)


# Definitions. A reader of level LENIENT lets keys stand that no field has, one of level
# SHALLOW refuses those of the object itself, one of level DEEP those further in as well.

LENIENT: Final = 0
SHALLOW: Final = 1
DEEP: Final = 2

_definitions: dict[str, Codec[Any]] = {}


class Ref(Codec[T]):
    """A definition of this package, looked up when it is first needed."""

    def __init__(self, name: str) -> None:
        self.label = name

    def _target(self) -> Codec[Any]:
        if self.label not in _definitions:
            getattr(_package, self.label)
        return _definitions[self.label]

    def reader(self, level: int) -> Convert:
        read: Convert | None = None

        def late(value: Any) -> Any:
            nonlocal read
            if read is None:
                read = self._target().reader(level)
            return read(value)

        return late

    def writer(self) -> Convert:
        write: Convert | None = None

        def late(value: Any) -> Any:
            nonlocal write
            if write is None:
                write = self._target().writer()
            return write(value)

        return late


def ref_to(name: str) -> Codec[Any]:
    """A definition of this package, by its name here."""
    return Ref(name)


class Record(Codec[T]):
    """An object with fields. `codecs` are by wire name, in the order of the fields."""

    def __init__(
        self,
        model: type[Model],
        codecs: Mapping[str, Codec[Any]],
        additional: Codec[Any] | bool,
    ) -> None:
        self.label = model.__name__
        self.model = model
        self.codecs = codecs
        self.additional = additional
        pairs = list(zip(codecs, fields(cast(Any, model)), strict=True))
        self.names = {wire: field.name for wire, field in pairs}
        self.required = {wire for wire, field in pairs if field.default is MISSING}
        self.readers: dict[int, Convert] = {}
        self.written: Convert | None = None

    def reader(self, level: int) -> Convert:
        if level not in self.readers:
            self.readers[level] = self._reader(level)
        return self.readers[level]

    def _reader(self, level: int) -> Convert:
        inner = DEEP if level == DEEP else LENIENT
        # Constants first: they tell soonest that an object is none of ours.
        ordered = sorted(self.codecs.items(), key=lambda i: type(i[1]) is not Choice)
        table = [(w, self.names[w], c.exact, c.reader(inner)) for w, c in ordered]
        model, required, known = self.model, self.required, self.codecs.keys()
        keep = self._keep(level, inner)

        def read(value: Any) -> Any:
            if not isinstance(value, dict):
                raise _expected("object", value)
            got = cast(dict[str, Any], value)
            if not required <= got.keys():
                missing = next(wire for wire in known if wire in required - got.keys())
                raise InvalidValue("required, but missing").within(_step(missing))
            if keep is None and not got.keys() <= known:
                key = next(key for key in got if key not in known)
                raise InvalidValue("unknown key").within(_step(key))
            values: dict[str, Any] = {}
            for wire, name, exact, convert in table:
                item = got.get(wire, UNSET)
                if type(item) is exact:
                    values[name] = item
                elif item is not UNSET:
                    try:
                        values[name] = convert(item)
                    except InvalidValue as error:
                        raise error.within(_step(wire)) from None
            found = model(**values)
            if len(values) != len(got) and keep is not None:
                rest = {key: item for key, item in got.items() if key not in known}
                if rest := keep(rest):
                    found.__extra__ = rest
            return found

        return read

    def _keep(self, level: int, inner: int) -> Convert | None:
        """What is done with the keys that no field has; None when there may be none."""
        if isinstance(self.additional, Codec):
            convert = self.additional.reader(inner)
            return lambda rest: _convert_map(rest, convert)
        if not self.additional or level != LENIENT or UNKNOWN_KEYS == "refuse":
            return None
        return _same if UNKNOWN_KEYS == "keep" else lambda rest: {}

    def writer(self) -> Convert:
        if self.written is None:
            self.written = self._writer()
        return self.written

    def _writer(self) -> Convert:
        table = [
            (w, self.names[w], c.exact, c.writer()) for w, c in self.codecs.items()
        ]
        model, required = self.model, self.required
        more = self.additional if isinstance(self.additional, Codec) else ANY
        rest = Keys(more).writer()

        def write(value: Any) -> Any:
            if not isinstance(value, model):
                raise _expected(model.__name__, value)
            found: dict[str, Any] = {}
            for wire, name, exact, convert in table:
                item = getattr(value, name)
                if type(item) is exact:
                    found[wire] = item
                elif item is not UNSET:
                    try:
                        found[wire] = convert(item)
                    except InvalidValue as error:
                        raise error.within(_step(wire)) from None
                elif wire in required:
                    raise InvalidValue("required, but missing").within(_step(wire))
            if aside := extra(value) if hasattr(value, "__extra__") else None:
                taken = next((key for key in aside if key in self.codecs), None)
                if taken is not None:
                    raise InvalidValue("a field has this key").within(_step(taken))
                if self.additional is False:
                    raise InvalidValue("unknown key").within(_step(next(iter(aside))))
                found.update(rest(aside))
            return found

        return write


def define(
    model: type[Model],
    codecs: Mapping[str, Codec[Any]],
    *,
    additional: Codec[Any] | bool = True,
    defaults: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Says how a model is read and written. `codecs` and `defaults` are by wire name."""
    record: Record[Any] = Record(model, codecs, additional)
    model.__codec__ = record
    _definitions.setdefault(model.__name__, record)
    for wire, field in zip(codecs, fields(cast(Any, model)), strict=True):
        facts: dict[str, object] = {"wire": wire}
        if wire in defaults:
            facts["default"] = defaults[wire]
        field.metadata = MappingProxyType(facts)


def _codec(model: type[Model]) -> Codec[Any]:
    """How a model is read and written; a subclass without `define` as its base."""
    codec = model.__codec__
    if "__codec__" not in model.__dict__ and isinstance(codec, Record):
        codec = model.__codec__ = Record(model, codec.codecs, codec.additional)
    return codec


# Unions


class Union(Codec[T]):
    """One of several types: the one that a discriminator names, else the first that has
    a field for every key (at any depth, then at the top), else the first that fits."""

    def __init__(
        self, branches: Sequence[Codec[Any]], tag: str, names: Mapping[str, str]
    ) -> None:
        self.branches = branches
        self.tag = tag
        self.names = names
        self.label = " or ".join(branch.label for branch in branches)

    def reader(self, level: int) -> Convert:
        named = {
            value: Ref[Any](name).reader(level) for value, name in self.names.items()
        }
        levels = (DEEP, SHALLOW, LENIENT) if level == LENIENT else (level,)
        tries = [[b.reader(strictness) for b in self.branches] for strictness in levels]
        tag = self.tag

        def read(value: Any) -> Any:
            if isinstance(value, dict):
                name = cast(dict[str, Any], value).get(tag)
                if isinstance(name, str) and name in named:
                    return named[name](value)
            for readers in tries if isinstance(value, dict | list) else tries[-1:]:
                for convert in readers:
                    try:
                        return convert(value)
                    except InvalidValue:
                        pass
            raise self._refusal(value, tries[-1])

        return read

    def _refusal(self, value: Any, readers: Sequence[Convert]) -> InvalidValue:
        """The trouble with the one branch that comes near, else with all of them."""
        if self.names and isinstance(value, dict):
            known = ", ".join(map(repr, self.names))
            got = cast(dict[str, Any], value).get(self.tag, UNSET)
            return _expected(f"one of {known}", got).within(_step(self.tag))
        troubles: list[InvalidValue] = []
        for convert in readers:
            try:
                convert(value)
            except InvalidValue as error:
                troubles.append(error)
        near = [trouble for trouble in troubles if trouble.path]
        if len(near) == 1:
            return near[0]
        said = "; ".join(
            f"{branch.label}{trouble}" if trouble.path else f"{trouble}"
            for branch, trouble in zip(self.branches, troubles, strict=True)
            if trouble.path
        )
        reason = _expected(self.label, value).reason
        return InvalidValue(f"{reason} ({said})" if said else reason)

    def writer(self) -> Convert:
        writers = [branch.writer() for branch in self.branches]

        def write(value: Any) -> Any:
            for convert in writers:
                try:
                    return convert(value)
                except InvalidValue:
                    pass
            raise _expected(self.label, value)

        return write


def one_of(
    *branches: Codec[Any],
    tag: str = "",
    names: Mapping[str, str] = MappingProxyType({}),
) -> Codec[Any]:
    """One of several types. `names` are definitions by the value of the key `tag`."""
    return Union(branches, tag, names)


class Alias(Codec[T]):
    """A type with a name of its own."""

    def __init__(self, name: str, inner: Codec[Any]) -> None:
        self.label = name
        self.inner = inner
        self.exact = inner.exact

    def reader(self, level: int) -> Convert:
        return self.inner.reader(level)

    def writer(self) -> Convert:
        return self.inner.writer()


def define_alias(name: str, codec: Codec[Any]) -> Codec[Any]:
    """Gives a codec its name in this package."""
    return _definitions.setdefault(name, Alias(name, codec))
