"""`manage.py restore`: all of a backup or nothing, and it says what differs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from interviewprep.backup_files import Backup, Manifest, backups_in
from interviewprep.preparing import database_in_words
from quiz.models import Attempt, User
from quiz.services.interviews import submit_response
from tests.factories import GOOD_ANSWER, make_interview, make_user, waiting_attempt
from tests.interviewprep.conftest import PROJECT
from tests.interviewprep.databases import connected_to, empty_database
from tests.workers import database_url, in_own_connection

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def backup(tmp_path: Path) -> Backup:
    """Of somebody who has answered one question."""
    candidate = make_user(email="ada@example.org")
    submit_response(candidate, waiting_attempt(make_interview(candidate)).pk, turn="answer", text=GOOD_ANSWER)
    return back_up(tmp_path)


@pytest.fixture
def empty() -> Iterator[str]:
    with empty_database() as name:
        yield name


def back_up(directory: Path) -> Backup:
    call_command("backup", str(directory), stdout=StringIO())
    return backups_in(directory)[-1]


def restore(backup: Backup) -> str:
    said = StringIO()
    call_command("restore", str(backup.dump), stdout=said)
    return said.getvalue()


def relations() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        return int(cursor.fetchone()[0])


def rewrite(backup: Backup, **changes: object) -> None:
    """Another manifest, with a checksum that fits."""
    manifest = replace(backup.read(), **changes)  # type: ignore[arg-type]
    written = backup.dump.rename(backup.unfinished)
    backup.manifest_file.unlink()
    backup.checksum_file.unlink()
    assert written == backup.unfinished
    backup.finish(manifest)


def test_what_was_backed_up_is_there_again(backup: Backup, empty: str) -> None:
    before = list(Attempt.objects.order_by("pk").values())

    with connected_to(empty):
        said = restore(backup)
        after = list(Attempt.objects.order_by("pk").values())
        make_user()  # numbers go on where they were

    assert before == after
    assert said == (
        f"Restoring into {database_in_words()}.\n"
        "Scored again with the same result: 1.\nRestored: every table has the rows of the backup.\n"
    )


def test_a_backup_taken_while_people_write_is_one_moment(tmp_path: Path, empty: str) -> None:
    enough = Event()

    def sign_up() -> None:
        while not enough.is_set():
            make_user()

    people = Thread(target=in_own_connection, args=[sign_up])
    people.start()
    try:
        while User.objects.count() < 5:
            time.sleep(0.01)
        backup = back_up(tmp_path)
    finally:
        enough.set()
        people.join()

    assert backup.read().rows["public.quiz_user"] < User.objects.count()
    with connected_to(empty):
        assert "every table has the rows" in restore(backup)


def test_a_database_that_is_not_empty_is_left_as_it_is(backup: Backup) -> None:
    with pytest.raises(CommandError, match=r"Not restored: the embedded .* is not empty, .* VAR_DIR"):
        restore(backup)

    assert User.objects.get().email == "ada@example.org"


@pytest.mark.parametrize("harm", ["byte", "end", "all"])
@pytest.mark.parametrize("file", ["dump", "manifest_file"])
def test_a_damaged_file_is_refused(backup: Backup, empty: str, file: str, harm: str) -> None:
    path: Path = getattr(backup, file)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes({"byte": bytes(content), "end": bytes(content[:-10]), "all": b""}[harm])

    with connected_to(empty):
        with pytest.raises(CommandError, match=f"Not restored: {path} is damaged"):
            restore(backup)
        assert relations() == 0


@pytest.mark.parametrize("file", ["dump", "manifest_file", "checksum_file"])
def test_a_file_that_is_missing_is_named(backup: Backup, empty: str, file: str) -> None:
    path: Path = getattr(backup, file)
    path.unlink()

    with connected_to(empty), pytest.raises(CommandError, match=f"Not restored: {path} cannot be read: No"):
        restore(backup)


@pytest.mark.parametrize("content", ["{}", "[]", "not json", '{"rows": 1}'])
def test_a_manifest_of_another_kind_is_refused(backup: Backup, empty: str, content: str) -> None:
    backup.manifest_file.write_text(content)
    names = [backup.dump.name, backup.manifest_file.name]
    sums = subprocess.run(["sha256sum", *names], cwd=backup.dump.parent, capture_output=True, check=True)
    backup.checksum_file.write_bytes(sums.stdout)

    with connected_to(empty), pytest.raises(CommandError, match=r"not what `manage\.py backup` writes"):
        restore(backup)


def test_a_dump_that_fails_half_way_leaves_the_database_empty(backup: Backup, empty: str) -> None:
    """Its checksum fits, as that of a disk that went bad before the backup would."""
    content = backup.dump.read_bytes()
    manifest = backup.read()
    for file in backup.files:
        file.unlink()
    backup.unfinished.write_bytes(content[: len(content) * 9 // 10])
    backup.finish(manifest)

    with connected_to(empty):
        with pytest.raises(CommandError, match="nothing was restored, and the database is empty as before"):
            restore(backup)
        assert relations() == 0


SLEEP_AT_THE_FIRST_INDEX = """
    CREATE FUNCTION wait() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); END';
    CREATE EVENT TRIGGER wait ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION wait();
"""
"""The tables are there by then, within the transaction."""


def test_one_that_is_killed_leaves_the_database_empty(backup: Backup, empty: str) -> None:
    """It is killed in the midst of the transaction of its pg_restore, which ends with it."""
    environment = {"DJANGO_SETTINGS_MODULE": "interviewprep.settings"}
    with connected_to(empty), connection.cursor() as cursor:
        environment["DATABASE_URL"] = database_url()
        cursor.execute(SLEEP_AT_THE_FIRST_INDEX)
        program = [sys.executable, str(PROJECT / "manage.py"), "restore", str(backup.dump)]
        with subprocess.Popen(program, env=os.environ | environment) as process:
            try:
                pg_restore = _child_of(process)
                _wait_until_it_sleeps()
            finally:
                process.kill()
        psutil.wait_procs([pg_restore], timeout=10)
        assert not pg_restore.is_running()
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        cursor.execute("DROP EVENT TRIGGER wait")
        assert relations() == 0

        cursor.execute("DROP FUNCTION wait")
        assert "every table has the rows" in restore(backup)


def _child_of(process: subprocess.Popen[bytes]) -> psutil.Process:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in psutil.Process(process.pid).children():
            with suppress(psutil.NoSuchProcess):  # another one, which has just ended
                if "--single-transaction" in child.cmdline():
                    return child
        time.sleep(0.02)
    pytest.fail("it never started pg_restore")


def _wait_until_it_sleeps() -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    pytest.fail("it never came to an index")


def test_one_of_a_newer_release_is_refused(backup: Backup, empty: str) -> None:
    migrations = backup.read().migrations
    rewrite(backup, migrations=[*migrations, "quiz.9999_from_the_future"], release="9.9")

    with connected_to(empty):
        with pytest.raises(CommandError, match=r"newer release \(9.9\) with quiz.9999_from_the_future"):
            restore(backup)
        assert relations() == 0


def test_one_of_a_newer_server_is_refused(backup: Backup, empty: str) -> None:
    rewrite(backup, server=99)

    with connected_to(empty), pytest.raises(CommandError, match="of PostgreSQL 99, and this server is"):
        restore(backup)


def test_one_of_an_older_release_is_migrated(tmp_path: Path, empty: str) -> None:
    """From before a cohort had a table."""
    with connected_to(empty):
        executor = MigrationExecutor(connection)
        executor.migrate([("quiz", "0022_progress_over_time")])
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('old', 'row')")
        old = back_up(tmp_path)
    assert "public.quiz_cohort" not in old.read().rows
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{empty}"')
        cursor.execute(f'CREATE DATABASE "{empty}" TEMPLATE template0')

    with connected_to(empty):
        assert "every table has the rows" in restore(old)
        executor = MigrationExecutor(connection)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_what_differs_is_told(backup: Backup, empty: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = backup.read().rows
    rewrite(backup, rows=rows | {"public.quiz_user": 3, "public.gone": 1})

    with connected_to(empty), pytest.raises(CommandError, match="not as it was") as raised:
        restore(backup)

    assert raised.value.returncode == 2
    said = capsys.readouterr().err
    assert "public.quiz_user: 3 rows in the backup, 1 restored." in said
    assert "public.gone: 1 rows in the backup, 0 restored." in said
    assert said.count("\n") == 2


def test_an_answer_that_scores_otherwise_is_told(
    tmp_path: Path, backup: Backup, empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    attempt = Attempt.objects.exclude(result=None).get()
    Attempt.objects.filter(pk=attempt.pk).update(response="Not what was said.")
    time.sleep(1.1)  # until the next name
    changed = back_up(tmp_path)

    with connected_to(empty), pytest.raises(CommandError, match="not as it was"):
        restore(changed)

    assert f"attempt {attempt.pk}: scored otherwise than stored." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("interviewprep.restoring.count_rows", "Not checked, drop the database and restore anew: gone"),
        ("quiz.management.commands.restore.call_command", "Restored, but not brought to this release: gone"),
    ],
)
def test_a_server_that_goes_away_meanwhile_leaves_no_doubt(
    backup: Backup, empty: str, monkeypatch: pytest.MonkeyPatch, where: str, said: str
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(where, fail)

    with connected_to(empty), pytest.raises(CommandError, match=said) as raised:
        restore(backup)

    assert raised.value.returncode == 2


def test_a_pooler_is_refused(backup: Backup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    with pytest.raises(CommandError, match="it leads through a pooler"):
        restore(backup)


def test_the_manifest_survives_being_written(backup: Backup) -> None:
    assert Manifest(**json.loads(backup.manifest_file.read_text())) == backup.read()
