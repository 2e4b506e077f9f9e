"""Model <-> JSON Schema 2020-12. The schema is the contract: what it cannot say, no target sees."""

from .dump import Dumped, dump
from .load import load
from .parse import parse
from .text import schema_text

__all__ = ["Dumped", "dump", "load", "parse", "schema_text"]
