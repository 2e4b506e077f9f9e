"""A value between two phases as text: records with one field a line, defaults left out, places in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from .source import Source, Span

WIDTH = 100


def pretty(value: object) -> str:
    """The text of a value, ending with a line end. Equal values give equal texts."""
    return "\n".join(_lines(value)) + "\n"


def _lines(value: Any) -> Iterator[str]:
    short = _short(value)
    if short is not None:
        yield short
        return
    parts, opening, closing = _parts(value)
    inner = [list(_lines(part)) for _, part in parts]
    flat = opening + ", ".join(name + "".join(lines) for (name, _), lines in zip(parts, inner, strict=True)) + closing
    if all(len(lines) <= 1 for lines in inner) and len(flat) <= WIDTH:
        yield flat
        return
    yield opening
    for (name, _), lines in zip(parts, inner, strict=True):
        yield f"  {name}{lines[0]}"
        yield from (f"  {line}" for line in lines[1:])
    yield closing


def _short(value: Any) -> str | None:
    match value:
        case Span():
            return f"<{value.line}:{value.column}>"
        case Source():
            return f"<{value.path}>"
        case Mapping() | list() | tuple() | set() | frozenset():
            return None
        case str():
            return repr(str(value))
        case _:
            return None if is_dataclass(value) else repr(value)


def _parts(value: Any) -> tuple[list[tuple[str, Any]], str, str]:
    """What is inside of a value, each with its label, and what stands around it."""
    match value:
        case Mapping():
            return [(f"{key!r}: ", item) for key, item in value.items()], "{", "}"
        case set() | frozenset():
            return [("", item) for item in sorted(value, key=repr)], "{", "}"
        case list() | tuple() if not hasattr(value, "_fields"):
            return [("", item) for item in value], "[", "]"
        case _:
            shown = ((name, getattr(value, name), default) for name, default in _fields(value))
            parts = [(f"{name}=", item) for name, item, default in shown if default is MISSING or item != default]
            return parts, f"{type(value).__name__}(", ")"


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a dataclass or a named tuple, each with its default (`MISSING` where it has none)."""
    if is_dataclass(value):
        for f in fields(value):
            yield f.name, f.default if f.default_factory is MISSING else f.default_factory()
    else:
        for name in value._fields:
            yield name, value._field_defaults.get(name, MISSING)
