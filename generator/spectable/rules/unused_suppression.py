"""Comments that silence a finding which is not there."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "unused-suppression"
SEVERITY = Severity.WARNING
