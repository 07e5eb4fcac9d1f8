"""The site that is measured: `manage.py serve` with its own settings, and what it takes of the processors."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Site:
    port: int
    web: psutil.Process
    postgres: psutil.Process | None

    def cpu(self) -> tuple[float, float, float]:
        """Seconds so far of gunicorn, of PostgreSQL and of this program.

        PostgreSQL's are 0 if it runs on another machine.
        """
        return _used_by(self.web), _used_by(self.postgres) if self.postgres else 0.0, _own(psutil.Process())


@contextmanager
def served() -> Iterator[Site]:
    """Serve on HOST and PORT, as `make run` does, until the block ends."""
    command = [sys.executable, "manage.py", "serve"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            if not process.stdout.readline():
                raise RuntimeError("The site did not start.")
            yield Site(int(settings.PORT), psutil.Process(process.pid), _postmaster())
        finally:
            process.terminate()


def _postmaster() -> psutil.Process | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    try:
        return (
            psutil.Process(backend).parent() if os.path.isabs(settings.DATABASES["default"]["HOST"]) else None
        )
    except psutil.NoSuchProcess:
        return None


def _used_by(process: psutil.Process) -> float:
    """Of a process, of its children, and of those of them that have ended."""
    return _own(process) + sum(_own(child) for child in process.children(recursive=True))


def _own(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system + times.children_user + times.children_system
