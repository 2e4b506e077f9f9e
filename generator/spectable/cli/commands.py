"""The commands. Each one reads its flags, calls the API and prints what came of it."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from .. import api, output
from ..diagnostic import Report, Severity, SpectableError, did_you_mean, failure
from ..version import VERSION
from . import console
from .console import count, document, findings, say
from .flags import FORMATS, Flags, common, reporting, spec, targeted

INTERVAL = 0.3
"""Seconds between two looks of `watch`."""

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
            problem = failure("internal-error", f"spectable itself failed: {type(error).__name__}: {error}", hint=BUG)
            console.failed(Flags(), problem.diagnostics, is_document=True)
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
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli.main()


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
    done = api.generate(flags.project(), flags.stdin(), flags.strict)
    summary = {"written": done.written, "removed": done.removed, "kept": len(done.kept)}
    findings(flags, done.diagnostics, summary)
    if flags.format not in ("text", "github") or flags.quiet:
        return
    for name in done.written:
        say(f"wrote {name}")
    for name in done.removed:
        say(f"removed {name}")
    say(f"{count(len(done.written), 'file')} written, {len(done.removed)} removed, {len(done.kept)} kept")


@cli.command()
@spec
@targeted
@reporting
@common
@command()
def watch(flags: Flags) -> None:
    """Generate whenever SPEC, the configuration or a template changes, until interrupted."""
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
    found = api.check(flags.project(), flags.stdin(), flags.strict)
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
@common
@command(is_document=True)
def schema(flags: Flags, file: str | None, source_map: str | None) -> None:
    """Print SPEC as one JSON Schema 2020-12 document."""
    found = api.read_spec(flags.project(), flags.stdin(), flags.strict)
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
@reporting
@common
@command()
def lint(flags: Flags, fail_on: str) -> int:
    """Say what the tables of SPEC leave unclear, contradict or break."""
    found = list(api.lint(flags.project(), flags.stdin(), flags.verbose))
    if flags.strict:
        found = list(Report(found).strict())
    findings(replace(flags, verbose=not flags.quiet), found)
    if flags.format == "text" and not flags.quiet:
        say(count(len(found), "finding"))
    return 1 if any(d.severity >= Severity[fail_on.upper()] for d in found) else 0


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
@click.option("--format", type=click.Choice(FORMATS[:2]), default="text", help="How the list is printed.")
@click.option("--config", metavar="FILE", help="The configuration, instead of the nearest spectable.toml.")
@command(is_document=True)
def targets(flags: Flags) -> None:
    """List the targets, with their options."""
    found = api.list_targets(flags.config)
    if flags.format == "json":
        import json

        document(json.dumps(list(map(_target_facts, found)), indent=2, ensure_ascii=False) + "\n")
        return
    for target in found:
        say(f"{target.name}  {target.title}")
        for option in target.options.values():
            values = "|".join(option.choices) or type(option.default).__name__
            default = str(option.default).lower() if isinstance(option.default, bool) else option.default
            say(f"    {option.name}={values}  {option.help} (default: {default})")


def _target_facts(target: Any) -> dict[str, Any]:
    options = [
        {"name": o.name, "help": o.help, "default": o.default, "choices": list(o.choices)}
        for o in target.options.values()
    ]
    return {"name": target.name, "title": target.title, "options": options}


@cli.command()
@click.option("--format", type=click.Choice(FORMATS[:2]), default="text", help="How the list is printed.")
@click.option("--config", metavar="FILE", help="The configuration, instead of the nearest spectable.toml.")
@command(is_document=True)
def dialects(flags: Flags) -> None:
    """List the table styles."""
    found = api.list_dialects(flags.config)
    if flags.format == "json":
        import json

        document(json.dumps([{"name": n, "title": t} for n, t in found.items()], indent=2, ensure_ascii=False) + "\n")
        return
    width = max(map(len, found), default=0)
    for name, title in found.items():
        say(f"{name:<{width}}  {title}")


@cli.command()
@click.argument("phase", type=click.Choice(["document", "model", "schema", "view"]))
@spec
@targeted
@common
@command(is_document=True)
def show(flags: Flags, phase: str) -> None:
    """Print the value between two phases, to see what the tool saw in SPEC."""
    from ..pretty import pretty

    found = api.read_spec(flags.project(), flags.stdin(), flags.strict)
    findings(flags, found.diagnostics, err=True)
    match phase:
        case "document":
            document("".join(map(pretty, found.documents)))
        case "model":
            document("".join(map(pretty, found.said.definitions)))
        case "schema":
            document(found.schema_text)
        case _:
            document("".join(map(pretty, api.views(flags.project(), found))))


@cli.command()
@click.argument("code", required=False)
@command(is_document=True)
def explain(flags: Flags, code: str | None) -> None:
    """Say what a diagnostic means, why it is one, and what is right. Without CODE, list them all."""
    from .. import explain as pages

    if code is not None:
        document(pages.page(code))
        return
    for name in pages.codes():
        say(f"{name}: {pages.summary(name)}")


@cli.command()
@click.argument("folder", default=".", metavar="[DIR]")
@command()
def init(flags: Flags, folder: str) -> None:
    """Write a first spectable.toml and a first page into DIR, never over an existing file."""
    written, kept = api.init(Path(folder))
    for path in written:
        say(f"wrote {path}")
    for path in kept:
        say(f"kept {path}")
    say("now run `spectable generate`")
