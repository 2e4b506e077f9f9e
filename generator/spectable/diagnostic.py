"""Trouble as a value: what, where, why, and how to mend it. Phases append to a Report and carry on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import IntEnum
from typing import NamedTuple

from .source import Span


class Severity(IntEnum):
    """How bad it is. `ERROR` stops the run, `WARNING` is always shown, `INFO` only with `-v`."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that certainly mends the trouble: put `text` in the place of `span`."""

    span: Span
    text: str


class Related(NamedTuple):
    """Another place that a finding is about, and what it is to the finding ("the spec")."""

    what: str
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` is the kebab-case name that `spectable explain` knows, `message` one lower-case sentence that quotes the
    user's own word, `hint` how to mend it where we know better, `fix` the edit where we are sure. `related` are other
    places that belong to it; `facts` are what the message is made of, by name, for machines.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        where = f"{self.span}: " if self.span else ""
        return f"{where}{self.severity}: {self.message} [{self.code}]"


@dataclass(slots=True)
class Report:
    """The one mutable thing between phases: findings in the order they were made."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        span: Span | None = None,
        hint: str = "",
        fix: Fix | None = None,
    ) -> None:
        self.diagnostics.append(Diagnostic(code, severity, message, span, hint, fix))

    def error(self, code: str, message: str, span: Span | None = None, hint: str = "") -> None:
        self.add(Severity.ERROR, code, message, span, hint)

    def warning(self, code: str, message: str, span: Span | None = None, hint: str = "") -> None:
        self.add(Severity.WARNING, code, message, span, hint)

    def info(self, code: str, message: str, span: Span | None = None, hint: str = "") -> None:
        self.add(Severity.INFO, code, message, span, hint)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity found, or None when nothing was."""
        return max((d.severity for d in self.diagnostics), default=None)

    @property
    def failed(self) -> bool:
        """Whether the run must stop."""
        return self.worst is Severity.ERROR

    def strict(self) -> Report:
        """The same findings with every warning an error (`--strict`)."""
        return Report(
            [replace(d, severity=Severity.ERROR) if d.severity is Severity.WARNING else d for d in self.diagnostics]
        )

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)


class SpectableError(Exception):
    """What the user must mend before anything can be done (exit status 2). Carries its diagnostics."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


def failure(code: str, message: str, span: Span | None = None, hint: str = "") -> SpectableError:
    """An error to raise where a phase cannot go on: bad configuration, bad usage, unreadable input."""
    return SpectableError(Diagnostic(code, Severity.ERROR, message, span, hint))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or lists the known words when none is near."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known here: {', '.join(words)}" if words else ""
