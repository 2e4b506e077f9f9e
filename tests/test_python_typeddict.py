"""Generated TypedDicts: the JSON itself, as type checkers see it."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest

from generated import model, package, record, write
from spectable.readers import python_typeddict

STRING = {"type": "string"}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


SCHEMA: dict[str, Any] = {
    "Session": record(
        "timestamp",
        "user",
        timestamp={"type": "string", "format": "date-time"},
        session_id={"type": ["string", "null"]},
        user={"anyOf": [ref("User"), {"type": "null"}]},
        kind={"enum": ["a", 1]},
        data={"type": "string", "format": "byte"},
        raw={},
    ),
    "User": record(**{"class": STRING, "first-name": STRING, "session": ref("Session"), "2fast": {"type": "integer"}}),
    "Color": {"type": "string", "enum": ["red", "it's", '"']},
    "Open": {"anyOf": [{"type": "string", "enum": ["a"]}, STRING]},
    "Either": {"anyOf": [ref("User"), STRING, {"type": "array", "items": ref("Either")}]},
    "Plain": {"anyOf": [ref("Color"), {"type": "integer"}]},
    "Holder": record(color=ref("Color"), either=ref("Either"), plain=ref("Plain"), open=ref("Open")),
}


@pytest.fixture(scope="module", params=["modules", "single"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with package(tmp_path_factory.mktemp("shop"), "python-typeddict", SCHEMA, layout=request.param) as found:
        yield found


def test_what_is_required_is_told(shop: ModuleType) -> None:
    assert shop.Session.__required_keys__ == {"timestamp", "user"}
    assert shop.Session.__optional_keys__ == {"session_id", "kind", "data", "raw"}


def test_hints_are_of_the_json_itself(shop: ModuleType) -> None:
    hints = typing.get_type_hints(shop.Session)
    assert hints["timestamp"] is str
    assert hints["data"] is str
    assert hints["session_id"] == str | None
    assert hints["user"] == shop.User | None
    assert hints["kind"] == Literal["a", 1]
    assert hints["raw"] is Any


def test_keys_that_are_no_identifiers_stand(shop: ModuleType) -> None:
    assert list(shop.User.__annotations__) == ["class", "first-name", "session", "2fast"]
    assert typing.get_type_hints(shop.User)["session"] is shop.Session


def test_aliases_are_real(shop: ModuleType) -> None:
    assert shop.Color == Literal["red", "it's", '"']
    assert shop.Open == Literal["a"] | str
    assert shop.Plain == Literal["red", "it's", '"'] | int
    assert typing.get_type_hints(shop.Holder)["plain"] == shop.Plain
    assert shop.User in typing.get_args(shop.Either)


def test_the_reader_finds_nothing_wrong_and_what_is(tmp_path: Path) -> None:
    folder = write(tmp_path, "python-typeddict", model(SCHEMA))
    assert python_typeddict.read(folder, model(SCHEMA), {}).wrong == ()
    module = folder / "session.py"
    text = module.read_text(encoding="utf-8")
    for old, new, said in (
        ("timestamp: str", "timestamp: int", "Session.timestamp is int, not str"),
        ("timestamp: str", "timestamp: NotRequired[str]", "Session.timestamp is not required"),
        ("    raw: NotRequired[Any]\n", "", "Session has the keys"),
        ("data: NotRequired[str]", "data: NotRequired[Missing]", "cannot be imported: NameError"),
    ):
        module.write_text(text.replace(old, new), encoding="utf-8")
        messages = [d.message for d in python_typeddict.read(folder, model(SCHEMA), {}).wrong]
        assert any(said in message for message in messages), (said, messages)
