"""What a run is about: the configuration and the command line made into one value, every path resolved."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from . import config as configs
from .config import Config, TargetTable
from .diagnostic import failure
from .disk.loader import STDIN
from .disk.manifest import Place
from .plugins import target_folders

if TYPE_CHECKING:
    from .proof.reader import OptionValue


class Order(NamedTuple):
    """One target into one folder: the models it emits (all when there is no pattern) and its options."""

    target: str
    place: Place
    models: tuple[str, ...] = ()
    options: Mapping[str, OptionValue] = MappingProxyType({})


class Wish(NamedTuple):
    """What a command line (or a caller) asks for, as far as it says anything."""

    specs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    out: str | None = None
    options: Mapping[str, str] = MappingProxyType({})
    dialect: str | None = None


class Project(NamedTuple):
    """A run, settled: what is read and how, and where target folders are looked up (later ones win).

    `whole`: the specs are exactly the configured ones, so that every fact of the overlay must find its model.
    `configured`: there are folders that are generated from the configured specs, and from nothing else.
    """

    config: Config
    specs: tuple[str, ...]
    wish: Wish = Wish()
    whole: bool = True
    configured: bool = False

    @property
    def templates(self) -> tuple[Path, ...]:
        return template_folders(self.config)


def open_config(path: str | None = None, start: Path | None = None) -> Config:
    """The configuration in the file `path`, else the nearest one from the folder `start` upwards, else none."""
    here = start or Path.cwd()
    found = Path(path) if path is not None else configs.find(here)
    return Config(root=here) if found is None else configs.load(found, path or shown(found))


NO_WISH = Wish()


def open_project(config: Config, wish: Wish = NO_WISH, explicit: bool = False) -> Project:
    """The run that `wish` asks for.

    A SPEC that is no part of the configured spec is read as if there were no configuration, save for its dialects and
    templates: facts about one spec say nothing about another. `explicit` (--config was given) holds on to all of it.
    """
    configured = tuple(shown(config.root / path) for path in config.paths)
    if not wish.specs and not configured:
        hint = "give a SPEC, or [spec] paths in a configuration; `spectable init` writes a first one"
        raise failure("no-spec", "there is nothing to read: no SPEC, and none is configured", hint=hint)
    specs = wish.specs or configured
    whole = _real(specs) == _real(configured)
    targets = bool(config.targets)
    part = not whole and bool(configured) and all(_inside(spec, configured) for spec in specs)
    if not (whole or part or explicit):
        config = Config(root=config.root, source=config.source, prefix=config.prefix, dialects=config.dialects,
                        templates=config.templates)  # fmt: skip
    if wish.dialect is not None:
        config = config._replace(dialect=wish.dialect)
    return Project(config, specs, wish, whole=whole, configured=targets)


def orders(project: Project) -> tuple[Order, ...]:
    """Which targets go where. Raises `SpectableError` where that is not said, or would go over something else."""
    wish, config = project.wish, project.config
    tables = {table.name: table for table in config.targets}
    if wish.out is None and project.configured and not project.whole:
        raise failure(
            "not-the-configured-spec",
            f"{' '.join(project.specs)!r} is not the spec that the configured folders are generated from",
            hint="give --out DIR to generate it elsewhere, or leave SPEC out",
        )
    names = tuple(dict.fromkeys(wish.targets)) or tuple(tables)
    if not names:
        hint = "give --target NAME and --out DIR, or configure [targets.NAME]; `spectable targets` lists them"
        raise failure(
            "no-target", "there is nothing to generate: no target is given, and none is configured", hint=hint
        )
    found = _beside(wish.out, names, tables) if wish.out is not None else _configured(project, names, tables)
    for order in found:
        _refuse_spec_folder(order, project.specs)
    return found


def _configured(project: Project, names: Sequence[str], tables: Mapping[str, TargetTable]) -> tuple[Order, ...]:
    for name in names:
        if name not in tables:
            hint = f"give --out DIR, or write [targets.{name}] with its `out`"
            raise failure("no-target", f"nothing says where the target {name!r} goes", hint=hint)
    root = project.config.root
    return tuple(_order(tables[name], Place(root / tables[name].out, shown(root / tables[name].out))) for name in names)


def _beside(out: str, names: Sequence[str], tables: Mapping[str, TargetTable]) -> tuple[Order, ...]:
    places = [Path(out) / name if len(names) > 1 else Path(out) for name in names]
    return tuple(
        _order(tables.get(name, TargetTable(name, out)), Place(place, place.as_posix()))
        for name, place in zip(names, places, strict=True)
    )


def _order(table: TargetTable, place: Place) -> Order:
    return Order(table.name, place, table.models, table.options)


def _refuse_spec_folder(order: Order, specs: Sequence[str]) -> None:
    if any(spec != STDIN and Path(spec).is_dir() and _same(spec, order.place.folder) for spec in specs):
        raise failure(
            "output-in-spec",
            f"{order.place.shown!r} is the spec's own folder: what is generated there would be read as spec",
            hint="generate into another folder",
        )


# --- Paths -----------------------------------------------------------------------------------------------------------


def shown(path: Path) -> str:
    """A path as messages call it: from the folder the user is in, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _real(specs: Sequence[str]) -> set[str]:
    return {spec if spec == STDIN else os.path.realpath(spec) for spec in specs}


def _inside(spec: str, configured: Sequence[str]) -> bool:
    real = Path(os.path.realpath(spec))
    return spec != STDIN and any(Path(os.path.realpath(c)) in (real, *real.parents) for c in configured)


def _same(one: str, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def bundled() -> Path:
    """The folder of the bundled targets: inside the package, or the checkout's own in an editable install."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def template_folders(config: Config) -> tuple[Path, ...]:
    """The folders that hold target folders; later ones win: bundled, of plug-ins, of the project."""
    return (bundled(), *target_folders(), *(config.root / folder for folder in config.templates))
