"""Changes -> verdicts: which rule each change falls under, what is ignored, and what version the whole asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from ..config import Ignored
from .changes import (
    Change,
    ConstraintChanged,
    DefaultChanged,
    DescriptionChanged,
    DiscriminatorChanged,
    ExamplesChanged,
    FieldAdded,
    FieldRemoved,
    FieldRenamed,
    KeyAllowed,
    KeyChanged,
    MarkChanged,
    ModelAdded,
    ModelKindChanged,
    ModelRemoved,
    ModelRenamed,
    NullableChanged,
    OpennessChanged,
    OrderChanged,
    RequiredChanged,
    TypeChanged,
    ValueChanged,
    ValueRenamed,
)
from .rules import RULES, Rule, Side, Verdict
from .wording import message

Bump = Literal["none", "patch", "minor", "major"]
ALL = tuple(Side)


class Judged(NamedTuple):
    """A change with its rule, in words, and what it is for the sides that were asked about, the gravest."""

    change: Change
    rule: Rule
    message: str
    sides: tuple[Side, ...]
    verdict: Verdict


class Comparison(NamedTuple):
    """Two specs held against each other. `ignored` are changes that the configuration excuses, each with why."""

    judged: tuple[Judged, ...]
    ignored: tuple[tuple[Judged, str], ...]
    sides: tuple[Side, ...]

    @property
    def worst(self) -> Verdict:
        return max((one.verdict for one in self.judged), default=Verdict.COMPATIBLE)

    @property
    def bump(self) -> Bump:
        """The smallest version step that is honest (https://semver.org): what breaks somebody is major, what only
        changes words is a patch, all else is minor."""
        if not self.judged:
            return "none"
        if self.worst is Verdict.BREAKING:
            return "major"
        return "patch" if all(one.rule.words for one in self.judged) else "minor"

    def number(self, verdict: Verdict) -> int:
        return sum(one.verdict is verdict for one in self.judged)


def judge(changes: Iterable[Change], sides: Collection[Side] = ALL, ignored: Sequence[Ignored] = ()) -> Comparison:
    """Verdicts on changes, for `sides` alone. What an entry of `ignored` matches is set apart."""
    asked = tuple(side for side in ALL if side in sides)
    kept: list[Judged] = []
    excused: list[tuple[Judged, str]] = []
    for change in changes:
        rule = RULES[rule_of(change)]
        worst = max((rule.cell(side).verdict for side in asked), default=Verdict.COMPATIBLE)
        one = Judged(change, rule, message(change), asked, worst)
        reason = next((i.reason for i in ignored if _matches(i, one)), None)
        if reason is None:
            kept.append(one)
        else:
            excused.append((one, reason))
    return Comparison(tuple(kept), tuple(excused), asked)


def _matches(ignored: Ignored, one: Judged) -> bool:
    where = str(one.change.where)
    return fnmatchcase(one.rule.code, ignored.rule) and (
        ignored.where == where or fnmatchcase(where, ignored.where.replace("[]", "[[]]"))
    )


def rule_of(change: Change) -> str:
    """The code of the rule that a change falls under."""
    match change:
        case ModelAdded():
            return "model-added"
        case ModelRemoved():
            return "model-removed"
        case ModelRenamed():
            return "model-renamed"
        case ModelKindChanged():
            return "model-kind-changed"
        case FieldAdded() | FieldRemoved():
            return _field_rule(change)
        case FieldRenamed():
            return "field-renamed"
        case KeyAllowed(allowed=allowed):
            return "key-accepted" if allowed else "key-refused"
        case TypeChanged() | DiscriminatorChanged() | RequiredChanged() | NullableChanged() | ConstraintChanged():
            return _type_rule(change)
        case ValueChanged() | ValueRenamed() | OpennessChanged() | OrderChanged():
            return _list_rule(change)
        case DefaultChanged() | KeyChanged() | DescriptionChanged() | ExamplesChanged() | MarkChanged():
            return _fact_rule(change)


def _field_rule(change: FieldAdded | FieldRemoved) -> str:
    turn = "added" if isinstance(change, FieldAdded) else "removed"
    field = change.field
    if not field.required:
        return f"optional-field-{turn}"
    fillable = field.nullable or field.default is not None
    return f"fillable-field-{turn}" if fillable else f"required-field-{turn}"


def _type_rule(
    change: TypeChanged | DiscriminatorChanged | RequiredChanged | NullableChanged | ConstraintChanged,
) -> str:
    match change:
        case TypeChanged(relation=relation):
            return f"type-{relation}"
        case DiscriminatorChanged():
            return "discriminator-changed"
        case RequiredChanged(required=required):
            return "field-became-required" if required else "field-became-optional"
        case NullableChanged(nullable=nullable):
            return "became-nullable" if nullable else "became-not-null"
        case ConstraintChanged(bound=bound):
            return f"constraint-{bound}"


def _list_rule(change: ValueChanged | ValueRenamed | OpennessChanged | OrderChanged) -> str:
    match change:
        case ValueChanged(turn=turn, open=is_open):
            return f"open-enum-value-{turn}" if is_open else f"enum-value-{turn}"
        case ValueRenamed():
            return "enum-value-renamed"
        case OpennessChanged(of=of, open=is_open):
            return f"{of}-opened" if is_open else f"{of}-closed"
        case OrderChanged(of=of):
            return f"{of}-reordered"


def _fact_rule(change: DefaultChanged | KeyChanged | DescriptionChanged | ExamplesChanged | MarkChanged) -> str:
    match change:
        case DefaultChanged(turn=turn):
            return f"default-{turn}"
        case KeyChanged(of=of, turn=turn):
            return f"{of}-key-{turn}"
        case DescriptionChanged(turn=turn):
            return f"description-{turn}"
        case ExamplesChanged():
            return "examples-changed"
        case MarkChanged(mark="deprecated", on=on):
            return "deprecation-added" if on else "deprecation-removed"
        case MarkChanged(mark=mark, on=on):
            return f"{mark}-added" if on else f"{mark}-removed"
