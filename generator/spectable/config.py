"""`spectable.toml`, or `[tool.spectable]` in `pyproject.toml`, as values. Checked by config.schema.json beside it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .diagnostic import Diagnostic, Severity, SpectableError, failure
from .shape import Misfit, misfits
from .source import Source, Span
from .toml_places import place

if TYPE_CHECKING:
    from .proof.reader import OptionValue

FILE = "spectable.toml"
PYPROJECT = "pyproject.toml"
Unstated = Literal["optional", "always", "never"]
Facts = Mapping[str, Any]
"""Facts of the overlay by their key in config.schema.json: JSON values, checked by it."""


class TargetTable(NamedTuple):
    """`[targets.NAME]`: where it goes, which models (all when empty), and the target's own options."""

    name: str
    out: str
    models: tuple[str, ...] = ()
    options: Mapping[str, OptionValue] = MappingProxyType({})


class ModelTable(NamedTuple):
    """`[models.NAME]`: facts about the model, and about its fields."""

    name: str
    facts: Facts
    fields: Mapping[str, Facts]


class Ignored(NamedTuple):
    """An entry of `[diff] ignore`: which changes `diff` passes over, by patterns of rule and place, and why."""

    rule: str
    where: str
    reason: str


class Config(NamedTuple):
    """A configuration. Paths in it are relative to `root`; `source` is its text, None when there is no file."""

    root: Path = Path()
    source: Source | None = None
    prefix: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    dialect: str = "auto"
    nullable_when_unstated: Unstated = "optional"
    targets: tuple[TargetTable, ...] = ()
    models: tuple[ModelTable, ...] = ()
    dialects: Mapping[str, Facts] = MappingProxyType({})
    templates: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    def place(self, *path: str | int, value: bool = False) -> Span | None:
        """Where a key of the configuration stands (or its value), for messages."""
        return place(self.source, (*self.prefix, *path), value) if self.source else None


def find(start: Path) -> Path | None:
    """The configuration that counts in the folder `start`: the nearest one, there or above."""
    for folder in (start, *start.parents):
        if (path := folder / FILE).is_file():
            return path
        path = folder / PYPROJECT
        if path.is_file() and b"spectable" in path.read_bytes():
            table = _table(_text(path, path.name), path.name)
            if table is not None:
                return path
    return None


def load(path: Path, shown: str) -> Config:
    """The configuration in the file `path`, which messages call `shown`.

    Raises `SpectableError` with everything that is wrong in it, each with its place.
    """
    source = _text(path, shown)
    prefix = ("tool", "spectable") if path.name == PYPROJECT else ()
    table = _table(source, path.name)
    if table is None:
        raise failure("bad-config", f"{shown!r} has no table [tool.spectable]", source.span(), f"or write a {FILE}")
    schema = json.loads(Path(__file__).with_name("config.schema.json").read_bytes())
    wrong = [_diagnostic(m, source, prefix) for m in misfits(table, schema, schema)]
    if wrong:
        raise SpectableError(*wrong)
    config = _build(table, path.parent, source, prefix)
    _refuse_shared_folders(config)
    return config


def _text(path: Path, shown: str) -> Source:
    try:
        return Source(shown, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise failure("bad-config", f"{shown!r} is not UTF-8 text: {error.reason}", hint="TOML is UTF-8") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise failure("no-config", f"cannot read the configuration {shown!r}: {reason}", hint="see --config") from None


def _table(source: Source, name: str) -> dict[str, Any] | None:
    """The configuration's table; None for a pyproject.toml that has none."""
    try:
        table = tomllib.loads(source.text, parse_float=_number)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        message = str(error)[: where.start()] if where else str(error).removesuffix(" (at end of document)")
        span = _at(source, int(where[1]), int(where[2])) if where else source.span(len(source.data))
        raise failure("bad-toml", f"this is not TOML: {message.lower()}", span, "see https://toml.io") from None
    if name != PYPROJECT:
        return table
    tool = table.get("tool", {})
    found = tool.get("spectable") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def _at(source: Source, line: int, column: int) -> Span:
    start = source.line_starts[min(line, len(source.line_starts)) - 1]
    return source.span(start + len(source.line(min(line, len(source.line_starts)))[: column - 1].encode()))


def _number(digits: str) -> float | Decimal:
    """As exact as it was written: `0.1` is the float, what no float holds is a decimal."""
    number = float(digits)
    exact = digits.lower().lstrip("+-") in ("inf", "nan") or Decimal(repr(number)) == Decimal(digits)
    return number if exact else Decimal(digits)


def _diagnostic(misfit: Misfit, source: Source, prefix: tuple[str, ...]) -> Diagnostic:
    span = place(source, (*prefix, *misfit.path), value=not misfit.unknown_key)
    code = "unknown-config-key" if misfit.unknown_key else "bad-config"
    return Diagnostic(code, Severity.ERROR, misfit.message, span, misfit.hint)


def _build(table: dict[str, Any], root: Path, source: Source, prefix: tuple[str, ...]) -> Config:
    spec = table.get("spec", {})
    return Config(
        root=root,
        source=source,
        prefix=prefix,
        paths=tuple(spec.get("paths", ())),
        dialect=spec.get("dialect", "auto"),
        nullable_when_unstated=spec.get("nullable_when_unstated", "optional"),
        targets=tuple(_target(name, t) for name, t in table.get("targets", {}).items()),
        models=tuple(_model(name, t) for name, t in table.get("models", {}).items()),
        dialects=table.get("dialects", {}),
        templates=tuple(table.get("templates", ())),
        ignored=tuple(
            Ignored(entry["rule"], entry.get("where", "*"), entry["reason"])
            for entry in table.get("diff", {}).get("ignore", ())
        ),
    )


def _target(name: str, table: dict[str, Any]) -> TargetTable:
    options = {key: value for key, value in table.items() if key not in ("out", "models")}
    return TargetTable(name, table["out"], tuple(table.get("models", ())), options)


def _model(name: str, table: dict[str, Any]) -> ModelTable:
    return ModelTable(name, {k: v for k, v in table.items() if k != "fields"}, table.get("fields", {}))


def _refuse_shared_folders(config: Config) -> None:
    seen: dict[str, str] = {}
    for target in config.targets:
        folder = (config.root / target.out).resolve().as_posix()
        if other := seen.get(folder):
            message = f"targets {other!r} and {target.name!r} have one folder {target.out!r}"
            place_ = config.place("targets", target.name, "out", value=True)
            raise failure("bad-config", message, place_, "give each target a folder of its own")
        seen[folder] = target.name


def option_text(options: Mapping[str, OptionValue]) -> Iterable[str]:
    """Options in one spelling, whether they came from TOML or from a command line: `layout=single`, `json=true`."""
    return sorted(f"{k}={str(v).lower() if isinstance(v, bool) else v}" for k, v in options.items())
