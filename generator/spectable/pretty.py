"""A value between two phases as text: dataclasses with one field a line, defaults left out, places in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
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
        case list() | tuple():
            return [("", item) for item in value], "[", "]"
        case _:
            told = [(f.name, getattr(value, f.name)) for f in fields(value)]
            shown = [pair for f, pair in zip(fields(value), told, strict=True) if not _is_default(f, pair[1])]
            return [(f"{name}=", item) for name, item in shown], f"{type(value).__name__}(", ")"


def _is_default(field: Field[Any], value: Any) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    return field.default_factory is not MISSING and bool(value == field.default_factory())
