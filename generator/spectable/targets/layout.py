"""Breaks one-line statements over lines as the language's formatter would, so that none has to run.

The statements are those that templates print: `name: annotation = value`, `name = value`, calls, entries of a display
(`"key": value,`), imports and class headers, made of names, literals, calls, subscripts, displays and `|`. Where a
line is too long, its outermost brackets are opened: what is inside goes on one line if it fits there, else on a line
each with a comma after the last (after a single one, none). What has no brackets is put in parentheses if that helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

from .quoting import Code

_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|.", re.DOTALL)
_NESTING = re.compile(r"[\"'()\[\]{}]")
_KEYWORD = re.compile(r"[^\W\d]\w*=(?!=)")
_ASSIGNMENT = re.compile(r"(\w+)(: | = )(?=.)")
_IMPORT = re.compile(r"(from \S+ import )(.+)", re.DOTALL)
_CLASS = re.compile(r"(class \w+\()(.*)(\):)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Layout:
    """The line width and the indent of a language's formatter."""

    width: int = 88
    indent: int = 4

    def fit(self, code: str, indent: int = 0) -> Code:
        """One-line statements, one a line, on as many lines as they take.

        Each may begin with blanks of its own; lines that come of it stand `indent` blanks further in than those.
        """
        found: list[str] = []
        for line in code.split("\n"):
            if columns(line) + indent <= self.width:
                found.append(line)
                continue
            text = line.lstrip(" ")
            own = len(line) - len(text)
            first, *rest = _Lines(self, own + indent).statement(text)
            found += [" " * own + first, *(" " * (own + indent) + more for more in rest)]
        return Code("\n".join(found))

    def enclose(self, code: str, indent: int, open: str, close: str = "") -> Code:
        """A text between `open` and `close` (the same as `open` when left out), printed at an indent that its lines
        carry already: on one line if it is one, else with `close` on a line of its own. No text is nothing.

        Lines after the first keep the indent that they have beyond the least indented of them. A blank keeps apart what
        would run into a delimiter.
        """
        first, *rest = (line.rstrip() for line in code.strip().split("\n"))
        close, lead = close or open, " " * indent
        first = f" {first}" if first.startswith(open[-1]) else first
        first = f"{first} " if not rest and re.search(rf"(?<!\\)(\\\\)*{re.escape(close[0])}\Z", first) else first
        if not rest:
            return Code(f"{lead}{open}{first}{close}\n" if first else "")
        least = min((len(line) - len(line.lstrip(" ")) for line in rest if line), default=0)
        lines = [line and lead + line[least:] for line in rest]
        return Code("\n".join([lead + open + first, *lines, lead + close]) + "\n")


def columns(text: str) -> int:
    """How many columns a text takes: two for a wide character, none for one that combines."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else 0 if combining(c) else 1 for c in text)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where the lines of a statement are made: `depth` blanks in, which the lines do not carry."""

    layout: Layout
    depth: int

    # Statements

    def statement(self, text: str) -> list[str]:
        if match := _IMPORT.fullmatch(text):
            return self._block(match[1] + "(", split(match[2], ", "), ")", each=True, comma=True)
        if match := _CLASS.fullmatch(text):
            return self._block(match[1], split(match[2], ", "), match[3])
        if match := _ASSIGNMENT.match(text):
            return self._assignment(match, text[match.end() :])
        if text.endswith(","):
            return self._entry(text[:-1], ",")
        return self._inside(text, "", "")

    def _assignment(self, match: re.Match[str], rest: str) -> list[str]:
        target = match[0]
        if match[2] == " = ":
            return self._value(target, rest)
        annotation, *value = split(rest, " = ")
        if not value:
            return self._value(target, annotation)
        lines = self._value(f"{target}{annotation} = ", value[0], left=brackets(annotation) is not None)
        if self._fit(lines[0]):
            return lines
        if len(split(annotation, " | ")) > 1:
            head = [f"{target}(", *self._deeper()._indented(annotation), ")"]
        elif brackets(annotation):
            head = self._opened(annotation, target, "")
        else:
            return lines
        return [*head[:-1], *self._value(f"{head[-1]} = ", value[0])]

    def _value(self, before: str, text: str, left: bool = False) -> list[str]:
        """`before` and an expression at the top of a statement: parentheses may go around it.

        They go around brackets only if all fits then, or if they spare the brackets on the `left` side.
        """
        flat = before + text
        if self._fit(flat):
            return [flat]
        wrapped = [f"{before}(", *self._deeper()._indented(text), ")"]
        if len(split(text, " | ")) > 1:
            return wrapped
        if brackets(text) is None:
            return wrapped if self._all_fit(wrapped) else [flat]
        opened = self._opened(text, before, "")
        if self._fit(opened[0]) or not (self._fit(wrapped[0]) if left else self._all_fit(wrapped)):
            return opened
        return wrapped

    # Expressions

    def _inside(self, text: str, before: str, after: str) -> list[str]:
        """An expression within brackets, where a line may end anywhere."""
        flat = before + text + after
        operands = split(text, " | ")
        if self._fit(flat):
            return [flat]
        if len(operands) > 1:
            last = len(operands) - 1
            return [
                line
                for i, operand in enumerate(operands)
                for line in self._inside(operand, "| " if i else before, "" if i < last else after)
            ]
        return [flat] if brackets(text) is None else self._opened(text, before, after)

    def _entry(self, text: str, after: str) -> list[str]:
        """An entry of a display or a call, with its key."""
        key = split(text, ": ")
        if len(key) == 2:
            return self._inside(key[1], f"{key[0]}: ", after)
        keyword = _KEYWORD.match(text)
        if keyword:
            return self._inside(text[keyword.end() :], keyword[0], after)
        return self._inside(text, "", after)

    def _opened(self, text: str, before: str, after: str) -> list[str]:
        found = brackets(text)
        assert found is not None
        head, inner, tail = found
        entries = split(inner, ", ")
        return self._block(before + head, entries, tail + after, each=head in ("[", "{"))

    def _block(self, head: str, entries: list[str], tail: str, each: bool = False, comma: bool = False) -> list[str]:
        """Brackets opened: the entries on a line `each`, or all on one if they fit; after a single one a `comma`."""
        deeper = self._deeper()
        one = ", ".join(entries)
        if deeper._fit(one) and not each:
            return [head, deeper._lead(one), tail]
        after = "," if len(entries) > 1 or comma else ""
        return [head, *(deeper._lead(line) for entry in entries for line in deeper._entry(entry, after)), tail]

    # Lines

    def _deeper(self) -> _Lines:
        return _Lines(self.layout, self.depth + self.layout.indent)

    def _lead(self, line: str) -> str:
        return " " * self.layout.indent + line

    def _indented(self, text: str) -> Iterator[str]:
        return map(self._lead, self._inside(text, "", ""))

    def _fit(self, line: str) -> bool:
        return columns(line) + self.depth <= self.layout.width

    def _all_fit(self, lines: list[str]) -> bool:
        return all(map(self._fit, lines))


def split(text: str, separator: str) -> list[str]:
    """The parts of an expression between separators that stand in no brackets and no string."""
    if separator not in text:
        return [text]
    if not _NESTING.search(text):
        return text.split(separator)
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        token = match.group() if match else text[at]
        if token in "([{":
            depth += 1
        elif token in ")]}":
            depth -= 1
        elif depth == 0 and token == separator[0] and text.startswith(separator, at):
            parts.append(text[start:at])
            at = start = at + len(separator)
            continue
        at += len(token)
    return [*parts, text[start:]]


def brackets(text: str) -> tuple[str, str, str] | None:
    """An expression that ends in brackets as what stands before and with the first, in them, and the last."""
    if text[-1:] not in (")", "]", "}"):
        return None
    depth, opened, at = 0, 0, 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in ("(", "[", "{"):
            opened = match.end() if depth == 0 else opened
            depth += 1
        elif token in (")", "]", "}"):
            depth -= 1
            at = match.start()
    inner = text[opened:at]
    return (text[:opened], inner, text[at:]) if inner else None
