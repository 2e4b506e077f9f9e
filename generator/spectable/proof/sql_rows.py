"""JSON rows in and out of a database: what goes in for a value, and what must come back."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, time, timedelta
from decimal import Decimal
from typing import Any

from ..model import Json, base_kind, json_text, json_value
from .sql_catalogue import ExpectedColumn
from .wellformed import wellformed

Cell = str | int | float | bool | bytes | Decimal | None
"""What a driver takes and gives for a column."""

INT64 = range(-(2**63), 2**63)
INT32 = range(-(2**31), 2**31)


def cell(column: ExpectedColumn, value: Any) -> Cell:
    """What goes into a column for a JSON value. Raises `ValueError` for a value that no engine's column can hold."""
    if value is None:
        return None
    match column.storage:
        case "json":
            return _without_nul(json_text(value))
        case "bytes":
            return base64.b64decode(value, validate=True) if column.format == "byte" else str(value).encode()
        case "integer" | "integer32":
            whole = int(value)
            if whole not in (INT32 if column.storage == "integer32" else INT64):
                raise ValueError(f"{whole} is out of the range of the column")
            return whole
        case "number":
            return float(value)
        case "boolean":
            return bool(value)
        case "text" | "decimal" | "date" | "instant" | "time" | "duration" | "uuid":
            return _without_nul(str(value))


def _without_nul(text: str) -> str:
    if "\0" in text or "\\u0000" in text:
        raise ValueError("a database text cannot hold the character NUL")
    text.encode()  # UnicodeEncodeError, a ValueError, for half of a surrogate pair
    return text


def same(column: ExpectedColumn, sent: Any, got: str | None, exact: bool) -> bool:
    """Whether the text of a cell is the JSON value that was sent. `exact`: dates too must come back to the letter.

    Otherwise an instant, a time and a duration count as what they mean: 12:00+02:00 is 10:00Z.
    """
    if sent is None or got is None:
        return sent is None and got is None
    try:
        return bool(_meaning(column, got, exact) == _meaning(column, _sent(column, sent), exact))
    except ValueError:
        return False


def _sent(column: ExpectedColumn, value: Any) -> str:
    match column.storage:
        case "json" | "boolean":
            return json_text(value)
        case "bytes":
            raw = base64.b64decode(value) if column.format == "byte" else str(value).encode()
            return raw.hex()
        case _:
            return str(value)


def _meaning(column: ExpectedColumn, text: str, exact: bool) -> object:
    """What the text of a cell means, as a value that compares."""
    match column.storage:
        case "json":
            return _tagged(json_value(text))
        case "integer" | "integer32":
            return int(Decimal(text))
        case "number":
            return float(text)
        case "decimal":
            return Decimal(text)
        case "boolean":
            return text in ("true", "1")
        case "bytes":
            return text.removeprefix("\\x")  # as PostgreSQL writes hexadecimal digits
        case "uuid" if not exact:
            return text.lower()
        case "instant" if not exact:
            return _instant(text)
        case "time" if not exact:
            at = time.fromisoformat(text.upper())
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        case "duration" if not exact:
            return _duration(text)
        case _:
            return text


def _tagged(value: Any) -> object:
    """A JSON value in which true is not 1, and 1.0 is 1."""
    match value:
        case bool() | None | str():
            return (type(value).__name__, value)
        case list():
            return [_tagged(item) for item in value]
        case dict():
            return {key: _tagged(item) for key, item in value.items()}
        case _:
            return Decimal(str(value)).normalize()


_INSTANT = re.compile(r"(\d+)-(\d\d)-(\d\d)[Tt ]([\d:.]+)([Zz]|[+-][\d:]+)?( BC)?")


def _instant(text: str) -> tuple[int, timedelta]:
    """(day, time of it) in UTC. An offset may lead out of the years 1 to 9999, where Python's own dates end."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date with a time")
    number, month, day, clock, offset, before_christ = match.groups()
    year = 1 - int(number) if before_christ else int(number)
    # The calendar repeats itself every 400 years, which have 146097 days.
    days = date(year % 400 + 400, int(month), int(day)).toordinal() + year // 400 * 146097
    at = time.fromisoformat(clock + (offset or "Z").upper())
    moment = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
    moment -= at.utcoffset() or timedelta()
    return days + moment.days, moment - timedelta(moment.days)


_DURATION = re.compile(
    r"P(?:(?P<y>[\d.-]+)Y)?(?:(?P<mo>[\d.-]+)M)?(?:(?P<w>[\d.-]+)W)?(?:(?P<d>[\d.-]+)D)?"
    r"(?:T(?:(?P<h>[\d.-]+)H)?(?:(?P<m>[\d.-]+)M)?(?:(?P<s>[\d.-]+)S)?)?"
)


def _duration(text: str) -> tuple[Decimal, Decimal, Decimal]:
    """(months, days, seconds) of an ISO 8601 duration."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no duration")
    part = {name: Decimal(value or 0) for name, value in match.groupdict().items()}
    days = 7 * part["w"] + part["d"]
    return 12 * part["y"] + part["mo"], days, 3600 * part["h"] + 60 * part["m"] + part["s"]


def row(columns: tuple[ExpectedColumn, ...], record: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The cells of a record; absent is null and unknown keys are left out. Raises `ValueError` as `cell` does."""
    return tuple(cell(column, record.get(column.name)) for column in columns)


def allowed(column: ExpectedColumn) -> Iterator[tuple[Json, Cell]]:
    """The only values of a column and their cells, those that no engine can hold left out."""
    for text in column.allowed:
        with suppress(ValueError):
            yield text, cell(column, json_value(text))


def default_value(column: ExpectedColumn) -> Any:
    """The JSON value of a column's default."""
    return json_value(column.field.default or "null")


def default_held(column: ExpectedColumn) -> bool:
    """Whether a column states a default, not null, that is a value of the column. No other can be one in a database."""
    text = column.field.default
    if text is None or text == "null" or (column.allowed and text not in column.allowed):
        return False
    value = json_value(text)
    if not _of_type(column, text, value):
        return False
    try:
        cell(column, value)
    except ValueError:
        return False
    return True


def _of_type(column: ExpectedColumn, text: str, value: Any) -> bool:
    """Whether a JSON value is of the JSON type that a column holds, and of its format."""
    kind = base_kind([Json(text)])[0]
    match column.storage:
        case "json":
            return {"array": "[", "object": "{"}.get(column.shape, text[0]) == text[0]
        case "integer" | "integer32":
            return kind == "integer"
        case "number":
            return kind in ("integer", "number") and (value == 0 or 1e-307 <= abs(value) < 1e308)
        case "boolean":
            return kind == "boolean"
        case "decimal" if column.kind == "number":
            return kind in ("integer", "number")
        case _:
            return kind == "string" and wellformed(column.format, value)
