"""What the tests share: corpora, programs that may be missing, and a PostgreSQL server.

A test that needs a program outside Python asks for it by `requires`, so that it skips with a reason where the program
is missing, and fails there when SPECTABLE_REQUIRE_ALL=1 (as `.ci/run` sets it).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

from spectable.proof import postgres_server
from spectable.readers.sql_postgresql import SERVER

ROOT = Path(__file__).resolve().parent.parent

collect_ignore = ["golden"]  # generated modules are data here, whatever they are called

# A machine may be busy: how long an example takes says nothing about whether it holds.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def missing(what: str) -> NoReturn:
    """Skip for want of `what`, or fail where everything must be there."""
    if os.environ.get("SPECTABLE_REQUIRE_ALL") == "1":
        pytest.fail(f"{what}, and SPECTABLE_REQUIRE_ALL=1")
    pytest.skip(what)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def requires() -> Callable[[str], str]:
    """`requires("ruff")` is the path of a program, looked for beside this Python first, then on the PATH."""

    def find(program: str) -> str:
        here = Path(sys.executable).parent
        found = shutil.which(program, path=str(here)) or shutil.which(program)
        if found is None:
            missing(f"{program} is not on this machine")
        return found

    return find


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the corpora: real pages with their truth, for measuring, and no part of this repository."""
    folder = os.environ.get("SPECTABLE_CORPORA")
    if not folder:
        pytest.skip("SPECTABLE_CORPORA does not name the folder of the corpora")
    path = Path(folder)
    if not path.is_dir():
        pytest.fail(f"SPECTABLE_CORPORA names {folder!r}, which is no folder")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The connection string of a PostgreSQL server of this test process, for `psycopg.connect`. `verify` uses it too.

    Tests that create tables do so in a temporary schema, or roll back.
    """
    programs = postgres_server.binaries()
    if programs is None:
        missing("PostgreSQL (initdb, postgres) is not on this machine")
    with postgres_server.server(programs) as connection, pytest.MonkeyPatch.context() as patch:
        patch.setenv(SERVER, connection)
        yield connection
