"""What the readers of Python packages share: facts counted, definitions found by name, the code of findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from ..diagnostic import Diagnostic, Severity
from ..model import Definition, Model
from ..source import Span
from ..targets.naming import NameRule
from .python_package import said
from .reader import Outcome

HINT = "generate anew, or mend the template that wrote it"


@dataclass(slots=True)
class Tally:
    """Facts as they are compared, and those that are wrong, each with the place in the spec."""

    facts: int = 0
    wrong: list[Diagnostic] = field(default_factory=list)

    def hold(self, right: bool, message: str, span: Span | None = None) -> bool:
        """Count a fact; `message` says what is wrong where it does not hold."""
        self.facts += 1
        if not right:
            self.wrong.append(Diagnostic("python-differs", Severity.ERROR, message, span, HINT))
        return right

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.facts, tuple(self.wrong))


def not_imported(reason: str) -> Outcome:
    """The outcome where there is no package to ask."""
    message = f"the package cannot be imported: {reason}"
    return Outcome(1, (Diagnostic("python-differs", Severity.ERROR, message, hint=HINT),))


def definitions(package: ModuleType, model: Model, tally: Tally) -> dict[str, Any]:
    """What the package has for each definition, by its name in the model: importable from its top.

    A name that Python allows is kept, any other is in PascalCase, and what is taken gets a tail.
    """
    found: dict[str, Any] = {}
    taken: set[str] = set()
    exact = [d for d in model.definitions if d.name.isidentifier()]
    others = [d for d in model.definitions if not d.name.isidentifier()]
    for definition in [*exact, *others]:
        try:
            name = next((n for n in _names(definition) if n not in taken and _has(package, n)), None)
        except Exception as error:  # the code of a generated module may raise anything
            tally.hold(False, f"the module of {definition.name!r} cannot be imported: {said(error)}", definition.span)
            continue
        if tally.hold(name is not None, f"nothing in the package is called {definition.name!r}", definition.span):
            assert name is not None
            taken.add(name)
            found[definition.name] = getattr(package, name)
    return found


def _has(package: ModuleType, name: str) -> bool:
    if name not in getattr(package, "__all__", (name,)):
        return False
    try:
        getattr(package, name)
    except AttributeError:
        return False
    return True


def _names(definition: Definition) -> Iterator[str]:
    """The names that a definition may have, best first."""
    kept = NameRule("pascal", keep=True, ascii=False, start="Model", empty="model").spell(definition.name)
    made = NameRule("pascal", ascii=False, start="Model", empty="model").spell(definition.name)
    for name in dict.fromkeys((kept, made)):
        yield name
        yield f"{name}_"
        yield from (f"{name}_{number}" for number in range(2, 10))
