"""Generated files held against the model by an independent reader: readers/<name>.py, found by being there."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast

from . import readers as package
from .diagnostic import Diagnostic, Severity, did_you_mean, failure
from .model import Model
from .reader import OptionValue, Outcome, Reader
from .target import Target


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
    known = {module.name for module in iter_modules(package.__path__)}
    name = target.reader.replace("-", "_")
    if name not in known:
        hint = did_you_mean(name, known)
        raise failure(
            "bad-target", f"target {target.name!r} names the reader {target.reader!r}, which is none", hint=hint
        )
    return cast(Reader, import_module(f"{package.__name__}.{name}").read)
