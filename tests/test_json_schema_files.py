"""The target json-schema: the bundle to the byte, and a file a model whose references are plain file references."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from spectable.diagnostic import Report
from spectable.model import STRING, Alias, Choice, Json, ListOf, MapOf, Model, OneOf, Record, Ref, make_field, normal
from spectable.readers.json_schema import read as verify
from spectable.schema import dump, load, schema_text
from spectable.targets.lower import lower
from spectable.targets.render import render
from spectable.targets.target import Target, find_targets, load_target
from strategies import models

TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def target() -> Target:
    return load_target("json-schema", find_targets([TEMPLATES]))


def files(model: Model, layout: str = "modules") -> dict[str, str]:
    made = render(target(), lower(model, target(), target().settle({"layout": layout}), Report()))
    return {file.path: file.data.decode() for file in made}


def written(folder: Path, made: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for path, text in made.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def const(text: str) -> Choice:
    return Choice((Json(f'"{text}"'),))


HOUSE = normal(
    Model(
        (
            Record("House", (make_field("doors", ListOf(Ref("a/b c"))), make_field("pet", Ref("Pet"), required=False))),
            Record("a/b c", (make_field("$ref", STRING, default=Json('{"$ref":"#/$defs/Pet"}')),)),
            Record("Cat", (make_field("kind", const("cat")), make_field("kittens", MapOf(Ref("Cat")), required=False))),
            Record("Dog", (make_field("kind", const("dog")),), additional=Ref("Pet")),
            Alias("Pet", OneOf((Ref("Cat"), Ref("Dog")))),
        )
    )
)


@pytest.mark.parametrize("layout", ["modules", "single"])
@given(model=models())
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_the_bundle_is_the_schema_to_the_byte(layout: str, model: Model) -> None:
    assert files(model, layout)["schema.json"] == schema_text(dump(model).document)


def test_the_single_layout_is_the_bundle_alone() -> None:
    assert list(files(HOUSE, "single")) == ["schema.json"]


def test_references_are_file_references() -> None:
    made = files(HOUSE)
    assert list(made) == [
        "schema.json",
        "House.schema.json",
        "ABC.schema.json",
        "Cat.schema.json",
        "Dog.schema.json",
        "Pet.schema.json",
    ]
    house, pet = json.loads(made["House.schema.json"]), json.loads(made["Pet.schema.json"])
    assert house["title"] == "House"
    assert house["properties"]["doors"] == {"type": "array", "items": {"$ref": "ABC.schema.json"}}
    assert house["properties"]["pet"] == {"$ref": "Pet.schema.json"}
    assert pet["discriminator"]["mapping"] == {"cat": "Cat.schema.json", "dog": "Dog.schema.json"}
    assert json.loads(made["Dog.schema.json"])["additionalProperties"] == {"$ref": "Pet.schema.json"}


def test_a_reference_inside_a_value_is_the_users() -> None:
    door = json.loads(files(HOUSE)["ABC.schema.json"])
    assert door["title"] == "a/b c"
    assert door["properties"]["$ref"]["default"] == {"$ref": "#/$defs/Pet"}


def test_files_validate_together_as_they_lie_in_a_folder(tmp_path: Path) -> None:
    folder = written(tmp_path, files(HOUSE))

    def retrieve(uri: str) -> Resource[object]:
        name = unquote(uri.rpartition("/")[2])
        return Resource.from_contents(json.loads((folder / name).read_text(encoding="utf-8")))

    registry: Registry[object] = Registry(retrieve=retrieve)  # type: ignore[call-arg]  # as its documentation says
    start = {"$ref": (folder / "House.schema.json").as_uri()}
    validator = Draft202012Validator(start, registry=registry)
    cat = {"kind": "cat", "kittens": {"a": {"kind": "cat"}}}
    assert validator.is_valid({"doors": [{"$ref": "x"}], "pet": cat})
    assert validator.is_valid({"doors": [], "pet": {"kind": "dog", "friend": cat}})
    assert not validator.is_valid({"doors": [{}]})
    assert not validator.is_valid({"doors": [], "pet": {"kind": "dog", "friend": {"kind": "ox"}}})
    assert not validator.is_valid({"doors": [], "pet": {"kind": "cat", "kittens": {"a": {"kind": "dog"}}}})


@given(model=models())
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_each_file_is_a_schema_of_the_model_it_names(model: Model) -> None:
    made = files(model)
    for path, text in made.items():
        Draft202012Validator.check_schema(json.loads(text))
        assert "/" not in path
    assert [json.loads(t)["title"] for p, t in made.items() if p != "schema.json"] == list(model.by_name)
    assert len({path.casefold() for path in made}) == len(made) == len(model.definitions) + 1


def test_the_bundle_reads_back_as_the_model() -> None:
    assert load(json.loads(files(HOUSE)["schema.json"]), Report()) == HOUSE


@given(model=models())
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_verify_finds_nothing_in_what_was_generated(tmp_path_factory: pytest.TempPathFactory, model: Model) -> None:
    for layout in ("modules", "single"):
        outcome = verify(written(tmp_path_factory.mktemp("x"), files(model, layout)), model, {"layout": layout})
        assert outcome.wrong == ()
        assert outcome.facts > 0


CHANGES = (
    ("House.schema.json", '"Pet.schema.json"', '"Cat.schema.json"', "'/properties/pet/$ref'"),
    ("House.schema.json", '"doors"\n', '"pet"\n', '\'/required/0\' is "pet" there, "doors" in the spec'),
    ("Cat.schema.json", '"const": "cat"', '"const": "tom"', "'/properties/kind/const'"),
    ("schema.json", '"kittens"', '"puppies"', "'/$defs/Cat/properties/puppies"),
    ("schema.json", '"kittens"', '"puppies"', "is nothing there"),
)


@pytest.mark.parametrize(("path", "old", "new", "said"), CHANGES)
def test_verify_names_each_value_that_differs(tmp_path: Path, path: str, old: str, new: str, said: str) -> None:
    made = files(HOUSE)
    assert old in made[path]
    made[path] = made[path].replace(old, new)
    wrong = verify(written(tmp_path, made), HOUSE, {"layout": "modules"}).wrong
    assert any(said in d.message for d in wrong), [d.message for d in wrong]
    assert all(d.message.startswith(f"{path}: ") and d.code == "schema-differs" for d in wrong)


def test_verify_misses_a_file_and_finds_one_too_many(tmp_path: Path) -> None:
    made = files(HOUSE)
    made["Ox.schema.json"] = made.pop("Cat.schema.json").replace('"title": "Cat"', '"title": "Ox"')
    wrong = [d.message for d in verify(written(tmp_path, made), HOUSE, {"layout": "modules"}).wrong]
    assert "there is no document for the model 'Cat'" in wrong
    assert "Ox.schema.json: the spec does not hold a model 'Ox'" in wrong
