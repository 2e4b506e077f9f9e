"""Two SPECs, read and held against each other: what the command and the Python API do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from ..config import Config, Ignored, ModelTable
from ..diagnostic import Diagnostic, Report, did_you_mean, failure
from ..disk import loader
from ..disk.loader import STDIN
from ..model import Model, Record
from ..project import Project, Wish, open_project
from ..spec import Spec, collected, no_models, passed, read_inputs
from .judge import ALL, Comparison, judge
from .revision import load_revision, revision_of
from .rules import RULES, Side
from .structure import compare


class Difference(NamedTuple):
    """What came of it, with both specs and what reading them found (of the old only what the new does not have)."""

    old: Spec
    new: Spec
    comparison: Comparison
    diagnostics: tuple[Diagnostic, ...]


def diff(
    config: Config,
    old: str,
    new: str,
    dialect: str | None = None,
    sides: Collection[Side] = ALL,
    stdin: bytes | None = None,
    strict: bool = False,
    explicit: bool = False,
) -> Difference:
    """OLD and NEW (each a path, `-`, or `git:REV[:PATH]`) -> what changed, and what that breaks for `sides`.

    Raises `SpectableError` for what the user must mend first.
    """
    if old == new == STDIN:
        raise failure("bad-usage", "OLD and NEW cannot both be standard input", hint="give one of them as a file")
    check_ignored(config)
    before = _read(config, old, dialect, stdin, strict, explicit)
    after = _read(config, new, dialect, stdin, strict, explicit)
    comparison = judge(compare(before.model, after.model), sides, config.ignored)
    known = {(d.code, d.message) for d in after.diagnostics}
    older = tuple(d for d in before.diagnostics if (d.code, d.message) not in known)
    return Difference(before, after, comparison, (*older, *after.diagnostics))


def check_ignored(config: Config) -> None:
    """Raises `SpectableError` for an entry of `[diff] ignore` that can match nothing or says no reason."""
    from fnmatch import fnmatchcase

    for index, entry in enumerate(config.ignored):
        if not any(fnmatchcase(code, entry.rule) for code in RULES):
            span = config.place("diff", "ignore", index, "rule", value=True)
            hint = did_you_mean(entry.rule, RULES)
            raise failure("bad-config", f"no rule of `diff` is called {entry.rule!r}", span, hint)
        _require_reason(config, index, entry)


def _require_reason(config: Config, index: int, entry: Ignored) -> None:
    if not entry.reason.strip():
        span = config.place("diff", "ignore", index, "reason", value=True)
        hint = "say why the change does no harm: whoever reads it next year will want to know"
        raise failure("bad-config", f"the entry for {entry.rule!r} gives no reason", span, hint)


def _read(config: Config, spec: str, dialect: str | None, stdin: bytes | None, strict: bool, explicit: bool) -> Spec:
    revision = revision_of(spec)
    if revision is None:
        project = open_project(config, Wish((spec,), dialect=dialect), explicit)
        inputs = loader.load(project.specs, stdin)
    else:
        paths = () if revision.path is None else (revision.path,)
        project = open_project(config, Wish(paths, dialect=dialect), explicit)
        inputs = load_revision(revision, project.specs)
    report = Report()
    with collected(report):
        if revision is not None and project.config.models:
            project = _fitting(project, inputs)
        found = read_inputs(project, inputs, report)
    if not report.failed and not found.said.definitions:
        report.warning("no-models", no_models(found).diagnostics[0].message, None, "everything was added or removed")
    return replace(found, diagnostics=passed(report, strict))


def _fitting(project: Project, inputs: tuple[loader.Input, ...]) -> Project:
    """The project with those facts of its overlay that are about something the revision has: a field that came later
    is no mistake of the configuration."""
    bare = project._replace(config=project.config._replace(models=()))
    said = read_inputs(bare, inputs, Report()).said
    tables = tuple(fitting for table in project.config.models if (fitting := _known(table, said)))
    return project._replace(config=project.config._replace(models=tables), whole=False)


def _known(table: ModelTable, said: Model) -> ModelTable | None:
    definition = said.by_name.get(table.name)
    if definition is None:
        return None
    names = {f.name for f in definition.fields} if isinstance(definition, Record) else set()
    return table._replace(fields={name: facts for name, facts in table.fields.items() if name in names})
