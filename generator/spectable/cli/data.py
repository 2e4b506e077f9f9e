"""The commands that hold data against a spec."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

from ..diagnostic import Diagnostic, failure
from ..disk.loader import STDIN
from ..spec import read_spec
from .console import count, findings, say
from .flags import Flags, common, reporting
from .group import cli, command

MEGABYTE = 1024 * 1024


@cli.command()
@click.argument("model")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--spec", multiple=True, metavar="SPEC", help="What the data should say; else the configured spec.")
@click.option(
    "--input",
    "shape",
    type=click.Choice(["auto", "json", "lines"]),
    default="auto",
    help="Whether a FILE is one value or has one on each line; auto goes by its ending, else by its first line.",
)
@click.option(
    "--max-errors",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    help="Stop after so many failures; 0 for never.",
)
@reporting
@common
@command()
def validate(flags: Flags, model: str, files: tuple[str, ...], shape: Any, max_errors: int) -> int:
    """Hold JSON or JSON Lines against MODEL of the spec. FILE is a file, a folder, a glob, or - for standard input.
    Exits 1 when anything is invalid."""
    from ..validate import Tally, compile_checker, validate_data

    gc.enable()  # data may be long, and failures are not kept
    if STDIN in files and STDIN in flags.spec:
        raise failure("bad-usage", "'-' can be the spec or the data, not both", hint="give one of them as a file")
    spec = read_spec(flags.project(), flags.stdin(), flags.strict)
    checker = compile_checker(spec.model, model)
    tally = Tally()
    progress = _Progress(sys.stderr.isatty() and not flags.quiet)
    found = validate_data(checker, files, tally, sys.stdin.buffer, shape, max_errors, progress.show)
    before = [*spec.diagnostics, *checker.diagnostics]
    if flags.format in ("text", "github"):
        findings(flags, before)
        for one in found:
            progress.clear()
            findings(flags, [one])
        progress.clear()
        _summary(flags, tally, model)
    else:
        failures: list[Diagnostic] = list(found)
        progress.clear()
        more = {"model": model, "documents": tally.documents, "invalid": tally.invalid, "stopped": tally.stopped}
        findings(flags, [*before, *failures], more)
    return 1 if tally.invalid else 0


def _summary(flags: Flags, tally: Any, model: str) -> None:
    if flags.quiet or flags.format != "text":
        return
    invalid = f"{tally.invalid} of them invalid" if tally.invalid else "all valid"
    if tally.stopped:
        say(f"stopped after {count(tally.failures, 'failure')}; --max-errors 0 shows all")
    say(f"{count(tally.documents, 'value')} of {model}, {invalid if tally.documents else 'so nothing was checked'}")


class _Progress:
    """A line on a terminal that says how far a run is."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted
        self.width = 0

    def show(self, tally: Any) -> None:
        if self.wanted:
            share = f"{100 * tally.read // tally.size}% " if tally.size else ""
            words = f"{share}{tally.read // MEGABYTE} MB, {count(tally.documents, 'value')}, {tally.invalid} invalid"
            click.echo("\r" + words.ljust(self.width), nl=False, err=True)
            self.width = len(words)

    def clear(self) -> None:
        if self.width:
            click.echo("\r" + " " * self.width + "\r", nl=False, err=True)
            self.width = 0
