"""Names for other languages: words, cases, and a scope that hands each name out once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

Key = TypeVar("Key")

# A word ends before an upper-case letter that follows a lower-case letter or a digit (fooBar, v2Beta), and before the
# last capital of a run that a lower-case letter follows (HTTPServer). Everything that is no letter or digit divides.
_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIVIDER = re.compile(r"[\W_]+")


def words(name: str) -> list[str]:
    """The words of a name: `fooBar`, `foo_bar` and `foo-bar` are all foo, bar; `HTTPServer2` is HTTP, Server2."""
    return [word for part in _DIVIDER.split(name) if part for word in _BOUNDARY.split(part) if word]


Speller = Callable[[list[str], frozenset[str]], str]


def _capital(word: str, initialisms: frozenset[str]) -> str:
    return word.upper() if word.upper() in initialisms else word[:1].upper() + word[1:].lower()


def _pascal(parts: list[str], initialisms: frozenset[str]) -> str:
    return "".join(_capital(part, initialisms) for part in parts)


CASES: Mapping[str, Speller] = {
    "snake": lambda parts, _: "_".join(parts).lower(),
    "kebab": lambda parts, _: "-".join(parts).lower(),
    "screaming": lambda parts, _: "_".join(parts).upper(),
    "lower": lambda parts, _: "".join(parts).lower(),
    "pascal": _pascal,
    "camel": lambda parts, initialisms: "".join(parts[:1]).lower() + _pascal(parts[1:], initialisms),
}


@dataclass(frozen=True)
class NameRule:
    """How one kind of name (a type, a field, a member, a module) is spelt in one target.

    `keep`: a name that is legal already stays as it is; otherwise, and always without it, `case` is applied.
    `ascii`: letters outside ASCII are not legal. `any`: every character is (a quoted SQL identifier).
    `start`: what goes before a name that would begin with a digit; `empty`: the name of what has no letters.
    `reserved`: names that are taken, keywords included; `avoid` makes a taken name free.
    `fold`: two names that differ only in case are one (files). `initialisms` stay in capitals (Go).
    `max_bytes`: longer names are cut.
    """

    case: str = "snake"
    keep: bool = False
    ascii: bool = True
    any: bool = False
    start: str = "_"
    empty: str = "unnamed"
    avoid: str = "{}_"
    reserved: frozenset[str] = frozenset()
    initialisms: frozenset[str] = frozenset()
    fold: bool = False
    prefix: str = ""
    suffix: str = ""
    max_bytes: int = 0

    def legal(self, name: str) -> bool:
        """Whether the name may stand as it is."""
        if self.any:
            return bool(name)
        return name.isidentifier() and (name.isascii() or (not self.ascii and _normal(name) == name))

    def spell(self, name: str) -> str:
        """A legal name for `name`, not yet free of collisions and reserved words."""
        if self.keep and self.legal(name):
            return self.prefix + name + self.suffix
        if self.any:
            return self.prefix + (name or self.empty) + self.suffix
        spelt = self.prefix + CASES[self.case](words(self._letters(name)), self.initialisms)
        spelt = "".join(c for c in spelt if c in "-_" or ("a" + c).isidentifier())
        if not spelt.removeprefix(self.prefix).strip("-_"):
            spelt = self.prefix + CASES[self.case]([self.empty], self.initialisms)
        return (self.start if spelt[:1].isdigit() else "") + spelt + self.suffix

    def _letters(self, name: str) -> str:
        """The name in NFKC and, where only ASCII is legal, without accents; other letters divide words."""
        plain = _normal(name)
        if not self.ascii:
            return plain
        bare = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        return "".join(c if c.isascii() else " " for c in bare)


def _normal(name: str) -> str:
    """Names compare in NFKC (Python language reference, 2.3)."""
    return unicodedata.normalize("NFKC", name)


@dataclass(slots=True)
class Scope:
    """Hands every name out once. `taken` maps the folded name to the wire name that has it."""

    rule: NameRule
    taken: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def _key(self, name: str) -> str:
        return name.casefold() if self.rule.fold else name

    def name(self, wire: str) -> tuple[str, str | None]:
        """(a free, legal name for `wire`, the wire name it collided with or None)."""
        wanted = self._cut(self.rule.spell(wire))
        if wanted in self.rule.reserved or self._key(wanted) in self.rule.reserved:
            wanted = self.rule.avoid.format(wanted)
        rival = self.taken.get(self._key(wanted))
        free, number = wanted, self.numbers.get(wanted, 2)
        while self._key(free) in self.taken or free in self.rule.reserved:
            free = self._cut(wanted, f"_{number}")
            number += 1
        self.numbers[wanted] = number
        self.taken[self._key(free)] = wire
        return free, rival

    def _cut(self, name: str, tail: str = "") -> str:
        if not self.rule.max_bytes:
            return name + tail
        room = self.rule.max_bytes - len(tail)
        return name.encode()[:room].decode("utf-8", "ignore") + tail

    def names(self, wires: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """Names for several wire names at once: those that keep their own spelling come first, then in order."""
        return {wire: self.name(wire) for wire in sorted(dict.fromkeys(wires), key=lambda w: self.rule.spell(w) != w)}

    def names_by_key(self, labels: Mapping[Key, str]) -> dict[Key, str]:
        """Names for labels that may repeat, by key: labels that keep their own spelling come first."""
        ordered = sorted(labels.items(), key=lambda item: self.rule.spell(item[1]) != item[1])
        return {key: self.name(label)[0] for key, label in ordered}
