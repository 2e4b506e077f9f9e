"""The commands that work on a spec. Each reads its flags, calls the API and prints what came of it."""

from __future__ import annotations

import gc
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from .. import api
from ..diagnostic import Report, Severity, SpectableError
from ..disk import output
from ..spec import read_spec
from . import console
from .console import count, document, findings, say
from .flags import Flags, common, reporting, spec, targeted
from .group import cli, command

INTERVAL = 0.3
"""Seconds between two looks of `watch`."""

ROUNDS = 5
"""How often `lint --fix` looks again for edits that overlapped others."""


@cli.command()
@spec
@targeted
@reporting
@common
@command()
def generate(flags: Flags) -> None:
    """Generate every configured target from SPEC."""
    _generate(flags)


def _generate(flags: Flags) -> None:
    done = api.generate(flags.project(), flags.stdin(), flags.strict, flags.verbose)
    summary = {"written": done.written, "removed": done.removed, "kept": len(done.kept)}
    findings(flags, done.diagnostics, summary)
    if flags.format not in ("text", "github") or flags.quiet:
        return
    for name in done.written:
        say(f"wrote {name}")
    for name in done.removed:
        say(f"removed {name}")
    for name in done.kept if flags.verbose else ():
        say(f"kept {name}")
    say(f"{count(len(done.written), 'file')} written, {len(done.removed)} removed, {len(done.kept)} kept")


@cli.command()
@spec
@targeted
@reporting
@common
@command()
def watch(flags: Flags) -> None:
    """Generate whenever SPEC, the configuration or a template changes, until interrupted."""
    gc.enable()  # this one does not end
    seen: object = None
    while True:
        now: object
        try:
            now = api.stamp(flags.project())
        except SpectableError as error:  # generating says it, once
            now = error.diagnostics
        if now != seen:
            seen = now
            try:
                _generate(flags)
            except SpectableError as error:
                console.failed(flags, error.diagnostics, is_document=False)
        sys.stdout.flush()
        time.sleep(INTERVAL)


@cli.command()
@spec
@targeted
@reporting
@common
@command()
def check(flags: Flags) -> int:
    """Hold what is on disk against SPEC; write nothing. Exits 1 when they differ."""
    found = api.check(flags.project(), flags.stdin(), flags.strict, flags.verbose)
    causes = [d for drift in found.drifts for d in drift.findings]
    if flags.format != "text":
        more = {"inSync": found.in_sync, "outOfSync": [d.path for d in found.drifts]}
        findings(flags, [*found.diagnostics, *causes], more)
        return 1 if found.drifts else 0
    findings(flags, found.diagnostics)
    for drift in found.drifts:
        for cause in drift.findings:
            say(f"{cause.message} [{cause.code}]")
        say(drift.diff.rstrip("\n"))
    if found.drifts:
        say(f"{count(len(found.drifts), 'file')} out of sync, {found.in_sync} in sync; run `spectable generate`")
        return 1
    if not flags.quiet:
        say(f"{count(found.in_sync, 'file')} in sync")
    return 0


@cli.command()
@spec
@click.option("-o", "--output", "file", metavar="FILE", help="Write the schema here instead of printing it.")
@click.option("--source-map", metavar="FILE", help="Write where each part was said: JSON pointer to file:line:column.")
@reporting
@common
@command(is_document=True)
def schema(flags: Flags, file: str | None, source_map: str | None) -> None:
    """Print SPEC as one JSON Schema 2020-12 document."""
    found = read_spec(flags.project(), flags.stdin(), flags.strict)
    findings(flags, found.diagnostics, err=True)
    if source_map is not None:
        from ..schema import schema_text

        places = {pointer: str(span) for pointer, span in found.source_map.items()}
        output.save(Path(source_map), schema_text(places).encode())
    if file is None:
        document(found.schema_text)
        return
    output.save(Path(file), found.schema_text.encode())
    if not flags.quiet:
        say(f"wrote {Path(file).as_posix()}: {count(len(found.model.definitions), 'model')}", err=True)


@cli.command()
@spec
@click.option(
    "--fail-on",
    type=click.Choice([str(s) for s in Severity]),
    default=str(Severity.WARNING),
    help="Exit 1 for findings this grave.",
)
@click.option("--fix", is_flag=True, help="Make the edits that findings are sure of first; nothing else changes.")
@reporting
@common
@command()
def lint(flags: Flags, fail_on: str, fix: bool) -> int:
    """Say what the tables of SPEC leave unclear, contradict or break."""
    if fix:
        _fix(flags)
    found = list(api.lint(flags.project(), flags.stdin(), flags.verbose))
    if flags.strict:
        found = list(Report(found).strict())
    findings(replace(flags, verbose=not flags.quiet), found)
    if flags.format == "text" and not flags.quiet:
        say(count(len(found), "finding"))
    return 1 if any(d.severity >= Severity[fail_on.upper()] for d in found) else 0


def _fix(flags: Flags) -> None:
    """Make the edits, over again while one makes room for another."""
    total, pages = 0, dict[str, None]()
    for _ in range(ROUNDS):
        changed, count_ = api.fix(flags.project())
        total += count_
        pages.update(dict.fromkeys(changed))
        if not changed:
            break
    if flags.format in ("text", "github") and not flags.quiet:
        for name in pages:
            say(f"mended {name}")
        say(f"{count(total, 'edit')} made")


@cli.command()
@click.option("--spec", multiple=True, metavar="SPEC", help="What the files should say; else the configured spec.")
@targeted
@reporting
@common
@command()
def verify(flags: Flags) -> int:
    """Assert, without the templates, that what is on disk says what the spec says."""
    from ..blocks import printable

    required = os.environ.get("SPECTABLE_REQUIRE_ALL") == "1"
    found = api.verify(flags.project(), flags.stdin(), flags.strict)
    wrong = [d for one in found for d in one.outcome.wrong]
    lines = []
    for one in found:
        head = f"{one.order.target} ({one.order.place.shown})"
        result = one.outcome
        skipped = f"not verified: {printable(result.skipped)}"
        facts = f"{count(result.facts, 'fact')} compared, {len(result.wrong)} wrong"
        lines.append(f"{head}: {skipped if result.skipped else facts}")
    findings(flags, wrong, {"targets": [_verified(one) for one in found]})
    if flags.format in ("text", "github"):
        for line in lines:
            say(line)
    return 1 if wrong or (required and any(one.outcome.skipped for one in found)) else 0


def _verified(one: api.Verified) -> dict[str, Any]:
    result = one.outcome
    node = {"target": one.order.target, "folder": one.order.place.shown}
    return {**node, "facts": result.facts, "wrong": len(result.wrong), "skipped": result.skipped}


@cli.command()
@click.argument("phase", type=click.Choice(["document", "model", "schema", "view"]))
@spec
@targeted
@reporting
@common
@command(is_document=True)
def show(flags: Flags, phase: str) -> None:
    """Print the value between two phases, to see what the tool saw in SPEC."""
    from .. import catalogue
    from ..pretty import pretty

    found = read_spec(flags.project(), flags.stdin(), flags.strict)
    findings(flags, found.diagnostics, err=True)
    match phase:
        case "document":
            document("".join(map(pretty, found.documents)))
        case "model":
            document("".join(map(pretty, found.said.definitions)))
        case "schema":
            document(found.schema_text)
        case _:
            document("".join(map(pretty, catalogue.views(flags.project(), found))))
