"""The models that a target emits: those that the configuration names, with all that they refer to."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from ..diagnostic import Report, did_you_mean
from ..model import Definition, Model, Record, definition_refs


def select(model: Model, patterns: Sequence[str], report: Report, target: str) -> Model:
    """The definitions that match a pattern, and what they need to stand on their own: references and foreign keys."""
    if not patterns:
        return model
    wanted: dict[str, None] = {}
    for pattern in patterns:
        found = [d.name for d in model.definitions if fnmatchcase(d.name, pattern)]
        if not found:
            report.warning(
                "no-such-model",
                f"no model matches {pattern!r}, which target {target!r} should emit",
                hint=did_you_mean(pattern, model.by_name),
            )
        wanted |= dict.fromkeys(found)
    queue = list(wanted)
    for name in queue:
        for needed in _needs(model.by_name[name]):
            if needed in model.by_name and needed not in wanted:
                wanted[needed] = None
                queue.append(needed)
    return Model(tuple(d for d in model.definitions if d.name in wanted))


def _needs(definition: Definition) -> list[str]:
    found = [ref.name for ref in definition_refs(definition)]
    if isinstance(definition, Record):
        found += [f.foreign_key.rpartition(".")[0] for f in definition.fields if f.foreign_key]
    return found
