"""Data against a checker: one value after another, and a diagnostic for everything that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from ..diagnostic import Diagnostic, Related, Severity
from ..jsonplace import json_places, repeated_keys
from ..source import Source, Span
from .compile import Checker
from .files import BLANK, LENIENT, STDIN, STRICT, Repeated, Shape, Text, find_data, opened, size, texts, unreadable
from .node import Failure

EVERY = 4096
"""Values between two ticks."""
_ODD_NUMBER = re.compile(rb'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN|-?[0-9][0-9.eE+-]*)', re.DOTALL)


@dataclass(slots=True)
class Tally:
    """How far a run is: values seen and those of them that are invalid, failures, bytes read and to be read.
    `stopped`: there may be more failures than were asked for."""

    documents: int = 0
    invalid: int = 0
    failures: int = 0
    read: int = 0
    size: int = 0
    stopped: bool = False


class Validated(NamedTuple):
    """What holding data against a model found: values seen, those that are invalid, whether more may be wrong than was
    asked for, and a diagnostic for every failure."""

    documents: int
    invalid: int
    stopped: bool
    diagnostics: tuple[Diagnostic, ...]


def silent(_: Tally) -> None:
    """No progress."""


def validate_data(
    checker: Checker,
    paths: Sequence[str],
    tally: Tally,
    stdin: BinaryIO | None = None,
    shape: Shape = "auto",
    max_errors: int = 0,
    tick: Callable[[Tally], None] = silent,
) -> Iterator[Diagnostic]:
    """What is wrong with the data in files, folders, globs and `-`, as it is found. 0 of `max_errors`: everything.

    Raises `SpectableError` for what is not there or cannot be read.
    """
    files = find_data(paths)
    tally.size = sum(map(size, files))
    for path in files:
        stream = stdin if path == STDIN and stdin is not None else opened(path)
        shown = "<stdin>" if path == STDIN else path
        try:
            for text in _invalid(checker, texts(stream, shown, shape), tally, tick):
                tally.invalid += 1
                for found in faults(checker, shown, text):
                    if tally.failures == max_errors > 0:
                        tally.stopped = True
                        return
                    tally.failures += 1
                    yield found
        except OSError as error:
            raise unreadable(shown, error) from None
        finally:
            if stream is not stdin:
                stream.close()


def _invalid(checker: Checker, values: Iterator[Text], tally: Tally, tick: Callable[[Tally], None]) -> Iterator[Text]:
    """The texts that hold no good value. Everything fast is here; why they are bad is asked later."""
    valid, decode = checker.valid, STRICT.raw_decode
    for text in values:
        tally.documents += 1
        tally.read += len(text.data)
        if not tally.documents % EVERY:
            tick(tally)
        try:
            words = text.data.decode().strip(BLANK)
            value, end = decode(words)
            good = end == len(words) and valid(value)
        except (ValueError, ArithmeticError, RecursionError):
            good = False
        if not good:
            yield text


# --- What is wrong ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part(Source):
    """A part of a file that begins on line `first`."""

    first: int = 1

    def position(self, offset: int) -> tuple[int, int]:
        line, column = super().position(offset)
        return line + self.first - 1, column

    def line(self, number: int) -> str:
        return super().line(number - self.first + 1)


def faults(checker: Checker, path: str, text: Text) -> Iterator[Diagnostic]:
    """Everything that is wrong with one text. There is something wrong with it."""
    try:
        source = _Part(path, text.data.decode(), first=text.number)
    except UnicodeDecodeError as fault:
        shown = _Part(path, text.data.decode("latin-1"), first=text.number)
        at = len(text.data[: fault.start].decode("latin-1").encode())
        what = f"this is not JSON: byte 0x{text.data[fault.start]:02x} is not UTF-8"
        yield _error("data-not-json", what, shown.span(at, at + 1), "save it as UTF-8")
        return
    try:
        found = list(_of_text(checker, source))
    except RecursionError:
        found = []
    deep = _error("data-too-deep", "this is nested too deep to be checked", source.span(), "nest it less deep")
    yield from found or [deep]


def _of_text(checker: Checker, source: Source) -> Iterator[Diagnostic]:
    words = source.text.strip(BLANK)
    repeated: list[tuple[str, Span]] = []
    try:
        STRICT.decode(words)
    except Repeated:
        repeated = repeated_keys(source)
    except (ValueError, ArithmeticError):
        pass
    try:
        value = LENIENT.decode(words)
    except json.JSONDecodeError as fault:
        at = len(source.text[: source.text.index(words) + fault.pos].encode())
        what = fault.msg[:1].lower() + fault.msg[1:]
        several = fault.msg == "Extra data" and "\n" in words[: fault.pos]
        hint = "if every line is a value: --input lines" if several else "mend the text at this place"
        yield _error("data-not-json", f"this is not JSON: {what}", source.span(at), hint)
    except (ValueError, ArithmeticError):
        yield _odd_number(source)
    else:
        for key, span in repeated:
            what = f"the key {key!r} stands twice in one object; readers disagree which counts"
            yield _error("data-repeats-key", what, span, "take one of them out")
        if failures := checker.failures(value):
            places = json_places(source)
            yield from (_diagnostic(found, places) for found in failures)


def _odd_number(source: Source) -> Diagnostic:
    for match in _ODD_NUMBER.finditer(source.data):
        if match[1]:
            try:
                LENIENT.decode(match[1].decode())
            except (ValueError, ArithmeticError):
                span = Span(source, *match.span(1))
                what = f"{span.text} is no number" if len(span.text) < 40 else "this number has too many digits"
                hint = "write a finite number of at most 4300 digits, or null"
                return _error("data-not-json", f"this is not JSON: {what}", span, hint)
    return _error("data-not-json", "this is not JSON", source.span(), "mend the text")


def _diagnostic(found: Failure, places: dict[str, Span]) -> Diagnostic:
    where = repr(found.pointer) if found.pointer else "the top"
    message = f"expected {found.expected} at {where}, found {found.found}"
    related = (Related("spec", found.row),) if found.row else ()
    facts = (("pointer", found.pointer), ("expected", found.expected), ("found", found.found))
    at = found.pointer
    while at not in places and at:
        at = at.rpartition("/")[0]
    return Diagnostic(found.code, Severity.ERROR, message, places.get(at), found.hint, None, related, facts)


def _error(code: str, message: str, span: Span, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, hint)
