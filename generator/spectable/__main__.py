"""`spectable` and `python -m spectable`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """The entry point of the command."""
    # One run makes values and ends: collecting cycles cost an eighth of a run, and found next to none.
    gc.disable()

    from .cli import main as run

    try:
        run()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0)


def _leave(status: int) -> None:
    """Ends the process at once: taking a hundred thousand values apart before the end is a tenth of a run."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
