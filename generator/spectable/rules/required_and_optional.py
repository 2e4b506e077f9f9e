"""Fields that their marker calls required and their type optional."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "required-and-optional"
SEVERITY = Severity.WARNING
