"""Generated dataclasses: what goes in comes out, and what is wrong is refused with its path."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
import pickle
import sys
import time
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from generated import model, package, record, text, write
from spectable.proof.python_package import imported

STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def kind(value: str) -> dict[str, Any]:
    return {"const": value}


SCHEMA: dict[str, Any] = {
    "Session": record(
        "timestamp",
        timestamp={"type": "string", "format": "date-time"},
        session_id=maybe(STRING),
        is_test={"type": "boolean", "default": False, "description": "A trial."},
        user=ref("User"),
        tags={"type": "array", "items": STRING},
        scores={"type": "object", "additionalProperties": {"type": "number"}},
        raw={},
    ),
    "User": record("name", name=STRING, friends={"type": "array", "items": ref("User")}),
    "Closed": record("a", closed=True, a=INTEGER),
    "Typed": {**record(a=INTEGER), "additionalProperties": {"type": "string", "format": "date"}},
    "Color": {"type": "string", "enum": ["red", "dark-blue"]},
    "Size": {"anyOf": [{"type": "integer", "enum": [1, 2]}, {"type": "integer"}]},
    "Mixed": {"enum": ["a", 1, True]},
    "Ratio": {"type": "number", "enum": [0.5, 1.5]},
    "Paint": record(color=ref("Color"), size=ref("Size"), mixed=ref("Mixed"), ratio=ref("Ratio"), off={"const": False}),
    "Circle": record("type", "radius", type=kind("circle"), radius={"type": "number"}),
    "Square": record("type", "side", type=kind("square"), side={"type": "number"}),
    "Shape": {"anyOf": [ref("Circle"), ref("Square")]},
    "Small": record("id", id=STRING),
    "Large": record("id", id=STRING, more=STRING),
    "Either": {"anyOf": [ref("Small"), ref("Large")]},
    "Tree": {"anyOf": [STRING, {"type": "array", "items": ref("Tree")}]},
    "Holder": record(shape=ref("Shape"), either={"type": "array", "items": ref("Either")}, tree=ref("Tree")),
    "Word": {"type": "string", "minLength": 2},
    "Limits": record(
        word=ref("Word"),
        name={"type": "string", "minLength": 2, "maxLength": 3, "pattern": "^[a-z\\d]+$"},
        number={"type": "number", "minimum": 0.1, "exclusiveMaximum": 1},
        step={"type": "number", "multipleOf": 0.01},
        items={"type": "array", "items": INTEGER, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        keys={"type": "object", "additionalProperties": INTEGER, "minProperties": 1, "maxProperties": 2},
    ),
    "Formats": record(
        moment={"type": "string", "format": "date-time"},
        day={"type": "string", "format": "date"},
        clock={"type": "string", "format": "time"},
        uuid={"type": "string", "format": "uuid"},
        data={"type": "string", "format": "byte"},
        price={"type": "string", "format": "decimal"},
        amount={"type": "number", "format": "decimal"},
        lasts={"type": "string", "format": "duration"},
        big={"type": "integer", "format": "int64"},
        number={"type": "number"},
    ),
}


@pytest.fixture(scope="module", params=["modules", "single"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("shop")
    with package(folder, "python-dataclass", SCHEMA, layout=request.param) as found:
        yield found


def session(**more: Any) -> dict[str, Any]:
    return {"timestamp": "2024-01-01T00:00:00Z", **more}


# --- Absent, null, a value; defaults


def test_absent_null_and_a_value_are_three(shop: ModuleType) -> None:
    assert shop.Session.from_dict(session()).session_id is shop.UNSET
    assert shop.Session.from_dict(session(session_id=None)).session_id is None
    assert shop.Session.from_dict(session(session_id="")).session_id == ""
    for value in (session(), session(session_id=None), session(session_id="")):
        assert shop.Session.from_dict(value).to_dict() == value


def test_a_default_is_told_and_never_invented(shop: ModuleType) -> None:
    read = shop.Session.from_dict(session())
    assert read.is_test is shop.UNSET
    assert "is_test" not in read.to_dict()
    field = {f.name: f for f in dataclasses.fields(shop.Session)}["is_test"]
    assert field.metadata["default"] is False
    source = Path(inspect.getfile(shop.Session)).read_text(encoding="utf-8")
    assert '"""A trial.\n\n    Default: false\n    """' in source


def test_unset_is_false_and_stays_itself(shop: ModuleType) -> None:
    assert not shop.UNSET
    assert copy.deepcopy(shop.UNSET) is shop.UNSET
    assert repr(shop.UNSET) == "UNSET"


def test_fields_are_those_of_the_spec_in_row_order(shop: ModuleType) -> None:
    read = shop.Session.from_dict(session(unknown=1))
    assert [f.name for f in dataclasses.fields(read)] == list(SCHEMA["Session"]["properties"])
    assert not hasattr(read, "__dict__")
    with pytest.raises(TypeError, match="positional"):
        shop.Session(datetime.now(UTC))


# --- Refusals


@pytest.mark.parametrize(
    ("name", "value", "path", "reason"),
    [
        ("Session", session(is_test="yes"), "Session.is_test", "expected boolean, got 'yes'"),
        ("Session", session(is_test=1), "Session.is_test", "expected boolean, got 1"),
        ("Session", session(is_test=None), "Session.is_test", "expected boolean, got null"),
        ("Session", {}, "Session.timestamp", "required, but missing"),
        ("Session", session(user={"name": 1}), "Session.user.name", "expected string, got 1"),
        ("Session", session(tags=["a", 2]), "Session.tags[1]", "expected string, got 2"),
        ("Session", session(scores={"a b": "x"}), 'Session.scores["a b"]', "expected number, got 'x'"),
        ("Session", session(scores={"a": float("nan")}), 'Session.scores["a"]', "expected number, got nan"),
        ("Session", session(tags={}), "Session.tags", "expected array, got object"),
        ("Session", [], "Session", "expected object, got array"),
        ("Closed", {"a": 1, "b": 2}, "Closed.b", "unknown key"),
        ("Closed", {"a": True}, "Closed.a", "expected integer, got true"),
        ("Closed", {"a": 1.5}, "Closed.a", "expected integer, got 1.5"),
        ("Typed", {"b": "x"}, 'Typed["b"]', "expected date, got 'x'"),
        ("Paint", {"color": "green"}, "Paint.color", "expected one of 'red', 'dark-blue', got 'green'"),
        ("Paint", {"mixed": False}, "Paint.mixed", "expected one of 'a', 1, true, got false"),
        ("Paint", {"off": 0}, "Paint.off", "expected false, got 0"),
        ("Holder", {"shape": {"type": "cone"}}, "Holder.shape.type", "expected one of 'circle', 'square', got 'cone'"),
        ("Holder", {"shape": {"type": "circle"}}, "Holder.shape.radius", "required, but missing"),
        ("Holder", {"either": [{"id": 1}]}, "Holder.either[0]", None),
        ("Holder", {"tree": [["a", [1]]]}, "Holder.tree", None),
    ],
)
def test_what_is_wrong_is_refused_with_its_path(
    shop: ModuleType, name: str, value: Any, path: str, reason: str | None
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        getattr(shop, name).from_dict(value)
    error = caught.value
    assert isinstance(error, shop.InvalidValue)
    assert error.path.startswith(path) if reason is None else error.path == path
    if reason is not None:
        assert str(error) == f"{path}: {reason}"


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("word", ["ab", "é😀"], ["a"]),
        ("name", ["ab", "a1b"], ["a", "abcd", "AB", "ab\n", "a٣"]),
        ("number", [0.1, 0.5], [0.09, 0, 1, 2]),
        ("step", [0.07, 1.13, 1e21, 3], [0.075, 1e-3]),
        ("items", [[1], [1, 2, 3]], [[], [1, 2, 3, 4], [1, 1], [1, 1.0]]),
        ("keys", [{"a": 1}, {"a": 1, "b": 2}], [{}, {"a": 1, "b": 2, "c": 3}]),
    ],
)
def test_limits(shop: ModuleType, field: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert shop.Limits.from_dict({field: value}).to_dict() == {field: value}
    for value in bad:
        with pytest.raises(shop.InvalidValue) as caught:
            shop.Limits.from_dict({field: value})
        assert caught.value.path == f"Limits.{field}"


def test_text_that_is_not_json_is_refused(shop: ModuleType) -> None:
    for wrong in ("{", "NaN", '{"timestamp": NaN}', "[" * 100_000, b"\xff"):
        with pytest.raises(shop.InvalidValue) as caught:
            shop.Session.from_json(wrong)
        assert caught.value.path == "Session"


def test_a_value_nested_too_deeply_is_refused(shop: ModuleType) -> None:
    value: dict[str, Any] = {"name": "a"}
    for _ in range(5000):
        value = {"name": "a", "friends": [value]}
    with pytest.raises(shop.InvalidValue, match="nested too deeply"):
        shop.User.from_dict(value)


def test_what_is_no_json_is_not_written(shop: ModuleType) -> None:
    for wrong in (object(), {1: 2}, float("inf"), shop.UNSET, [shop.UNSET]):
        with pytest.raises(shop.InvalidValue) as caught:
            shop.Session(timestamp=datetime.now(UTC), raw={"a": wrong}).to_dict()
        assert caught.value.path.startswith('Session.raw["a"]')
    with pytest.raises(shop.InvalidValue, match="offset"):
        shop.Session(timestamp=datetime(2024, 1, 1)).to_dict()


# --- Unknown keys


def test_unknown_keys_are_kept(shop: ModuleType) -> None:
    value = session(unknown={"deep": [1]}, **{"dashed-key": None})
    read = shop.Session.from_dict(value)
    assert shop.extra(read) == {"unknown": {"deep": [1]}, "dashed-key": None}
    assert read.to_dict() == value
    shop.extra(read)["unknown"] = 2
    assert read.to_dict()["unknown"] == 2


def test_typed_additional_properties_are_decoded(shop: ModuleType) -> None:
    read = shop.Typed.from_dict({"a": 1, "b": "2024-02-29"})
    assert shop.extra(read) == {"b": date(2024, 2, 29)}
    assert read.to_dict() == {"a": 1, "b": "2024-02-29"}


def test_a_key_of_a_field_cannot_be_put_aside(shop: ModuleType) -> None:
    read = shop.Typed()
    shop.extra(read)["a"] = 2
    with pytest.raises(shop.InvalidValue, match="a field has this key"):
        read.to_dict()


@pytest.mark.parametrize("choice", ["ignore", "refuse"])
def test_unknown_keys_by_option(tmp_path: Path, choice: str) -> None:
    with package(tmp_path, "python-dataclass", SCHEMA, unknown_keys=choice) as shop:
        if choice == "ignore":
            assert shop.User.from_dict({"name": "a", "x": 1}).to_dict() == {"name": "a"}
        else:
            with pytest.raises(shop.InvalidValue, match=r"User\.x: unknown key"):
                shop.User.from_dict({"name": "a", "x": 1})
        assert shop.Typed.from_dict({"b": "2024-02-29"}).to_dict() == {"b": "2024-02-29"}
        assert shop.EitherCodec.decode({"id": "a", "more": "b"}) == shop.Large(id="a", more="b")


# --- Formats: what comes in goes out as it was spelt


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (
            "moment",
            [
                "2024-01-01T00:00:00Z",
                "2024-01-01T00:00:00.5Z",
                "2024-01-01T00:00:00.000Z",
                "2024-01-01T00:00:00.123Z",
                "2024-01-01T00:00:00.123456+05:30",
                "2024-01-01t00:00:00z",
                "2024-01-01T00:00:00+00:00",
                "2024-01-01T00:00:00-00:00",
                "2024-01-01T00:00:00.1234560000Z",
                "0001-01-01T00:00:00-23:59",
            ],
        ),
        ("day", ["2024-02-29", "0001-01-01"]),
        ("clock", ["12:00:00", "12:00:00Z", "12:00:00.10+02:00"]),
        ("uuid", ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"]),
        ("data", ["", "AAEC", "QQ==", "QR=="]),
        ("price", ["0.10", "1", "-0", "1E5", "0.00000001", "123456789012345678901234567890.1", "007.50"]),
        ("lasts", ["P1DT2H", "anything"]),
        ("big", [2**63 - 1, -(2**63), 2**80]),
        ("number", [2**53 + 1, 0.1, -0.0, 1e300, 7]),
        ("amount", [0.1, 10, 2**70, -1.5]),
    ],
)
def test_formats_come_back_as_they_were(shop: ModuleType, field: str, values: list[Any]) -> None:
    for value in values:
        read = shop.Formats.from_dict({field: value})
        assert text(read.to_dict()) == text({field: value})
        assert text(json.loads(shop.Formats.from_json(json.dumps({field: value})).to_json())) == text({field: value})


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (
            "moment",
            [
                "2024-01-01T00:00:00.123456789Z",
                "2024-06-30T23:59:60Z",
                "2024-01-01T00:00:00",
                "2024-01-01",
                "2024-02-30T00:00:00Z",
                "2024-01-01T24:00:00Z",
                "0000-01-01T00:00:00Z",
                "2024-01-01T00:00:00Z\n",
                "٢٠٢٤-01-01T00:00:00Z",
                1704067200,
            ],
        ),
        ("day", ["2023-02-29", "20240101", "2024-W01-1", "2024-01-01T00:00:00Z"]),
        ("clock", ["25:00:00", "12:00", "noon"]),
        ("uuid", ["{123e4567-e89b-12d3-a456-426614174000}", "123e4567e89b12d3a456426614174000", "x"]),
        ("data", ["A", "!!!!", "QQ=="[:3], "Q Q=", 7]),
        ("price", ["NaN", "Infinity", "1,5", "", 1.5, "1_000"]),
        ("amount", ["1.5", True, float("inf"), None]),
        ("big", ["1", True, 1.5]),
        ("number", [True, "1", float("inf")]),
    ],
)
def test_formats_refuse_what_they_cannot_hold(shop: ModuleType, field: str, values: list[Any]) -> None:
    for value in values:
        with pytest.raises(shop.InvalidValue) as caught:
            shop.Formats.from_dict({field: value})
        assert caught.value.path == f"Formats.{field}"


def test_values_are_of_python_s_own_types(shop: ModuleType) -> None:
    read = shop.Formats.from_dict(
        {
            "moment": "2024-01-01T00:00:00.000+05:30",
            "uuid": "123E4567-E89B-12D3-A456-426614174000",
            "data": "QR==",
            "price": "007.50",
            "amount": 0.1,
        }
    )
    assert read.moment == datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert read.uuid == UUID("123e4567-e89b-12d3-a456-426614174000")
    assert read.data == b"A"
    assert read.price == Decimal("7.50")
    assert read.amount == Decimal("0.1")
    # What is worked out from a value is spelt anew.
    read.moment += timedelta(hours=1)
    assert read.to_dict()["moment"] == "2024-01-01T01:00:00+05:30"


def test_a_number_that_no_float_holds_stays_exact(shop: ModuleType) -> None:
    digits = "0.1234567890123456789012345"
    read = shop.Formats.from_json(f'{{"amount": {digits}}}')
    assert read.amount == Decimal(digits)
    assert digits in read.to_json()


# --- Enums and unions


def test_enums(shop: ModuleType) -> None:
    read = shop.Paint.from_dict({"color": "dark-blue", "size": 2, "mixed": True, "ratio": 1.5, "off": False})
    assert read.color is shop.Color.DARK_BLUE
    assert read.size is shop.Size(2)
    assert read.to_dict() == {"color": "dark-blue", "size": 2, "mixed": True, "ratio": 1.5, "off": False}
    assert all(type(v) in (str, int, bool, float) for v in read.to_dict().values())
    assert shop.Paint.from_dict({"size": 7}).size == 7
    assert shop.ColorCodec.decode("red") is shop.Color.RED


def test_a_union_takes_the_branch_of_its_discriminator(shop: ModuleType) -> None:
    circle = {"type": "circle", "radius": 1, "side": 2}
    assert type(shop.ShapeCodec.decode(circle)) is shop.Circle
    assert shop.Holder.from_dict({"shape": circle}).to_dict() == {"shape": circle}


def test_a_union_takes_the_first_branch_with_a_field_for_every_key(shop: ModuleType) -> None:
    assert type(shop.EitherCodec.decode({"id": "a"})) is shop.Small
    assert type(shop.EitherCodec.decode({"id": "a", "more": "b"})) is shop.Large
    assert type(shop.EitherCodec.decode({"id": "a", "else": "b"})) is shop.Small
    read = shop.Holder.from_dict({"either": [{"id": "a", "more": "b"}, {"id": "c"}]})
    assert [type(e) for e in read.either] == [shop.Large, shop.Small]


def test_codecs_read_and_write_what_has_no_class(shop: ModuleType) -> None:
    assert shop.TreeCodec.from_json('["a", [["b"]]]') == ["a", [["b"]]]
    assert json.loads(shop.ShapeCodec.to_json(shop.Square(type="square", side=2.0))) == {"type": "square", "side": 2.0}
    with pytest.raises(shop.InvalidValue, match=r"^Word: expected at least 2 characters"):
        shop.WordCodec.decode("a")


# --- What people do with dataclasses


def test_hints_can_be_read(shop: ModuleType) -> None:
    hints = typing.get_type_hints(shop.Holder)
    assert hints["shape"] == shop.Circle | shop.Square | type(shop.UNSET)
    assert typing.get_type_hints(shop.User)["friends"] == list[shop.User] | type(shop.UNSET)
    for name in ("Session", "Paint", "Limits", "Formats", "Typed"):
        assert typing.get_type_hints(getattr(shop, name))


def test_copies_are_equal_and_keep_what_they_hold(shop: ModuleType) -> None:
    read = shop.Session.from_dict(session(user={"name": "a"}, unknown=1))
    for other in (copy.copy(read), copy.deepcopy(read), pickle.loads(pickle.dumps(read))):
        assert other == read
        assert other.to_dict() == read.to_dict()


def test_a_subclass_reads_itself(shop: ModuleType) -> None:
    class Mine(shop.User):  # type: ignore[name-defined, misc]
        __slots__ = ()

        def shout(self) -> str:
            return str(self.name).upper()

    mine = Mine.from_dict({"name": "a"})
    assert type(mine) is Mine
    assert mine.shout() == "A"
    assert mine.to_dict() == {"name": "a"}


def test_what_is_written_is_not_what_was_read(shop: ModuleType) -> None:
    value = session(tags=["a"], scores={"x": 1.0}, raw={"deep": [1]})
    written = shop.Session.from_dict(value).to_dict()
    written["tags"].append("b")
    written["raw"]["deep"].append(2)
    assert value["tags"] == ["a"]
    assert value["raw"] == {"deep": [1]}


# --- Speed


def many(count: int) -> dict[str, Any]:
    properties = {f"field_{i}": maybe(STRING) if i % 2 else INTEGER for i in range(12)}
    return {f"Model{n}": record("id", id=STRING, next=ref(f"Model{(n + 1) % 5}"), **properties) for n in range(count)}


def test_importing_a_package_of_500_models_imports_none_of_them(tmp_path: Path) -> None:
    folder = write(tmp_path, "python-dataclass", model(many(500)))
    start = time.perf_counter()
    with imported(folder) as shop:
        taken = time.perf_counter() - start
        assert [m for m in sys.modules if m.startswith(f"{shop.__name__}.")] == []
        assert shop.Model7.from_dict({"id": "a"}).to_dict() == {"id": "a"}
        assert len([m for m in sys.modules if m.startswith(f"{shop.__name__}.")]) < 12
    assert taken < 0.2  # 3 ms on the machine this was written on


def test_reading_is_not_slower_than_three_times_by_hand(tmp_path: Path) -> None:
    with package(tmp_path, "python-dataclass", SCHEMA) as shop:
        value = session(session_id="a", is_test=False, user={"name": "b"}, tags=["a", "b"] * 5, scores={"x": 1.5})

        def by_hand(value: dict[str, Any]) -> Any:
            if not isinstance(value["timestamp"], str) or not isinstance(value.get("is_test", False), bool):
                raise ValueError("wrong")
            moment = datetime.fromisoformat(value["timestamp"])
            tags = [t if isinstance(t, str) else str(t) for t in value["tags"]]
            scores = {k: float(v) for k, v in value["scores"].items()}
            user = shop.User(name=value["user"]["name"])
            made = {"session_id": value["session_id"], "is_test": value["is_test"], "user": user}
            return shop.Session(timestamp=moment, tags=tags, scores=scores, **made)

        def best(read: Any) -> float:
            read(value)
            times = []
            for _ in range(7):
                start = time.perf_counter()
                for _ in range(300):
                    read(value)
                times.append(time.perf_counter() - start)
            return min(times)

        assert best(shop.Session.from_dict) < 3 * best(by_hand)
