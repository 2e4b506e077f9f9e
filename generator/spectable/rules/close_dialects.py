"""Pages that two table styles claim with like right."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "close-dialects"
SEVERITY = Severity.INFO
