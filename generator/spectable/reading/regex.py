"""Whether a text is a regular expression (ECMA 262, 22.2.1, as JSON Schema means it), and whether matching it may take
forever. What only other engines know (`(?i)`, `(?P<name>`, `a++`) is no fault: there it means something."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DEEPEST = 100
"""Groups in groups: more than a person writes, fewer than make an engine run out of stack."""

_WHOLE = re.compile(r"\(\?(?:P=\w+|#[^()]*|[A-Za-z]+(?:-[A-Za-z]+)?)\)")
_OPEN = re.compile(r"\((?:\?(?:[:=!>|]|<[=!]|P?<[^\W\d]\w*>|[A-Za-z]*(?:-[A-Za-z]+)?:))?")
_QUANTIFIER = re.compile(r"(?:(?P<sign>[*+?])|\{(?P<low>\d{1,9})(?P<comma>,)?(?P<high>\d{0,9})\})[?+]?")
_PUNCTUATION = re.compile(r"[^\w\s]")


class _Fault(Exception):
    """What is wrong, in words that go on from `it is no regular expression:`."""


@dataclass(slots=True)
class _Group:
    """A group being read: whether it has alternatives, or something in it repeats without end."""

    varies: bool = False


@dataclass(slots=True)
class _Scan:
    """One look at a pattern from its beginning to its end."""

    text: str
    at: int = 0
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    atom: _Group | None = None
    endless: int = 0
    nested: bool = False

    def run(self) -> None:
        while self.at < len(self.text):
            self.step(self.text[self.at])
        if len(self.groups) > 1:
            raise _Fault("a '(' is never closed")

    def step(self, character: str) -> None:
        match character:
            case "\\":
                if self.at + 1 == len(self.text):
                    raise _Fault("it ends in a backslash")
                self.at, self.atom = self.at + 2, _Group()
            case "[":
                self.at, self.atom = _end_of_class(self.text, self.at), _Group()
            case "(":
                self.open()
            case ")":
                if len(self.groups) == 1:
                    raise _Fault("a ')' closes nothing")
                self.atom = self.groups.pop()
                self.groups[-1].varies |= self.atom.varies
                self.at += 1
            case "|" | "^" | "$":
                self.groups[-1].varies |= character == "|"
                self.at, self.atom = self.at + 1, None
            case _:
                self.repeat_or_letter()

    def open(self) -> None:
        if whole := _WHOLE.match(self.text, self.at):
            self.at, self.atom = whole.end(), None
            return
        opened = _OPEN.match(self.text, self.at)
        self.at, self.atom = (opened.end() if opened else self.at + 1), None
        self.groups.append(_Group())
        if len(self.groups) > DEEPEST:
            raise _Fault(f"its groups are nested deeper than {DEEPEST}")

    def repeat_or_letter(self) -> None:
        found = _QUANTIFIER.match(self.text, self.at)
        if found is None:
            self.at, self.atom = self.at + 1, _Group()
            return
        if self.atom is None:
            raise _Fault(f"there is nothing that {found[0]!r} could repeat")
        low, high = found["low"], found["high"]
        if high and int(low) > int(high):
            raise _Fault(f"{found[0]!r} is the wrong way round")
        if found["sign"] in ("*", "+") or (found["comma"] and not high):
            self.endless += 1
            self.nested |= self.atom.varies
            self.groups[-1].varies = True
        elif low:
            self.nested |= self.atom.varies
        self.at, self.atom = found.end(), None


def _end_of_class(text: str, start: int) -> int:
    """Where the class that opens at `start` ends."""
    at = start + (2 if text[start + 1 : start + 2] == "^" else 1)
    low: str | None = None
    while at < len(text):
        if text[at] == "]":
            return at + 1
        letter, end = _letter(text, at)
        if low is not None and letter is not None and low > letter:
            raise _Fault(f"the range '{low}-{letter}' is the wrong way round")
        is_range = low is None and letter is not None and text[end : end + 1] == "-" and text[end + 1 : end + 2] != "]"
        low, at = (letter, end + 1) if is_range else (None, end)
    raise _Fault("a '[' is never closed")


def _letter(text: str, at: int) -> tuple[str | None, int]:
    """(a character of a class, None for one that an escape names; where it ends)."""
    if text[at] != "\\":
        return text[at], at + 1
    escaped = text[at + 1 : at + 2]
    return (escaped if _PUNCTUATION.fullmatch(escaped) else None), at + 2


def fault(pattern: str) -> str:
    """What is wrong with a pattern, in words that go on from `it is no regular expression:`; empty for a good one."""
    try:
        _Scan(pattern).run()
    except _Fault as found:
        return str(found)
    return ""


def may_hang(pattern: str) -> bool:
    """Whether an engine that backtracks may need more than a moment for a text of some hundred characters: something
    that varies is repeated, or more than three things repeat without end. True for what is no pattern."""
    scan = _Scan(pattern)
    try:
        scan.run()
    except _Fault:
        return True
    return scan.nested or scan.endless > 3
