"""The command line: the only code that knows click, prints, or ends the process."""

from .commands import cli as cli
from .commands import main as main
