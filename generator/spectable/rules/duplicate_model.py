"""Two models of one name in one folder."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "duplicate-model"
SEVERITY = Severity.ERROR
