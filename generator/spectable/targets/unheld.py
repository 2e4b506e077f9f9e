"""What a target cannot hold: types without a spelling, limits it does not enforce, defaults of another type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostic import Report
from ..model import (
    Choice,
    Definition,
    Field,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    base_kind,
    children,
    definition_types,
    json_value,
)
from ..proof.wellformed import wellformed
from ..source import Span
from .spell import Speller
from .typekeys import stated


def report_unheld(model: Model, speller: Speller, report: Report) -> None:
    """Warns of every type that the target has no words for, and once of every limit that it lets pass."""
    target = speller.target
    for key, fallback in sorted(speller.missing.items()):
        report.warning(
            "type-not-held",
            f"{target.name} has no spelling for {key!r}; it becomes any value",
            hint=f"add {fallback!r} to the spelling in its target.toml",
        )
    if target.enforces is not None:
        _report_limits(model, speller, report)


def _report_limits(model: Model, speller: Speller, report: Report) -> None:
    found: dict[str, list[tuple[str, Span | None]]] = {}
    for definition in model.definitions:
        for where, type_, span in _sites(definition):
            for limit in _unenforced(type_, speller):
                found.setdefault(limit, []).append((where, span))
    for limit, places in found.items():
        where, span = places[0]
        where += f" and {len(places) - 1} more" if len(places) > 1 else ""
        report.warning(
            "limit-not-enforced",
            f"{speller.target.name} does not enforce {_keyword(limit)!r} ({where})",
            span,
            "the limit stands in the schema; check it where the data comes in",
        )


def _sites(definition: Definition) -> Iterable[tuple[str, Type, Span | None]]:
    if isinstance(definition, Record):
        for field in definition.fields:
            yield f"{definition.name}.{field.name}", field.type, field.span
    else:
        for type_ in definition_types(definition):
            yield definition.name, type_, definition.span


def _unenforced(type_: Type, speller: Speller, own: bool = True) -> Iterator[str]:
    """The limits in a type that the target does not enforce. A spelling family enforces those of a field itself."""
    enforces = speller.target.enforces
    if isinstance(type_, Scalar | ListOf | MapOf):
        for limit, value in stated(type_.limits):
            if isinstance(enforces, str):
                spelling = speller.target.spell[enforces]
                held = own and speller.limit_pattern(spelling, type_, limit, value) is not None
            else:
                spellings = [spelling for spelling in speller.target.spell.values() if spelling.limits]
                texts = (speller.limit_pattern(spelling, type_, limit, value) for spelling in spellings)
                held = limit in (enforces or ()) and (not spellings or any(text is not None for text in texts))
            if not held:
                yield limit
    for child in children(type_):
        yield from _unenforced(child, speller, own=False)


def _keyword(limit: str) -> str:
    """`min_length` as JSON Schema spells it."""
    head, *rest = limit.split("_")
    return head + "".join(map(str.capitalize, rest))


def default_fits(type_: Type, field: Field) -> bool:
    """Whether a field's default is what the field's type, looked up behind references, asks for: its JSON type and,
    for a text, its format."""
    if field.default is None:
        return True
    (kind,) = base_kind([field.default])
    match type_:
        case _ if kind == "null":
            return field.nullable
        case Scalar("any") | OneOf():
            return True
        case Scalar("number"):
            return kind in ("integer", "number")
        case Scalar("string", form):
            return kind == "string" and wellformed(form, json_value(field.default))
        case Scalar(wanted):
            return kind == wanted
        case Choice(values):
            return field.default in values
        case ListOf():
            return field.default.startswith("[")
        case MapOf() | Ref():
            return field.default.startswith("{")
