"""`diff`: what changed between two specs, and what that breaks."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from ..compare.rules import Side, Verdict
from ..project import open_config
from .console import document, findings, say
from .flags import FORMATS, Flags, common
from .group import cli, command

NEVER = "never"


@cli.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--side",
    "sides",
    type=click.Choice([str(s) for s in Side]),
    multiple=True,
    help="Judge for this side only (repeatable): reader of old data, writer for old readers, source, database.",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(Verdict.BREAKING), str(Verdict.INFO), str(Verdict.COMPATIBLE), NEVER]),
    default=str(Verdict.BREAKING),
    help="Exit 1 for changes this grave.",
)
@click.option("--semver", is_flag=True, help="Print the smallest honest version step only: none, patch, minor, major.")
@click.option("--format", type=click.Choice((*FORMATS, "markdown")), default="text", help="How changes are printed.")
@common
@command()
def diff(flags: Flags, old: str, new: str, sides: tuple[str, ...], fail_on: str, semver: bool) -> int:
    """Say what changed from OLD to NEW, and what it breaks. Each is a SPEC, or git:REV[:PATH]. Exits 1 when it breaks.

    PATH is looked up from the folder you are in; left out, it is the configured spec.
    """
    from ..compare import report
    from ..compare.run import diff as run

    config = open_config(flags.config, Path.cwd())
    asked = [Side(side) for side in sides] or list(Side)
    stdin = replace(flags, spec=(old, new)).stdin()
    found = run(config, old, new, flags.dialect, asked, stdin, flags.strict, flags.config is not None)
    comparison = found.comparison
    if not flags.quiet:  # what was found on reading is no change: it is told apart
        findings(replace(flags, format="text"), found.diagnostics, err=True)
    if semver:
        say(comparison.bump)
    elif flags.format == "text":
        say(report.text(comparison, flags.colors(sys.stdout), flags.verbose).rstrip("\n"))
    elif flags.format == "markdown":
        document(report.markdown(comparison, old, new))
    else:
        findings(replace(flags, verbose=True), report.diagnostics(comparison), report.facts(comparison, old, new))
    fails = fail_on != NEVER and any(one.verdict >= Verdict[fail_on.upper()] for one in comparison.judged)
    return 1 if fails else 0
