"""Names for other languages: words, cases, and a scope that hands each name out once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from .quoting import unsafe

Key = TypeVar("Key")

# A word ends before an upper-case letter that follows a lower-case letter or a digit (fooBar, v2Beta), and before the
# last capital of a run that a lower-case letter follows (HTTPServer). Everything that is no letter or digit divides.
_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIVIDER = re.compile(r"[\W_]+")

DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))])
"""What no file may be called on Windows, whatever its suffix (Naming Files, Paths, and Namespaces)."""


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
    `unfit`: a pattern of legal names that `keep` must not keep; `forbidden`: one of names that `avoid` must change.
    `fold`: two names that differ only in case are one (files). `initialisms` stay in capitals (Go).
    `max_bytes`: longer names are cut. `beside`: the kind of names that these must differ from as well.
    `quote`: the context that a name is printed through, unless it matches `plain` and is none of `words`.
    `silent`: nobody is told of names that had to change; they are not printed, or name files only.
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
    unfit: str = ""
    forbidden: str = ""
    beside: str = ""
    quote: str = ""
    plain: str = ""
    words: frozenset[str] = frozenset()
    silent: bool = False

    def legal(self, name: str) -> bool:
        """Whether the name may stand as it is."""
        if self.any:
            return bool(name)
        fit = not (self.unfit and re.match(self.unfit, name))
        return fit and name.isidentifier() and (name.isascii() or (not self.ascii and _normal(name) == name))

    def quoted(self, name: str) -> bool:
        """Whether a finished name must be printed through the context `quote`."""
        return bool(self.quote) and (name in self.words or not re.fullmatch(self.plain, name))

    def folded(self, name: str) -> str:
        """What a name is compared by."""
        return name.casefold() if self.fold else name

    def taken(self, name: str) -> bool:
        """Whether a name is the language's own."""
        folded = self.folded(name)
        if folded in self.reserved or name in self.reserved:
            return True
        return bool(self.forbidden) and re.fullmatch(self.forbidden, folded) is not None

    @cached_property
    def _spelt(self) -> dict[str, str]:
        return {}

    def spell(self, name: str) -> str:
        """A legal name for `name`, not yet free of collisions and reserved words."""
        if name not in self._spelt:  # most records have an `id` and a `name`
            self._spelt[name] = self._spell(name)
        return self._spelt[name]

    def _spell(self, name: str) -> str:
        if self.keep and self.legal(name):
            return self.prefix + name + self.suffix
        if self.any:
            raw = "".join("\N{REPLACEMENT CHARACTER}" if unsafe(c) else c for c in name)
            return self.prefix + (raw or self.empty) + self.suffix
        if self.case == "slug":
            return self.prefix + (_slug(name) or self.empty) + self.suffix
        spelt = self.prefix + CASES[self.case](words(self._letters(name)), self.initialisms)
        if not spelt.isidentifier():
            spelt = "".join(c for c in spelt if c in "-_" or ("a" + c).isidentifier())
        if not spelt.removeprefix(self.prefix).strip("-_"):
            spelt = self.prefix + CASES[self.case]([self.empty], self.initialisms)
        return (self.start if spelt[:1].isdigit() else "") + spelt + self.suffix

    def _letters(self, name: str) -> str:
        """The name in NFKC and, where only ASCII is legal, without accents; other letters divide words."""
        plain = _normal(name)
        if not self.ascii or plain.isascii():
            return plain
        bare = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        return "".join(c if c.isascii() else " " for c in bare)


def _slug(name: str) -> str:
    """A name as GitHub makes the anchor of a heading: lower case, blanks as dashes, other punctuation gone."""
    return "".join(c for c in name.strip().lower().replace(" ", "-") if c in "-_" or c.isalnum())


def _normal(name: str) -> str:
    """Names compare in NFKC (Python language reference, 2.3)."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


@dataclass(frozen=True, slots=True)
class Given:
    """A name that was handed out, the wire name it collided with, and whether it had to be cut."""

    name: str
    rival: str | None = None
    cut: bool = False


@dataclass(slots=True)
class Scope:
    """Hands every name out once. `taken` maps the folded name to the wire name that has it."""

    rule: NameRule
    taken: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def name(self, wire: str) -> Given:
        """A free, legal name for `wire`."""
        spelt = self.rule.spell(wire)
        wanted = self._cut(spelt)
        while self.rule.taken(wanted):
            wanted = self.rule.avoid.format(wanted)
        folded = self.rule.folded(wanted)
        rival = self.taken.get(folded)
        if rival is None and folded not in self.taken:
            self.taken[folded] = wire
            return Given(wanted, None, len(wanted) < len(spelt))
        free, number = wanted, self.numbers.get(folded, 2)
        while self.rule.folded(free) in self.taken or self.rule.taken(free):
            free = self._cut(wanted, f"_{number}")
            number += 1
        self.numbers[folded] = number
        self.taken[self.rule.folded(free)] = wire
        return Given(free, rival, len(self._cut(spelt)) < len(spelt))

    def _cut(self, name: str, tail: str = "") -> str:
        if not self.rule.max_bytes:
            return name + tail
        room = self.rule.max_bytes - len(tail)
        return name.encode("utf-8", "replace")[:room].decode("utf-8", "ignore") + tail

    def names(self, wires: Iterable[str]) -> dict[str, Given]:
        """Names for several wire names at once: those that keep their own spelling come first, then in order."""
        return self.names_by_key({wire: wire for wire in wires})

    def names_by_key(self, labels: Mapping[Key, str]) -> dict[Key, Given]:
        """Names for labels that may repeat, by key, in the order of the keys."""
        ordered = sorted(labels, key=lambda key: self.rule.spell(labels[key]) != labels[key])
        given = {key: self.name(labels[key]) for key in ordered}
        return {key: given[key] for key in labels}
