"""A value that stands in an enum twice."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "duplicate-value"
SEVERITY = Severity.WARNING
