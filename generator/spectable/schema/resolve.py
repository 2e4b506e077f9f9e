"""`$ref` -> JSON pointer: pointers, anchors and identifiers within one document (core, sections 8.2 and 9)."""

from __future__ import annotations

from .pointer import decoded, escape, follow, tokens
from .reading import Reading


def resolve(reading: Reading, ref: str, at: str) -> str | None:
    """The pointer that a reference written at `at` leads to; None after a warning: then any value is honest."""
    uri, _, fragment = ref.partition("#")
    resource = _resource(reading, uri, at)
    if resource is None:
        hint = "only references within the document are followed: bundle the schemas into one document"
        reading.warn("remote-reference", f"the reference {ref!r} leads out of the document", at, hint)
        return None
    fragment = decoded(fragment)
    if fragment and not fragment.startswith("/"):
        pointer = reading.index.anchors.get((resource, fragment))
    else:
        pointer = resource + fragment
    if pointer is None or not follow(reading.document, pointer)[1]:
        hint = "define it under $defs, or point the reference at a definition that is there"
        reading.warn("dangling-reference", f"the reference {ref!r} leads nowhere", at, hint)
        return None
    return "".join("/" + escape(token) for token in tokens(pointer))


def _resource(reading: Reading, uri: str, at: str) -> str | None:
    """The pointer of the resource that a reference speaks of; None for one outside the document."""
    if not uri:
        if not reading.embedded:
            return ""
        known = [p for p in reading.index.resources.values() if at == p or at.startswith(p + "/")]
        return max(known, key=len, default="")
    from urllib.parse import urljoin

    return reading.index.resources.get(urljoin(reading.base, uri))
