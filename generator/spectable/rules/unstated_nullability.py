"""Fields whose nullability the tables cannot say, so that `nullable_when_unstated` decided it."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Severity
from ..model import Model
from ..source import Span

CODE = "unstated-nullability"
SEVERITY = Severity.INFO


def check(model: Model) -> Iterator[tuple[str, Span | None, str]]:
    for record in model.records():
        for field in record.fields:
            if field.unstated:
                state = "nullable" if field.nullable else "not nullable"
                yield (
                    f"the table does not say whether '{record.name}.{field.name}' may be null; it is taken as {state}",
                    field.span,
                    f'say `nullable` in [models."{record.name}".fields."{field.name}"] of the configuration',
                )
