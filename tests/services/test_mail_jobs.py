"""Mail that a worker sends: to a server that is away, by a worker that is killed, and without a trace."""

from __future__ import annotations

import pytest
from django.core.mail import send_mail
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from quiz import tasks
from quiz.models import Export
from quiz.services.exports import start_export
from tests.factories import make_editor, make_question
from tests.mail_server import mail_server
from tests.services.test_killed_worker import forget_the_worker, wait_until, worker
from tests.workers import in_own_connection
from tests.workers import worker as threads

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SECRET = "The code is 4711."


@pytest.fixture(autouse=True)
def queued(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "quiz.mail.QueuedBackend"


def send() -> None:
    send_mail("Your code", SECRET, None, ["ann@example.org"])


def is_done() -> bool:
    return not ProcrastinateJob.objects.filter(queue_name="mail").exists()


def test_a_server_that_refuses_at_first_gets_it_once_it_takes_it() -> None:
    with mail_server() as server, worker(EMAIL_URL=server.url):
        server.refusals = ["451 try again later"]
        send()
        wait_until(is_done)
    [taken] = server.delivered
    assert taken.get_content().strip() == SECRET


def test_it_is_sent_again_with_the_same_identity_when_the_worker_was_killed_half_way() -> None:
    with mail_server() as server:
        server.may_deliver.clear()
        send()
        with worker(EMAIL_URL=server.url) as first:
            wait_until(lambda: len(server.received) == 1)
            first.kill()
            first.wait()
        assert ProcrastinateJob.objects.get(queue_name="mail").status == "doing"
        forget_the_worker()
        server.may_deliver.set()
        with worker(EMAIL_URL=server.url):
            wait_until(is_done)
    first_try, second_try = server.received
    assert first_try["Message-ID"] == second_try["Message-ID"]


def test_nothing_of_a_mail_is_logged_even_when_it_fails_for_good() -> None:
    send()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 15")
    with worker(EMAIL_URL="smtp://127.0.0.1:1") as process:
        wait_until(lambda: ProcrastinateJob.objects.get(queue_name="mail").status == "failed")
        process.terminate()
        said, errors = process.communicate(timeout=15)
    assert "ended with status: Error" in errors
    assert "NotSentError: ConnectionRefusedError" in errors
    for words in (SECRET, "Your code", "ann@example.org", "4711"):
        assert words not in said + errors


def test_it_does_not_wait_for_long_jobs() -> None:
    topic, editor = make_question().topic, make_editor()
    for ending in ("md", "csv"):
        tasks.export.defer(export_id=start_export(topic, editor, ending).pk)
    with mail_server() as server, transaction.atomic():
        list(Export.objects.select_for_update())  # which the jobs will wait for
        with worker(EMAIL_URL=server.url), threads() as pool:
            exports = ProcrastinateJob.objects.filter(task_name=tasks.export.name, status="doing")
            wait_until(lambda: exports.count() == 2)
            pool.submit(in_own_connection, send).result()
            wait_until(lambda: bool(server.delivered))
            assert exports.count() == 2
