"""Order and cycles of definitions."""

from __future__ import annotations

from spectable.graph import components, containments, cycles, dependency_order, references
from spectable.model import Definition, ListOf, Model, Record, Ref, make_field


def record(name: str, *to: str, through_list: tuple[str, ...] = ()) -> Definition:
    held = [make_field(f"f{i}", Ref(t)) for i, t in enumerate(to)]
    listed = [make_field(f"l{i}", ListOf(Ref(t))) for i, t in enumerate(through_list)]
    return Record(name, (*held, *listed))


def test_definitions_stand_after_those_they_refer_to() -> None:
    model = Model((record("A", "B", "C"), record("B", "C"), record("C"), record("D")))
    assert [d.name for d in dependency_order(model)] == ["C", "B", "A", "D"]


def test_a_cycle_is_one_component_in_model_order() -> None:
    model = Model((record("A", "B"), record("B", "C"), record("C", "A", "D"), record("D")))
    assert components(model, references) == [("D",), ("A", "B", "C")]


def test_a_list_breaks_containment_but_not_reference() -> None:
    model = Model((record("A", through_list=("A",)), record("B", "B")))
    assert set(cycles(model, containments)) == {"B"}
    assert set(cycles(model, references)) == {"A", "B"}


def test_a_chain_of_ten_thousand_needs_no_recursion() -> None:
    names = [f"N{i}" for i in range(10_000)]
    model = Model(tuple(record(a, b) for a, b in zip(names, [*names[1:], "N0"], strict=True)))
    assert len(components(model, references)) == 1


def test_a_dangling_reference_is_no_node() -> None:
    assert components(Model((record("A", "Gone"),)), references) == [("A",)]
