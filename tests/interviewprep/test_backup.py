"""`manage.py backup`: what is in it, what it leaves alone, and when there is none."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import psutil
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from interviewprep.backup_files import Backup, BackupError, backups_in, only_one
from interviewprep.errors import StartError
from interviewprep.postgres_clients import find_tool, server_version
from interviewprep.preparing import database_in_words
from quiz.models import User
from tests.factories import make_user
from tests.interviewprep.conftest import PROJECT
from tests.interviewprep.databases import connected_to, empty_database
from tests.workers import (
    PATIENCE,
    database_url,
    in_own_connection,
    second_while_first_is_open,
    wait_until_blocked,
    worker,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def back_up(directory: Path) -> Backup:
    call_command("backup", str(directory), stdout=StringIO())
    return backups_in(directory)[-1]


def an_old_one(directory: Path, day: int, year: int = 2020) -> Backup:
    """Whole as far as its files go."""
    backup = Backup.of(directory, datetime(year, 1, day, tzinfo=UTC))
    for file in backup.files:
        file.write_text("")
    return backup


def test_a_backup_says_what_it_holds(tmp_path: Path) -> None:
    for _ in range(3):
        make_user()

    backup = back_up(tmp_path)

    manifest = backup.read()
    assert manifest.rows["public.quiz_user"] == 3
    assert manifest.rows["public.quiz_attempt"] == 0
    assert "quiz.0001_initial" in manifest.migrations
    assert manifest.server == server_version() <= manifest.tool
    said = StringIO()
    time.sleep(1.1)  # until the next name
    call_command("backup", str(tmp_path), stdout=said)
    assert f"{sum(manifest.rows.values()):,} rows of {database_in_words()} in" in said.getvalue()


def test_its_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    backup = back_up(tmp_path)

    subprocess.run(["sha256sum", "--check", "--strict", backup.checksum_file], cwd=tmp_path, check=True)


def test_only_its_owner_reads_it(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_DIR = tmp_path / "kept" / "here"
    backup = back_up(settings.BACKUP_DIR)

    assert stat.S_IMODE(settings.BACKUP_DIR.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in backup.files] == [0o600] * 3


def test_what_is_written_meanwhile_is_in_neither_dump_nor_count(tmp_path: Path) -> None:
    """Whoever signs up after the snapshot isn't counted, though the tables are dumped later."""
    make_user()

    def sign_up() -> None:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE quiz_user IN ACCESS EXCLUSIVE MODE")
        make_user()

    second_while_first_is_open(sign_up, lambda: back_up(tmp_path))

    [backup] = backups_in(tmp_path)
    assert backup.read().rows["public.quiz_user"] == 1
    assert User.objects.count() == 2


def test_the_newest_are_kept(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_KEEP = 3
    old = [an_old_one(tmp_path, day) for day in (1, 2, 3, 4)]

    new = back_up(tmp_path)

    assert backups_in(tmp_path) == [*old[-2:], new]
    assert not any(file.exists() for file in old[0].files)


def test_the_one_just_written_is_kept_by_whatever_the_clock_said_before(
    tmp_path: Path, settings: Settings
) -> None:
    settings.BACKUP_KEEP = 1
    ahead = an_old_one(tmp_path, 1, year=2999)

    call_command("backup", str(tmp_path), stdout=StringIO())

    [kept] = backups_in(tmp_path)
    assert kept != ahead
    kept.read()


def test_nothing_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = an_old_one(tmp_path, 1)
    monkeypatch.setattr(Backup, "of", lambda *_: old)

    with pytest.raises(CommandError, match="there already, and is left as it is"):
        call_command("backup", str(tmp_path))

    assert old.dump.read_text() == ""


def test_a_failed_dump_leaves_the_old_ones_and_nothing_else(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BACKUP_KEEP = 1
    old = an_old_one(tmp_path, 1)
    failing = tmp_path / "failing"
    failing.write_text("#!/bin/sh\necho 'pg_dump: error: no space left on device' >&2\nexit 1\n")
    failing.chmod(0o700)
    monkeypatch.setattr("interviewprep.dumping.find_tool", lambda *_, **__: (18, failing))

    with pytest.raises(CommandError, match=r"No backup was written: failing: .*no space left"):
        call_command("backup", str(tmp_path))

    assert backups_in(tmp_path) == [old]
    assert not list(tmp_path.glob("*.partial"))


def test_a_dump_that_cannot_be_read_again_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_half(_tool: Path, *options: str) -> None:
        Path(options[-1].removeprefix("--file=")).write_bytes(b"PGDMP")

    monkeypatch.setattr("interviewprep.dumping.run_on_database", write_half)

    with pytest.raises(CommandError, match="No backup was written: pg_restore"):
        call_command("backup", str(tmp_path))

    assert not list(tmp_path.glob("interviewprep-*"))


def test_too_little_space_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(1000))

    with pytest.raises(CommandError, match="0 MB left, and a backup may take"):
        call_command("backup", str(tmp_path))


def test_a_server_that_goes_away_meanwhile_is_told_in_one_line(tmp_path: Path) -> None:
    with worker() as pool, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE quiz_user IN ACCESS EXCLUSIVE MODE")
        backing_up = pool.submit(in_own_connection, lambda: call_command("backup", str(tmp_path)))
        wait_until_blocked()
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")
        with pytest.raises(CommandError, match="the database failed meanwhile: terminating") as raised:
            backing_up.result(PATIENCE)

    assert "\n" not in str(raised.value)
    assert not list(tmp_path.glob("interviewprep-*"))


def test_an_empty_database_is_not_backed_up(tmp_path: Path) -> None:
    with (
        empty_database() as name,
        connected_to(name),
        pytest.raises(CommandError, match=f"{database_in_words()} is empty"),
    ):
        call_command("backup", str(tmp_path))


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="file cannot be used"):
        call_command("backup", str(tmp_path / "file"))


def test_two_at_once_are_one(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(BackupError, match="another backup"), only_one(tmp_path):
        pass
    with (tmp_path / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="another backup is being written"):
            call_command("backup", str(tmp_path))


@pytest.fixture
def partitioned_table() -> Iterator[str]:
    """One that pg_dump locks, and that isn't counted since its parts are."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE parted (number int) PARTITION BY LIST (number)")
        yield "parted"
        cursor.execute("DROP TABLE parted")


def test_what_a_killed_one_leaves_is_cleared_away(tmp_path: Path, partitioned_table: str) -> None:
    """It is killed while its pg_dump waits for a table, and pg_dump ends with it."""
    program = [sys.executable, str(PROJECT / "manage.py"), "backup", str(tmp_path)]
    environment = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "interviewprep.settings"}

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {partitioned_table}")
        with subprocess.Popen(program, env=os.environ | environment) as process:
            pg_dump = _child_of(process)
            os.kill(process.pid, signal.SIGKILL)
        psutil.wait_procs([pg_dump], timeout=10)
        assert not pg_dump.is_running()
    assert list(tmp_path.glob("*.partial"))
    assert backups_in(tmp_path) == []

    back_up(tmp_path)

    assert not list(tmp_path.glob("*.partial"))


def test_what_others_put_there_stays(tmp_path: Path, settings: Settings) -> None:
    """It isn't counted among the backups either."""
    settings.BACKUP_KEEP = 1
    names = (
        "interviewprep-20201101T000000Z.dump.gpg",
        "interviewprep-20201101T000000Z.txt",
        "interviewprep-README.txt",
        "interviewprep-before-the-move.dump",
        "interviewprep-before-the-move.json",
        "interviewprep-before-the-move.sha256",
    )
    foreign = [tmp_path / name for name in names]
    for file in foreign:
        file.write_text("")
    for name in ("interviewprep-old", "interviewprep-20201101T000000Z.json"):
        (tmp_path / name).mkdir()

    new = back_up(tmp_path)

    assert backups_in(tmp_path) == [new]
    assert all(file.exists() for file in foreign)
    assert (tmp_path / "interviewprep-old").is_dir()


def _child_of(process: subprocess.Popen[bytes]) -> psutil.Process:
    """The pg_dump that writes, not the one that is asked for its version."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in psutil.Process(process.pid).children():
            with suppress(psutil.NoSuchProcess):
                if "--format=custom" in child.cmdline():
                    return child
        time.sleep(0.02)
    pytest.fail("it never started pg_dump")


def test_a_pooler_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    with pytest.raises(CommandError, match="it leads through a pooler"):
        call_command("backup", str(tmp_path))


def a_tool(directory: Path, version: str) -> Path:
    tool = directory / "pg_dump"
    tool.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
    tool.chmod(0o700)
    return tool


@pytest.mark.parametrize(
    ("there", "server", "taken"),
    [
        ("19.1", 19, 19),
        ("19.1", 18, 18),
        ("17.2", 17, 17),
        ("15.3", 17, 18),
        ("16.2", 16, 16),
        ("16.2", 14, 16),
    ],
)
def test_the_oldest_tool_that_will_do_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, server: int, taken: int
) -> None:
    tool = a_tool(tmp_path, there)
    monkeypatch.setenv("PATH", str(tmp_path))

    version, path = find_tool("pg_dump", server=server)

    assert version == taken
    assert (path == tool) == (taken != 18)


@pytest.mark.parametrize(
    ("there", "server", "needed"),
    [
        ("what it is it doesn't say", 19, "19 or later is needed for this server, and here is 18 and 0"),
        ("15.3", 16, "16 to 16 is needed for this server, and here is 18 and 15"),
        ("17.1", 14, "14 to 16 is needed"),
    ],
)
def test_a_server_that_no_tool_serves_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, server: int, needed: str
) -> None:
    a_tool(tmp_path, there)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")

    with pytest.raises(StartError, match=f"pg_dump of PostgreSQL {needed}"):
        find_tool("pg_dump", server=server)


def test_a_manifest_is_json(tmp_path: Path) -> None:
    manifest = json.loads(back_up(tmp_path).manifest_file.read_text())

    taken_at = datetime.fromisoformat(manifest["taken_at"])
    assert abs((datetime.now(UTC) - taken_at).total_seconds()) < 60
