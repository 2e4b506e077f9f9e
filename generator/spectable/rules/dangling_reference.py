"""References to models that there are not."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "dangling-reference"
SEVERITY = Severity.WARNING
