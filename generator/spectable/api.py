"""The phases in their order. Read this first.

    inputs -> pages -> documents -> model -> overlay -> schema -> model -> views -> files -> plan -> disk

Every phase is a function of values; this module only puts them in a row. What a phase needs is imported where it
runs, so that a run which can stop early (nothing changed) never loads the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import loader, manifest, output
from .config import FILE, Config
from .diagnostic import Diagnostic, Report, SpectableError, failure
from .loader import Input
from .manifest import Manifest, Origin, Place
from .origin import origins
from .plan import Plan, current
from .plan import plan as make_plan
from .project import Order, Project, open_config, orders, shown, template_folders
from .source import File, Source, Span

if TYPE_CHECKING:
    from .dialect import Dialect
    from .drift import Drift
    from .markdown import Document
    from .model import Model
    from .reader import Outcome
    from .target import Target
    from .view import FileView


# --- What the phases give --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spec:
    """A spec that has been read.

    `said` is the model as the pages and the overlay say it, `model` the same by way of the schema (equal to it, and
    all that targets see). `schema` is the JSON Schema document, `source_map` says where each part of it was said.
    `diagnostics` are what reading found, `documents` the pages (none when a JSON Schema was handed in).
    """

    sources: tuple[Source, ...] = field(repr=False)
    documents: tuple[Document, ...] = field(repr=False)
    said: Model = field(repr=False)
    model: Model
    schema: Mapping[str, Any] = field(repr=False)
    source_map: Mapping[str, Span] = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def schema_text(self) -> str:
        """The schema as the text of a file."""
        from .schema import schema_text

        return schema_text(self.schema)


@dataclass(frozen=True, slots=True)
class Generation:
    """What a generation did: files written, removed and kept, as messages call them, and what was found on the way."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The files that are not in sync (none: all are), how many are, and what was found on the way."""

    drifts: tuple[Drift, ...]
    in_sync: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What the independent reader of one target found."""

    order: Order
    outcome: Outcome


# --- Reading ---------------------------------------------------------------------------------------------------------


def read_spec(project: Project, stdin: bytes | None = None, strict: bool = False) -> Spec:
    """SPEC -> the model, its schema and where everything stands. Raises `SpectableError` when there are errors."""
    report = Report()
    with _collected(report):
        spec = _read(project, loader.load(project.specs, stdin), report)
    return replace(spec, diagnostics=_passed(report, strict))


def _read(project: Project, inputs: Sequence[Input], report: Report) -> Spec:
    """The phases up to the model that targets see. Findings, errors too, go to `report`."""
    from .model import Model
    from .schema import dump, load

    sources = tuple(map(loader.source, inputs))
    documents: tuple[Document, ...] = ()
    if any(item.is_schema for item in inputs):
        said = _read_schema(sources[0], report)
    else:
        documents, said = _read_pages(project, sources, report)
    said = _overlaid(said, project, report)
    dumped = dump(said)
    model = Model() if report.failed else load(dumped.document, Report(), source_map=dumped.source_map)
    return Spec(sources, documents, said, model, dumped.document, dumped.source_map)


def _read_schema(source: Source, report: Report) -> Model:
    from .model import Model
    from .schema import load, parse

    document = parse(source, report)
    name = source.name.rpartition("/")[2].partition(".")[0]
    return Model() if report.failed else load(document, report, source, name=name)


def _read_pages(project: Project, sources: Sequence[Source], report: Report) -> tuple[tuple[Document, ...], Model]:
    from .markdown import parse
    from .read import read

    documents = tuple(map(parse, sources))
    config = project.config
    model = read(documents, config.dialect, report, dialects_of(config), config.nullable_when_unstated)
    return documents, model


def dialects_of(config: Config) -> Mapping[str, Dialect]:
    """Every table style by name, those of the configuration included."""
    from .dialect import known

    if not config.dialects:
        return known()
    from .house import houses

    return houses(config.dialects, known(), config.place)


def _overlaid(model: Model, project: Project, report: Report) -> Model:
    """The model with the configuration's facts. A fact that fits nothing is bad configuration: it stops every run."""
    if not project.config.models or report.failed:
        return model
    from . import overlay

    found = Report()
    model = overlay.apply(model, project.config, found, partial=not project.whole)
    if found.failed:
        raise SpectableError(*found)
    return model


# --- Generating ------------------------------------------------------------------------------------------------------


def render_order(spec: Spec, order: Order, target: Target, report: Report) -> tuple[File, ...]:
    """A spec through one target: its files, in memory."""
    from .render import render

    return render(target, view_order(spec, order, target, report))


def view_order(spec: Spec, order: Order, target: Target, report: Report) -> tuple[FileView, ...]:
    """What the templates of a target see of a spec."""
    from .lower import lower
    from .select import select

    model = select(spec.model, order.models, report, order.target)
    return lower(model, target, target.settle(order.options), report)


def load_orders(project: Project) -> tuple[tuple[Order, Target], ...]:
    """What is to be generated, with the targets. `--set` goes to every target that has the option."""
    from .target import find_targets, load_target

    found = find_targets(project.templates)
    loaded = [(order, load_target(order.target, found)) for order in orders(project)]
    given = project.wish.options
    for name in given:
        if not any(name in target.options for _, target in loaded):
            loaded[0][1].settle({name: given[name]})  # raises: it has no such option
    return tuple(
        (replace(o, options={**o.options, **{k: v for k, v in given.items() if k in t.options}}), t) for o, t in loaded
    )


def _with_options(project: Project) -> tuple[Order, ...]:
    """The orders with the options of the command line, loading targets only where the two must be matched."""
    found = orders(project)
    if project.wish.options:
        return tuple(order for order, _ in load_orders(project))
    return found


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Everything known before the disk is touched: plans of what may change, manifests of what cannot have."""

    plans: tuple[Plan, ...]
    unchanged: tuple[tuple[Order, Manifest], ...]
    diagnostics: tuple[Diagnostic, ...]


def _prepare(project: Project, stdin: bytes | None, strict: bool, writing: bool) -> _Prepared:
    report = Report()
    with _collected(report):
        inputs = loader.load(project.specs, stdin)
        wanted = _with_options(project)
        unchanged: list[tuple[Order, Manifest]] = []
        stale: list[tuple[Order, Origin]] = []
        for order, origin in zip(wanted, origins(project, wanted, inputs), strict=True):
            found = current(order.place, origin)
            if found is None:
                stale.append((order, origin))
            else:
                unchanged.append((order, found))
        report.diagnostics += _remembered([found for _, found in unchanged], inputs)
        plans = _plans(project, inputs, stale, report) if stale else ()
        if writing:
            report.diagnostics += [d for plan in plans for d in plan.diagnostics]
    return _Prepared(plans, tuple(unchanged), _passed(report, strict))


def _plans(
    project: Project, inputs: Sequence[Input], stale: Sequence[tuple[Order, Origin]], report: Report
) -> tuple[Plan, ...]:
    targets = {order.target: target for order, target in load_orders(project)}
    start = len(report.diagnostics)
    spec = _read(project, inputs, report)
    if report.failed:
        raise SpectableError()
    if not spec.model.definitions:
        raise _no_models(spec)
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


def generate(project: Project, stdin: bytes | None = None, strict: bool = False) -> Generation:
    """Every target that is asked for, onto the disk. Writes all or, when anything is wrong, nothing."""
    prepared = _prepare(project, stdin, strict, writing=True)
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


def check(project: Project, stdin: bytes | None = None, strict: bool = False) -> Checked:
    """The same plan held against the disk. Writes nothing."""
    prepared = _prepare(project, stdin, strict, writing=False)
    in_sync = sum(len(plan.kept) for plan in prepared.plans)
    in_sync += sum(len(found.outputs) for _, found in prepared.unchanged)
    if not prepared.plans:
        return Checked((), in_sync, prepared.diagnostics)
    from .drift import drifts

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
        raise _no_models(spec)
    report = Report()
    with _collected(report):
        files = {o.target: render_order(spec, o, target, report) for o, target in load_orders(project)}
    _passed(report, strict)
    return files


def _no_models(spec: Spec) -> SpectableError:
    paths = [source.path for source in spec.sources]
    where = repr(paths[0]) if len(paths) == 1 else f"{len(paths)} pages"
    return failure(
        "no-models",
        f"there is no model in {where}",
        spec.sources[0].span() if len(paths) == 1 else None,
        "a model is a heading with a table of fields below it; `spectable show document SPEC` prints what was seen",
    )


# --- Judging ---------------------------------------------------------------------------------------------------------


def lint(project: Project, stdin: bytes | None = None, remarks: bool = True) -> tuple[Diagnostic, ...]:
    """What the spec leaves unclear, contradicts or breaks, errors included; with `remarks`, how it was understood too.
    Raises `SpectableError` only for input that cannot be read and for bad configuration."""
    from .lint import findings

    inputs = loader.load(project.specs, stdin)
    report = Report()
    spec = _read(project, inputs, report)
    if not report.failed and not spec.said.definitions:
        report.diagnostics += _no_models(spec).diagnostics
    return findings(spec.said, report, remarks)


def verify(project: Project, stdin: bytes | None = None, strict: bool = False) -> tuple[Verified, ...]:
    """What is on the disk held against the spec by readers that know nothing of templates."""
    from .select import select
    from .verify import verify as read_back

    spec = read_spec(project, stdin, strict)
    if not spec.model.definitions:
        raise _no_models(spec)
    found = []
    for order, target in load_orders(project):
        model = select(spec.model, order.models, Report(), order.target)
        outcome = read_back(target, order.place.folder, model, target.settle(order.options))
        found.append(Verified(order, outcome))
    return tuple(found)


# --- What there is ---------------------------------------------------------------------------------------------------


def list_targets(config: str | None = None) -> tuple[Target, ...]:
    """Every target there is: bundled, of plug-ins, of the configuration."""
    from .target import find_targets, load_target

    found = find_targets(template_folders(open_config(config)))
    return tuple(load_target(name, found) for name in sorted(found) if not name.startswith("_"))


def list_dialects(config: str | None = None) -> dict[str, str]:
    """Every table style there is: its name and its title."""
    found = dialects_of(open_config(config))
    return {name: found[name].title for name in sorted(found)}


def views(project: Project, spec: Spec) -> tuple[FileView, ...]:
    """What the templates of the targets that are asked for see of a spec. Nothing is generated: no folder is needed."""
    from .target import find_targets, load_target

    if not project.wish.targets:
        raise failure("no-target", "a view is that of a target, and none is given", hint="give --target NAME")
    found = find_targets(project.templates)
    tables = {table.name: table for table in project.config.targets}
    report = Report()
    seen: list[FileView] = []
    for name in project.wish.targets:
        target = load_target(name, found)
        table = tables.get(name)
        options = {**(table.options if table else {}), **project.wish.options}
        order = Order(name, Place(Path(), ""), table.models if table else (), options)
        seen += view_order(spec, order, target, report)
    return tuple(seen)


def init(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A first configuration and a first page in `folder`: (files written, files that were there and stay)."""
    starter = Path(__file__).parent / "starter"
    files = {path.relative_to(starter).as_posix(): path for path in sorted(starter.rglob("*")) if path.is_file()}
    if (folder / FILE).exists():
        raise failure(
            "already-there", f"{shown(folder / FILE)!r} is there already", hint="edit it, or give another DIR"
        )
    written = [name for name in files if not (folder / name).exists()]
    for name in written:
        output.save(folder / name, files[name].read_bytes())
    kept = (name for name in files if name not in written)
    return tuple(shown(folder / name) for name in written), tuple(shown(folder / name) for name in kept)


# --- Errors ----------------------------------------------------------------------------------------------------------


@contextmanager
def _collected(report: Report) -> Iterator[None]:
    """An error that ends a phase brings along what was found before it."""
    try:
        yield
    except SpectableError as error:
        raise SpectableError(*dict.fromkeys((*report, *error.diagnostics))) from None


def _passed(report: Report, strict: bool) -> tuple[Diagnostic, ...]:
    """The findings, each once. Raises `SpectableError` when there is an error among them (or, strict, a warning)."""
    report = report.strict() if strict else report
    found = tuple(dict.fromkeys(report))
    if report.failed:
        raise SpectableError(*found)
    return found
