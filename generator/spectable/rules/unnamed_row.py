"""Rows that name no field."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "unnamed-row"
SEVERITY = Severity.WARNING
