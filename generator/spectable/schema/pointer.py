"""JSON pointers (RFC 6901) and the `$ref`s made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_PLAIN = re.compile(r"[A-Za-z0-9._\-]*").fullmatch
_FRAGMENT_SAFE = "!$&'()*+,;=:@/?~"


def escape(token: str) -> str:
    """A key as it stands in a pointer: `~` is `~0`, `/` is `~1`."""
    if "~" in token or "/" in token:
        return token.replace("~", "~0").replace("/", "~1")
    return token


def unescape(token: str) -> str:
    """The key that a pointer's token stands for."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def reference(pointer: str) -> str:
    """The `$ref` that leads to a pointer of the same document: percent-encoded as a URI fragment (RFC 3986, 3.5)."""
    if _PLAIN(pointer.replace("/", "").replace("$", "")):
        return "#" + pointer
    from urllib.parse import quote

    return "#" + quote(pointer, safe=_FRAGMENT_SAFE, errors="surrogatepass")


def definition_reference(name: str) -> str:
    """The `$ref` of a definition."""
    return reference("/$defs/" + escape(name))


def decoded(fragment: str) -> str:
    """A URI fragment with its percent-encoding undone."""
    if "%" not in fragment:
        return fragment
    from urllib.parse import unquote

    return unquote(fragment, errors="surrogatepass")


def tokens(pointer: str) -> Sequence[str]:
    """The keys of a pointer, in order."""
    return [unescape(token) for token in pointer.split("/")[1:]]


_NOTHING = object()


def follow(document: Any, pointer: str) -> tuple[Any, bool]:
    """(the value at a pointer, whether there is one)."""
    node = document
    for token in tokens(pointer):
        match node:
            case dict():
                node = node.get(token, _NOTHING)
            case list() if token.isdecimal() and int(token) < len(node):
                node = node[int(token)]
            case _:
                return None, False
        if node is _NOTHING:
            return None, False
    return node, True
