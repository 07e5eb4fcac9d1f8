"""What the daily sweep takes away, and what it leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from quiz import tasks
from quiz.models import Export, Import
from quiz.services.sweeping import sweep_cache, sweep_documents
from tests.factories import make_topic

pytestmark = pytest.mark.django_db

OLD, NEW = (timedelta(days=days) for days in (15, 13))


def test_imports_go() -> None:
    now = timezone.now()
    Import.objects.create(topic_name="Starts", text="Why?", started_at=now - OLD)
    Import.objects.create(topic_name="Starts", document={}, chosen=[1], started_at=now - OLD, finished_at=now)
    new = Import.objects.create(topic_name="Starts", text="Why?", started_at=now - NEW)
    sweep_documents()
    assert Import.objects.get() == new


def test_exports_go() -> None:
    topic, now = make_topic(), timezone.now()
    Export.objects.create(topic=topic, ending="md", started_at=now - OLD)
    Export.objects.create(topic=topic, ending="csv", started_at=now - OLD, text="a", finished_at=now)
    new = Export.objects.create(topic=topic, ending="json", started_at=now - NEW)
    sweep_documents()
    assert Export.objects.get() == new


def test_counts_that_are_over_go_and_others_stay() -> None:
    cache.clear()
    cache.add("open", 1, timeout=60)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cache VALUES ('attempts', 'x', now() - interval '1 second')")
        sweep_cache()
        cursor.execute("SELECT cache_key FROM cache")
        assert cursor.fetchall() == [(":1:open",)]


def make_job(hours: int, *, queue: str = "mail", status: str = "failed") -> int:
    """A job that ended so many hours ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name) VALUES ('a', %s) RETURNING id", [queue]
        )
        [pk] = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, pk])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(hours => %s) WHERE job_id = %s",
            [hours, pk],
        )
    return int(pk)


def test_mail_that_could_not_be_sent_goes_with_its_text_and_sessions_that_are_over_do() -> None:
    make_job(73)
    make_job(73, status="cancelled")
    kept = {make_job(71), make_job(73, status="todo"), make_job(73, queue="default")}
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=timezone.now() + timedelta(hours=hours))
    async_to_sync(tasks.sweep.func)(timestamp=0)
    assert set(ProcrastinateJob.objects.values_list("pk", flat=True)) == kept
    assert Session.objects.get().pk == "open"


def test_it_is_done_every_day_or_five_minutes_and_made_up_for_within_one() -> None:
    registry = app.periodic_registry.periodic_tasks
    assert {task.task.name: task.cron for task in registry.values()} == {
        "quiz.tasks.end_overdue": "*/5 * * * *",
        "quiz.tasks.forget": "0 3 * * *",
        "quiz.tasks.sweep": "0 3 * * *",
    }
    assert app.periodic_defaults == {"max_delay": 24 * 3600}
