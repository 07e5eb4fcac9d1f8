"""Web servers of the drill: `manage.py serve` with its job worker, as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import psutil

from drills.processes import command_line
from interviewprep.paths import BASE_DIR

SECONDS = 30
UNSET = ("DEBUG", "EMAIL_URL", "REDIS_URL", "REPLICA_URL", "REQUIRE_STAFF_MFA", "SECRET_KEY", "SITE_URL")
"""What whoever starts the drill may have set for a site of their own."""


class SiteError(Exception):
    """It didn't start; the message is what it said."""


class Site:
    """Keeps secret key, static files and log in `home`; several sites may share it, as nodes do.

    `tls` is what a browser trusts there, if the site speaks TLS.
    """

    tls: ssl.SSLContext | None = None

    def __init__(self, home: Path, database_url: str, **variables: str) -> None:
        self.home = home
        self.port = unused_port()
        settings = {"DJANGO_SETTINGS_MODULE": "interviewprep.settings", "DATABASE_URL": database_url}
        place = {"VAR_DIR": str(home / "var"), "PORT": str(self.port), "HOST": "127.0.0.1"}
        unset = dict.fromkeys(UNSET, "") | {"WEB_CONCURRENCY": "3"}
        self.environment = os.environ | unset | place | settings | variables

    def start(self) -> None:
        """Return once it serves. Raises SiteError."""
        self._process = self._manage("serve", stdout=subprocess.PIPE)
        assert self._process.stdout
        if not any(f":{self.port}" in line for line in self._process.stdout):
            raise SiteError(self._log.read_text()[-2000:])

    def stop(self) -> None:
        """Ask it to end, with its job worker, and wait; insist after a while."""
        self._process.terminate()
        try:
            self._process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._close()

    def kill(self) -> None:
        """SIGKILL to the server and all its workers at once; its job worker notices and ends by itself."""
        for process in [psutil.Process(self._process.pid), *self.web_workers()]:
            process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._close()

    def _close(self) -> None:
        if self._process.stdout:
            self._process.stdout.close()

    def web_workers(self) -> list[psutil.Process]:
        children = psutil.Process(self._process.pid).children()
        return [process for process in children if "serve" in command_line(process)]

    def job_workers(self) -> list[psutil.Process]:
        below = psutil.Process(self._process.pid).children(recursive=True)
        return [process for process in below if "work" in command_line(process)]

    def manage(self, *arguments: str, **variables: str) -> tuple[int, str]:
        """Run a command of `manage.py` on this site; its exit status and what it said."""
        with self._manage(*arguments, stdout=subprocess.PIPE, **variables) as process:
            try:
                said, _ = process.communicate()
            except BaseException:  # a Ctrl-C doesn't reach it, and nobody waits for it any more
                process.kill()
                raise
            return process.returncode, said

    def _manage(self, *arguments: str, stdout: int, **variables: str) -> subprocess.Popen[str]:
        with self._log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=BASE_DIR,
                env=self.environment | variables,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    @property
    def _log(self) -> Path:
        return self.home / f"site-{self.port}.log"


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
