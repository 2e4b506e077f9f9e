"""JSON strings and numbers drawn at random, by format and limits."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...model import Scalar, json_value

if TYPE_CHECKING:
    from random import Random

TRIES = 40
"""How often a value that misses its limits is drawn again."""


class NoValue(ValueError):
    """There is no value to draw, or none was found."""


WORDS = (
    "",
    "a",
    "plain text",
    "Grüße 東京 ñ",
    "😀👩‍👩‍👧",
    'say "hi"',
    "it's",
    "back\\slash",
    "two\nlines",
    "tab\there",
    "</script><!--",
    "'; drop table x; --",
    "{{ 7 }} ${x} %s",
    "true",
    "null",
    "0012",
    "2024-01-01",
    "\u2028\u202e",
    " padded ",
)
"""Text that breaks programs. No NUL: a database may hold any other character."""


def draw_text(random: Random) -> str:
    """Any text."""
    return (
        random.choice(WORDS)
        if random.random() < 0.6
        else "".join(random.choices("abcXYZ019 _-éß文", k=random.randint(1, 9)))
    )


def draw_scalar(scalar: Scalar, random: Random) -> Any:
    """A value of a string, a number, a boolean or null. Raises `NoValue` when none was found."""
    match scalar.kind:
        case "boolean":
            return random.random() < 0.5
        case "integer" | "number":
            return _number(scalar, random)
        case "string":
            return _string(scalar, random)
        case _:
            return None


# --- numbers


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`, without them where an end is open."""

    low: Fraction
    high: Fraction
    low_open: bool
    high_open: bool

    def holds(self, value: Fraction) -> bool:
        return (self.low < value or (self.low == value and not self.low_open)) and (
            value < self.high or (value == self.high and not self.high_open)
        )

    def scaled(self, factor: int, most: int) -> tuple[int, int]:
        """(least, greatest) whole number of `1 / factor`s within the range, and within `most` where that leaves any."""
        low, high = math.ceil(self.low * factor), math.floor(self.high * factor)
        near = max(low, -most), min(high, most)
        return near if near[0] <= near[1] else (low, high)


def _range(scalar: Scalar) -> Range:
    """What the limits say, and where they do not, what 64 bits hold: databases and other languages have no more."""
    bits = {"int32": 31, "float": 24}.get(scalar.format, 63 if scalar.kind == "integer" else 53)
    limits, widest = scalar.limits, Fraction(2**bits)
    low, low_open = _end(limits.minimum, limits.exclusive_minimum, max)
    high, high_open = _end(limits.maximum, limits.exclusive_maximum, min)
    if low is None:
        low = -widest if high is None or high > -widest else high - widest
    if high is None:
        high = widest - 1 if low < widest - 1 else low + widest
    return Range(low, high, low_open, high_open)


def _end(
    closed: str | None, opened: str | None, narrower: Callable[[Fraction, Fraction], Fraction]
) -> tuple[Fraction | None, bool]:
    """One end of a range from its inclusive and its exclusive limit, and whether the range is open there."""
    if closed is None or opened is None:
        said = closed if opened is None else opened
        return None if said is None else Fraction(json_value(said)), opened is not None
    first, second = Fraction(json_value(closed)), Fraction(json_value(opened))
    return narrower(first, second), narrower(first, second) == second


def _number(scalar: Scalar, random: Random) -> Any:
    range_ = _range(scalar)
    said = scalar.limits.multiple_of
    step = None if said is None else Fraction(json_value(said))
    for _ in range(TRIES):
        value = _stepped(range_, step, random) if step else _candidate(range_, scalar, random)
        if not range_.holds(Fraction(value)) or (scalar.kind == "integer" and value != int(value)):
            continue
        if step is None or _divides(value, step):
            return int(value) if scalar.kind == "integer" else value
    raise NoValue("a number within its limits")


def _candidate(range_: Range, scalar: Scalar, random: Random) -> Any:
    if scalar.kind == "integer" or random.random() < 0.3:
        return _whole(range_, random)
    if scalar.format == "decimal" and random.random() < 0.5:
        return Decimal(_between(range_.scaled(100, 99_999), random)).scaleb(-2)
    eighths = range_.scaled(8, 2**16)
    if eighths[0] <= eighths[1] and (scalar.format == "float" or random.random() < 0.5):
        return random.randint(*eighths) / 8
    return random.uniform(float(range_.low), float(range_.high))


def _whole(range_: Range, random: Random) -> int:
    edges = [n for n in (*range_.scaled(1, 2**80), 0, 1, -1, 2**31, 2**53 + 1) if range_.holds(Fraction(n))]
    if edges and random.random() < 0.4:
        return random.choice(edges)
    return _between(range_.scaled(1, 1000), random)


def _between(ends: tuple[int, int], random: Random) -> int:
    if ends[0] > ends[1]:
        raise NoValue("a whole number within its limits")
    return random.randint(*ends)


def _stepped(range_: Range, step: Fraction, random: Random) -> int | float:
    """A multiple of a step."""
    least, greatest = math.ceil(range_.low / step), math.floor(range_.high / step)
    near = max(least, -200), min(greatest, 200)
    value = step * _between(near if near[0] <= near[1] else (least, greatest), random)
    return int(value) if value.denominator == 1 else float(value)


def _divides(value: int | float, step: Fraction) -> bool:
    """Whether a value is a multiple of its step as it is written, and for validators that divide in floating point."""
    quotient = float(value) / float(step)
    return quotient == int(quotient) and Fraction(str(value)) % step == 0


# --- strings


def _string(scalar: Scalar, random: Random) -> str:
    limits = scalar.limits
    make = FORMATS.get(scalar.format)
    pattern = None if limits.pattern is None else _compiled(limits.pattern)
    low, high = limits.min_length or 0, limits.max_length
    for _ in range(TRIES):
        if make is not None:
            text = make(random)
        elif pattern is not None:
            text = _matching(pattern.pattern, random)
        else:
            text = _fitted(draw_text(random), low, high, random)
        if len(text) >= low and (high is None or len(text) <= high) and (pattern is None or pattern.search(text)):
            return text
    raise NoValue("a string within its limits")


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as fault:
        raise NoValue(f"a string like {pattern!r}") from fault


def _fitted(text: str, low: int, high: int | None, random: Random) -> str:
    """A text made long or short enough."""
    longer = text + "".join(random.choices("abcé ", k=max(0, low - len(text))))
    return longer if high is None else longer[: max(high, 0)]


def _matching(pattern: str, random: Random) -> str:
    """A text that a pattern of the simple kind matches."""
    from .pattern import draw_matching

    return draw_matching(pattern, random)


def _offset(random: Random) -> str:
    return random.choice(("Z", "+00:00", "+05:30", "-08:00", "+14:00"))


def _date(random: Random) -> str:
    if random.random() < 0.2:
        return random.choice(("2024-02-29", "1970-01-01", "1969-12-31", "9999-12-31", "1900-03-01"))
    return f"{random.randint(1900, 2099)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _time(random: Random) -> str:
    clock = f"{random.randrange(24):02}:{random.randrange(60):02}:{random.randrange(60):02}"
    fraction = random.choice(("", "", f".{random.randint(1, 999999):06}"))
    return clock + fraction + _offset(random)


def _uuid(random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _byte(random: Random) -> str:
    from base64 import b64encode

    return b64encode(random.randbytes(random.randrange(9))).decode("ascii")


def _decimal(random: Random) -> str:
    return f"{random.choice(('', '-'))}{random.randrange(10**6)}.{random.randrange(100):02}"


def _one_of(*texts: str) -> Callable[[Random], str]:
    return lambda random: random.choice(texts)


FORMATS: dict[str, Callable[[Random], str]] = {
    "date": _date,
    "date-time": lambda random: _date(random) + "T" + _time(random),
    "time": _time,
    "duration": _one_of("PT0S", "P3Y6M4DT12H30M5S", "P2W", "PT36H", "P1D", "PT1M"),
    "uuid": _uuid,
    "uri": _one_of("https://example.com", "https://example.com/a%20b?q=1&r=%C3%A9#f", "urn:isbn:0451450523"),
    "email": _one_of("ann@example.com", "a.b+c@sub.example.org"),
    "byte": _byte,
    "decimal": _decimal,
    "hostname": _one_of("example.com", "a.b.example.org"),
    "ipv4": _one_of("192.0.2.1", "255.255.255.255"),
    "ipv6": _one_of("2001:db8::1", "::1"),
    "uri-reference": _one_of("/a/b", "../c?d=e", "#f"),
    "iri": _one_of("https://example.com/é"),
    "iri-reference": _one_of("/é"),
    "uri-template": _one_of("/a/{b}"),
    "idn-email": _one_of("ann@example.com"),
    "idn-hostname": _one_of("example.com"),
    "json-pointer": _one_of("", "/a/b~1c"),
    "relative-json-pointer": _one_of("0", "1/a"),
    "regex": _one_of("^a+$", "[0-9]{2}"),
    "color": _one_of("red", "#ffffff"),
}
"""A maker for each format that validators check; a string of another format is any text."""
