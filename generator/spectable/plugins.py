"""Which installed distributions plug in here. Asking `importlib.metadata` takes 30 ms, so their files are searched."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from .diagnostic import failure

TARGETS = "spectable.targets"
"""The entry point group of target plug-ins: each names a package whose folder holds target folders."""


@cache
def plugin_files() -> tuple[Path, ...]:
    """The entry point files of every distribution on the path that has a group of ours."""
    return tuple(
        path
        for folder in dict.fromkeys(sys.path)
        for path in sorted(Path(folder or ".").glob("*.dist-info/entry_points.txt"))
        if b"[spectable." in path.read_bytes()
    )


def target_folders() -> tuple[Path, ...]:
    """The folders of installed target plug-ins, in the order of their names."""
    if not plugin_files():
        return ()
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    found: list[Path] = []
    for entry in sorted(entry_points(group=TARGETS), key=lambda e: (e.name, e.value)):
        spec = find_spec(entry.module)
        if spec is None or not spec.submodule_search_locations:
            raise failure("bad-plugin", f"the plug-in {entry.name!r} names {entry.value!r}, which is no package")
        found += map(Path, spec.submodule_search_locations)
    return tuple(found)
