"""What the modules of this package share: type hints that can be read in full."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from threading import local
from typing import get_type_hints

# Type hints across modules. Models may refer to each other in circles, so no order of
# imports is right: a module says at its end which names it is short of, and gets them
# when the outermost import is through. Then `typing.get_type_hints` finds them.

_package = sys.modules[__name__.rpartition(".")[0]]


class Linking(local):
    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.running = False


_linking = Linking()
_names: dict[str, Mapping[str, str]] = {}
_aliases: dict[str, tuple[str, ...]] = {}
_homes: dict[str, str] = {}


def link_names(
    module: str, names: Mapping[str, str], aliases: tuple[str, ...] = ()
) -> None:
    """Ends a module that is short of `names` (what they are in the package, by what they
    are here), and whose `aliases` hold such names as texts."""
    _names[module] = names
    _aliases[module] = aliases
    _homes.update(dict.fromkeys(aliases, module))
    _linking.waiting.append(module)
    if _linking.running:
        return
    _linking.running = True
    pending: dict[str, None] = {}
    try:
        while _linking.waiting:
            waiting = _linking.waiting.pop()
            pending[waiting] = None
            for name in _names[waiting].values():
                getattr(_package, name)
    finally:
        _linking.running = False
        _linking.waiting.clear()
    while pending:
        _settle(next(iter(pending)), pending)


def _settle(module: str, pending: dict[str, None]) -> None:
    """Puts names where they are missing, those of other modules first."""
    del pending[module]
    scope = vars(sys.modules[module])
    for here, name in _names[module].items():
        home = _homes.get(name)
        if home in pending:
            _settle(home, pending)
        scope[here] = getattr(_package, name)
    for name in _aliases[module]:
        holder = type("Holder", (), {"__annotations__": {"alias": scope[name]}})
        try:
            scope[name] = get_type_hints(holder, scope)["alias"]
        except NameError:  # an alias that leads back to itself through another one
            pass
