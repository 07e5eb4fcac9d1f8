"""How often a read after a write would be stale on a replica: `.venv/bin/python -m benchmarks.stale_reads`.

A primary and a streaming replica of their own. A row is changed and read on the replica at once, as often as
`READS` (1,000) says; then as often by the rule of interviewprep.replica, which asks both servers how far they
are first. Once nobody else writes, once another connection changes a row all the while.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread

import django
from django.db import connections

from drills.databases import Database

READS = int(os.environ.get("READS", "1000"))
WRITE = "UPDATE answers SET number = %s WHERE who = %s"
_numbers = count(1)


def main() -> None:
    with servers() as (primary, replica):
        os.environ |= {"DATABASE_URL": primary.url(), "REPLICA_URL": replica.url(), "SECRET_KEY": "none"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviewprep.settings")
        django.setup()
        with primary.connect() as connection:
            connection.execute("CREATE TABLE answers (who text PRIMARY KEY, number int)")
            connection.execute("INSERT INTO answers VALUES ('reader', 0), ('others', 0)")
        time.sleep(1)
        measure("nobody else writes")
        with others_writing(primary):
            measure("others write")
        connections.close_all()


@contextmanager
def servers() -> Iterator[tuple[Database, Database]]:
    with tempfile.TemporaryDirectory(prefix="stale-") as place:
        home = Path(place)
        home.chmod(0o711)
        primary = Database.create(home / "primary")
        replica = Database(home / "replica")
        try:
            yield primary, primary.copied_to(replica.home, follows=True)
        finally:
            replica.stop("immediate")
            primary.stop("immediate")


@contextmanager
def others_writing(primary: Database) -> Iterator[None]:
    stop = Event()

    def write_on() -> None:
        with primary.connect() as connection:
            while not stop.is_set():
                connection.execute(WRITE, [next(_numbers), "others"])

    others = Thread(target=write_on)
    others.start()
    try:
        yield
    finally:
        stop.set()
        others.join()


def measure(what: str) -> None:
    from interviewprep.replica import _has_everything

    at_once = sum(write() != read_there() for _ in range(READS))
    stale, passed_over, waits = 0, 0, []
    for _ in range(READS):
        number, began = write(), time.perf_counter()
        if _has_everything():
            waits.append((time.perf_counter() - began) * 1000)
            stale += number != read_there()
        else:
            passed_over += 1
    print(f"{what}: of {READS} reads at once {at_once} were stale.")
    print(f"  By the rule {passed_over} went to the primary; of the others {stale} were stale.", end=" ")
    print(f"To be sure took {median(waits):.1f} ms (median), {quantiles(waits, n=20)[-1]:.1f} ms (p95).")


def write() -> int:
    number = next(_numbers)
    with connections["default"].cursor() as cursor:
        cursor.execute(WRITE, [number, "reader"])
    return number


def read_there() -> int:
    with connections["replica"].cursor() as cursor:
        cursor.execute("SELECT number FROM answers WHERE who = 'reader'")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
