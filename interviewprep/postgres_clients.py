"""pg_dump and pg_restore, run on the database that Django is connected to.

A tool serves servers of its own major version and, as far as they know what it says, older ones; so the
oldest that will do is taken.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connection
from psycopg import ConnectionInfo

from interviewprep.errors import StartError
from interviewprep.postgres_tools import MAJOR_VERSION, ToolError, bin_dir, telling_line

SETS_TRANSACTION_TIMEOUT = 17
"""From this version on pg_restore says something that older servers refuse."""
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def server_version() -> int:
    """The major version of the server, such as 18."""
    return _connection_info().server_version // 10_000


def find_tool(name: str, *, server: int, reads: int = 0) -> tuple[int, Path]:
    """Its major version and its place: the wheel's, or one on the PATH. Raises StartError.

    It serves a server of version `server`, and reads what a tool of version `reads` has written.
    """
    found = [(MAJOR_VERSION, bin_dir() / name)]
    if on_path := shutil.which(name):
        found.append((_version_of(on_path), Path(on_path)))
    lowest, is_old = max(server, reads), server < SETS_TRANSACTION_TIMEOUT
    too_new = SETS_TRANSACTION_TIMEOUT if is_old else sys.maxsize
    usable = [tool for tool in found if lowest <= tool[0] < too_new]
    if not usable:
        wanted = f"{lowest} to {SETS_TRANSACTION_TIMEOUT - 1}" if is_old else f"{lowest} or later"
        here = " and ".join(str(version) for version, _ in found)
        raise StartError(
            f"{name} of PostgreSQL {wanted} is needed for this server, and here is {here}: "
            "install the client programs of that version and put them on the PATH."
        )
    return min(usable, key=lambda tool: tool[0])


def _version_of(tool: str) -> int:
    """0 if it doesn't say."""
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(match[1]) if match else 0


def run_on_database(tool: Path, *arguments: object) -> None:
    """Run it with the connection that Django has. Raises ToolError.

    The password goes by the environment, which nobody else sees.
    """
    info = _connection_info()
    run_client(tool, f"--dbname={info.dsn}", "--no-password", *arguments, PGPASSWORD=info.password)


def run_client(tool: Path, *arguments: object, **environment: str) -> None:
    """Run it as the caller, to whom the embedded server listens. Raises ToolError.

    On Linux it is killed when this process is, so that no restore goes on that nobody watches.
    """
    done = subprocess.run(
        [tool, *map(str, arguments)],
        env=os.environ | {"LC_ALL": "C"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        check=False,
    )
    if done.returncode:
        raise ToolError(f"{tool.name}: {telling_line(done.stderr)}")


def _connection_info() -> ConnectionInfo:
    connection.ensure_connection()
    info: ConnectionInfo = connection.connection.info
    return info


def _end_with_parent() -> None:
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
