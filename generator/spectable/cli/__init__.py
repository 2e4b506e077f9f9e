"""The command line: the only code that knows click, prints, or ends the process."""

from . import about as about
from . import commands as commands
from . import data as data
from . import difference as difference
from .group import cli as cli
from .group import main as main
