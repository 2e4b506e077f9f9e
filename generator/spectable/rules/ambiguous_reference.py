"""References that may be to any of several models."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "ambiguous-reference"
SEVERITY = Severity.WARNING
