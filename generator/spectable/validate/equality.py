"""When JSON values are the same, and the arithmetic of their numbers, exactly as they are written.

JSON Schema compares numbers by their mathematical value (core, 4.2.2): `1`, `1.0` and `1e0` are one value, `true` is
none of them. What is read as a float is the decimal number that its text says, so `0.10` equals `0.1`.
"""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from typing import Any

Number = int | float | Decimal


def same_key(value: Any) -> Hashable:
    """A key that two JSON values share exactly when they are equal."""
    match value:
        case bool():
            return "boolean", value
        case float():
            return Decimal(repr(value))
        case list():
            return "array", tuple(map(same_key, value))
        case dict():
            return "object", frozenset((key, same_key(item)) for key, item in value.items())
        case str():
            return "string", value
        case None | int() | Decimal():
            return value
        case _:
            raise TypeError(f"{value!r} is not a JSON value")


def exactly(number: Number) -> int | Decimal:
    """The number as it was written."""
    return Decimal(repr(number)) if isinstance(number, float) else number


def is_whole(number: Number) -> bool:
    """Whether a number is an integer (validation, 6.1.1: `1.0` is one). Never writes a great exponent out."""
    if isinstance(number, Decimal):
        return number == number.to_integral_value()
    return isinstance(number, int) or number.is_integer()


def is_multiple(number: Number, step: Number) -> bool:
    """Whether `number` is a whole multiple of `step`, compared decimally: 0.3 is one of 0.1."""
    value, power, length = _scaled(exactly(number))
    unit, unit_power, _ = _scaled(exactly(step))
    if value == 0 or unit == 0:
        return value == 0
    if power >= unit_power:
        # value * 10^more is a multiple of unit; the power is taken modulo unit, so that 1e999999999 costs nothing.
        return value * pow(10, power - unit_power, unit) % unit == 0
    more = unit_power - power
    return more < length and value % (unit * 10**more) == 0


def _scaled(number: int | Decimal) -> tuple[int, int, int]:
    """(n, e, how many digits n has at most) so that the number is n * 10^e, without its sign."""
    if isinstance(number, int):
        return abs(number), 0, number.bit_length() // 3 + 1
    _, digits, exponent = number.as_tuple()
    return int(Decimal((0, digits, 0))), int(exponent), len(digits)
