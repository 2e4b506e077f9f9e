"""Facts of the configuration laid over the model, and what is said when they do not fit."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from spectable import overlay
from spectable.config import Config, ModelTable, Unstated
from spectable.diagnostic import Report
from spectable.model import (
    ANY,
    STRING,
    Choice,
    Discriminator,
    Enum,
    Field,
    Json,
    Limits,
    ListOf,
    MapOf,
    Member,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    make_field,
)
from spectable.source import Source

BASE = Model(
    (
        Record(
            "Session",
            (
                make_field("id", STRING),
                make_field("at", Scalar("string", "date-time"), nullable=True, required=False),
                make_field("tags", ListOf(STRING), nullable=True, required=False, unstated=True),
                make_field("extra", ANY),
                make_field("kind", Choice((Json('"s"'),))),
                make_field("meta", MapOf(STRING)),
            ),
        ),
        Record("Device", (make_field("kind", Choice((Json('"d"'),))), make_field("session", STRING))),
        Enum("State", (Member(Json('"on"')),)),
    )
)


def configured(text: str, unstated: Unstated = "optional") -> Config:
    models = tomllib.loads(text).get("models", {})
    tables = tuple(
        ModelTable(name, {k: v for k, v in t.items() if k != "fields"}, t.get("fields", {}))
        for name, t in models.items()
    )
    return Config(source=Source("spectable.toml", text), models=tables, nullable_when_unstated=unstated)


def applied(text: str, model: Model = BASE) -> Model:
    report = Report()
    found = overlay.apply(model, configured(text), report)
    assert not report.diagnostics
    return found


def field(text: str, name: str = "id") -> Field:
    return of(applied(f"[models.Session.fields.{name}]\n{text}"), "Session", name)


def of(model: Model, record: str, name: str) -> Field:
    definition = model.by_name[record]
    assert isinstance(definition, Record)
    return next(f for f in definition.fields if f.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nullable = true", {"nullable": True}),
        ("required = false", {"required": False}),
        ('description = "d"', {"description": "d"}),
        ("deprecated = true", {"deprecated": True}),
        ("read_only = true", {"read_only": True}),
        ("write_only = true", {"write_only": True}),
        ('default = "x"', {"default": '"x"'}),
        ("default = [1, { a = true }]", {"default": '[1,{"a":true}]'}),
        ('examples = ["x", 1]', {"examples": ('"x"', "1")}),
        ('foreign_key = "Device.session"', {"foreign_key": "Device.session"}),
        ('format = "uuid"', {"type": Scalar("string", "uuid")}),
        ('type = "string:date"', {"type": Scalar("string", "date")}),
        ('type = "integer:int64"', {"type": Scalar("integer", "int64")}),
        ('type = "Device"', {"type": Ref("Device")}),
        ('type = "list of map of State"', {"type": ListOf(MapOf(Ref("State")))}),
        ('type = "integer or null"', {"type": Scalar("integer"), "nullable": True}),
        ('type = "integer or boolean"', {"type": OneOf((Scalar("integer"), Scalar("boolean")))}),
        ('type = "any"', {"type": ANY}),
        ('enum = ["a", "b"]', {"type": Choice((Json('"a"'), Json('"b"')))}),
        ('max_length = 3\npattern = "^a"', {"type": Scalar("string", "", Limits(max_length=3, pattern="^a"))}),
        ('type = "number"\nminimum = 0.5', {"type": Scalar("number", "", Limits(minimum=Json("0.5")))}),
        ('name = "sessionId"', None),
    ],
)
def test_a_fact(text: str, expected: dict[str, Any] | None) -> None:
    if expected is None:
        assert of(applied(f"[models.Session.fields.id]\n{text}"), "Session", "sessionId").type == STRING
        return
    before = of(BASE, "Session", "id")
    after = field(text)
    assert {k: getattr(after, k) for k in expected} == expected
    untouched = set(Field.__slots__) - set(expected) - {"unstated"}
    assert all(getattr(after, k) == getattr(before, k) for k in untouched)


def test_facts_of_the_model() -> None:
    model = applied('[models.Session]\ndescription = "d"\ndeprecated = true\nadditional = false\nprimary_key = ["id"]')
    session = model.by_name["Session"]
    assert isinstance(session, Record)
    assert (session.description, session.deprecated, session.additional) == ("d", True, False)
    assert session.primary_key == ("id",)
    assert model.definitions[1:] == BASE.definitions[1:]
    state = applied('[models.State]\ndescription = "d"').by_name["State"]
    assert state.description == "d"


def test_a_key_of_two_fields_is_in_the_order_of_the_rows() -> None:
    text = "[models.Session.fields]\nmeta.primary_key = true\nid.primary_key = true"
    session = applied(text).by_name["Session"]
    assert isinstance(session, Record)
    assert session.primary_key == ("id", "meta")


def test_an_unstated_nullability_is_settled_by_a_fact_or_follows_the_required_mark() -> None:
    said = field("nullable = false", "tags")
    assert (said.nullable, said.unstated) == (False, False)
    follows = field("required = true", "tags")
    assert (follows.nullable, follows.unstated) == (False, True)


def test_a_new_name_is_followed_by_keys() -> None:
    text = """
    [models.Session]
    primary_key = ["id"]
    [models.Session.fields.id]
    name = "sessionId"
    [models.Device.fields.session]
    foreign_key = "Session.sessionId"
    """
    model = applied(text)
    session = model.by_name["Session"]
    assert isinstance(session, Record)
    assert session.primary_key == ("sessionId",)
    assert of(model, "Device", "session").foreign_key == "Session.sessionId"


def test_a_union_is_told_apart_anew() -> None:
    union = OneOf((Ref("Session"), Ref("Device")), Discriminator("kind", (("s", "Session"), ("d", "Device"))))
    model = Model((*BASE.definitions, Record("Box", (make_field("item", union),))))
    changed = of(applied('[models.Session.fields.kind]\nenum = ["session"]', model), "Box", "item").type
    assert isinstance(changed, OneOf)
    assert changed.discriminator == Discriminator("kind", (("session", "Session"), ("d", "Device")))
    gone = of(applied('[models.Session.fields.kind]\ntype = "string"', model), "Box", "item").type
    assert isinstance(gone, OneOf)
    assert gone.discriminator is None


@pytest.mark.parametrize(
    ("text", "code", "at", "message", "hint"),
    [
        ("[models.Sesion]\ndeprecated = true", "unknown-model", "1:9", "'Sesion'", "'Session'"),
        ("[models.Session.fields.ids]\nnullable = true", "unknown-field", "1:24", "'ids'", "'id'"),
        ("[models.State.fields.x]\nnullable = true", "unknown-field", "1:22", "'x'", ""),
        ('[models.State]\nprimary_key = ["x"]', "bad-overlay", "2:15", "'primary_key'", ""),
        ('[models.Session]\nprimary_key = ["idd"]', "bad-overlay", "2:15", "'idd'", "'id'"),
        ('[models.Session.fields.id]\ntype = "strng"', "bad-overlay", "2:8", "'strng'", "'string'"),
        ('[models.Session.fields.id]\ntype = "any:date"', "bad-overlay", "2:8", "'any:date'", ""),
        ('[models.Session.fields.tags]\nformat = "date"', "bad-overlay", "2:10", "'tags'", ""),
        ("[models.Session.fields.id]\nminimum = 1", "bad-overlay", "2:11", "'minimum'", "`type`"),
        ("[models.Session.fields.extra]\nnullable = false", "bad-overlay", "2:12", "'extra'", ""),
        ('[models.Session.fields.id]\nforeign_key = "Device.sesion"', "bad-overlay", "2:15", "'Device.sesion'", "'ses"),
        ('[models.Session.fields.id]\nname = "at"', "bad-overlay", "2:8", "'at'", ""),
    ],
)
def test_what_does_not_fit(text: str, code: str, at: str, message: str, hint: str) -> None:
    report = Report()
    overlay.apply(BASE, configured(text), report)
    (fault,) = report.diagnostics
    assert (fault.code, str(fault.span)) == (code, f"spectable.toml:{at}")
    assert message in fault.message
    assert hint in fault.hint


def test_a_part_of_the_spec_leaves_other_models_alone() -> None:
    report = Report()
    text = '[models.Other]\ndeprecated = true\n[models.Device.fields.session]\nforeign_key = "Other.id"'
    model = overlay.apply(BASE, configured(text), report, partial=True)
    assert not report.diagnostics
    assert of(model, "Device", "session").foreign_key == "Other.id"
