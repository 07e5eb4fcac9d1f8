"""Bytes that an answer takes in the database: `.venv/bin/python -m benchmarks.row_sizes`, some minutes.

`ATTEMPTS` (100,000) are written by benchmarks.cohort_data into a server of its own, and each table is told
with its rows, its heap, what is stored apart (TOAST), its indexes, and all of that by the row. Then people
sign in and hold interviews by the site's own services: what that adds is told, and the log (WAL) that an
answer writes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

from drills.databases import Database

ATTEMPTS = int(os.environ.get("ATTEMPTS", "100000"))
HELD = 100
"""Interviews that are held by the services, of five questions each."""
SIGN_INS = 1000
"""Each is a session and an entry in the audit log."""
LENGTH = 300
"""Characters of each answer."""
SIZES = """
    SELECT relname, n_live_tup, pg_relation_size(relid), pg_table_size(relid) - pg_relation_size(relid),
        pg_indexes_size(relid), pg_total_relation_size(relid)
    FROM pg_stat_user_tables WHERE n_live_tup > 500 ORDER BY 6 DESC
"""


def main() -> None:
    with database():
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        fill()
        filled = tell_sizes()
        logged = logged_by_answers()
        sign_in()
        asked("VACUUM ANALYZE")
        tell_sizes(but=filled)
        print(f"log: {logged:,.0f} bytes an answer, with its share of what begins and ends it")


def tell_sizes(but: Collection[str] = ()) -> set[str]:
    """Print a table of tables, without those; return their names."""
    print(f"{'table':28} {'rows':>9} {'heap':>6} {'apart':>6} {'indexes':>7} {'bytes a row':>11}")
    sizes = [row for row in asked(SIZES) if row[0] not in but]
    for name, rows, *own in sizes:
        print("{:28} {:9,} {:6.0f} {:6.0f} {:7.0f} {:11.0f}".format(name, rows, *(s / rows for s in own)))
    return {name for name, *_ in sizes}


@contextmanager
def database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="sizes-") as place:
        home = Path(place)
        home.chmod(0o711)
        server = Database.create(home / "server")
        try:
            os.environ |= {"DATABASE_URL": server.url(), "SECRET_KEY": "none"}
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviewprep.settings")
            django.setup()
            yield server
            connection.close()
        finally:
            server.stop("immediate")


def fill() -> None:
    from benchmarks import cohort_data

    questions = cohort_data.make_questions()
    people = cohort_data.make_people(ATTEMPTS // (cohort_data.ROUND * cohort_data.OTHERS_ROUNDS))
    cohort_data.add_attempts(people, range(cohort_data.OTHERS_ROUNDS), questions)
    cohort_data.make_progress()


def sign_in() -> None:
    from django.test import Client

    from quiz.models import User

    for _, person in zip(range(SIGN_INS), cycle(User.objects.all()), strict=False):
        Client().force_login(person)


def logged_by_answers() -> float:
    """Bytes of log, with the drafts that pages send: one a turn."""
    from quiz.models import Attempt, Interview, Topic, User
    from quiz.services.interviews import save_draft, start_interview, submit_response
    from quiz.services.planning import Plan

    people = User.objects.order_by("-pk")[:HELD]
    asked("CHECKPOINT")
    [[before]] = asked("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
    answers = 0
    for person in people:
        plan = Plan(topics=list(Topic.objects.all()), question_count=5, follow_ups=0)
        interview = start_interview(person, plan)
        while attempt := Attempt.objects.filter(interview=interview).waiting().first():
            text = attempt.question.model_answer[:LENGTH]
            save_draft(person, attempt.pk, turn=Attempt.Turn.ANSWER, text=text, base=None)
            submit_response(person, attempt.pk, turn=Attempt.Turn.ANSWER, text=text)
            answers += 1
        assert Interview.objects.get(pk=interview.pk).finished_at
    [[after]] = asked("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
    return float(after - before) / answers


def asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


if __name__ == "__main__":
    main()
