"""The first half of the phases: inputs -> pages -> documents -> model -> overlay -> schema -> model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .config import Config
from .diagnostic import Diagnostic, Report, Severity, SpectableError, failure
from .disk import loader
from .disk.loader import Input
from .project import Project
from .source import Source, Span

if TYPE_CHECKING:
    from .model import Model
    from .reading.dialect import Dialect
    from .reading.markdown import Document


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


def read_spec(project: Project, stdin: bytes | None = None, strict: bool = False) -> Spec:
    """SPEC -> the model, its schema and where everything stands. Raises `SpectableError` when there are errors."""
    report = Report()
    with collected(report):
        spec = read_inputs(project, loader.load(project.specs, stdin), report)
    if not report.failed and not spec.said.definitions:
        report.diagnostics += [replace(d, severity=Severity.WARNING) for d in no_models(spec).diagnostics]
    return replace(spec, diagnostics=passed(report, strict))


def read_inputs(project: Project, inputs: Sequence[Input], report: Report) -> Spec:
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
    from .reading.markdown import parse
    from .reading.patterns import without_faults
    from .reading.read import read

    documents = tuple(map(parse, sources))
    config = project.config
    model = read(documents, config.dialect, report, dialects_of(config), config.nullable_when_unstated)
    return documents, without_faults(model, report)


def dialects_of(config: Config) -> Mapping[str, Dialect]:
    """Every table style by name, those of the configuration included."""
    from .reading.dialect import known

    if not config.dialects:
        return known()
    from .reading.house import houses

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


def no_models(spec: Spec) -> SpectableError:
    """The error for a spec that was read and says nothing."""
    paths = [source.path for source in spec.sources]
    where = repr(paths[0]) if len(paths) == 1 else f"{len(paths)} pages"
    return failure(
        "no-models",
        f"there is no model in {where}",
        spec.sources[0].span() if len(paths) == 1 else None,
        "a model is a heading with a table of fields below it; `spectable show document SPEC` prints what was seen",
    )


# --- Errors ----------------------------------------------------------------------------------------------------------


@contextmanager
def collected(report: Report) -> Iterator[None]:
    """An error that ends a phase brings along what was found before it."""
    try:
        yield
    except SpectableError as error:
        raise SpectableError(*dict.fromkeys((*report, *error.diagnostics))) from None


def passed(report: Report, strict: bool) -> tuple[Diagnostic, ...]:
    """The findings, each once. Raises `SpectableError` when there is an error among them (or, strict, a warning)."""
    report = report.strict() if strict else report
    found = tuple(dict.fromkeys(report))
    if report.failed:
        raise SpectableError(*found)
    return found
