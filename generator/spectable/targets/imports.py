"""Import statements in the order that isort gives them, and what a package can export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from .quoting import Code


class Named(Protocol):
    """A name as its module has it, and as this file calls it."""

    @property
    def name(self) -> str: ...
    @property
    def local(self) -> str: ...


class Import(Protocol):
    """A module and the names taken from it."""

    @property
    def module(self) -> str: ...
    @property
    def names(self) -> Sequence[Named]: ...


class Definition(Protocol):
    """A definition by its names, and the module that it is in."""

    @property
    def module(self) -> Code: ...
    @property
    def names(self) -> Mapping[str, Code]: ...


@dataclass(frozen=True, slots=True)
class NamedAs:
    """A name as its module has it, and as this file calls it."""

    name: Code
    local: Code


@dataclass(frozen=True, slots=True)
class Exported:
    """A module and the names taken from it."""

    module: Code
    names: Sequence[NamedAs]


def exports(definitions: Iterable[Definition], *kinds: str, module: str = "") -> list[Exported]:
    """What can be imported of definitions: their names of some kinds, from their own modules or all from one."""
    return [
        Exported(Code(module or f".{d.module}"), [NamedAs(name, name) for name in map(d.names.__getitem__, kinds)])
        for d in definitions
    ]


def import_lines(found: Iterable[Import], *more: str) -> list[Code]:
    """Imports as isort has them: one statement a module, but one for each name that goes by another here.

    `more` are names besides: `module.name` or `module.name as other`, empty ones left out.
    """
    modules: dict[str, list[Named]] = {}
    for item in [*found, *map(_exported, filter(None, more))]:
        modules.setdefault(item.module, []).extend(item.names)
    lines: list[Code] = []
    for module in sorted(modules, key=_natural):
        found_once = {(n.name, n.local): n for n in modules[module]}.values()
        plain = sorted((n for n in found_once if n.name == n.local), key=_member)
        other = [[n] for n in found_once if n.name != n.local]
        for names in sorted([plain, *other] if plain else other, key=lambda names: _member(names[0])):
            texts = (n.name if n.name == n.local else f"{n.name} as {n.local}" for n in names)
            lines.append(Code(f"from {module} import {', '.join(texts)}"))
    return lines


def _exported(text: str) -> Exported:
    module, _, name = text.rpartition(".")
    name, _, local = name.partition(" as ")
    return Exported(Code(module), [NamedAs(Code(name), Code(local or name))])


def export_names(found: Iterable[Import]) -> list[Code]:
    """The names that imports bring, as ruff sorts `__all__`: like imports, but capitals before small letters."""
    names = [name.local for item in found for name in item.names]
    return [Code(name) for name in sorted(names, key=lambda name: (_kind(name), _natural(name, fold=False)))]


def _member(name: Named) -> tuple[int, object, str]:
    return _kind(name.name), _natural(name.name), name.name


def _kind(name: str) -> int:
    """Constants stand before classes, and those before everything else."""
    return 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2


@cache
def _natural(name: str, fold: bool = True) -> tuple[tuple[bool, int, str], ...]:
    """Numbers in a name count as numbers, capitals as small letters if they are to `fold`."""
    parts = re.split(r"(\d+)", name.lower() if fold else name)
    return tuple((not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts if p)
