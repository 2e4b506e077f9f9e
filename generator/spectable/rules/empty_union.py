"""Unions whose page shows no branches."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "empty-union"
SEVERITY = Severity.WARNING
