"""Whether a text is of a format: what a default must be before it can be a value of a typed language or column."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import date, time

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?", re.IGNORECASE)
_DURATION = re.compile(
    r"P(?=\d|T\d)(?:\d{1,9}W|(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}D)?(?:T(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d+)?S)?)?)"
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


def wellformed(form: str, text: str) -> bool:
    """Whether `text` is of the format `form`; every text is of a format that is none of ours."""
    return _FORMATS[form](text) if form in _FORMATS else True


def _date(text: str) -> bool:
    """RFC 3339, 5.6: full-date."""
    return _DATE.fullmatch(text) is not None and _parses(date.fromisoformat, text)


def _time(text: str) -> bool:
    """RFC 3339, 5.6: full-time, but that the offset may be missing."""
    return _TIME.fullmatch(text) is not None and _parses(time.fromisoformat, text.upper())


def _date_time(text: str) -> bool:
    """RFC 3339, 5.6: date-time, with a blank for the T as its note allows."""
    return _date(text[:10]) and text[10:11] in ("T", "t", " ") and _time(text[11:])


def _byte(text: str) -> bool:
    """RFC 4648, 4."""
    return _parses(lambda t: b64decode(t, validate=True), text)


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except (ValueError, binascii.Error):
        return False
    return True


_FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": _date,
    "time": _time,
    "date-time": _date_time,
    "duration": lambda text: _DURATION.fullmatch(text) is not None,  # RFC 3339, appendix A
    "uuid": lambda text: _UUID.fullmatch(text) is not None,  # RFC 9562, 4
    "byte": _byte,
    "decimal": lambda text: _DECIMAL.fullmatch(text) is not None,
}
