"""Two rows of one field."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "duplicate-field"
SEVERITY = Severity.WARNING
