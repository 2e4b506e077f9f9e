"""What is printed: findings on standard output in the chosen format, failures on standard error, a block each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from ..blocks import block
from ..diagnostic import Diagnostic, Severity
from ..explain import why
from .flags import Flags


def say(words: str, err: bool = False) -> None:
    """A line of plain text."""
    click.echo(words, err=err, color=True)


def document(text: str) -> None:
    """A document: UTF-8 whatever the terminal, and nothing else on standard output."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def findings(flags: Flags, found: Iterable[Diagnostic], more: dict[str, Any] | None = None, err: bool = False) -> None:
    """Findings in the chosen format, those of level info with -v only. `more` goes into a JSON document beside them."""
    shown = [d for d in found if d.severity > Severity.INFO or flags.verbose]
    if flags.format == "text":
        stream = sys.stderr if err else sys.stdout
        colored = flags.colors(stream)
        for diagnostic in shown:
            click.echo(block(diagnostic, colored), nl=False, err=err, color=True)
        return
    click.echo(_machine(flags, shown, more or {}), nl=False, err=err)


def _machine(flags: Flags, shown: Sequence[Diagnostic], more: dict[str, Any]) -> str:
    from .. import formats

    match flags.format:
        case "json":
            return formats.json_text(shown, {"command": flags.command, **more})
        case "github":
            return formats.github_text(shown)
        case _:
            return formats.sarif_text(shown)


def failed(flags: Flags, diagnostics: Sequence[Diagnostic], is_document: bool) -> None:
    """What stopped the run, on standard error; what else was found goes where findings go."""
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    others = [d for d in diagnostics if d.severity is not Severity.ERROR]
    if flags.format == "text" or is_document:
        findings(flags, others, err=is_document)
    else:
        findings(flags, diagnostics)
    colored = flags.colors(sys.stderr)
    explained: set[str] = set()
    for error in errors:
        reason = "" if error.code in explained else why(error.code)
        explained.add(error.code)
        click.echo(block(error, colored, reason), nl=False, err=True, color=True)


def count(number: int, what: str, plural: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number} {what if number == 1 else plural or what + 's'}"
