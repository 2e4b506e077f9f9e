"""Names come out legal, unique, and as near to the wire as the language lets them."""

from __future__ import annotations

import keyword

import hypothesis
import pytest
from hypothesis import strategies as st

from spectable.targets.naming import Given, NameRule, Scope, words

SNAKE = NameRule(case="snake", reserved=frozenset(keyword.kwlist))
KEEP = NameRule(case="snake", keep=True, reserved=frozenset(keyword.kwlist))
PASCAL = NameRule(case="pascal")
GO = NameRule(case="pascal", initialisms=frozenset({"ID", "URL"}))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("foo_bar", ["foo", "bar"]),
        ("fooBar", ["foo", "Bar"]),
        ("HTTPServer2", ["HTTP", "Server2"]),
        ("kebab-name.dot", ["kebab", "name", "dot"]),
        ("v2Beta", ["v2", "Beta"]),
        ("", []),
        ("--", []),
    ],
)
def test_words(name: str, expected: list[str]) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    ("rule", "name", "expected"),
    [
        (SNAKE, "fooBar", "foo_bar"),
        (SNAKE, "2fa", "_2fa"),
        (SNAKE, "名称", "unnamed"),
        (NameRule(ascii=False), "名称", "名称"),
        (SNAKE, "café au lait", "cafe_au_lait"),
        (SNAKE, "", "unnamed"),
        (KEEP, "fooBar", "fooBar"),
        (KEEP, "foo-bar", "foo_bar"),
        (PASCAL, "operations.Pet", "OperationsPet"),
        (PASCAL, "foo_bar", "FooBar"),
        (GO, "user_id", "UserID"),
        (GO, "url", "URL"),
        (NameRule(any=True), 'a "b" c', 'a "b" c'),
        (NameRule(case="camel"), "foo_bar_baz", "fooBarBaz"),
        (NameRule(case="screaming"), "in-progress", "IN_PROGRESS"),
        (NameRule(case="camel", initialisms=frozenset({"ID"})), "user_id", "userID"),
        (NameRule(case="camel", initialisms=frozenset({"ID"})), "id", "id"),
    ],
)
def test_spelling(rule: NameRule, name: str, expected: str) -> None:
    assert rule.spell(name) == expected


def test_keywords_are_avoided() -> None:
    assert Scope(SNAKE).name("class") == Given("class_")


def test_a_collision_names_its_rival() -> None:
    scope = Scope(SNAKE)
    assert scope.name("fooBar") == Given("foo_bar")
    assert scope.name("foo_bar") == Given("foo_bar_2", "fooBar")


def test_who_keeps_its_own_spelling_goes_first() -> None:
    assert Scope(SNAKE).names(["fooBar", "foo_bar"]) == {
        "foo_bar": Given("foo_bar"),
        "fooBar": Given("foo_bar_2", "foo_bar"),
    }


def test_names_of_files_differ_in_more_than_case() -> None:
    scope = Scope(NameRule(keep=True, fold=True))
    assert [scope.name("Pet").name, scope.name("pet").name] == ["Pet", "pet_2"]


def test_long_names_are_cut_by_bytes_and_stay_unique() -> None:
    scope = Scope(NameRule(any=True, max_bytes=8))
    given_names = [scope.name(w).name for w in ("abcdefghij", "abcdefghik", "ééééé")]
    assert given_names == ["abcdefgh", "abcdef_2", "éééé"]


@hypothesis.given(st.lists(st.text(max_size=12), unique=True, max_size=20))
def test_every_name_is_legal_and_unique(wires: list[str]) -> None:
    names = [given.name for given in Scope(SNAKE).names(wires).values()]
    assert len(set(names)) == len(wires)
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in names)


def test_many_of_one_name_take_no_quadratic_time() -> None:
    scope = Scope(SNAKE)
    names = [scope.name("a" + "-" * i).name for i in range(5000)]
    assert len(set(names)) == 5000


def test_many_names_that_differ_in_case_alone_take_no_quadratic_time() -> None:
    word = "abcdefghijkl"
    wires = ["".join(c.upper() if i >> k & 1 else c for k, c in enumerate(word)) for i in range(1 << len(word))]

    class Counting(dict[str, str]):
        looks = 0

        def __contains__(self, key: object) -> bool:
            self.looks += 1
            return super().__contains__(key)

    taken = Counting()
    given = Scope(NameRule(keep=True, fold=True), taken).names(wires)
    assert len({g.name.casefold() for g in given.values()}) == len(wires)
    assert taken.looks < 10 * len(wires)


def test_names_the_engine_keeps_for_itself_are_avoided() -> None:
    rule = NameRule(any=True, fold=True, forbidden="sqlite_.*", avoid="x_{}")
    assert Scope(rule).name("SQLite_master").name == "x_SQLite_master"


def test_a_legal_name_that_is_unfit_is_respelt() -> None:
    assert NameRule(keep=True, unfit="__").spell("__typename") == "typename"


def test_names_that_differ_only_in_unsafe_characters_collide() -> None:
    scope = Scope(NameRule(any=True))
    assert scope.name("a\u202e").name == "a\ufffd"
    assert scope.name("a\u202d") == Given("a\ufffd_2", "a\u202e")


def test_a_name_is_quoted_unless_it_is_plain_and_no_word() -> None:
    rule = NameRule(any=True, quote="identifier", plain="[a-z_]+", words=frozenset({"user"}))
    assert [rule.quoted(n) for n in ("name", "user", "Name", "a b")] == [False, True, True, True]
