"""Markdown field tables to JSON Schema to code, and the proof that it says what the table says.

    import spectable

    spec = spectable.load("docs")              # model, schema, source map and diagnostics
    spec.schema["$defs"]["Session"]
    files = spectable.render_files("docs", targets=["python-typeddict"])          # in memory
    spectable.generate("docs", targets=["python-typeddict"], out="generated")
    assert not spectable.check("docs", targets=["python-typeddict"], out="generated").drifts

What cannot be done raises `SpectableError` with its diagnostics. Names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Checked, Generation, Verified
    from .compare.run import Difference
    from .diagnostic import Diagnostic, Fix, Severity, SpectableError
    from .public import (
        check,
        checker,
        diff_specs,
        generate,
        lint_spec,
        load,
        render_files,
        validate_files,
        verify_files,
    )
    from .source import File, Source, Span
    from .spec import Spec
    from .validate import Checker, Failure, Validated
    from .version import VERSION as __version__

__all__ = [
    "Checked",
    "Checker",
    "Diagnostic",
    "Difference",
    "Failure",
    "File",
    "Fix",
    "Generation",
    "Severity",
    "Source",
    "Span",
    "Spec",
    "SpectableError",
    "Validated",
    "Verified",
    "__version__",
    "check",
    "checker",
    "diff_specs",
    "generate",
    "lint_spec",
    "load",
    "render_files",
    "validate_files",
    "verify_files",
]

_MODULES = {
    "api": ("Checked", "Generation", "Verified"),
    "compare.run": ("Difference",),
    "diagnostic": ("Diagnostic", "Fix", "Severity", "SpectableError"),
    "public": (
        "check",
        "checker",
        "diff_specs",
        "generate",
        "lint_spec",
        "load",
        "render_files",
        "validate_files",
        "verify_files",
    ),
    "source": ("File", "Source", "Span"),
    "spec": ("Spec",),
    "validate": ("Checker", "Failure", "Validated"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from .version import VERSION

        return VERSION
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # No function may be named like a module (`lint`, `render`, `verify`): importing that would take its place here.
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
