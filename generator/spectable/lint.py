"""What a spec leaves unclear: every rule in rules/<code>.py, found by being there.

A rule module has `CODE` (the module's name with hyphens), `SEVERITY` and `check(model)`, which yields (message, span,
hint) for each finding; its docstring says what it looks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from . import rules as package
from .diagnostic import Diagnostic, Report, Severity
from .model import Model
from .source import Span

Finding = tuple[str, Span | None, str]


class Rule(Protocol):
    """What a module in rules/ is."""

    CODE: str
    SEVERITY: Severity

    @staticmethod
    def check(model: Model) -> Iterator[Finding]:
        """Every finding of the rule in a model: message, place, hint."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule there is, in the order of their names."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    return tuple(cast(Rule, import_module(f"{package.__name__}.{name}")) for name in names)


def findings(model: Model, report: Report, remarks: bool = True) -> tuple[Diagnostic, ...]:
    """What reading found and what the rules say of the model, in the order of the pages. Without `remarks` nothing of
    level info from reading: that says how the pages were understood, not what they leave unclear."""
    read = [d for d in report if remarks or d.severity > Severity.INFO]
    found = [
        Diagnostic(rule.CODE, rule.SEVERITY, message, span, hint)
        for rule in rules()
        for message, span, hint in rule.check(model)
    ]
    return tuple(sorted(dict.fromkeys((*read, *found)), key=_place))


def _place(diagnostic: Diagnostic) -> tuple[str, int]:
    return (diagnostic.span.source.path, diagnostic.span.start) if diagnostic.span else ("", 0)
