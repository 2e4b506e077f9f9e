"""JSON data against a model of the spec: what is wrong with it, where, and which row of the spec says so."""

from .compile import Checker, compile_checker
from .node import Failure
from .run import Tally, Validated, validate_data

__all__ = ["Checker", "Failure", "Tally", "Validated", "compile_checker", "validate_data"]
