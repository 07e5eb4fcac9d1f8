"""The embedded server by itself: what it is made of, and what it survives."""

import os
import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg.rows import TupleRow

from interviewprep.embedded import running
from interviewprep.errors import StartError
from interviewprep.postgres import DATABASE, USER, Server


def connect(server: Server) -> "psycopg.Connection[TupleRow]":
    return psycopg.connect(host=str(server.socket_dir), user=USER, dbname=DATABASE, autocommit=True)


def ask(server: Server, query: LiteralString) -> object:
    with connect(server) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


def postmaster(server: Server) -> int:
    return int((server.data_dir / "postmaster.pid").read_text().splitlines()[0])


@pytest.fixture
def server(used_var_dir: Path) -> Server:
    """For tests that leave it whole."""
    return Server(used_var_dir, throwaway=True)


@pytest.fixture
def stopped_server(var_dir: Path) -> Server:
    """For tests that do harm: one of their own, which has run before."""
    server = Server(var_dir, throwaway=True)
    with running(server):
        pass
    return server


def test_text_is_utf8_and_pages_are_checked(server: Server) -> None:
    with running(server):
        assert ask(server, "SHOW server_encoding") == "UTF8"
        assert ask(server, "SELECT lower('ÄÖÜ')") == "äöü"
        assert ask(server, "SHOW data_checksums") == "on"


def test_nothing_listens_on_the_network(server: Server) -> None:
    with running(server):
        assert ask(server, "SHOW listen_addresses") == ""


def test_directories_are_private(server: Server) -> None:
    for directory in (server.var_dir, server.data_dir):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_data_survives_a_restart(server: Server) -> None:
    with running(server), connect(server) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number")

    with running(server):
        assert ask(server, "SELECT number FROM kept") == 7


def test_path_too_long_for_a_socket_gets_a_private_one_elsewhere(var_dir: Path) -> None:
    server = Server(var_dir / ("long " * 20).strip(), throwaway=True)
    with running(server):
        assert ask(server, "SELECT 1") == 1
        assert server.socket_dir.parent == Path("/tmp")
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    assert not server.socket_dir.exists()


def test_socket_directory_that_others_can_enter_is_refused(var_dir: Path) -> None:
    server = Server(var_dir / ("long " * 20).strip(), throwaway=True)
    server.socket_dir.mkdir(mode=0o755)
    try:
        with pytest.raises(StartError, match="not a private directory"), running(server):
            pass
    finally:
        server.socket_dir.rmdir()


def test_data_of_another_version_is_refused_with_what_to_do(stopped_server: Server) -> None:
    (stopped_server.data_dir / "PG_VERSION").write_text("16\n")

    with (
        pytest.raises(StartError, match=r"made by PostgreSQL 16, .* cannot read it"),
        running(stopped_server),
    ):
        pass
    assert not stopped_server.log_file.read_text().count("incompatible")


def test_its_owner_may_copy_the_whole_server(server: Server) -> None:
    """Which pg_basebackup does, over a connection of its own kind."""
    with (
        running(server),
        psycopg.connect(
            f"host='{server.socket_dir}' user={USER} replication=true", autocommit=True
        ) as copier,
    ):
        assert copier.execute("IDENTIFY_SYSTEM").fetchone() is not None


def test_half_made_data_is_made_again(stopped_server: Server) -> None:
    stopped_server.data_dir.rename(stopped_server.var_dir / "postgres.unfinished")
    (stopped_server.var_dir / "postgres.unfinished" / "PG_VERSION").unlink()

    with running(stopped_server):
        assert ask(stopped_server, "SELECT 1") == 1


def test_starts_again_after_its_main_process_was_killed(server: Server) -> None:
    with running(server):
        os.kill(postmaster(server), signal.SIGKILL)
        time.sleep(0.2)
        with running(server):
            assert ask(server, "SELECT 1") == 1


def test_number_left_by_a_power_cut_may_belong_to_another_program(server: Server) -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        pid_file = server.data_dir / "postmaster.pid"
        pid_file.write_text(f"{other.pid}\n{server.data_dir}\n1\n5432\n.\n\n0 0\nready\n")
        shutil.copymode(server.data_dir / "PG_VERSION", pid_file)

        with running(server):
            assert postmaster(server) != other.pid
            assert ask(server, "SELECT 1") == 1
        assert other.poll() is None
        other.kill()


def test_empty_number_left_by_a_power_cut_is_no_hindrance(server: Server) -> None:
    (server.data_dir / "postmaster.pid").touch()

    with running(server):
        assert ask(server, "SELECT 1") == 1


def test_damaged_data_is_reported_in_one_line(stopped_server: Server) -> None:
    (stopped_server.data_dir / "postgresql.conf").write_text("nonsense")

    with pytest.raises(StartError, match="PostgreSQL did not start") as raised, running(stopped_server):
        pass
    assert "postgresql.conf" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_log_is_cut_once_it_is_large(server: Server) -> None:
    server.log_file.write_text("x" * 5_000_001)

    with running(server):
        assert server.log_file.stat().st_size < 10_000


def test_log_does_not_carry_what_people_wrote(server: Server) -> None:
    with running(server), connect(server) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(
            "CREATE TEMPORARY TABLE t (words text CHECK (words = '')); INSERT INTO t VALUES ('my own words')"
        )

    assert "violates check constraint" in server.log_file.read_text()
    assert "my own words" not in server.log_file.read_text()
