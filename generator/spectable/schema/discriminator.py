"""What tells the branches of a union apart, as OpenAPI writes it."""

from __future__ import annotations

from ..model import Discriminator, OneOf, Ref
from .merge import flat
from .pointer import follow
from .reading import Node, Reading
from .resolve import resolve


def read_discriminator(reading: Reading, node: Node, union: OneOf, at: str) -> Discriminator | None:
    """The discriminator that a union states (OpenAPI 3.1, Discriminator Object), when its branches bear it out."""
    said, place = node["discriminator"], at + "/discriminator"
    field = said.get("propertyName") if isinstance(said, dict) else None
    mapping = said.get("mapping") if isinstance(said, dict) else None
    if not isinstance(field, str) or not (mapping is None or isinstance(mapping, dict)):
        reading.wrong_shape("'discriminator'", said, "an object with 'propertyName' and 'mapping'", place)
        return None
    names = [branch.name for branch in union.branches if isinstance(branch, Ref)]
    if mapping is None:
        return _implicit(reading, field, names)
    pairs = tuple((value, _mapped(reading, target, at)) for value, target in mapping.items())
    stray = [value for value, name in pairs if name not in names]
    if stray:
        said = f"the discriminator's value {stray[0]!r} leads to no branch of the union"
        reading.warn("stray-discriminator", said, place, "let the mapping name branches of the union")
    pairs = tuple(pair for pair in pairs if pair[1] in names)
    return Discriminator(field, pairs) if pairs else None


def _mapped(reading: Reading, target: object, at: str) -> str:
    """The definition that a mapping names: by reference or by its bare name."""
    if not isinstance(target, str):
        return ""
    if target in reading.by_reference:
        return reading.by_reference[target]
    if target in reading.names.values():
        return target
    pointer = resolve(reading, target, at + "/discriminator/mapping") if "#" in target else None
    return reading.names.get(pointer, "") if pointer else ""


def _implicit(reading: Reading, field: str, names: list[str]) -> Discriminator | None:
    """Without a mapping the constants tell the branches apart; where there are none, their names do (OpenAPI)."""
    pointers = {name: pointer.rstrip("\0") for pointer, name in reading.names.items()}
    pairs = []
    for name in names:
        node = follow(reading.document, pointers[name])[0]
        bare = flat(reading, node, pointers[name]) if isinstance(node, dict) else {}
        properties = bare.get("properties")
        said = properties.get(field) if isinstance(properties, dict) else None
        match said:
            case {"const": str(constant)} | {"enum": [str(constant)]}:
                pairs.append((constant, name))
            case _:
                pairs.append((name, name))
    return Discriminator(field, tuple(pairs)) if len(dict(pairs)) == len(names) > 1 else None
