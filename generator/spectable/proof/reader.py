"""What an independent reader of generated files reports. Readers live in readers/<name>.py, found by being there.

A reader is a module with one function, `read`, that knows nothing of templates or lowering: it takes what is on disk
by the target's own means (imports the package, runs the DDL, parses the pages) and holds it against the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..diagnostic import Diagnostic
from ..model import Model

OptionValue = str | bool | int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Facts compared, and those that were wrong. `skipped` says why nothing could be read on this machine."""

    facts: int = 0
    wrong: tuple[Diagnostic, ...] = ()
    skipped: str = ""


class Reader(Protocol):
    """The signature of `readers/<name>.py:read`."""

    def __call__(self, folder: Path, model: Model, options: Mapping[str, OptionValue]) -> Outcome:
        """Hold the files in `folder` against `model`, generated with the target options `options`."""
