"""Cells that should say yes or no and say neither."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "unreadable-marker"
SEVERITY = Severity.WARNING
