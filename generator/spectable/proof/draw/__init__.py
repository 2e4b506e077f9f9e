"""Values drawn at random from a model: `verify` and the tests send them through generated code."""

from .drawing import Drawing, draw
from .scalar import NoValue

__all__ = ["Drawing", "NoValue", "draw"]
