"""The job worker beside the web server, from outside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import psutil
import psycopg

from interviewprep.embedded import running
from interviewprep.job_worker import WATCH
from interviewprep.paths import BASE_DIR
from interviewprep.postgres import DATABASE, USER, Server
from tests.interviewprep.conftest import Manage
from tests.interviewprep.test_serve import end, wait_until_it_serves


def worker_of(server: psutil.Process) -> psutil.Process | None:
    family = server.children(recursive=True)
    return next((process for process in family if "work" in process.cmdline()), None)


def wait_for(get: Callable[[], psutil.Process | None], seconds: float = 15) -> psutil.Process:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (got := get()) is not None:
            return got
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_a_worker_runs_beside_the_server_and_ends_with_it(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    server = psutil.Process(process.pid)
    worker = wait_for(lambda: worker_of(server))

    assert end(process) == (0, "")

    assert not worker.is_running()


def test_a_killed_worker_is_started_again(manage: Manage, used_var_dir: Path, unused_port: str) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    server = psutil.Process(process.pid)
    first = wait_for(lambda: worker_of(server))

    first.kill()
    first.wait(5)

    second = wait_for(lambda: worker_of(server))
    assert second != first
    assert end(process) == (0, "")


def test_the_worker_of_a_killed_server_ends(manage: Manage, used_var_dir: Path, unused_port: str) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    worker = wait_for(lambda: worker_of(psutil.Process(process.pid)))

    process.send_signal(signal.SIGKILL)

    worker.wait(15)


def test_jobs_may_wait_longer_than_pages(manage: Manage, used_var_dir: Path, unused_port: str) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    server = psutil.Process(process.pid)
    worker = wait_for(lambda: worker_of(server))

    assert "PGOPTIONS" not in worker.environ()
    assert end(process) == (0, "")


def test_jobs_are_listened_for_again_once_the_database_is_back(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    database = Server(used_var_dir)
    wait_until_it_listens(database)

    database.stop()
    time.sleep(1)
    database.start()

    wait_until_it_listens(database)
    assert end(process)[0] == 0


def test_every_line_is_json_if_that_is_asked_for(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    """gunicorn's, those of the worker that loses the database, and of the one that can't start meanwhile."""
    database = Server(used_var_dir)
    with running(database):
        url = f"postgres://{USER}@/{DATABASE}?{urlencode({'host': str(database.socket_dir)})}"
        process = manage(
            used_var_dir, "serve", PORT=unused_port, DATABASE_URL=url, LOG_FORMAT="json", WEB_CONCURRENCY="1"
        )
        wait_until_it_serves(process, unused_port)
        wait_until_it_listens(database)
        server = psutil.Process(process.pid)
        next(child for child in server.children() if "serve" in child.cmdline()).kill()
        worker = wait_for(lambda: worker_of(server))
        database.stop()
        worker.kill()
        worker.wait(5)
        second = wait_for(lambda: worker_of(server))
        second.wait(30)

        _, errors = end(process)
        database.start()

    loggers = {json.loads(line)["logger"] for line in errors.splitlines()}
    assert {"gunicorn.error", "interviewprep.logs"} <= loggers


def test_who_watches_over_a_worker_that_fails_ends_with_the_server(var_dir: Path) -> None:
    nowhere = {"VAR_DIR": str(var_dir), "DATABASE_URL": "postgres://prep@127.0.0.1:1/prep"}
    watch = subprocess.Popen(WATCH, cwd=BASE_DIR, stdin=subprocess.PIPE, env=os.environ | nowhere)

    watch.communicate(b"", timeout=30)

    assert watch.returncode == 0


def wait_until_it_listens(database: Server) -> None:
    """Until a job worker waits for word of new jobs in the database."""
    listening = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with psycopg.connect(host=str(database.socket_dir), user=USER, dbname=DATABASE) as connection:
            if connection.execute(listening).fetchone() != (0,):
                return
        time.sleep(0.1)
    raise AssertionError("no worker ever listened")
