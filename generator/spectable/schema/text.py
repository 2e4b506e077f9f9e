"""A JSON Schema document as text."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any

from ..model import json_text


def schema_text(document: Any) -> str:
    """The document as JSON that people read: two blanks of indentation, keys in their order, numbers exact, a line end.

    Text is left as it is, but for lone surrogates, which UTF-8 cannot hold: they are written as `\\uXXXX`.
    """
    parts: list[str] = []
    _write(document, "\n", parts)
    parts.append("\n")
    text = "".join(parts)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def _write(value: Any, line: str, parts: list[str]) -> None:
    match value:
        case str():
            parts.append(encode_basestring(value))
        case dict() if value:
            mark, inner = "{", line + "  "
            for key, item in value.items():
                parts.append(f"{mark}{inner}{encode_basestring(key)}: ")
                _write(item, inner, parts)
                mark = ","
            parts.append(line + "}")
        case list() | tuple() if value:
            mark, inner = "[", line + "  "
            for item in value:
                parts.append(mark + inner)
                _write(item, inner, parts)
                mark = ","
            parts.append(line + "]")
        case _:
            parts.append(json_text(value))
