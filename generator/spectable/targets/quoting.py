"""Spec text is hostile until a context has quoted it. A context is data of a target; what leaves it is `Code`.

A context says what surrounds a text (`open`, `close`), which spellings end or escape it and what stands for them
(`escape`, longest first, in one pass), and how a character that must not stand raw is written (`other`). Such
characters are the controls, format characters (bidirectional overrides, zero-width marks, byte order marks), line and
paragraph separators, surrogates, and code points that are private or unassigned (Unicode categories Cc, Cf, Zl, Zp,
Cs, Co, Cn), unless `keep` names them.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})


class Code(str):
    """Text that is safe to print where it is printed: quoted by a context, or written by a target's own data."""

    __slots__ = ()


def join(parts: Iterable[Code], separator: str = "") -> Code:
    """Codes in a row. Raises `TypeError` for a part that no context has quoted."""
    parts = tuple(parts)
    for part in parts:
        if not isinstance(part, Code):
            raise TypeError(f"{part!r} was not quoted by a context")
    return Code(separator.join(parts))


def unsafe(character: str) -> bool:
    """Whether a character must not stand raw in a generated file."""
    return not " " <= character <= "~" and unicodedata.category(character) in UNSAFE_CATEGORIES


@dataclass(frozen=True)
class Context:
    """How text is quoted for one place of one language. Call it with a text to get `Code`.

    `other` is a format of the code point (`\\\\u{:04x}`), `astral` the one above U+FFFF (`other` when empty);
    `pairs` writes such a point as two UTF-16 units of `other` instead; `surrogate` is for half of such a pair that
    stands alone (`other` when empty). `width` wraps longer lines at blanks. `patterns` are regular expressions that
    are replaced last, line starts and the like. A text that `fits` does not match whole goes through `otherwise`.
    """

    open: str = ""
    close: str = ""
    escape: Mapping[str, str] = field(default_factory=dict)
    keep: str = ""
    other: str = "\N{REPLACEMENT CHARACTER}"
    astral: str = ""
    pairs: bool = False
    surrogate: str = ""
    width: int = 0
    patterns: Mapping[str, str] = field(default_factory=dict)
    fits: str = ""
    otherwise: Context | None = None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(self.escape, key=len, reverse=True)
        # Outside printable ASCII every character is looked at; most texts are ASCII and match nothing here.
        return re.compile("|".join([*map(re.escape, words), r"[^ -~]"]))

    @cached_property
    def _rules(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern, re.MULTILINE), text) for pattern, text in self.patterns.items())

    @cached_property
    def _fits(self) -> Callable[[str], object]:
        return re.compile(self.fits, re.DOTALL).fullmatch

    def _replace(self, match: re.Match[str]) -> str:
        word = match.group()
        if word in self.escape:
            return self.escape[word]
        if word in self.keep or not unsafe(word):
            return word
        point = ord(word)
        if self.surrogate and 0xD800 <= point <= 0xDFFF:
            return self.surrogate.format(point)
        if point > 0xFFFF and self.pairs:
            high, low = divmod(point - 0x10000, 0x400)
            return self.other.format(0xD800 + high) + self.other.format(0xDC00 + low)
        return (self.astral if point > 0xFFFF and self.astral else self.other).format(point)

    def __call__(self, text: str) -> Code:
        """The text, quoted."""
        if self.otherwise is not None and not self._fits(text):
            return self.otherwise(text)
        quoted = self._pattern.sub(self._replace, text)
        for pattern, replacement in self._rules:
            quoted = pattern.sub(replacement, quoted)
        return Code(self.open + quoted + self.close)

    def lines(self, text: str, indent: int = 0) -> tuple[Code, ...]:
        """The text as quoted lines, without `open` and `close`, each no wider than `width` less `indent` if it can be.

        Leading and trailing blank lines fall away; blanks at line ends too.
        """
        quoted = str(Context.__call__(self, text.strip()))[len(self.open) :]
        quoted = quoted[: len(quoted) - len(self.close)] if self.close else quoted
        return tuple(Code(line) for raw in quoted.split("\n") for line in self._wrapped(raw.rstrip(), indent))

    def _wrapped(self, line: str, indent: int) -> list[str]:
        room = self.width - indent
        if not self.width or len(line) <= room:
            return [line]
        lead = line[: len(line) - len(line.lstrip())]
        hang = lead + ("  " if re.match(r"[-*+] ", line.lstrip()) else "")
        return textwrap.wrap(
            line.lstrip(),
            max(room, 20),
            initial_indent=lead,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
        )


Filter = Callable[..., Code]
