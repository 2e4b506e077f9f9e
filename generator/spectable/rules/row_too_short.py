"""Rows with fewer cells than the header."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "row-too-short"
SEVERITY = Severity.WARNING
