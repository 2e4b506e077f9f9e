"""Columns that the table style does not know: what they say is passed over."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "unknown-column"
SEVERITY = Severity.INFO
