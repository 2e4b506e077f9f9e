"""Documents -> Model, in three passes: the outline of every page, so that all names are known; the cells, with their
references resolved; the examples and defaults, whose JSON depends on types that other pages define."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

from ..diagnostic import Report
from ..model import ANY, Alias, Definition, Model, Record, Type, normal
from .cells import Page
from .define import define, fields_from
from .dialect import Dialect, Draft, Verdict, choose, known, named
from .markdown import Document
from .namesakes import repeated, told_apart, told_apart_by_page
from .outline import outline
from .reference import Index, Target, linked_model, qualify, resolve

__all__ = ["Reading", "Unstated", "read", "reading"]

Unstated: TypeAlias = Literal["optional", "always", "never"]
"""What becomes of a nullability that a style cannot print: nullable when not required, always, or never."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the pages: the model, and for each page in the order of paths the style it was read in."""

    model: Model
    verdicts: tuple[Verdict, ...]


def read(
    documents: Iterable[Document],
    dialect: str | Dialect = "auto",
    report: Report | None = None,
    dialects: Mapping[str, Dialect] | None = None,
    nullable_when_unstated: Unstated = "optional",
) -> Model:
    """The model that the pages define, in normal form; the order in which they are handed in makes no difference.

    `dialect` is "auto", a name among `dialects` (all that are known, when left out), or a style itself. Raises
    `SpectableError` only for a name that is none.
    """
    return reading(documents, dialect, report, dialects, nullable_when_unstated).model


def reading(
    documents: Iterable[Document],
    dialect: str | Dialect = "auto",
    report: Report | None = None,
    dialects: Mapping[str, Dialect] | None = None,
    nullable_when_unstated: Unstated = "optional",
) -> Reading:
    """As `read`, with the style that was chosen for each page."""
    report = Report() if report is None else report
    ordered = sorted(documents, key=lambda document: (document.source.name, document.source.path))
    verdicts = _verdicts(ordered, dialect, known() if dialects is None else dialects, report)
    drafts, styles = _outlines(verdicts, report)
    again = repeated([draft if style.repeats_models else None for draft, style in zip(drafts, styles, strict=True)])
    names = qualify(drafts, report, again)
    index = Index.of(
        Target(d.name, names[first], d.document.source.path, d.span, d.package, bool(d.within), d.anchor)
        for at, d in enumerate(drafts)
        if (first := again.get(at, at)) in names
    )
    taken = set(names.values())
    pages = [
        Page(
            style,
            partial(resolve, dialect=style, index=index, report=report),
            report,
            partial(linked_model, dialect=style, index=index),
            taken=taken,
        )
        for style in dict.fromkeys(styles)
    ]
    cells = {page.dialect: page for page in pages}
    read = [(at, *made) for at in sorted(names) for made in define(drafts[at], names[at], cells[styles[at]])]
    unions = {name: union for page in pages for name, union in page.unions.items()}
    read = [(at, _settled(drafts[at], definition, unions, report), facts) for at, definition, facts in read]
    known_by_name = Model(tuple(definition for _, definition, _ in read))
    definitions: list[Definition] = []
    for at, definition, facts in read:
        if isinstance(definition, Record) and facts:
            definition = replace(definition, fields=fields_from(facts, nullable_when_unstated, known_by_name, report))
        finish = styles[at].finish_model if definition.name == names[at] else None
        definitions.append(finish(drafts[at], definition, report) if finish else definition)
    return Reading(normal(Model(tuple(definitions))), tuple(verdicts))


def _settled(draft: Draft, definition: Definition, unions: Mapping[str, Type], report: Report) -> Definition:
    """The definition, which of an empty page is what links to it spell out, else any value."""
    if draft.parts or not isinstance(definition, Alias) or definition.type != ANY:
        return definition
    if definition.name in unions:
        return replace(definition, type=unions[definition.name])
    message = f"the page of {definition.name!r} says nothing about it; it is read as any value"
    report.info("empty-page", message, draft.span)
    return definition


def _verdicts(
    pages: Sequence[Document], dialect: str | Dialect, dialects: Mapping[str, Dialect], report: Report
) -> list[Verdict]:
    if isinstance(dialect, Dialect) or dialect != "auto":
        style = dialect if isinstance(dialect, Dialect) else named(dialect, dialects)
        return [Verdict(page, style) for page in pages]
    verdicts = choose(pages, dialects)
    for verdict in verdicts:
        if verdict.dialect is None:
            report.info(
                "no-dialect", "no table style claims this page; it is passed over", verdict.document.source.span()
            )
        elif verdict.second is not None and verdict.is_close:
            message = f"this page is read as {verdict.dialect.name!r}, and {verdict.second.name!r} is close"
            report.info("close-dialects", message, verdict.document.source.span(), "name the style with `dialect`")
    return verdicts


NOBODY = Dialect("", "the style of pages that nobody reads")


def _outlines(verdicts: list[Verdict], report: Report) -> tuple[list[Draft], list[Dialect]]:
    """The models of the pages, each with its style. A page of which the style that claims it makes nothing goes to the
    one that reads any table, unless its style knows what they are; the verdict is changed to say so."""
    drafts: list[Draft] = []
    styles: list[Dialect] = []
    for at, verdict in enumerate(verdicts):
        said = Report()
        found = told_apart(outline(verdict.document, verdict.dialect, said)) if verdict.dialect else ()
        if not found and verdict.second and verdict.second.fallback and not verdict.knows_its_tables:
            again = Report()
            found = told_apart(outline(verdict.document, verdict.second, again))
            verdicts[at], said = (verdict.other, again) if found else (verdict, said)
        report.diagnostics += said
        drafts += found
        styles += [style for style in (verdicts[at].dialect,) if style] * len(found)
    return told_apart_by_page(drafts), styles
