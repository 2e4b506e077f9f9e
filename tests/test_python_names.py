"""Names that mean something to Python, to the type checkers or to the generated package itself."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from generated import model, record, write
from spectable.proof.python_package import imported
from spectable.readers import python_dataclass, python_typeddict


def words(text: str) -> list[str]:
    return text.split()


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


HOSTILE_FIELDS = words(
    """
    self cls if class None from_dict to_dict from_json to_json __init__ __slots__ __class__ __typename _extra
    __extra__
    str int float bool list dict bytes object date datetime time Decimal UUID Any Literal Unset UNSET Model define
    field property classmethod dataclass link_names Kind kebab-name dot.name 2fast $ref @type Größe _ __ print type
    mro annotations STRING INTEGER DATE_TIME ref_to or_null list_of map_of
    """
)
HOSTILE_TYPES = words(
    """
    Model Unset UNSET Any Literal List Optional Union datetime date Decimal UUID str list dict int object type Field
    Codec Enum StrEnum TypedDict dataclass define field property extra InvalidValue Exception ValueError
    AttributeError
    TYPE_CHECKING TypeAlias class None _Private __Mangled foo foo_ Foo FOO kebab-name 2fast operations.Pet STRING
    link_names annotations globals getattr FooCodec _MODULES _runtime __init__ _models import_module NotRequired
    """
)


def hostile() -> dict[str, Any]:
    kinds = [
        {"type": "string", "format": "date"},
        {"type": "string", "format": "date-time"},
        {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "integer"}}},
        {"type": "string", "format": "decimal"},
        {"enum": ["a", "b"]},
        {},
        ref("Kind"),
        {"type": "number"},
        {"type": "boolean"},
    ]
    fields = {name: kinds[i % len(kinds)] for i, name in enumerate(HOSTILE_FIELDS)}
    around: dict[str, Any] = {name: ref(name) for name in HOSTILE_TYPES}
    found: dict[str, Any] = {name: record(next=ref(name), **fields) for name in HOSTILE_TYPES[::3]}
    found |= {
        name: {"type": "string", "enum": ["name", "value", "mro", "", "1", "A", "a"]} for name in HOSTILE_TYPES[1::3]
    }
    found |= {name: {"anyOf": [ref("Kind"), ref("Fields")]} for name in HOSTILE_TYPES[2::3]}
    return {
        **found,
        "Kind": record(kind={"type": "string"}),
        "Fields": record("if", **fields),
        "Around": record(**around),
    }


@pytest.mark.parametrize("layout", ["modules", "single"])
def test_hostile_names_work(tmp_path: Path, layout: str) -> None:
    folder = write(tmp_path, "python-dataclass", model(hostile()), layout=layout)
    outcome = python_dataclass.read(folder, model(hostile()), {"layout": layout, "unknown_keys": "keep"})
    assert [d.message for d in outcome.wrong] == []
    assert outcome.facts > 1000
    with imported(folder) as shop:
        kept = [name for name in HOSTILE_TYPES if hasattr(shop, name) and name in shop.__all__]
        free = [
            "TYPE_CHECKING",
            "class",
            "None",
            "__Mangled",
            "_MODULES",
            "link_names",
            "__init__",
            "kebab-name",
            "TypeAlias",
            "annotations",
        ]
        renamed = {*free, "2fast", "operations.Pet", "_runtime", "_models"}
        assert {n for n in HOSTILE_TYPES if n not in kept} <= renamed
        assert shop.OperationsPet
        names = {f.metadata["wire"]: f.name for f in dataclasses.fields(shop.Fields)}
        for same in ("self", "str", "list", "date", "datetime", "_extra", "field", "property", "Any", "UNSET", "Größe"):
            assert names[same] == same
        assert (names["if"], names["kebab-name"], names["from_dict"]) == ("if_", "kebab_name", "from_dict_")
        assert shop.Fields.from_dict({"if": [{"a": 1}]}).to_dict() == {"if": [{"a": 1}]}


@pytest.mark.parametrize("layout", ["modules", "single"])
def test_hostile_names_work_in_typed_dicts(tmp_path: Path, layout: str) -> None:
    folder = write(tmp_path, "python-typeddict", model(hostile()), layout=layout)
    outcome = python_typeddict.read(folder, model(hostile()), {"layout": layout})
    assert [d.message for d in outcome.wrong] == []
    assert outcome.facts > 1000
