"""The `spectable` command itself: whatever happens in it, it ends with an exit status and never with a traceback."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ..diagnostic import SpectableError, did_you_mean, failure
from ..version import VERSION
from . import console
from .flags import Flags

BUG = "please report it with the spec that caused it; SPECTABLE_DEBUG=1 shows the traceback"


class _Group(click.Group):
    """The `spectable` command. Whatever happens, it ends with an exit status and never with a traceback."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Any:
        try:
            status = super().main(args, prog_name="spectable", standalone_mode=False)
            sys.stdout.flush()
            sys.exit(status if isinstance(status, int) else 0)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(2)
        except click.ClickException as error:
            _usage(error)
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(130)
        except BrokenPipeError:
            # The reader has gone (`| head`). What is still buffered must not raise when Python shuts down.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except Exception as error:
            if os.environ.get("SPECTABLE_DEBUG"):
                raise
            console.failed(Flags(), _unexpected(error).diagnostics, is_document=True)
            sys.exit(2)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if self.get_command(ctx, name) is None:
            hint = did_you_mean(name, self.commands)
            raise failure("bad-usage", f"there is no command {name!r}", hint=hint)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SpectableError as error:
            console.failed(Flags(), error.diagnostics, is_document=True)
            return 2


def _unexpected(error: Exception) -> SpectableError:
    """What nobody foresaw. An error of the system without a file is one of standard output: its disk is full, say."""
    if isinstance(error, OSError) and error.filename is None:
        reason = (error.strerror or str(error)).lower()
        return failure("not-written", f"cannot write to standard output: {reason}", hint="see where it goes")
    return failure("internal-error", f"spectable itself failed: {type(error).__name__}: {error}", hint=BUG)


def _usage(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "spectable"
    message = error.format_message().rstrip(".")
    problem = failure("bad-usage", message[:1].lower() + message[1:], hint=f"see `{path} --help`")
    console.failed(Flags(), problem.diagnostics, is_document=True)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="%(prog)s %(version)s")
def cli() -> None:
    """Markdown field tables to JSON Schema, dataclasses, TypedDicts, SQL and docs, kept true."""


def main() -> None:
    """The entry point."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed: `>&-`
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  for good
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli.main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0)


def _leave(status: int) -> None:
    """Ends the process at once: taking a hundred thousand values apart before the end is a tenth of a run."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def command(is_document: bool = False) -> Callable[[Callable[..., int | None]], Callable[..., int]]:
    """A command whose errors are printed as its flags say. `is_document`: standard output is for a document."""

    def wrap(function: Callable[..., int | None]) -> Callable[..., int]:
        names = set(Flags.__slots__)

        @functools.wraps(function)
        def run(**given: Any) -> int:
            shared = {key: value for key, value in given.items() if key in names}
            flags = Flags(**{**shared, "command": function.__name__})
            try:
                return function(flags, **{k: v for k, v in given.items() if k not in names}) or 0
            except SpectableError as error:
                console.failed(flags, error.diagnostics, is_document)
                return 2

        return run

    return wrap
