"""What was probably renamed: gone here, come there, and nearly the same. A suspicion, and said as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from ..model import Alias, Definition, Enum, Field, Record
from .wording import spelt

ALIKE = 0.6
"""The share of their fields or values that two models must have in common."""
COMMON = 40
"""A trait that so many models have says nothing about any of them."""


def renamed_models(removed: Sequence[Definition], added: Sequence[Definition]) -> dict[str, str]:
    """Old name -> new name of models that seem to be renamed, each new one once."""
    having: dict[Hashable, list[int]] = defaultdict(list)
    traits = [_traits(definition) for definition in added]
    for index, of in enumerate(traits):
        for trait in of:
            having[trait].append(index)
    found: list[tuple[float, str, str]] = []
    for old in removed:
        own = _traits(old)
        shared: dict[int, int] = defaultdict(int)
        for trait in own:
            for index in having[trait] if len(having.get(trait, ())) <= COMMON else ():
                shared[index] += 1
        for index, number in shared.items():
            score = number / max(len(own), len(traits[index]))
            name = _likeness(old.name, added[index].name)
            if score >= ALIKE and (number > 1 or name >= ALIKE):
                found.append((score + name / 10, old.name, added[index].name))
    return _best(found)


def _traits(definition: Definition) -> frozenset[Hashable]:
    match definition:
        case Record(fields=fields):
            return frozenset((f.name, spelt(f.type)) for f in fields)
        case Enum(members=members):
            return frozenset(("value", m.value) for m in members)
        case Alias(type=type_):
            return frozenset({("alias", spelt(type_))})


def renamed_fields(old: Record, new: Record) -> dict[str, str]:
    """Old name -> new name of fields of one model that seem to be renamed: of one type, and with like names, one
    description or one place in the row of fields."""
    before, after = {f.name for f in old.fields}, {f.name for f in new.fields}
    gone = [(i, f) for i, f in enumerate(old.fields) if f.name not in after]
    come: Mapping[str, list[tuple[int, Field]]] = defaultdict(list)
    for index, field in enumerate(new.fields):
        if field.name not in before:
            come[spelt(field.type)].append((index, field))
    alone = len(gone) == 1 and sum(map(len, come.values())) == 1
    found: list[tuple[float, str, str]] = []
    for index, field in gone:
        for other_index, other in come[spelt(field.type)]:
            score = _likeness(field.name, other.name)
            score += bool(field.description) and field.description == other.description
            score += alone and index == other_index
            if score >= ALIKE:
                found.append((score, field.name, other.name))
    return _best(found)


def _likeness(one: str, other: str) -> float:
    one, other = (word.casefold().replace("_", "").replace("-", "") for word in (one, other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _best(found: Iterable[tuple[float, str, str]]) -> dict[str, str]:
    """The most alike first, each name once on each side."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, new in sorted(found, key=lambda pair: (-pair[0], *sorted(pair[1:]))):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs
