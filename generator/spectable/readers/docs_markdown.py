"""Reads the pages back as the spec that they are, and holds its schema against the one they were made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..diagnostic import Diagnostic, Report, Severity
from ..model import Alias, Definition, Discriminator, Enum, Field, Model, OneOf, Record, Type, json_text
from ..proof.reader import OptionValue, Outcome
from ..reading.markdown import parse
from ..reading.read import read as read_pages
from ..schema import dump
from ..source import Source, Span

CODE = "docs-differ"
HINT = "generate anew, or mend the template that wrote the page"
STYLE = "spectable"

Place = tuple[str, str, str]
"""Where a fact stands: the model, the field, value or branch (empty for the model itself), the name of the fact."""


def read(folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """Hold the pages in `folder` against `model`: one finding for each fact that differs."""
    report = Report()
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    sources = [Source(path, (folder / path).read_text(encoding="utf-8", errors="replace")) for path in paths]
    found = read_pages(map(parse, sources), STYLE, report)
    facts, wrong = differences(model, found)
    unread = [d for d in report if d.severity > Severity.INFO]
    return Outcome(facts, (*(_differs(d.message, d.span) for d in unread), *wrong))


def differences(expected: Model, found: Model) -> tuple[int, list[Diagnostic]]:
    """(how many facts `expected` states, a finding for each that `found` does not state alike)."""
    count, wrong = 0, []
    for definition in expected.definitions:
        other = found.by_name.get(definition.name)
        wanted = dict(facts_of(definition))
        count += len(wanted)
        if other is None:
            wrong.append(_differs(f"there is no page for the model {definition.name!r}", None))
            continue
        wrong += _compared(wanted, dict(facts_of(other)), places_of(other))
    for definition in found.definitions:
        if definition.name not in expected.by_name:
            wrong.append(_differs(f"the pages hold a model {definition.name!r}, the spec does not", definition.span))
    return count, wrong


def _compared(
    wanted: Mapping[Place, str], said: Mapping[Place, str], places: Mapping[str, Span | None]
) -> Iterator[Diagnostic]:
    for place in dict.fromkeys((*wanted, *said)):
        want, have = wanted.get(place, ""), said.get(place, "")
        if want != have:
            name, part, fact = place
            where = f"{name}.{part}" if part else name
            message = f"{where}: {fact} is {have or 'nothing'} on its page, {want or 'nothing'} in the spec"
            yield _differs(message, places.get(part, places.get("")))


def _differs(message: str, span: Span | None) -> Diagnostic:
    return Diagnostic(CODE, Severity.ERROR, message, span, HINT)


def facts_of(definition: Definition) -> Iterator[tuple[Place, str]]:
    """Every fact that a definition states, as text; what says nothing is no fact."""
    for part, fact, value in _said(definition):
        if value not in ("", False, None, ()):
            yield (definition.name, part, fact), str(value)


def places_of(definition: Definition) -> dict[str, Span | None]:
    """Where the parts of a definition stand, and (as "") the definition itself."""
    match definition:
        case Record(fields=fields):
            parts = {field.name: field.span for field in fields}
        case Enum(members=members):
            parts = {str(member.value): member.span for member in members}
        case Alias():
            parts = {}
    return {"": definition.span, **parts}


def _said(definition: Definition) -> Iterator[tuple[str, str, object]]:
    """(part, name of the fact, what it says) of everything that a definition can say."""
    yield "", "the kind", type(definition).__name__.lower()
    yield "", "the description", _text(definition.description)
    yield "", "deprecated", definition.deprecated
    yield "", "the examples", ", ".join(definition.examples)
    match definition:
        case Record():
            more = definition.additional
            other = "forbidden" if more is False else "" if more is True else _type(more)
            yield "", "the order of fields", ", ".join(_text(field.name) for field in definition.fields)
            yield "", "the primary key", ", ".join(map(_text, definition.primary_key))
            yield "", "what other properties may be", other
            for field in definition.fields:
                yield from ((field.name, fact, value) for fact, value in _of_field(field))
        case Enum():
            yield "", "open", definition.open
            yield "", "the values", ", ".join(member.value for member in definition.members)
            for member in definition.members:
                yield member.value, "the name", _text(member.name)
                yield member.value, "the description", _text(member.description)
        case Alias():
            yield "", "the type", _type(definition.type)
            yield "", "the discriminator", _tag(definition.type)
            yield "", "the default", definition.default


def _of_field(field: Field) -> Iterator[tuple[str, object]]:
    yield "the type", _type(field.type)
    yield "the discriminator", _tag(field.type)
    yield "required", "yes" if field.required else "no"
    yield "nullable", "yes" if field.nullable else "no"
    yield "the description", _text(field.description)
    yield "the default", field.default
    yield "the examples", ", ".join(field.examples)
    yield "deprecated", field.deprecated
    yield "read-only", field.read_only
    yield "write-only", field.write_only
    yield "the foreign key", _text(field.foreign_key)


def _text(text: str) -> str:
    return json_text(text) if text else ""


def _type(type_: Type) -> str:
    """A type as its JSON Schema in one line, its own discriminator aside."""
    node: dict[str, Any] = dump(Model((Alias("", type_),))).document["$defs"][""]
    return json_text({key: value for key, value in node.items() if key != "discriminator"})


def _tag(type_: Type) -> str:
    match type_:
        case OneOf(discriminator=Discriminator(field, mapping)):
            return f"{_text(field)} ({', '.join(f'{_text(value)} {name}' for value, name in mapping)})"
        case _:
            return ""
