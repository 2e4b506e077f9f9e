"""What a JSON Schema document calls its own parts: identifiers and anchors (core, section 8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .pointer import escape


@dataclass(slots=True)
class Index:
    """What a document calls its own parts: identifiers and anchors, each with its JSON pointer."""

    resources: dict[str, str] = field(default_factory=dict)
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)


def index(document: Any, base: str) -> Index:
    """The identifiers (made absolute against `base`) and anchors of a document."""
    from urllib.parse import urljoin

    found = Index({base: ""} if base else {})
    for node, at, resource in _schemas(document):
        name = node.get("$id", node.get("id"))
        if isinstance(name, str) and not name.startswith("#"):
            found.resources.setdefault(urljoin(base, name).removesuffix("#"), at)
        elif isinstance(name, str):
            found.anchors.setdefault((resource, name[1:]), at)
        for word in ("$anchor", "$dynamicAnchor"):
            if isinstance(anchor := node.get(word), str):
                found.anchors.setdefault((resource, anchor), at)
    return found


def _schemas(document: Any) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Every object of a document with its pointer and the pointer of the resource it belongs to."""
    stack: list[tuple[Any, str, str]] = [(document, "", "")]
    while stack:
        node, at, resource = stack.pop()
        if isinstance(node, dict):
            if isinstance(name := node.get("$id"), str) and not name.startswith("#"):
                resource = at
            yield node, at, resource
            stack.extend((v, f"{at}/{escape(k)}", resource) for k, v in reversed(node.items()))
        elif isinstance(node, list):
            stack.extend((v, f"{at}/{i}", resource) for i, v in enumerate(node))
