"""Names that differ in the wire's spelling alone, so that targets with one way to spell names must number them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostic import Severity
from ..model import Model
from ..source import Span
from ..targets.naming import words

CODE = "names-collide"
SEVERITY = Severity.INFO


def check(model: Model) -> Iterator[tuple[str, Span | None, str]]:
    hint = "give one of them another name; a target that spells both alike numbers the second"
    for first, second, span in _alike((d.name, d.span) for d in model.definitions):
        yield f"the models {first!r} and {second!r} are spelt alike in most languages", span, hint
    for record in model.records():
        for first, second, span in _alike((f.name, f.span) for f in record.fields):
            yield (
                f"the fields {first!r} and {second!r} of {record.name!r} are spelt alike in most languages",
                span,
                hint,
            )


def _alike(names: Iterable[tuple[str, Span | None]]) -> Iterator[tuple[str, str, Span | None]]:
    """Each name that is spelt like an earlier one, with that one before it."""
    seen: dict[tuple[str, ...], str] = {}
    for name, span in names:
        spelt = tuple(word.lower() for word in words(name))
        first = seen.setdefault(spelt, name) if spelt else name
        if first != name:
            yield first, name, span
