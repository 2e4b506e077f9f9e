"""What files come from, as digests: tool, templates, options and inputs. Cheap, and without reading a single table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..config import Config, option_text
from ..plugins import plugin_files
from ..project import Order, Project
from ..version import VERSION
from .loader import Input
from .manifest import Origin, Pairs, digest, digest_files


def origins(project: Project, orders: Sequence[Order], inputs: Sequence[Input]) -> tuple[Origin, ...]:
    """The origin of each order: equal origins, equal files."""
    tool = tool_pairs()
    read = frozenset((item.name, digest(item.data)) for item in inputs)
    folders = project.templates
    seen: dict[Path, str] = {}
    return tuple(
        Origin(order.target, tool, _options(project.config, order), _templates(order.target, folders, seen), read)
        for order in orders
    )


def tool_pairs() -> Pairs:
    """This version, with the digest of what it is made of; and every plug-in by its version."""
    package = Path(__file__).parents[1]
    files = ((path.relative_to(package).as_posix(), path) for path in package.rglob("*.py"))
    own = (VERSION, digest_files(files))
    return frozenset({own, *((path.parent.name, "plug-in") for path in plugin_files())})


def _templates(target: str, folders: Sequence[Path], seen: dict[Path, str]) -> Pairs:
    """The folders that a target is made of: its own and those it inherits, wherever they are found."""
    found: set[tuple[str, str]] = set()
    names = [target]
    for name in names:
        for folder in folders:
            path = folder / name
            if not path.is_dir():
                continue
            if path not in seen:
                seen[path] = digest_files((p.relative_to(path).as_posix(), p) for p in path.rglob("*") if p.is_file())
            found.add((name, seen[path]))
            names += [parent for parent in _parents(path) if parent not in names]
    return frozenset(found)


def _parents(path: Path) -> list[str]:
    """The names on the `extends` line of a target, read without a TOML parser."""
    try:
        text = (path / "target.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [
        line.partition("=")[2].partition("#")[0].strip().strip("\"'")
        for line in text.splitlines()
        if line.partition("=")[0].strip() == "extends"
    ]


def _options(config: Config, order: Order) -> str:
    """Everything else that decides what is generated: options, models, the dialect and the overlay."""
    said = {
        "dialect": config.dialect,
        "unstated": config.nullable_when_unstated,
        "dialects": config.dialects,
        "overlay": [[t.name, t.facts, t.fields] for t in config.models],
        "models": order.models,
        "options": list(option_text(order.options)),
    }
    return digest(json.dumps(said, sort_keys=True, default=_plain).encode())


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):  # a default that nobody can change
        return dict(value)
    raise TypeError(f"{value!r} is not a value of the configuration")
