"""The phases in their order. Read this first.

    inputs -> pages -> documents -> model -> overlay -> schema -> model -> views -> files -> plan -> disk

Every phase is a function of values; this module only puts them in a row, the first half by way of `spec`. What a
phase needs is imported where it runs, so that a run which can stop early (nothing changed) never loads the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .diagnostic import Diagnostic, Report, SpectableError, failure
from .disk import loader, manifest, output
from .disk.loader import Input
from .disk.manifest import Manifest, Origin
from .disk.origin import origins
from .disk.plan import Plan, current
from .disk.plan import plan as make_plan
from .project import Order, Project, orders
from .source import File
from .spec import Spec as Spec
from .spec import collected, no_models, passed, read_inputs
from .spec import read_spec as read_spec

if TYPE_CHECKING:
    from .disk.drift import Drift
    from .proof.reader import Outcome
    from .targets.target import Target
    from .targets.view import FileView


# --- What the phases give --------------------------------------------------------------------------------------------


class Generation(NamedTuple):
    """What a generation did: files written, removed and kept, as messages call them, and what was found on the way."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Checked(NamedTuple):
    """The files that are not in sync (none: all are), how many are, and what was found on the way."""

    drifts: tuple[Drift, ...]
    in_sync: int
    diagnostics: tuple[Diagnostic, ...]


class Verified(NamedTuple):
    """What the independent reader of one target found."""

    order: Order
    outcome: Outcome


# --- Generating ------------------------------------------------------------------------------------------------------


def render_order(spec: Spec, order: Order, target: Target, report: Report) -> tuple[File, ...]:
    """A spec through one target: its files, in memory."""
    from .targets.render import render

    return render(target, view_order(spec, order, target, report))


def view_order(spec: Spec, order: Order, target: Target, report: Report) -> tuple[FileView, ...]:
    """What the templates of a target see of a spec."""
    from .targets.lower import lower
    from .targets.select import select

    model = select(spec.model, order.models, report, order.target)
    return lower(model, target, target.settle(order.options), report)


def load_orders(project: Project) -> tuple[tuple[Order, Target], ...]:
    """What is to be generated, with the targets. `--set` goes to every target that has the option."""
    from .targets.target import find_targets, load_target

    found = find_targets(project.templates)
    loaded = [(order, load_target(order.target, found)) for order in orders(project)]
    given = project.wish.options
    for name in given:
        if not any(name in target.options for _, target in loaded):
            loaded[0][1].settle({name: given[name]})  # raises: it has no such option
    return tuple(
        (o._replace(options={**o.options, **{k: v for k, v in given.items() if k in t.options}}), t) for o, t in loaded
    )


def _with_options(project: Project) -> tuple[Order, ...]:
    """The orders with the options of the command line, loading targets only where the two must be matched."""
    found = orders(project)
    if project.wish.options:
        return tuple(order for order, _ in load_orders(project))
    return found


class _Prepared(NamedTuple):
    """Everything known before the disk is touched: plans of what may change, manifests of what cannot have."""

    plans: tuple[Plan, ...]
    unchanged: tuple[tuple[Order, Manifest], ...]
    diagnostics: tuple[Diagnostic, ...]


def _prepare(project: Project, stdin: bytes | None, strict: bool, fresh: bool, writing: bool) -> _Prepared:
    report = Report()
    with collected(report):
        inputs = loader.load(project.specs, stdin)
        wanted = _with_options(project)
        unchanged: list[tuple[Order, Manifest]] = []
        stale: list[tuple[Order, Origin]] = []
        for order, origin in zip(wanted, origins(project, wanted, inputs), strict=True):
            found = None if fresh else current(order.place, origin)
            if found is None:
                stale.append((order, origin))
            else:
                unchanged.append((order, found))
        report.diagnostics += _remembered([found for _, found in unchanged], inputs)
        plans = _plans(project, inputs, stale, report) if stale else ()
        if writing:
            report.diagnostics += [d for plan in plans for d in plan.diagnostics]
    return _Prepared(plans, tuple(unchanged), passed(report, strict))


def _plans(
    project: Project, inputs: Sequence[Input], stale: Sequence[tuple[Order, Origin]], report: Report
) -> tuple[Plan, ...]:
    targets = {order.target: target for order, target in load_orders(project)}
    start = len(report.diagnostics)
    spec = read_inputs(project, inputs, report)
    if report.failed:
        raise SpectableError()
    if not spec.model.definitions:
        raise no_models(spec)
    reading = report.diagnostics[start:]
    names = {item.path: item.name for item in inputs}
    plans = []
    for order, origin in stale:
        own = Report()
        files = render_order(spec, order, targets[order.target], own)
        report.diagnostics += own
        warnings = manifest.warning_lines([*reading, *own], names)
        plans.append(make_plan(order.place, files, origin, warnings))
    return tuple(plans)


def _remembered(manifests: Sequence[Manifest], inputs: Sequence[Input]) -> list[Diagnostic]:
    """The warnings of the last generation: what did not change is still as it was."""
    lines = dict.fromkeys(line for found in manifests for line in found.warnings)
    if not lines:
        return []
    sources = {item.name: loader.source(item) for item in inputs}
    found = [manifest.warning(line, sources) for line in lines]
    return sorted(found, key=lambda d: (d.span.source.path, d.span.start) if d.span else ("", 0))


def generate(project: Project, stdin: bytes | None = None, strict: bool = False, fresh: bool = False) -> Generation:
    """Every target that is asked for, onto the disk. Writes all or, when anything is wrong, nothing.

    What comes of the same origin as the last time is not made again, nor the spec read for it; its warnings are
    remembered. `fresh` reads in any case, for the sake of findings of level info.
    """
    prepared = _prepare(project, stdin, strict, fresh, writing=True)
    output.write(prepared.plans)
    kept = [plan.place.name(path) for plan in prepared.plans for path in plan.kept]
    for order, found in prepared.unchanged:
        paths = sorted(path for path, _ in found.outputs)
        output.tidy(order.place, paths)
        kept += map(order.place.name, paths)
    changes = [(plan.place.name(c.path), c) for plan in prepared.plans for c in plan.changes]
    written = tuple(name for name, change in changes if change.new is not None)
    removed = tuple(name for name, change in changes if change.new is None)
    return Generation(written, removed, tuple(sorted(kept)), prepared.diagnostics)


def check(project: Project, stdin: bytes | None = None, strict: bool = False, fresh: bool = False) -> Checked:
    """The same plan held against the disk. Writes nothing."""
    prepared = _prepare(project, stdin, strict, fresh, writing=False)
    in_sync = sum(len(plan.kept) for plan in prepared.plans)
    in_sync += sum(len(found.outputs) for _, found in prepared.unchanged)
    if not prepared.plans:
        return Checked((), in_sync, prepared.diagnostics)
    from .disk.drift import drifts

    return Checked(tuple(d for plan in prepared.plans for d in drifts(plan)), in_sync, prepared.diagnostics)


def stamp(project: Project) -> frozenset[tuple[str, int, int]]:
    """What a generation depends on, as it is on the disk now: each file with its time and size. For `watch`."""
    config = Path(project.config.source.path) if project.config.source else None
    pages = (Path(path) for spec in project.specs for path, _ in loader.find(spec))
    templates = (path for folder in project.templates for path in folder.rglob("*"))
    found = [path for path in (config, *pages, *templates) if path is not None and path.is_file()]
    return frozenset((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found)


def render(project: Project, stdin: bytes | None = None, strict: bool = False) -> dict[str, tuple[File, ...]]:
    """Every target that is asked for, in memory: its files by the target's name."""
    spec = read_spec(project, stdin, strict)
    if not spec.model.definitions:
        raise no_models(spec)
    report = Report()
    with collected(report):
        files = {o.target: render_order(spec, o, target, report) for o, target in load_orders(project)}
    passed(report, strict)
    return files


# --- Judging ---------------------------------------------------------------------------------------------------------


def lint(project: Project, stdin: bytes | None = None, remarks: bool = True) -> tuple[Diagnostic, ...]:
    """What the spec leaves unclear, contradicts or breaks, errors included; with `remarks`, how it was understood too.
    Raises `SpectableError` only for input that cannot be read and for bad configuration."""
    from .tidy.lint import findings

    inputs = loader.load(project.specs, stdin)
    report = Report()
    spec = read_inputs(project, inputs, report)
    if not report.failed and not spec.said.definitions:
        report.diagnostics += no_models(spec).diagnostics
    return findings(spec.said, report, remarks, spec.documents)


def fix(project: Project) -> tuple[tuple[str, ...], int]:
    """Make the edits that findings of `lint` are sure of: (the pages that changed, how many edits). Nothing else in the
    pages changes. Raises `SpectableError` for a page that is not as it was read."""
    from .tidy.fixes import fixed

    if loader.STDIN in project.specs:
        raise failure("bad-usage", "what comes on standard input cannot be mended in its place", hint="name its file")
    inputs = {item.path: item for item in loader.load(project.specs)}
    pages, count = fixed(lint(project))
    for path, text in pages.items():
        before = inputs[path].data
        output.rewrite(Path(path), before, loader.mark(inputs[path]) + text)
    return tuple(pages), count


def verify(project: Project, stdin: bytes | None = None, strict: bool = False) -> tuple[Verified, ...]:
    """What is on the disk held against the spec by readers that know nothing of templates."""
    from .proof.verify import verify as read_back
    from .targets.select import select

    spec = read_spec(project, stdin, strict)
    if not spec.model.definitions:
        raise no_models(spec)
    found = []
    for order, target in load_orders(project):
        model = select(spec.model, order.models, Report(), order.target)
        outcome = read_back(target, order.place.folder, model, target.settle(order.options))
        found.append(Verified(order, outcome))
    return tuple(found)
