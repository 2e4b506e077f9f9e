"""What the specs of public transport and shared mobility have in common: their numbers, places and addresses."""

from __future__ import annotations

from ..model import Json, Kind, Limits, Scalar, Type

URI = Scalar("string", "uri")
EMAIL = Scalar("string", "email")
LATITUDE = Scalar("number", limits=Limits(minimum=Json("-90"), maximum=Json("90")))
LONGITUDE = Scalar("number", limits=Limits(minimum=Json("-180"), maximum=Json("180")))
_SIGNS = {  # "not zero", spelt in two ways, has no keyword in JSON Schema
    "": Limits(),
    "non-negative ": Limits(minimum=Json("0")),
    "non-null ": Limits(),
    "non-zero ": Limits(),
    "positive ": Limits(exclusive_minimum=Json("0")),
}
_NUMBERS: dict[str, Kind] = {"integer": "integer", "float": "number", "number": "number", "decimal": "number"}
SIGNED: dict[str, Type] = {
    f"{sign}{word}": Scalar(kind, limits=limits) for sign, limits in _SIGNS.items() for word, kind in _NUMBERS.items()
}
"""The numbers of the specs of this family, with their signs."""
