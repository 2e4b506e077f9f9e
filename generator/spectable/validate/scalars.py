"""Scalars, constants and enums as compiled nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ..diagnostic import Report, did_you_mean
from ..model import Enum, Json, Limits, Scalar, base_kind, json_value
from ..source import Span
from .equality import Number, exactly, is_multiple, is_whole, same_key
from .node import CLASSES, KINDS, Failure, Inside, Node, Ok, any_of, fails, kind_of, nothing, shown
from .patterns import searching
from .textforms import FREE, NUMBERS, TEXTS

_LISTED = 8
_KINDS = {kind: frozenset({kind}) for kind in KINDS} | {"number": frozenset({"integer", "number"}), "any": KINDS}
_CLASSES: dict[str, frozenset[type]] = {
    "string": frozenset({str}),
    "integer": frozenset({int}),
    "number": frozenset({int, float, Decimal}),
    "boolean": frozenset({bool}),
    "null": frozenset({type(None)}),
    "any": CLASSES,
}
"""The classes all of whose values are of a kind."""
WORDS = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "a boolean",
    "null": "null",
    "any": "any value",
}
_LIKE = {
    "date": "2026-01-31",
    "time": "12:30:00Z",
    "date-time": "2026-01-31T12:30:00Z",
    "duration": "PT1H30M",
    "uuid": "7f8c0c5e-2f3a-4b6d-9e1f-0a2b3c4d5e6f",
    "uri": "https://example.org/a",
    "email": "name@example.org",
    "byte": "aGVsbG8=, which is base64",
    "decimal": "12.50",
    "hostname": "www.example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "int32": "2147483647, 32 bits at most",
    "int64": "9223372036854775807, 64 bits at most",
    "float": "1.5, no greater than a float of 32 bits",
    "double": "1.5, no greater than a float of 64 bits",
}


class Test(NamedTuple):
    """One thing that a value of the right kind must still fulfil."""

    code: str
    expected: str
    holds: Ok


def scalar(type_: Scalar, row: Span | None, report: Report) -> Node:
    """A JSON primitive with its limits and its format. What cannot be asserted goes to the report."""
    kind = type_.kind
    if kind == "string":
        tests = [*_text_tests(type_.limits, row, report), *_format_tests(type_.format, TEXTS, row, report)]
    elif kind in ("integer", "number"):
        tests = [*_number_tests(type_.limits), *_format_tests(type_.format, NUMBERS, row, report)]
    else:
        tests = []
    form = f" of the format {type_.format}" if type_.format in _LIKE else ""
    expected = WORDS[kind] + form
    plain = frozenset() if tests else _CLASSES[kind]
    ok = _all(_of_kind(kind), [test.holds for test in tests])
    return Node(lambda: expected, lambda: _KINDS[kind], ok, tested(tests, row), row, plain)


def tested(tests: list[Test], row: Span | None) -> Inside:
    """The failures of the tests that do not hold."""
    if not tests:
        return nothing

    def inside(value: Any, at: str) -> Iterator[Failure]:
        for code, expected, holds in tests:
            if not holds(value):
                yield from fails(code, at, expected, shown(value), row)

    return inside


def _of_kind(kind: str) -> Ok:
    classes = _CLASSES[kind]
    if len(classes) == 1 and kind != "integer":
        (only,) = classes
        return lambda value: value.__class__ is only
    if kind == "integer":
        return lambda value: value.__class__ is int or (value.__class__ in (float, Decimal) and is_whole(value))
    return lambda value: value.__class__ in classes


def _all(first: Ok, others: list[Ok]) -> Ok:
    match others:
        case []:
            return first
        case [only]:
            return lambda value: first(value) and only(value)
        case _:
            return lambda value: first(value) and all(holds(value) for holds in others)


def _text_tests(limits: Limits, row: Span | None, report: Report) -> Iterator[Test]:
    low, high, pattern = limits.min_length, limits.max_length, limits.pattern
    if low is not None:
        yield Test("value-out-of-limits", f"at least {_count(low, 'character')}", lambda text: len(text) >= low)
    if high is not None:
        yield Test("value-out-of-limits", f"at most {_count(high, 'character')}", lambda text: len(text) <= high)
    if pattern is not None:
        if (search := searching(pattern)) is not None:
            yield Test("value-out-of-limits", f"a match of {pattern!r}", lambda text: search(text) is not None)
        else:
            hint = "say it in words that Python's `re` knows too, or leave it out"
            report.warning("pattern-not-asserted", f"the pattern {pattern!r} is not asserted", row, hint)


def _number_tests(limits: Limits) -> Iterator[Test]:
    bounds: tuple[tuple[Json | None, str, Callable[[Any, Any], bool]], ...] = (
        (limits.minimum, "at least", lambda number, bound: bool(number >= bound)),
        (limits.maximum, "at most", lambda number, bound: bool(number <= bound)),
        (limits.exclusive_minimum, "more than", lambda number, bound: bool(number > bound)),
        (limits.exclusive_maximum, "less than", lambda number, bound: bool(number < bound)),
    )
    for text, words, compare in bounds:
        if text is not None:
            yield Test("value-out-of-limits", f"{words} {text}", _bounded(json_value(text), compare))
    if limits.multiple_of is not None:
        step: Number = json_value(limits.multiple_of)
        expected = f"a multiple of {limits.multiple_of}"
        yield Test("value-out-of-limits", expected, lambda number: is_multiple(number, step))


def _bounded(bound: Number, compare: Callable[[Any, Any], bool]) -> Ok:
    """Two floats order as their texts do; any other pair is compared as it was written."""
    kind, exact = bound.__class__, exactly(bound)
    return lambda number: compare(number, bound) if number.__class__ is kind else compare(exactly(number), exact)


def _format_tests(form: str, known: Any, row: Span | None, report: Report) -> Iterator[Test]:
    if form in known:
        yield Test("value-of-another-format", f"the format {form} (like {_LIKE[form]})", known[form])
    elif form not in FREE:
        report.info("format-not-asserted", f"the format {form!r} is not asserted", row)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


# --- Lists of values -------------------------------------------------------------------------------------------------


def choice(values: tuple[Json, ...], row: Span | None) -> Node:
    """One of these values, by the equality of JSON Schema."""
    known = [json_value(value) for value in values]
    keys = frozenset(map(same_key, known))
    words = frozenset(value for value in known if isinstance(value, str))
    kinds = frozenset(map(kind_of, known))
    listed = any_of(list(values) if len(values) <= _LISTED else [*values[:_LISTED], f"{len(values) - _LISTED} others"])
    ok: Ok
    if len(words) == len(known):

        def ok(value: Any) -> bool:
            return value.__class__ is str and value in words
    else:

        def ok(value: Any) -> bool:
            return same_key(value) in keys

    def inside(value: Any, at: str) -> Iterator[Failure]:
        if not ok(value):
            hint = did_you_mean(value, words) if isinstance(value, str) else ""
            near = hint if hint.startswith("did you mean") else ""
            yield from fails("value-not-listed", at, listed, shown(value), row, near)

    return Node(lambda: listed, lambda: kinds, ok, inside, row)


def enum(definition: Enum) -> Node:
    """A closed enum is its values; an open one is any value of the kinds that they have."""
    values = tuple(member.value for member in definition.members)
    if not definition.open:
        return choice(values, definition.span)
    return of_kinds(base_kind(values) or ("any",), definition.span)


def of_kinds(words: Iterable[str], row: Span | None) -> Node:
    """Any value of some kinds."""
    names = ("any",) if "any" in (given := tuple(words)) else given
    kinds = frozenset[str]().union(*(_KINDS[name] for name in names))
    plain = frozenset[type]().union(*(_CLASSES[name] for name in names))
    tests = [_of_kind(name) for name in names]
    expected = any_of([WORDS[name] for name in names])
    return Node(lambda: expected, lambda: kinds, lambda v: any(test(v) for test in tests), nothing, row, plain)
