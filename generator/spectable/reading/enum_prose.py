"""The values of an enum that stand in the description of its field: as lines that begin with them, as a sentence, or as
those of another field that is named.

A style whose type says no more than `Enum` has `ENUM` for it: a choice whose values are still to be found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..diagnostic import Report
from ..model import ANY, ENUM, STRING, Choice, Json, ListOf, OneOf, Scalar, Type, json_text, one_of
from .constant import enum_values
from .dialect import Facts, ValuesInProse

_DEEPEST = 8  # a field whose values are those of a field whose values are those of …
_IN_LINE = re.compile(r"(?:(?:^|[\s,;/|:]|\bor\b|\band\b|\beither\b|\([^()`]*\)|[\"'*_])*`(?P<value>[^`\n]+)`)")
_LINE = re.compile(
    r"\s*(?:[-*•]\s*)?[\"'*_]{0,2}`(?P<value>[^`\n]+)`[\"'*_]{0,2}"
    r"\s*(?:\(?(?:or|and) (?:`?empty`?|blank|unset)\)?\s*)?(?:[,;.]?\s*$|[-–—:=]|[*_]{0,2}\()"
)
_EXAMPLE = re.compile(r"\s*[*_(]*(?:for )?(?:examples?|e\.g\.|i\.e\.)\b", re.IGNORECASE)


def with_values(facts: Mapping[object, Facts], prose: ValuesInProse, report: Report) -> None:
    """Put the values that descriptions list into the types of some fields, those of one table. An enum without any is
    reported, and any value."""
    by_name = {row.name: row for row in facts.values()}
    found: dict[str, tuple[str, ...]] = {}
    for row in facts.values():
        certain = _holds(row.type, ENUM)
        if not certain and not _holds(row.type, STRING):
            continue
        values = _values(row, by_name, prose, certain, found, 0)
        if certain and not values:
            read_as = f"it is read as any {_noun(prose.otherwise)}"
            message = f"{row.name!r} is an enum, and its description lists no values; {read_as}"
            report.warning("empty-enum", message, row.span, "list its values in code spans, a line each")
        if certain:
            row.type = _replaced(row.type, ENUM, Choice(enum_values(values)) if values else prose.otherwise)
        elif len(values) > 1:
            row.type = _replaced(row.type, STRING, Choice(tuple(_text(value) for value in values)))


def _noun(type_: Type) -> str:
    return type_.kind if isinstance(type_, Scalar) and type_ != ANY else "value"


def _text(value: str) -> Json:
    return json_text(value.strip('"')) if value[:1] == value[-1:] == '"' else json_text(value)


def _values(
    row: Facts,
    rows: Mapping[str, Facts],
    prose: ValuesInProse,
    certain: bool,
    found: dict[str, tuple[str, ...]],
    depth: int,
) -> tuple[str, ...]:
    """The values that the description of a row lists, or that of the row it refers to."""
    if row.name not in found:
        found[row.name] = _listed(row.description, prose, certain)
    if found[row.name] or not certain or depth > _DEEPEST:
        return found[row.name]
    other = prose.same_as.search(row.description) if prose.same_as else None
    if other is None or other["field"] not in rows:
        return ()
    return _values(rows[other["field"]], rows, prose, certain, found, depth + 1)


def _listed(text: str, prose: ValuesInProse, certain: bool) -> tuple[str, ...]:
    """The values that a description lists behind the words that introduce them, or anywhere when it is certain that it
    lists some."""
    introduced = prose.introduction.search(text)
    if introduced is None and not certain:
        return ()
    behind = text[introduced.end() :] if introduced else text
    return _lines(behind) or (_sentence(behind) if introduced else ())


def _lines(text: str) -> tuple[str, ...]:
    """The values that lines begin with, up to the first paragraph that does not."""
    values: dict[str, None] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if match := _LINE.match(line):
            values[match["value"].strip()] = None
        elif values and line.strip() and (_EXAMPLE.match(line) or not lines[at - 1].strip()):
            break
    return tuple(values)


def _sentence(text: str) -> tuple[str, ...]:
    """The values that follow one another in a sentence: "`a`, `b` (the usual one) or `c`"."""
    values: list[str] = []
    at = 0
    while match := _IN_LINE.match(text, at):
        values.append(match["value"].strip())
        at = match.end()
    return tuple(dict.fromkeys(values))


def _holds(type_: Type, part: Type) -> bool:
    match type_:
        case ListOf(item):
            return _holds(item, part)
        case OneOf(branches):
            return part in branches
        case _:
            return type_ == part


def _replaced(type_: Type, part: Type, by: Type) -> Type:
    match type_:
        case ListOf(item):
            return replace(type_, item=_replaced(item, part, by))
        case OneOf(branches):
            return one_of(by if branch == part else branch for branch in branches)
        case _:
            return by if type_ == part else type_
