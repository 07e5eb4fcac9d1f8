"""Faults of the database."""

from __future__ import annotations

import time
from contextlib import suppress

import psutil
import psycopg

from drills.scenes import Scene

HELD = 5.0
"""Seconds for which the rows stay locked."""
OPEN_TIMES = {
    "quiz_interview": ["started_at", "finished_at"],
    "quiz_attempt": ["asked_at", "draft_saved_at", "closed_at"],
    "django_session": ["expire_date"],
    "procrastinate_workers": ["last_heartbeat"],
}
"""What is compared with the clock."""


def restart_fast(scene: Scene) -> None:
    """As an upgrade does: connections are closed, what they were at is rolled back."""
    scene.database.stop("fast")
    scene.database.start()


def restart_immediately(scene: Scene) -> None:
    """As after a power cut: without a word, and with recovery from the log."""
    scene.database.stop("immediate")
    scene.database.start()


def cut_connections(scene: Scene) -> None:
    """All of them, three times."""
    for _ in range(3):
        with scene.database.connect() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        time.sleep(0.5)


def fail_over(scene: Scene) -> None:
    """The primary is gone for good, and the replica takes its place; the site finds it by itself."""
    scene.database.stop("immediate")
    [replica] = scene.others
    replica.promote()


def fill_the_disk(scene: Scene) -> None:
    """To the last byte, until the log needs one more file; then somebody makes room and starts it again."""
    ballast = scene.database.home / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(65536))
    for _ in range(8):
        with suppress(psycopg.OperationalError), scene.database.connect() as connection:
            connection.execute("SELECT pg_switch_wal()")
        time.sleep(0.5)
    ballast.unlink()
    if not scene.database.is_up():
        scene.database.stop("immediate")
        scene.database.start()


def be_slow(scene: Scene) -> None:
    """For five seconds its processes run a tenth of the time, as on a disk that others use up."""
    for _ in range(10):
        processes = scene.database.processes()
        try:
            for process in processes:
                with suppress(psutil.NoSuchProcess):
                    process.suspend()
            time.sleep(0.45)
        finally:
            for process in processes:
                with suppress(psutil.NoSuchProcess):
                    process.resume()
        time.sleep(0.05)


def hold_rows(scene: Scene) -> None:
    """An editor's transaction that stays open on what everybody needs."""
    with scene.database.connect() as connection, connection.transaction():
        connection.execute("SELECT 1 FROM quiz_interview WHERE finished_at IS NULL FOR UPDATE")
        connection.execute("SELECT 1 FROM quiz_question FOR UPDATE")
        time.sleep(HELD)


def set_clock_forward(scene: Scene) -> None:
    """By two hours, as the site sees it: the times that it has written down are that much older."""
    with scene.database.connect() as connection, connection.transaction():
        for table, columns in OPEN_TIMES.items():
            changes = ", ".join(f"{column} = {column} - interval '2 hours'" for column in columns)
            connection.execute(f"UPDATE {table} SET {changes}")


def migrate(scene: Scene) -> None:
    """A release adds a column to the attempts, fills it and takes it back, while the old one serves."""
    for target in ("0001", "zero"):
        release = {"DJANGO_SETTINGS_MODULE": "drills.upgrade.settings"}
        status, said = scene.site.manage("migrate", "drills_upgrade", target, "--verbosity=0", **release)
        if status:
            raise RuntimeError(f"the migration failed: {said}")
