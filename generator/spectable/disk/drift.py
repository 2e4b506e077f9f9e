"""Why the disk is not what the spec says: each difference with its cause, and as a unified diff."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..diagnostic import Diagnostic, Severity
from ..source import Source, Span
from .loader import MANIFEST
from .manifest import Manifest
from .plan import Change, Plan

RUN = "run `spectable generate`"


@dataclass(frozen=True, slots=True)
class Drift:
    """One file that generating would change: the findings that say why, and the change as a unified diff."""

    path: str
    findings: tuple[Diagnostic, ...]
    diff: str = field(repr=False)


def drifts(plan: Plan) -> tuple[Drift, ...]:
    """Every file of a plan that is not in sync. A manifest that is not there, while it should be, is one of them."""
    changes = [_drift(plan, c) for c in sorted((*plan.changes, *plan.abandoned), key=lambda c: c.path)]
    if plan.before is None and not changes:
        path = plan.place.name(MANIFEST)
        changes.append(Drift(path, (Diagnostic("drift-missing", *_said(path, "is missing")),), ""))
    return tuple(changes)


def _drift(plan: Plan, change: Change) -> Drift:
    path = plan.place.name(change.path)
    known = plan.before is not None and change.path in plan.before.digests()
    findings: list[Diagnostic] = []
    if change.new is None:
        findings.append(Diagnostic("drift-left-over", *_said(path, "is left over: nothing in the spec makes it")))
    elif change.old is None and known:
        findings.append(Diagnostic("drift-missing", *_said(path, "is missing")))
    elif change.old is None:
        findings.append(Diagnostic("drift-missing", *_said(path, "is missing: it was never generated")))
    if change.edited:
        findings.append(Diagnostic("drift-edited", *_said(path, "was edited by hand")))
    if change.new is not None:
        findings += _origin_findings(plan.before, plan.after, path)
    if not findings:
        findings.append(Diagnostic("drift-tool", *_said(path, "is not what this version makes")))
    return Drift(path, tuple(findings), _diff(path, change))


def _origin_findings(before: Manifest | None, after: Manifest, path: str) -> list[Diagnostic]:
    if before is None:
        return []
    old, new = before.origin, after.origin
    found: list[Diagnostic] = []
    if old.inputs != new.inputs:
        names = ", ".join(sorted({name for name, _ in old.inputs ^ new.inputs})[:3])
        found.append(Diagnostic("drift-spec", *_said(path, f"is out of date: the spec changed ({names})")))
    if old.options != new.options:
        found.append(Diagnostic("drift-options", *_said(path, "is out of date: the configuration changed")))
    if (old.tool, old.templates) != (new.tool, new.templates):
        what = "the tool" if old.tool != new.tool else "a template"
        found.append(Diagnostic("drift-tool", *_said(path, f"is out of date: {what} changed")))
    return found


def _said(path: str, what: str) -> tuple[Severity, str, Span, str]:
    return Severity.ERROR, f"{path!r} {what}", Source(path, "").span(), RUN


def _diff(path: str, change: Change) -> str:
    """From what is there to what should be: applying it does what `generate` would do."""
    from difflib import unified_diff

    lines = unified_diff(
        _lines(change.old),
        _lines(change.new),
        "/dev/null" if change.old is None else f"a/{path}",
        "/dev/null" if change.new is None else f"b/{path}",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(data: bytes | None) -> list[str]:
    *lines, rest = (data or b"").decode("utf-8", "replace").split("\n")
    return [f"{line}\n" for line in lines] + ([rest] if rest else [])
