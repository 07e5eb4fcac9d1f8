"""PostgreSQL servers of the drill: durable ones, on Unix sockets in a private directory, or a port, too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
from psycopg.rows import dict_row

from interviewprep import privileges
from interviewprep.postgres import DATABASE, INITDB_OPTIONS, USER
from interviewprep.postgres_tools import run_tool

SECONDS = 60
PASSWORD = "drill"
"""For who comes by the port."""


class Database:
    """The server whose data, log and socket are in `home`, which nobody else can enter.

    With a `port` it listens there as well, on this machine alone, to who knows the password.
    """

    def __init__(self, home: Path, port: int | None = None) -> None:
        self.home = home
        self.data = home / "data"
        self.address = "127.0.0.1" if port else ""
        self.port = port or 5432  # in the socket's name in any case

    @classmethod
    def create(cls, home: Path, port: int | None = None) -> Database:
        """Make a new one with an empty database in it, and start it."""
        database = cls(home, port)
        database._make_private()
        access = ["--auth-local=trust", "--auth-host=scram-sha-256"]
        run_tool("initdb", *INITDB_OPTIONS, *access, "-D", database.data, work_dir=home)
        database.start()
        with database._ended_if_interrupted(), database.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")
            connection.execute(f"ALTER ROLE {USER} PASSWORD '{PASSWORD}'")
        return database

    def copied_to(self, home: Path, port: int | None = None, *, follows: bool = False) -> Database:
        """A copy of the running server, started; one that follows goes on as its streaming replica.

        What that needs of the log is kept while it is away.
        """
        copy = Database(home, port)
        copy._make_private()
        options = ["--write-recovery-conf", "--create-slot", "--slot", home.name] if follows else []
        place = ["--host", self.home, "--port", self.port, "--username", USER]
        source = [*place, "--checkpoint=fast", "--no-sync"]
        run_tool("pg_basebackup", *source, *options, "-D", copy.data, work_dir=home)
        copy.start()
        return copy

    def start(self) -> None:
        options = f"-c listen_addresses={self.address} -c port={self.port} -c max_connections=60"
        options += f" -c unix_socket_directories={self.home}"
        wait = ["-w", "-t", SECONDS, "-l", self.home / "log"]
        with self._ended_if_interrupted():
            run_tool("pg_ctl", "start", "-D", self.data, *wait, "-o", options, work_dir=self.home)

    def stop(self, mode: str = "fast") -> None:
        """End it if it is up; "immediate" is as if the machine had gone."""
        if (self.data / "postmaster.pid").exists():
            run_tool("pg_ctl", "stop", "-D", self.data, "-w", "-t", SECONDS, "-m", mode, work_dir=self.home)

    @contextmanager
    def _ended_if_interrupted(self) -> Iterator[None]:
        """Nobody else knows of it yet who could end it."""
        try:
            yield
        except BaseException:
            self.stop("immediate")
            raise

    def is_up(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def processes(self) -> list[psutil.Process]:
        """The server's main process and all that it started."""
        main = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
        return [main, *main.children()]

    def promote(self) -> None:
        """Make a replica the primary."""
        run_tool("pg_ctl", "promote", "-D", self.data, "-w", "-t", SECONDS, work_dir=self.home)

    def configure(self, **settings: str) -> None:
        """Change settings that need no restart, in this server alone."""
        with self.connect() as connection:
            for name, value in settings.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            connection.execute("SELECT pg_reload_conf()")

    def connect(self, name: str = DATABASE) -> psycopg.Connection[dict[str, Any]]:
        """A connection that commits by itself; rows are dictionaries."""
        place = f"host={self.home} port={self.port} user={USER} dbname={name}"
        return psycopg.connect(place, autocommit=True, row_factory=dict_row)

    def url(self, *others: Database) -> str:
        """As DATABASE_URL; with others whichever of them takes writes is used."""
        servers = (self, *others)
        hosts = quote(",".join(each.address or str(each.home) for each in servers))
        ports = quote(",".join(str(each.port) for each in servers))
        writes = "&target_session_attrs=read-write" if others else ""
        return f"postgres://{USER}:{PASSWORD}@/{DATABASE}?host={hosts}&port={ports}{writes}"

    def _make_private(self) -> None:
        """PostgreSQL doesn't run as root, and its own account must own what it keeps."""
        self.home.mkdir(mode=0o700, exist_ok=True)
        if account := privileges.server_account():
            os.chown(self.home, account.pw_uid, account.pw_gid)
