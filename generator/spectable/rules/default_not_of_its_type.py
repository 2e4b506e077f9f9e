"""Defaults that their own field would refuse."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Severity
from ..model import Model
from ..proof.accepts import accepts
from ..source import Span

CODE = "default-not-of-its-type"
SEVERITY = Severity.WARNING


def check(model: Model) -> Iterator[tuple[str, Span | None, str]]:
    for record in model.records():
        for field in record.fields:
            if field.default is not None and not accepts(field, field.default, model):
                message = f"the default {field.default} of '{record.name}.{field.name}' is not of the field's type"
                yield message, field.span, "mend the default, or the type"
