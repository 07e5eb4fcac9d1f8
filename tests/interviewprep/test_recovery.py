"""Copies of a whole server: one brought to a named moment, one that takes over. `make drill-pitr` shows it.

docs/operations.md tells the same steps as commands.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from interviewprep import privileges
from interviewprep.embedded import running
from interviewprep.paths import BASE_DIR
from interviewprep.postgres import USER, Server
from interviewprep.postgres_clients import run_client
from interviewprep.postgres_tools import bin_dir
from tests.interviewprep.test_postgres import ask, connect, postmaster

PATIENCE = 30.0
OPERATIONS = BASE_DIR / "docs" / "operations.md"


@pytest.fixture
def primary(var_dir: Path) -> Server:
    """One with a table of answers, stopped."""
    server = Server(var_dir)
    with running(server), connect(server) as connection:
        connection.execute("CREATE TABLE answers (words text)")
    return server


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "pieces"
    path.mkdir()
    return path


def archive_command(archive: Path) -> str:
    """As it is told, with another directory."""
    [told] = re.findall(r"SET archive_command = '(.+)'\"", OPERATIONS.read_text(encoding="utf-8"))
    return str(told).replace("/archive", str(archive))


def configure(server: Server, **settings: str) -> None:
    with (server.data_dir / "postgresql.auto.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())


def copy(server: Server, var_dir: Path, *options: str) -> Server:
    """A base backup of it while it runs, as the data of another server."""
    var_dir.mkdir(mode=0o700)
    target = Server(var_dir)
    place = [f"--host={server.socket_dir}", f"--username={USER}", f"--pgdata={target.data_dir}"]
    run_client(bin_dir() / "pg_basebackup", *place, "--checkpoint=fast", *options)
    if account := privileges.server_account():
        for path in (target.data_dir, *target.data_dir.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid)
    return target


def write(server: Server, words: str) -> None:
    with connect(server) as connection:
        connection.execute("INSERT INTO answers VALUES (%s)", [words])


def words_in(server: Server) -> list[str]:
    with connect(server) as connection:
        return [words for (words,) in connection.execute("SELECT words FROM answers ORDER BY ctid")]


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def test_a_server_is_brought_to_the_moment_before_a_mistake(
    primary: Server, archive: Path, tmp_path: Path
) -> None:
    configure(primary, archive_mode="on", archive_command=archive_command(archive))
    with running(primary):
        write(primary, "before the copy")
        restored = copy(primary, tmp_path / "restored")
        write(primary, "after the copy")
        moment = str(ask(primary, "SELECT clock_timestamp()"))
        with connect(primary) as connection:
            connection.execute("DELETE FROM answers")
        write(primary, "after the mistake")
        last = ask(primary, "SELECT pg_walfile_name(pg_switch_wal())")
        wait_until(lambda: (archive / str(last)).exists())
        assert words_in(primary) == ["after the mistake"]

    (restored.data_dir / "recovery.signal").touch()
    configure(
        restored,
        archive_mode="off",
        restore_command=f'cp "{archive}/%f" "%p"',
        recovery_target_time=moment,
        recovery_target_action="promote",
    )
    with running(restored):
        wait_until(lambda: ask(restored, "SELECT pg_is_in_recovery()") is False)
        found = words_in(restored)
        write(restored, "after the recovery")
        assert len(words_in(restored)) == 3
    print(f"\nAt {moment} the answers were {found}.")
    assert found == ["before the copy", "after the copy"]


def test_a_piece_is_archived_once_and_whole_whatever_a_crash_has_left(archive: Path, tmp_path: Path) -> None:
    piece = tmp_path / "piece"
    command = archive_command(archive).replace("%p", str(piece)).replace("%f", piece.name)

    def archived(content: str) -> bool:
        piece.write_text(content)
        return subprocess.run(["sh", "-c", command], check=False).returncode == 0

    (archive / "piece.part").write_text("ha")
    assert archived("half of it is there")
    assert archived("half of it is there")  # the server had no time to note it
    assert not archived("another")
    assert [(path.name, path.read_text()) for path in archive.iterdir()] == [("piece", "half of it is there")]


@contextmanager
def let_standbys_in(server: Server) -> Iterator[None]:
    """They connect as the account of the server, which is another one when root runs it."""
    rules = server.data_dir / "pg_hba.conf"
    with running(server):
        rules.write_text(rules.read_text() + "local replication all trust\n")
        rules.write_text(rules.read_text().replace("local replication all peer map=owner\n", ""))
        assert ask(server, "SELECT pg_reload_conf()")
        yield


def test_a_standby_has_what_was_confirmed_and_takes_over(primary: Server, tmp_path: Path) -> None:
    with let_standbys_in(primary):
        standby = copy(
            primary, tmp_path / "standby", "--write-recovery-conf", "--create-slot", "--slot=standby"
        )
        configure(standby, cluster_name="standby")
        with running(standby):
            with connect(primary) as connection:
                connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
                connection.execute("SELECT pg_reload_conf()")
            wait_until(lambda: ask(primary, "SELECT sync_state FROM pg_stat_replication") == "sync")
            write(primary, "confirmed")
            os.kill(postmaster(primary), signal.SIGQUIT)  # at once, without a last word to the standby
            wait_until(lambda: not primary.is_running())

            with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                write(standby, "too early")
            assert ask(standby, "SELECT pg_promote()") is True
            write(standby, "after the promotion")
            found = words_in(standby)
    print(f"\nThe standby had, and took: {found}.")
    assert found == ["confirmed", "after the promotion"]
