"""Generated files held against the model by an independent reader: readers/<name>.py, found by being there.

Plug-ins bring readers of their own by the entry point group `spectable.readers`: each names a function with the
signature of `reader.Reader`. A bundled reader wins over a plug-in of its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast

from .. import readers as package
from ..diagnostic import Diagnostic, Severity, did_you_mean, failure
from ..model import Model
from ..plugins import plugin_files
from ..targets.target import Target
from .reader import OptionValue, Outcome, Reader

READERS = "spectable.readers"
"""The entry point group of reader plug-ins."""


def verify(target: Target, folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
    """What the target's reader finds in `folder`, generated with the settled `options`.

    Raises `SpectableError` for a target that names a reader which does not exist.
    """
    if not target.reader:
        return Outcome(skipped=f"the target {target.name!r} names no reader")
    read = _reader(target)
    if not folder.is_dir():
        message = f"there is nothing to verify: no folder {folder.as_posix()!r}"
        return Outcome(wrong=(Diagnostic("not-generated", Severity.ERROR, message, hint="run `spectable generate`"),))
    return read(folder, model, options)


def _reader(target: Target) -> Reader:
    bundled = {module.name for module in iter_modules(package.__path__)}
    name = target.reader.replace("-", "_")
    if name in bundled:
        return cast(Reader, import_module(f"{package.__name__}.{name}").read)
    plugged = _plugged()
    if target.reader not in plugged:
        hint = did_you_mean(target.reader, {*(n.replace("_", "-") for n in bundled), *plugged})
        message = f"target {target.name!r} names the reader {target.reader!r}, which is none"
        raise failure("bad-target", message, hint=hint)
    return plugged[target.reader]


def _plugged() -> dict[str, Reader]:
    """The readers of installed plug-ins, by name."""
    if not plugin_files():
        return {}
    from importlib.metadata import entry_points

    return {entry.name: cast(Reader, entry.load()) for entry in entry_points(group=READERS)}
