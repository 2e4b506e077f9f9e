"""Enums whose page shows no values."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "empty-enum"
SEVERITY = Severity.WARNING
