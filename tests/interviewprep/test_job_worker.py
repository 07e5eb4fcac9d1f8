"""The job worker beside the web server, from outside."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil

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
