"""Model -> checker. Only what the wanted definition leads to is compiled, each definition once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from ..diagnostic import Diagnostic, Report, did_you_mean, failure
from ..model import (
    ANY,
    Alias,
    Choice,
    Definition,
    Enum,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    find_discriminator,
)
from ..source import Span
from .containers import list_of, map_of, nullable, record_of, union_of
from .node import Failure, Node, Ok, pending
from .scalars import choice, enum, scalar


@dataclass(frozen=True, slots=True)
class Checker:
    """A definition of a model, compiled. `diagnostics` say what of it cannot be asserted.

    Values are those that a JSON parser gives: dict, list, str, int, float, Decimal, bool, None, and no subclasses.
    """

    model: str
    valid: Ok
    node: Node
    diagnostics: tuple[Diagnostic, ...] = ()

    def failures(self, value: Any) -> tuple[Failure, ...]:
        """Everything that is wrong with a value; nothing exactly when `valid` says yes."""
        return () if self.valid(value) else tuple(self.node.breaks(value, ""))


def compile_checker(model: Model, name: str) -> Checker:
    """The checker of one definition. Raises `SpectableError` when the model has none of that name."""
    if name not in model.by_name:
        hint = did_you_mean(name, model.by_name)
        raise failure("model-not-in-spec", f"the spec has no model {name!r}", hint=hint)
    report = Report()
    node = _Compiler(model, report).everything(name)
    return Checker(name, node.ok, node, tuple(dict.fromkeys(report)))


class _Compiler:
    """The definitions that are compiled or wait for it."""

    def __init__(self, model: Model, report: Report) -> None:
        self.model = model
        self.report = report
        self.nodes: dict[str, Node] = {}
        self.waiting: deque[str] = deque()

    def everything(self, name: str) -> Node:
        """A definition and all that it leads to, one after another: a long chain of them is no deep recursion."""
        node = self.reference(name)
        while self.waiting:
            following = self.waiting.popleft()
            self.nodes[following].fill(self.definition(self.model.by_name[following]))
        return node

    def reference(self, name: str) -> Node:
        if name not in self.nodes:
            self.nodes[name] = pending(self.model.by_name[name].span)
            self.waiting.append(name)
        return self.nodes[name]

    def definition(self, definition: Definition) -> Node:
        match definition:
            case Record():
                return self.record(definition)
            case Enum():
                return enum(definition)
            case Alias(type=type_, span=span):
                return self.type(type_, span)

    def record(self, record: Record) -> Node:
        nodes = {}
        for field in record.fields:
            row = field.span or record.span
            node = self.type(field.type, row)
            nodes[field.name] = nullable(node, row) if field.nullable else node
        match record.additional:
            case False:
                other = None
            case True:
                other = self.type(ANY, record.span)
            case type_:
                other = self.type(type_, record.span)
        return record_of(record, nodes, other)

    def type(self, type_: Type, row: Span | None) -> Node:
        """A type that stands in a row."""
        match type_:
            case Scalar():
                return scalar(type_, row, self.report)
            case ListOf(item, limits):
                return list_of(self.type(item, row), limits, row)
            case MapOf(value, limits):
                return map_of(self.type(value, row), limits, row)
            case Choice(values):
                return choice(values, row)
            case OneOf():
                return self.union(type_, row)
            case Ref(name):
                return self.reference(name) if name in self.model.by_name else scalar(ANY, row, self.report)

    def union(self, union: OneOf, row: Span | None) -> Node:
        branches = tuple(self.type(branch, row) for branch in union.branches)
        names = tuple(branch.name if isinstance(branch, Ref) else "" for branch in union.branches)
        # A discriminator that was handed in may say what its branches do not: only constants tell them apart.
        told = find_discriminator(union.branches, self.model)
        tagged = {value: self.reference(name) for value, name in told.mapping} if told else {}
        return union_of(branches, names, told.field if told else "", tagged, row)
