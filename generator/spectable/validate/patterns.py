"""Patterns of ECMA 262, as JSON Schema means them (core, 6.4), in the words of Python."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORDS = re.compile(r"\\(.)|(\[\^?)|(\])|(\$)|\(\?<(?![=!])", re.DOTALL)
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_"}


def searching(pattern: str) -> Callable[[str], object] | None:
    """A search for the pattern, which is found anywhere: `$` is the very end, `\\d` and `\\w` are ASCII. None for a
    pattern that Python cannot read (`\\p{L}`)."""
    inside = False

    def translate(match: re.Match[str]) -> str:
        nonlocal inside
        escaped, opened, closed, end = match.groups()
        if escaped is not None:
            letters = _CLASSES.get(escaped, "")
            if letters and not inside:
                letters = f"[{letters}]"
            return letters or (f"\\{escaped}" if escaped != "/" else "/")
        if opened is not None and not inside:
            inside = True
            return opened
        if closed is not None:
            inside = False
            return closed
        if inside:
            return "\\[" if opened else match.group()
        return "\\Z" if end else "(?P<"

    try:
        return re.compile(_WORDS.sub(translate, pattern)).search
    except (re.error, OverflowError, RecursionError):
        return None
