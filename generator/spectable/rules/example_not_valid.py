"""Examples that their own field would refuse."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Severity
from ..model import Model
from ..proof.accepts import accepts
from ..source import Span

CODE = "example-not-valid"
SEVERITY = Severity.INFO


def check(model: Model) -> Iterator[tuple[str, Span | None, str]]:
    for record in model.records():
        for field in record.fields:
            for example in field.examples:
                if not accepts(field, example, model):
                    message = f"the example {example} of '{record.name}.{field.name}' is not of the field's type"
                    yield message, field.span, "mend the example, or the type"
