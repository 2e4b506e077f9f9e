"""A generated Python package imported from its folder, and gone again: nothing is left in `sys` or on the disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from types import ModuleType

_numbers = count(1)


class NotImported(Exception):
    """A package that Python cannot import. The text says why."""


@contextmanager
def imported(folder: Path) -> Iterator[ModuleType]:
    """The package in `folder`, under a name that no other module has.

    Its code runs, in this process. Raises `NotImported` for whatever it raises.
    """
    name = f"_spectable_verified_{next(_numbers)}"
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield _load(name, folder)
    finally:
        sys.dont_write_bytecode = written
        for module in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
            del sys.modules[module]


def _load(name: str, folder: Path) -> ModuleType:
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None or not (folder / "__init__.py").is_file():
        raise NotImported("it has no __init__.py")
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise NotImported(said(error)) from error
    return module


def said(error: BaseException) -> str:
    """An exception in one line."""
    first = (str(error).strip() or "no message").split("\n")[0]
    return f"{type(error).__name__}: {first}"
