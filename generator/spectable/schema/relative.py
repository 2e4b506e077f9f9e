"""One definition's schema as a document of its own, beside those that it refers to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .dump import Node
from .pointer import decoded, unescape

_START = "#/$defs/"


def relative(node: Node, path_of: Callable[[str], str]) -> Node:
    """A copy of a schema that `dump` made, with each reference to a definition led to the path of its file.

    Only schemas are looked at: a `$ref` inside a default, an example or a value is the user's.
    """
    copy = dict(node)
    if "$ref" in node:
        copy["$ref"] = _path(node["$ref"], path_of)
    if "properties" in node:
        copy["properties"] = {name: relative(child, path_of) for name, child in node["properties"].items()}
    for word in ("items", "additionalProperties"):
        if isinstance(child := node.get(word), dict):
            copy[word] = relative(child, path_of)
    if "anyOf" in node:
        copy["anyOf"] = [relative(child, path_of) for child in node["anyOf"]]
    if "discriminator" in node:
        copy["discriminator"] = _discriminator(node["discriminator"], path_of)
    return copy


def _discriminator(node: Node, path_of: Callable[[str], str]) -> dict[str, Any]:
    return {**node, "mapping": {value: _path(ref, path_of) for value, ref in node["mapping"].items()}}


def _path(ref: str, path_of: Callable[[str], str]) -> str:
    """The URI reference of the file that holds a definition; what does not lead to a definition is left as it is."""
    if not ref.startswith(_START):
        return ref
    path = path_of(unescape(decoded(ref.removeprefix(_START))))
    from urllib.parse import quote

    return quote(path)
