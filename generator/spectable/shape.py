"""Holds a value against the part of JSON Schema that our own data files use, without importing a validator.

The configuration is checked by the very schema that ships for editors, so the two cannot say different things.
Keywords: `$ref` to `#/$defs/…`, `type`, `enum`, `properties`, `required`, `additionalProperties`, `items`, `minItems`,
`minimum`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .diagnostic import did_you_mean

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}
_WORDS = {"object": "a table", "array": "an array", "integer": "an integer", "boolean": "true or false"}


class Misfit(NamedTuple):
    """A place in a value that its schema does not allow. `unknown_key`: the key itself is wrong, not its value."""

    path: tuple[str | int, ...]
    message: str
    hint: str = ""
    unknown_key: bool = False


def misfits(value: Any, schema: Any, root: Mapping[str, Any], path: tuple[str | int, ...] = ()) -> Iterator[Misfit]:
    """Everything in `value` that `schema`, a part of the schema document `root`, does not allow."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    types = schema.get("type", ())
    types = (types,) if isinstance(types, str) else types
    name = ".".join(map(str, path))
    if types and not any(_is(value, t) for t in types):
        wanted = " or ".join(_WORDS.get(t, f"a {t}") for t in types)
        yield Misfit(path, f"{name!r} must be {wanted}, not {_shown(value)}", schema.get("description", ""))
        return
    if "enum" in schema and value not in schema["enum"]:
        yield Misfit(path, f"{name!r} cannot be {_shown(value)}", did_you_mean(str(value), map(str, schema["enum"])))
    if not types and not _is_json(value):
        yield Misfit(path, f"{name!r} is a TOML date or time, which JSON cannot hold", "write it in quotes")
    if "minimum" in schema and value < schema["minimum"]:
        yield Misfit(path, f"{name!r} cannot be less than {schema['minimum']}", schema.get("description", ""))
    if isinstance(value, dict):
        yield from _table_misfits(value, schema, root, path)
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield Misfit(path, f"{name!r} is empty", schema.get("description", ""))
        for index, item in enumerate(value):
            yield from misfits(item, schema.get("items", {}), root, (*path, index))


def _table_misfits(
    value: Mapping[str, Any], schema: Any, root: Mapping[str, Any], path: tuple[str | int, ...]
) -> Iterator[Misfit]:
    properties = schema.get("properties", {})
    more = schema.get("additionalProperties", {})
    name = ".".join(map(str, path))
    for key in schema.get("required", ()):
        if key not in value:
            hint = properties[key].get("description", "")
            yield Misfit(path, f"{name!r} has no {key!r}", f"add it: {hint}" if hint else "")
    for key, item in value.items():
        if key in properties:
            yield from misfits(item, properties[key], root, (*path, key))
        elif more is False:
            where = f" in {name!r}" if name else ""
            yield Misfit((*path, key), f"unknown key {key!r}{where}", did_you_mean(key, properties), unknown_key=True)
        else:
            yield from misfits(item, more, root, (*path, key))


def _is(value: Any, type_: str) -> bool:
    return isinstance(value, TYPES[type_]) and (type_ == "boolean" or not isinstance(value, bool))


def _is_json(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float, list, dict)) or type(value).__name__ == "Decimal"


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "a table"
        case list():
            return "an array"
        case _:
            return repr(value)
