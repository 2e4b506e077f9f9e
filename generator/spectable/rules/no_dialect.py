"""Pages that no table style claims."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "no-dialect"
SEVERITY = Severity.INFO
