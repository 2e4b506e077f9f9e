"""Cells that a column must refuse: null, a text in a number's place, a value outside a list, a broken limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from ..model import Limits, json_text, json_value
from .sql_catalogue import ExpectedColumn, Storage
from .sql_rows import INT64, Cell

LONG = 10_000  # beyond it no text is made to see whether it is refused


def refused(
    column: ExpectedColumn, wrong_text: frozenset[Storage], limits: frozenset[str]
) -> Iterator[tuple[str, Cell]]:
    """(what is wrong with it, cell) for values that a column must refuse.

    `wrong_text` are the storages of which the engine refuses any text, `limits` those that the engine can hold.
    """
    if column.not_null:
        yield "null where the field is required and not nullable", None
    if column.storage in wrong_text:
        yield f"a text that is no {column.storage}", "{"
    if column.storage == "boolean":
        yield "a number that is no truth value", 2
    if column.shape:
        yield f"JSON that is no {column.shape}", '"spectable"'
    if column.allowed:
        other = _outside(column)
        if other is not None:
            yield "a value that is none of those allowed", other
    for limit, value in _limits(column):
        broken = _breaking(column, limit, value) if limit in limits else None
        if broken is not None:
            yield f"a value beyond {limit} {value}", broken


def _limits(column: ExpectedColumn) -> Iterator[tuple[str, Any]]:
    """The limits of a column as (name, JSON value)."""
    for limit in fields(column.limits):
        value = getattr(column.limits, limit.name)
        if value is not None and value is not False:
            number = isinstance(value, str) and limit.name != "pattern"
            yield limit.name, json_value(value) if number else value


def _outside(column: ExpectedColumn) -> Cell:
    values = [json_value(text) for text in column.allowed]
    match column.storage:
        case "json":
            return json_text("spectable, none of these")
        case "text":
            return "spectable, none of these"
        case "boolean":
            return not values[0] if len(values) == 1 else None
        case "integer":
            above = int(max(values)) + 1
            return above if above in INT64 else int(min(values)) - 1
        case _:
            return float(max(values)) + 1.5


def _breaking(column: ExpectedColumn, limit: str, value: Any) -> Cell:
    """A value on the wrong side of a limit; None when there is none to be found."""
    if limit == "pattern":
        return _unmatched(value, column.limits) if column.storage == "text" else None
    count = value - 1 if limit.startswith("min") else value + 1
    if limit.endswith(("length", "items", "properties")) and not 0 <= count <= LONG:
        return None
    match limit:
        case "minimum" | "maximum":
            return _number(column, count) if float(count) != float(value) else None
        case "exclusive_minimum" | "exclusive_maximum":
            return _number(column, value)
        case "multiple_of":
            whole = column.storage.startswith("integer") and isinstance(value, int) and value > 1
            return _number(column, count) if whole else None
        case "min_length" | "max_length" if column.storage == "text":
            return "x" * int(count)
        case "min_items" | "max_items":
            return json_text([None] * count)
        case "min_properties" | "max_properties":
            return json_text({str(number): None for number in range(count)})
        case _:
            return None


def _number(column: ExpectedColumn, value: Any) -> Cell:
    match column.storage:
        case "integer" | "integer32":
            return int(value) if int(value) == value and int(value) in INT64 else None
        case "number":
            return float(value)
        case "decimal":
            return str(value)
        case _:
            return None


# Only where every engine reads a pattern as Python does is there something to be asserted.
_PLAIN_PATTERN = re.compile(
    r"(?:[^\\(\[{*+?]|\\[dDwWsS.+*?/-]|\[[\w.+ -]+\]|\((?!\?)|[*+?](?![*+?])|\{\d\d?(?:,\d{0,2})?\})*"
)


def _unmatched(pattern: str, limits: Limits) -> str | None:
    """A text that breaks a pattern, if it can be without breaking the other limits."""
    try:
        compiled = re.compile(pattern)
    except re.error:
        return None
    if not _PLAIN_PATTERN.fullmatch(pattern):
        return None
    length = limits.min_length or min(1, limits.max_length or 1)
    return next((c * length for c in " 0Az\u2603" if length <= LONG and not compiled.search(c * length)), None)
