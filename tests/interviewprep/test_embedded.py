"""One server shared by several processes: who starts it, who stops it, who may die."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from interviewprep.embedded import running
from interviewprep.errors import StartError
from interviewprep.postgres import Server
from tests.interviewprep.conftest import PROJECT

USE_UNTIL_TOLD = """
import os, sys
from pathlib import Path
from interviewprep.embedded import running
from interviewprep.postgres import Server
with running(Server(Path(sys.argv[1]), throwaway=True)):
    {before}
    print("in", flush=True)
    sys.stdin.read()
"""
FORK_WITHIN = "sys.exit() if os.fork() == 0 else os.wait()"


@pytest.fixture
def server(used_var_dir: Path) -> Server:
    return Server(used_var_dir, throwaway=True)


@contextmanager
def another_user(server: Server, before: str = "pass") -> Iterator["subprocess.Popen[str]"]:
    """Another process that uses the server until its input is closed; it runs `before` first."""
    with subprocess.Popen(
        [sys.executable, "-c", USE_UNTIL_TOLD.format(before=before), server.var_dir],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def wait_until_in(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"


def test_last_to_leave_stops_the_server(server: Server) -> None:
    with another_user(server) as other:
        wait_until_in(other)
        with running(server):
            pass
        assert server.is_running()
    assert not server.is_running()


def test_first_to_come_may_leave_first(server: Server) -> None:
    with running(server):
        with another_user(server) as other:
            wait_until_in(other)
        assert server.is_running()
    assert not server.is_running()


def test_two_at_once_share_one_server(server: Server) -> None:
    with another_user(server) as one, another_user(server) as two:
        wait_until_in(one)
        wait_until_in(two)
        assert server.is_running()
    assert not server.is_running()


def test_killed_user_leaves_nothing_that_blocks_the_next(server: Server) -> None:
    with another_user(server) as other:
        wait_until_in(other)
        other.kill()
        other.wait()
        assert server.is_running()

        with running(server):
            assert server.is_running()
        assert not server.is_running()


def test_forked_child_does_not_stop_what_its_parent_uses(server: Server) -> None:
    with another_user(server, FORK_WITHIN) as other:
        wait_until_in(other)
        assert server.is_running()
    assert not server.is_running()


def test_two_directories_have_two_servers(server: Server, var_dir: Path) -> None:
    other = Server(var_dir, throwaway=True)
    with running(server), running(other):
        assert server.is_running()
        assert other.is_running()


def test_failed_start_leaves_no_server_and_no_lock(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_once_it_is_up(server: Server) -> None:
        start(server)
        monkeypatch.undo()
        raise StartError("no room")

    start = Server.start
    monkeypatch.setattr(Server, "start", fail_once_it_is_up)

    with pytest.raises(StartError, match="no room"), running(server):
        pass
    assert not server.is_running()
    with running(server):
        assert server.is_running()


def test_place_taken_by_a_file_is_refused(var_dir: Path) -> None:
    var_dir.write_text("")

    with pytest.raises(StartError, match="cannot be used"), running(Server(var_dir)):
        pass
