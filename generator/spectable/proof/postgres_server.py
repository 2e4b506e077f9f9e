"""A PostgreSQL server of one's own: a fresh cluster in a temporary folder, reached through a Unix socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import pwd

PATIENCE = 30.0  # seconds until a server that does not answer is a failure


class ServerError(RuntimeError):
    """The server does not start, and why."""


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: on the PATH, else the newest of those that Debian keeps off it."""
    if sys.platform == "win32":
        return None
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((p.parent for p in installed), key=lambda folder: float(folder.parent.name), default=None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server and yield the connection string of its database `postgres`; stop and remove it at the end."""
    # A socket's path is short (107 bytes), and root's folders are closed to other users: hence not TMPDIR.
    home = Path(tempfile.mkdtemp(prefix="spectable-pg-", dir="/tmp"))
    account = _account()
    try:
        if account is not None:
            os.chown(home, account.pw_uid, account.pw_gid)
        _run(account, programs / "initdb", "--auth=trust", "--username=spectable", "--encoding=UTF8", "--no-locale",
             "--no-sync", "--pgdata", home / "data")  # fmt: skip
        log = home / "log"
        with log.open("wb") as output:
            # fmt: off
            process = subprocess.Popen(
                [programs / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses=",
                 "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "timezone=UTC"],
                stdout=output, stderr=output, cwd="/", **_become(account))
            # fmt: on
        try:
            _wait(process, home / ".s.PGSQL.5432", log)
            yield f"host={home} user=spectable dbname=postgres"
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """Whom to run as: PostgreSQL refuses root, so root steps down to `postgres`, else to `nobody`."""
    import pwd

    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerError("running as root, and there is no user `postgres` or `nobody` to run PostgreSQL as")


class _Person(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _become(account: pwd.struct_passwd | None) -> _Person:
    return {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(account: pwd.struct_passwd | None, *command: str | Path) -> None:
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **_become(account))
    if done.returncode:
        raise ServerError(f"{command[0]} failed: {done.stderr.strip() or done.stdout.strip()}")


def _wait(process: subprocess.Popen[bytes], socket: Path, log: Path) -> None:
    """Wait until the server says that it takes connections."""
    end = time.monotonic() + PATIENCE
    while not (socket.exists() and b"ready to accept connections" in log.read_bytes()):
        if process.poll() is not None or time.monotonic() > end:
            raise ServerError(f"PostgreSQL did not start: {log.read_text(errors='replace')}")
        time.sleep(0.02)
