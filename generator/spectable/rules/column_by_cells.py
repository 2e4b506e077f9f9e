"""Columns whose role was told by a part of their header or by their cells."""

from __future__ import annotations

from ..diagnostic import Severity

CODE = "column-by-cells"
SEVERITY = Severity.INFO
