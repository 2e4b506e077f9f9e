"""Type cells that cannot be read; they are any value."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "unreadable-type"
SEVERITY = Severity.WARNING
