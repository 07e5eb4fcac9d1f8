"""One embedded server, many processes: the first to come starts it, the last to leave stops it.

Every process that uses the server holds a shared lock on `postgres.users`; `postgres.lock` lets one at a
time start or stop it. The kernel drops the locks of a process that is killed, so nothing it leaves behind
blocks the next start; at worst the server goes on until the next user leaves.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO

from interviewprep.errors import StartError
from interviewprep.paths import private_var_dir, var_dir
from interviewprep.postgres import Server


def database_for_commands() -> AbstractContextManager[None]:
    """Keeps the database up while a command runs. With DATABASE_URL set there is nothing to do."""
    return nullcontext() if os.environ.get("DATABASE_URL") else running(Server(var_dir()))


@contextmanager
def running(server: Server) -> Iterator[None]:
    """The server is up within the block. Raises StartError."""
    process = os.getpid()
    try:
        private_var_dir(server.var_dir)
        users = _enter(server)
    except OSError as error:
        raise StartError(f"{server.var_dir} cannot be used: {error.strerror or error}.") from error
    try:
        yield
    finally:
        # A forked child that comes by here must not stop what its parent uses.
        if os.getpid() == process:
            _leave(server, users)


def _enter(server: Server) -> IO[bytes]:
    with _control(server.var_dir):
        users = (server.var_dir / "postgres.users").open("wb")
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server.start()
        except BaseException:
            _stop_if_last(server, users)
            raise
    return users


def _leave(server: Server, users: IO[bytes]) -> None:
    with _control(server.var_dir):
        _stop_if_last(server, users)


def _stop_if_last(server: Server, users: IO[bytes]) -> None:
    """Needs the control lock: turning the shared lock into an exclusive one is not atomic."""
    with users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        server.stop()


@contextmanager
def _control(directory: Path) -> Iterator[None]:
    with (directory / "postgres.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
