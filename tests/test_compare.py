"""Two models held against each other: every rule by hand-made pairs, its mirror, and laws that hold for all models."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from difference_pairs import PAIRS, Pair
from spectable.compare.changes import Change
from spectable.compare.judge import judge, rule_of
from spectable.compare.rules import RULES, Rule, Side, Verdict
from spectable.compare.structure import compare
from spectable.compare.wording import message
from spectable.config import Ignored
from spectable.diagnostic import Report
from spectable.explain import page
from spectable.model import Model
from spectable.reading.dialect import known
from spectable.reading.markdown import parse
from spectable.reading.read import read
from spectable.source import Source
from strategies import models

LETTERS = {Verdict.BREAKING: "B", Verdict.INFO: "I", Verdict.COMPATIBLE: "C"}
BY_NAME = {pair.name: pair for pair in PAIRS}


@cache
def model_of(text: str) -> Model:
    report = Report()
    model = read((parse(Source("page.md", text)),), "spectable", report, known(), "optional")
    assert not list(report), [str(d) for d in report]
    return model


def verdicts(changes: tuple[Change, ...]) -> list[str]:
    found = judge(changes)
    return [f"{j.rule.code} {''.join(LETTERS[j.rule.cell(side).verdict] for side in Side)}" for j in found.judged]


# --- The pairs


@pytest.mark.parametrize("name", BY_NAME)
def test_the_verdict_of_a_pair_is_the_one_written_beside_it(name: str) -> None:
    pair = BY_NAME[name]
    old, new = model_of(pair.old), model_of(pair.new)
    assert sorted(verdicts(compare(old, new))) == sorted(pair.forward)
    assert sorted(verdicts(compare(new, old))) == sorted(pair.backward)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_change_has_a_place_in_both_specs(name: str) -> None:
    pair = BY_NAME[name]
    for change in compare(model_of(pair.old), model_of(pair.new)):
        lone = rule_of(change) in ("model-added", "model-removed")
        assert (change.where.old is not None) + (change.where.new is not None) == (1 if lone else 2)


def test_the_pairs_cover_every_rule_and_are_sixty_at_least() -> None:
    written = {verdict.split()[0] for pair in PAIRS for verdict in (*pair.forward, *pair.backward)}
    assert written == set(RULES)
    assert len(BY_NAME) == len(PAIRS) >= 60


def test_a_difference_in_the_middle_is_found_where_it_is() -> None:
    pair: Pair = BY_NAME["an item is longer"]
    (change,) = compare(model_of(pair.old), model_of(pair.new))
    assert str(change.where) == "Session.x[]"
    assert message(change) == "the max length of an item of 'x' of 'Session' was 2 and is 3 (loosened)"
    assert str(change.where.new) == "page.md:11:3"


# --- The table


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_the_mirror_of_its_mirror_or_says_why_not(rule: Rule) -> None:
    mirror = RULES[rule.back]
    assert mirror.back == rule.code
    crosswise = (rule.reader.verdict, rule.writer.verdict) == (mirror.writer.verdict, mirror.reader.verdict)
    assert crosswise != bool(rule.unlike), "a reason is given exactly where the cells do not agree crosswise"
    assert bool(rule.unlike) == bool(mirror.unlike)
    assert rule.words == mirror.words


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_page_of_a_rule_says_what_its_row_says(rule: Rule) -> None:
    text = page(rule.code)
    assert f"\n\n{rule.says} Backwards it is `{rule.back}`.\n\n" in text
    for side in Side:
        cell = rule.cell(side)
        assert f"- {side}: {cell.verdict}, {cell.reason}\n" in text


def test_a_rule_of_words_breaks_nothing() -> None:
    for rule in RULES.values():
        assert not rule.words or {rule.cell(side).verdict for side in Side} == {Verdict.COMPATIBLE}


# --- Laws


@given(models())
def test_a_model_does_not_differ_from_itself(model: Model) -> None:
    assert compare(model, model) == ()
    assert compare(model, Model(tuple(reversed(model.definitions)))) == ()


@given(models(), models())
def test_two_models_that_differ_have_changes(old: Model, new: Model) -> None:
    assert (old.by_name == new.by_name) == (compare(old, new) == ())


@st.composite
def edited(draw: st.DrawFn) -> tuple[Model, Model]:
    """A model, and the same with a few definitions left out or taken from another."""
    old, other = draw(models()), draw(models())
    kept = [d for d in old.definitions if draw(st.booleans())]
    names = {d.name for d in kept}
    return old, Model((*kept, *(d for d in other.definitions if d.name not in names and draw(st.booleans()))))


@given(edited())
def test_what_changes_backwards_is_the_mirror(pair: tuple[Model, Model]) -> None:
    old, new = pair
    there, back = (Counter(map(rule_of, c)) for c in (compare(old, new), compare(new, old)))
    assert Counter({RULES[code].back: number for code, number in there.items()}) == back


@given(edited())
def test_every_change_has_words_and_a_rule(pair: tuple[Model, Model]) -> None:
    for change in compare(*pair):
        assert rule_of(change) in RULES
        assert message(change)


# --- Judging


def changes_of(name: str) -> tuple[Change, ...]:
    pair = BY_NAME[name]
    return compare(model_of(pair.old), model_of(pair.new))


@pytest.mark.parametrize(
    ("name", "sides", "bump"),
    [
        ("an optional field is required", tuple(Side), "major"),
        ("an optional field is required", (Side.WRITER,), "minor"),
        ("an optional field comes", tuple(Side), "minor"),
        ("a model is described", tuple(Side), "patch"),
        ("nothing changes but layout and the order of models", tuple(Side), "none"),
    ],
)
def test_the_smallest_honest_version_step(name: str, sides: tuple[Side, ...], bump: str) -> None:
    assert judge(changes_of(name), sides).bump == bump


@pytest.mark.parametrize(
    ("rule", "where", "matches"),
    [
        ("constraint-loosened", "Session.x[]", True),
        ("constraint-*", "Session.*", True),
        ("*", "*", True),
        ("constraint-loosened", "Session", False),
        ("constraint-tightened", "*", False),
    ],
)
def test_an_ignored_change_is_set_apart_with_its_reason(rule: str, where: str, matches: bool) -> None:
    found = judge(changes_of("an item is longer"), ignored=(Ignored(rule, where, "nobody reads it"),))
    assert [reason for _, reason in found.ignored] == (["nobody reads it"] if matches else [])
    assert len(found.judged) == (0 if matches else 1)
    assert found.bump == ("none" if matches else "major")


def test_a_field_without_a_like_one_is_no_rename() -> None:
    old = model_of(BY_NAME["a required field comes"].old)
    renamed = replace(old.definitions[0], fields=(replace(old.definitions[0].fields[0], name="zzz", nullable=True),))  # type: ignore[union-attr, call-arg]  # a record
    more = replace(renamed, fields=(*renamed.fields, replace(renamed.fields[0], name="yyy")))  # type: ignore[attr-defined, call-arg]
    codes = list(map(rule_of, compare(old, Model((more,)))))
    assert "field-renamed" not in codes
