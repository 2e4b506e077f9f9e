"""The options that commands share, as one value."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from ..diagnostic import failure
from ..disk.loader import LARGEST, STDIN
from ..project import Project, Wish, open_config, open_project

FORMATS = ("text", "json", "github", "sarif")
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Flags:
    """What the user typed, as far as it is common to commands."""

    command: str = ""
    spec: tuple[str, ...] = ()
    config: str | None = None
    dialect: str | None = None
    target: tuple[str, ...] = ()
    out: str | None = None
    options: tuple[str, ...] = ()
    format: str = "text"
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    def colors(self, stream: Any) -> bool:
        """Whether to colour what goes to a stream: as asked, else on a terminal, unless NO_COLOR is set."""
        if self.color != "auto":
            return self.color == "always"
        return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and bool(stream.isatty())

    def project(self) -> Project:
        """The run that was asked for."""
        config = open_config(self.config, Path.cwd())
        wish = Wish(self.spec, self.target, self.out, dict(map(_pair, self.options)), self.dialect)
        return open_project(config, wish, explicit=self.config is not None)

    def stdin(self) -> bytes | None:
        """Standard input, where a SPEC is `-`."""
        return sys.stdin.buffer.read(LARGEST + 1) if STDIN in self.spec else None


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise failure("bad-usage", f"--set takes KEY=VALUE, not {text!r}", hint="--set layout=single, for example")
    return key.strip(), value


def spec(function: Function) -> Function:
    """The arguments SPEC…"""
    return click.argument("spec", nargs=-1)(function)


def common(function: Function) -> Function:
    """What every command that reads a spec takes."""
    for option in (
        click.option(
            "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output."
        ),
        click.option("-v", "--verbose", is_flag=True, help="Show findings of level info too."),
        click.option("-q", "--quiet", is_flag=True, help="Print findings and failures only."),
        click.option("--strict", is_flag=True, help="Make warnings errors."),
        click.option("--dialect", metavar="NAME", help="The table style (see `spectable dialects`)."),
        click.option("--config", metavar="FILE", help="The configuration, instead of the nearest spectable.toml."),
    ):
        function = option(function)
    return function


def reporting(function: Function) -> Function:
    """How findings are printed."""
    return click.option("--format", type=click.Choice(FORMATS), default="text", help="How findings are printed.")(
        function
    )


def targeted(function: Function) -> Function:
    """Which targets, into which folder, with which options."""
    for option in (
        click.option("--set", "options", metavar="KEY=VALUE", multiple=True, help="An option of the target."),
        click.option("--out", metavar="DIR", help="The target's folder; with several targets, one in it for each."),
        click.option("--target", metavar="NAME", multiple=True, help="Only this target (repeatable)."),
    ):
        function = option(function)
    return function
