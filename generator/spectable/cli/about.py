"""The commands that say what there is, and the one that begins a project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .. import catalogue
from .console import document, say
from .flags import FORMATS, Flags
from .group import cli, command


@cli.command()
@click.option("--format", type=click.Choice(FORMATS[:2]), default="text", help="How the list is printed.")
@click.option("--config", metavar="FILE", help="The configuration, instead of the nearest spectable.toml.")
@command(is_document=True)
def targets(flags: Flags) -> None:
    """List the targets, with their options."""
    found = catalogue.list_targets(flags.config)
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
    found = catalogue.list_dialects(flags.config)
    if flags.format == "json":
        import json

        document(json.dumps([{"name": n, "title": t} for n, t in found.items()], indent=2, ensure_ascii=False) + "\n")
        return
    width = max(map(len, found), default=0)
    for name, title in found.items():
        say(f"{name:<{width}}  {title}")


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
    written, kept = catalogue.init(Path(folder))
    for path in written:
        say(f"wrote {path}")
    for path in kept:
        say(f"kept {path}")
    say("now run `spectable generate`")
