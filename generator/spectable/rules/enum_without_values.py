"""Enums that allow nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Severity
from ..model import Enum, Model
from ..source import Span

CODE = "enum-without-values"
SEVERITY = Severity.WARNING


def check(model: Model) -> Iterator[tuple[str, Span | None, str]]:
    for definition in model.definitions:
        if isinstance(definition, Enum) and not definition.members:
            yield f"the enum {definition.name!r} has no values", definition.span, "list them on its page"
