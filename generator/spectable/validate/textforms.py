"""Whether a value is of a `format`: asserted here, where JSON Schema leaves that open (validation, section 7.2).

Each form follows the document that JSON Schema names for it (7.3), and the OpenAPI Format Registry for the forms of
numbers. A form that is not listed asserts nothing, and `validate` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from ..proof.wellformed import wellformed
from .equality import Number, exactly, is_whole

_HOURS = r"(?:[01]\d|2[0-3]):[0-5]\d"
_TIME = re.compile(rf"({_HOURS}):(?:[0-5]\d|(60))(?:\.\d+)?(?:Z|([+-])({_HOURS}))", re.ASCII | re.IGNORECASE)
_UTC = {"+": -1, "-": 1}
_DAY = 24 * 60


def is_date(text: str) -> bool:
    """RFC 3339, 5.6: full-date."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """RFC 3339, 5.6: full-time. It has an offset, and a leap second only where UTC has them."""
    match = _TIME.fullmatch(text)
    if match is None:
        return False
    local, leap, sign, offset = match.groups()
    if leap is None:
        return True
    return (_minutes(local) + (_UTC[sign] * _minutes(offset) if sign else 0)) % _DAY == _DAY - 1


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def is_date_time(text: str) -> bool:
    """RFC 3339, 5.6: date-time."""
    return text[10:11] in ("T", "t") and is_time(text[11:]) and is_date(text[:10])


def is_duration(text: str) -> bool:
    """RFC 3339, appendix A, and the fractions of a second of ISO 8601, which everybody writes."""
    return text.isascii() and wellformed("duration", text)


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(
    rf"(?:{_ATOM}(?:\.{_ATOM})*|\"(?:[ !#-\[\]-~]|\\[ -~])*\")@(?:{_LABEL}(?:\.{_LABEL})*|\[([^\[\]]+)\])"
)
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


def is_email(text: str) -> bool:
    """RFC 5321, 4.1.2: Mailbox."""
    match = _EMAIL.fullmatch(text)
    if match is None or len(text) > 320:
        return False
    literal = match[1]
    return literal is None or is_ipv4(literal) or (literal[:5].upper() == "IPV6:" and is_ipv6(literal[5:]))


def is_hostname(text: str) -> bool:
    """RFC 1123, 2.1."""
    return len(text) <= 253 and _HOST.fullmatch(text) is not None


def is_ipv4(text: str) -> bool:
    """RFC 2673, 3.2: dotted-quad."""
    try:
        IPv4Address(text)
    except AddressValueError:
        return False
    return True


def is_ipv6(text: str) -> bool:
    """RFC 4291, 2.2. A zone is no part of it."""
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return "%" not in text


_PCHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_REG_NAME = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_USER = r"(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?"
_AUTHORITY = rf"{_USER}(?:\[(?P<literal>[^\[\]]*)\]|{_REG_NAME})(?::[0-9]*)?"
_URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|{_PCHAR}+(?:/{_PCHAR}*)*|)(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)
_FUTURE = re.compile(r"v[0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+", re.IGNORECASE)


def is_uri(text: str) -> bool:
    """RFC 3986, appendix A: URI, which has a scheme."""
    match = _URI.fullmatch(text)
    if match is None:
        return False
    literal = match["literal"]
    return literal is None or is_ipv6(literal) or _FUTURE.fullmatch(literal) is not None


TEXTS: Mapping[str, Callable[[str], bool]] = {
    "date": is_date,
    "time": is_time,
    "date-time": is_date_time,
    "duration": is_duration,
    "uuid": lambda text: wellformed("uuid", text),
    "uri": is_uri,
    "email": is_email,
    "byte": lambda text: wellformed("byte", text),
    "decimal": lambda text: text.isascii() and wellformed("decimal", text),
    "hostname": is_hostname,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
}
"""The forms of text that are asserted."""


def _within(least: int, most: int) -> Callable[[Number], bool]:
    return lambda number: is_whole(number) and least <= exactly(number) <= most


def _finite(most: int) -> Callable[[Number], bool]:
    return lambda number: -most <= exactly(number) <= most


NUMBERS: Mapping[str, Callable[[Number], bool]] = {
    "int32": _within(-(2**31), 2**31 - 1),
    "int64": _within(-(2**63), 2**63 - 1),
    "float": _finite((2**24 - 1) * 2**104),
    "double": _finite((2**53 - 1) * 2**971),
}
"""The forms of numbers that are asserted: IEEE 754 tells how great a float and a double can be."""

FREE = frozenset({"", "binary", "decimal", "password"})
"""The forms that take no value away (of text or of numbers), and are known to."""
