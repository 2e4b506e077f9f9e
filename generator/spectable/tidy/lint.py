"""What a spec leaves unclear: every rule in rules/<code>.py, found by being there.

A rule module has `CODE` (the module's name with hyphens) and `SEVERITY`; its docstring says what it looks for. One that
looks at the model has `check(model)`, which yields (message, span, hint) for each finding. One without is of what
reading finds itself: those of level info are findings of `lint` too, others of that level only tell how a page was
understood. Comments in the pages may silence findings (suppress.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from .. import rules as package
from ..diagnostic import Diagnostic, Report, Severity
from ..explain import codes
from ..model import Model
from ..reading.markdown import Document
from ..source import Span
from .suppress import suppressions, unsilenced

Finding = tuple[str, Span | None, str]


class Rule(Protocol):
    """What a module in rules/ is."""

    CODE: str
    SEVERITY: Severity

    @staticmethod
    def check(model: Model) -> Iterator[Finding]:
        """Every finding of the rule in a model: message, place, hint. Not every rule has it."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule there is, in the order of their names."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    return tuple(cast(Rule, import_module(f"{package.__name__}.{name}")) for name in names)


def findings(
    model: Model, report: Report, remarks: bool = True, documents: Iterable[Document] = ()
) -> tuple[Diagnostic, ...]:
    """What reading found and what the rules say of the model, in the order of the pages, without what comments in the
    pages silence. Without `remarks` nothing of level info from reading that is no rule's: that says how the pages were
    understood, not what they leave unclear."""
    ruled = {rule.CODE for rule in rules()}
    read = [d for d in report if remarks or d.severity > Severity.INFO or d.code in ruled]
    found = [
        Diagnostic(rule.CODE, rule.SEVERITY, message, span, hint)
        for rule in rules()
        if hasattr(rule, "check")
        for message, span, hint in rule.check(model)
    ]
    every = list(dict.fromkeys((*read, *found)))
    said = tuple(suppressions(documents))
    kept = unsilenced(every, said, codes()) if said else every
    return tuple(sorted(kept, key=_place))


def _place(diagnostic: Diagnostic) -> tuple[str, int]:
    return (diagnostic.span.source.path, diagnostic.span.start) if diagnostic.span else ("", 0)
