"""A comparison as text, as a changelog in Markdown, and as diagnostics for the formats that all commands share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..blocks import printable
from ..diagnostic import Diagnostic, Related, Severity
from .changes import Where
from .judge import Comparison, Judged
from .rules import Verdict

_SEVERITY = {Verdict.BREAKING: Severity.ERROR, Verdict.INFO: Severity.WARNING, Verdict.COMPATIBLE: Severity.INFO}
_TITLES = {Verdict.BREAKING: "Breaking", Verdict.INFO: "To know", Verdict.COMPATIBLE: "Compatible"}
_COLORS = {Verdict.BREAKING: "\x1b[1;31m", Verdict.INFO: "\x1b[1;33m", Verdict.COMPATIBLE: "\x1b[1;32m"}
_DIM, _RESET = "\x1b[2m", "\x1b[0m"


def reasons(one: Judged) -> Iterator[tuple[str, str, str]]:
    """(side, verdict, why) of a change, for the sides that were asked about."""
    for side in one.sides:
        cell = one.rule.cell(side)
        yield str(side), str(cell.verdict), cell.reason


def diagnostics(comparison: Comparison) -> tuple[Diagnostic, ...]:
    """A finding for each change: an error where it breaks, a warning where there is something to know."""
    return tuple(map(_diagnostic, comparison.judged))


def _diagnostic(one: Judged) -> Diagnostic:
    where = one.change.where
    facts = [("where", str(where)), ("verdict", str(one.verdict))]
    facts += [(side, verdict) for side, verdict, _ in reasons(one)]
    worst = [f"{side}: {why}" for side, verdict, why in reasons(one) if verdict == str(one.verdict)]
    related = () if where.old is None or where.new is None else (Related("old", where.old),)
    severity, hint = _SEVERITY[one.verdict], "; ".join(worst)
    place = where.new or where.old
    return Diagnostic(one.rule.code, severity, one.message, place, hint, related=related, facts=tuple(facts))


def facts(comparison: Comparison, old: str, new: str) -> dict[str, Any]:
    """What a JSON document says beside the findings."""
    ignored = [
        {"code": one.rule.code, "where": str(one.change.where), "message": one.message, "reason": reason}
        for one, reason in comparison.ignored
    ]
    return {
        "old": old,
        "new": new,
        "sides": [str(side) for side in comparison.sides],
        "verdict": str(comparison.worst),
        "semver": comparison.bump,
        **{str(verdict): comparison.number(verdict) for verdict in reversed(Verdict)},
        "ignored": ignored,
    }


# --- Text ------------------------------------------------------------------------------------------------------------


def text(comparison: Comparison, color: bool = False, verbose: bool = False) -> str:
    """What a person reads: the gravest first, each with its places and for whom it breaks. `verbose` says why the
    other sides are safe too, and what was ignored."""
    lines: list[str] = []
    for one in sorted(comparison.judged, key=lambda one: -one.verdict):
        lines += _lines(one, color, verbose)
    for one, reason in comparison.ignored if verbose else ():
        lines.append(f"ignored: {printable(one.message)} [{one.rule.code}]: {printable(reason)}")
    return "\n".join([*lines, summary(comparison)]) + "\n"


def _lines(one: Judged, color: bool, verbose: bool) -> Iterator[str]:
    def paint(style: str, words: str) -> str:
        return f"{style}{words}{_RESET}" if color else words

    code = paint(_DIM, f"[{one.rule.code}]")
    yield f"{paint(_COLORS[one.verdict], str(one.verdict))}: {printable(one.message)} {code}"
    for what, place in _places(one.change.where):
        yield f"  {what}: {printable(place)}"
    for side, verdict, why in reasons(one):
        if verbose or verdict != str(Verdict.COMPATIBLE):
            yield f"  {side}: {verdict}, {why}"


def _places(where: Where) -> Iterator[tuple[str, str]]:
    if where.old is not None:
        yield "old", str(where.old)
    if where.new is not None:
        yield "new", str(where.new)


def summary(comparison: Comparison) -> str:
    """One line: how many changes there are of which verdict, and the version step."""
    if not comparison.judged and not comparison.ignored:
        return "no changes"
    number = len(comparison.judged)
    parts = [f"{comparison.number(verdict)} {_TITLES[verdict].lower()}" for verdict in reversed(Verdict)]
    ignored = f", {len(comparison.ignored)} ignored" if comparison.ignored else ""
    changes = f"{number} change{'' if number == 1 else 's'}"
    return f"{changes}: {', '.join(parts)}{ignored}; version step: {comparison.bump}"


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown(comparison: Comparison, old: str, new: str) -> str:
    """A changelog: a section for each verdict, a list of changes below each model."""
    lines = [f"# Changes from {_code(old)} to {_code(new)}", "", f"{summary(comparison).capitalize()}."]
    for verdict in reversed(Verdict):
        found = [one for one in comparison.judged if one.verdict is verdict]
        if found:
            lines += ["", f"## {_TITLES[verdict]}", *_section(found)]
    if comparison.ignored:
        lines += ["", "## Ignored", ""]
        lines += [f"- {_escaped(_sentence(one))} {_escaped(reason)}" for one, reason in comparison.ignored]
    return "\n".join(lines) + "\n"


def _section(found: Sequence[Judged]) -> Iterator[str]:
    for model in dict.fromkeys(one.change.where.model for one in found):
        yield from ("", f"### {_code(model)}", "")
        for one in found:
            if one.change.where.model == model:
                yield f"- {_escaped(_sentence(one))} (`{one.rule.code}`)"
                for side, verdict, why in reasons(one):
                    if verdict != str(Verdict.COMPATIBLE):
                        yield f"  - {side}: {verdict}, {_escaped(why)}"


def _sentence(one: Judged) -> str:
    return one.message[:1].upper() + one.message[1:] + "."


def _code(words: str) -> str:
    """A code span of any text (CommonMark 6.1): more backticks around it than in it."""
    words = printable(words)
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    return f"{fence} {words} {fence}" if "`" in words else f"`{words}`"


def _escaped(words: str) -> str:
    """Text that stays text in Markdown (CommonMark 2.4), and that GitHub makes no link or mention of."""
    escaped = re.sub(r"([\\`*_\[\]<>&|~#$!])", r"\\\1", printable(words))
    return re.sub(r"(?<=\w)(?=://)|(?<=\bwww)(?=\.)|(?<=@)(?=\w)", "<!-- -->", escaped)
