"""Rows with more cells than the header."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "row-too-long"
SEVERITY = Severity.WARNING
