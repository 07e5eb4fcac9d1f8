"""PostgreSQL servers of the drill: durable ones, on Unix sockets in a private directory."""

from __future__ import annotations

import os
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


class Database:
    """The server whose data, log and socket are in `home`, which nobody else can enter."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "data"

    @classmethod
    def create(cls, home: Path) -> Database:
        """Make a new one with an empty database in it, and start it."""
        database = cls(home)
        database._make_private()
        run_tool("initdb", *INITDB_OPTIONS, "--auth-local=trust", "-D", database.data, work_dir=home)
        database.start()
        with psycopg.connect(database._place("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")
        return database

    def copied_to(self, home: Path, *, follows: bool = False) -> Database:
        """A copy of the running server, started; one that follows goes on as its streaming replica."""
        copy = Database(home)
        copy._make_private()
        options = ["--write-recovery-conf"] if follows else []
        source = ["--host", self.home, "--username", USER, "--checkpoint=fast", "--no-sync"]
        run_tool("pg_basebackup", *source, *options, "-D", copy.data, work_dir=home)
        copy.start()
        return copy

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.home} -c max_connections=60"
        wait = ["-w", "-t", SECONDS, "-l", self.home / "log"]
        run_tool("pg_ctl", "start", "-D", self.data, *wait, "-o", options, work_dir=self.home)

    def stop(self, mode: str = "fast") -> None:
        """End it if it is up; "immediate" is as if the machine had gone."""
        if (self.data / "postmaster.pid").exists():
            run_tool("pg_ctl", "stop", "-D", self.data, "-w", "-t", SECONDS, "-m", mode, work_dir=self.home)

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

    def connect(self) -> psycopg.Connection[dict[str, Any]]:
        """A connection that commits by itself; rows are dictionaries."""
        return psycopg.connect(self._place(DATABASE), autocommit=True, row_factory=dict_row)

    def url(self, *others: Database) -> str:
        """As DATABASE_URL; with others whichever of them takes writes is used."""
        hosts = quote(",".join(str(database.home) for database in (self, *others)))
        writes = "&target_session_attrs=read-write" if others else ""
        return f"postgres://{USER}@/{DATABASE}?host={hosts}{writes}"

    def _place(self, name: str) -> str:
        return f"host={self.home} user={USER} dbname={name}"

    def _make_private(self) -> None:
        """PostgreSQL doesn't run as root, and its own account must own what it keeps."""
        self.home.mkdir(mode=0o700, exist_ok=True)
        if account := privileges.server_account():
            os.chown(self.home, account.pw_uid, account.pw_gid)
