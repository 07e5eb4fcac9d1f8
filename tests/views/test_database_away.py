"""The database away, busy or read-only: 503, said plainly, and nothing of what was written is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from interviewprep.database import why_away
from quiz.models import Attempt, Interview
from quiz.views.errors import bad_request
from tests.factories import GOOD_ANSWER, make_interview, make_user, waiting_attempt
from tests.views.answering import HTMX, attempt_text, post
from tests.workers import in_own_connection, wait_until_blocked, worker

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
AS_SERVED = "-c lock_timeout=1s -c statement_timeout=15s"
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def room() -> tuple[Client, Attempt]:
    """A candidate whose browser is told of errors, and the attempt that waits."""
    candidate, client = make_user(), Client(raise_request_exception=False)
    client.force_login(candidate)
    return client, waiting_attempt(make_interview(candidate, questions=2))


@contextmanager
def locked(attempt: Attempt) -> Iterator[None]:
    """Somebody else holds the interview's row."""
    with transaction.atomic():
        Interview.objects.select_for_update().get(pk=attempt.interview_id)
        yield


def elsewhere(work: Callable[[], Any], meanwhile: Callable[[], object] = lambda: None) -> Any:
    """The reply on a new connection, which takes its options from the environment."""
    with worker() as pool:
        reply = pool.submit(in_own_connection, work)
        meanwhile()
        return reply.result(20)


def end_others() -> None:
    wait_until_blocked()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def submit(client: Client, attempt: Attempt, **options: Any) -> HttpResponse:
    return post(client, "attempt_submit", attempt, GOOD_ANSWER, **options)  # type: ignore[no-any-return]


def test_an_answer_waits_two_seconds_for_a_lock_and_can_be_sent_again(
    room: tuple[Client, Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, attempt = room
    monkeypatch.setenv("PGOPTIONS", AS_SERVED)
    with locked(attempt):
        began = time.monotonic()
        reply = elsewhere(lambda: submit(client, attempt, headers=BROWSER))
        assert time.monotonic() - began < 4
    assert reply.status_code == 503
    assert reply["Retry-After"] == "5"
    assert attempt_text(attempt) == ""

    assert elsewhere(lambda: submit(client, attempt)).status_code == 302
    assert attempt_text(attempt) == GOOD_ANSWER


@pytest.mark.parametrize(
    ("options", "meanwhile"),
    [
        ("-c statement_timeout=300ms", lambda: None),
        ("-c lock_timeout=100ms", lambda: None),
        ("-c default_transaction_read_only=on", lambda: None),
        ("-c lock_timeout=10s", end_others),
    ],
    ids=["slow", "locked", "read-only", "terminated"],
)
def test_a_draft_is_told_so_in_a_way_its_keeper_understands(
    room: tuple[Client, Attempt],
    monkeypatch: pytest.MonkeyPatch,
    options: str,
    meanwhile: Callable[[], object],
) -> None:
    client, attempt = room
    monkeypatch.setenv("PGOPTIONS", options)
    with locked(attempt):
        reply = elsewhere(lambda: post(client, "attempt_draft", attempt, "A cold"), meanwhile)
    assert reply.status_code == 503
    assert reply.json()["detail"] == "The database is away or busy just now. Try again in a moment."
    assert attempt_text(attempt) == ""


@pytest.mark.parametrize("name", ["attempt_submit", "account_login"])
def test_a_limit_that_can_not_be_counted_is_not_taken_for_reached(
    room: tuple[Client, Attempt], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Signed out, where limits are counted in the cache."""
    _, attempt = room
    nobody = Client(raise_request_exception=False)
    path = reverse(name, args=[attempt.pk] if name == "attempt_submit" else [])
    sent = {"turn": "answer", "text": GOOD_ANSWER, "login": "ann@example.org", "password": "wrong"}

    def status() -> Any:
        return nobody.post(path, sent, headers=BROWSER).status_code

    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    assert elsewhere(status) == 503
    monkeypatch.delenv("PGOPTIONS")
    assert elsewhere(status) in (200, 302)


def test_counting_many_people_forgets_nobody() -> None:
    """Django's own cache begins to forget at three hundred."""
    cache.clear()
    for number in range(400):
        cache.set(f"limit-of-{number}", [number], 3600)
    assert [cache.get(f"limit-of-{number}") for number in range(400)] == [[n] for n in range(400)]


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """There is no server where it should be."""
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        yield
    connection.close()


@pytest.mark.usefixtures("away")
def test_a_page_tries_again_by_itself() -> None:
    client = Client(raise_request_exception=False, headers=BROWSER)
    client.cookies["sessionid"] = "a" * 32
    reply = client.get(reverse("home"))
    assert reply.status_code == 503
    assert "<try-again>" in reply.text
    assert 'http-equiv="refresh"' in reply.text
    assert reply["Cache-Control"] == "no-store"
    assert reply["X-Request-ID"] in reply.text


@pytest.mark.usefixtures("away")
def test_what_was_sent_is_shown_and_not_sent_again() -> None:
    client = Client(raise_request_exception=False, headers=BROWSER)
    client.cookies["sessionid"] = "a" * 32
    reply = client.post("/attempts/1/submit/", {"turn": "answer", "text": "My <own> words"})
    assert reply.status_code == 503
    assert "My &lt;own&gt; words" in reply.text
    assert "try-again" not in reply.text
    assert "http-equiv" not in reply.text


@pytest.mark.usefixtures("away")
def test_an_unreadable_form_is_answered_as_well() -> None:
    client = Client(raise_request_exception=False, headers=BROWSER)
    client.cookies["sessionid"] = "a" * 32
    kind = "multipart/form-data"
    assert client.post("/attempts/1/submit/", b"nothing", content_type=kind).status_code == 503


@pytest.mark.usefixtures("away")
def test_a_part_of_a_page_gets_no_page() -> None:
    client = Client(raise_request_exception=False, headers=BROWSER | {"HX-Request": "true"})
    client.cookies["sessionid"] = "a" * 32
    reply = client.get(reverse("home"))
    assert (reply.status_code, reply["Content-Type"]) == (503, "application/json")


def test_a_session_that_can_not_be_stored_is_no_bad_request(rf: RequestFactory) -> None:
    """Django gives up such a request as if somebody had signed out meanwhile."""
    interrupted = SessionInterrupted("The session was deleted.")
    interrupted.__context__ = raised("53100")
    assert bad_request(rf.get("/"), interrupted).status_code == 503
    assert bad_request(rf.get("/"), SessionInterrupted("The session was deleted.")).status_code == 400


def test_a_fault_of_ours_stays_an_error_with_its_reference(
    room: tuple[Client, Attempt], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client, _ = room
    monkeypatch.setattr("quiz.views.pages.render", lambda *_: 1 / 0)
    reply = client.get(reverse("home"), headers=BROWSER | {"X-Request-ID": "from-the-proxy-7"})
    assert reply.status_code == 500
    assert "<code>from-the-proxy-7</code>" in reply.text
    assert client.get(reverse("home"), headers=HTMX).json()["detail"] == "Something broke on our side."
    assert [record.exc_info is not None for record in caplog.records if record.name == "django.request"]


def raised(state: str) -> DatabaseError:
    """As the server sends it, with this SQLSTATE."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'Words' USING ERRCODE = '{state}'; END $$")
    return caught.value


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("08006", "ConnectionFailure"),
        ("25006", "ReadOnlySqlTransaction"),
        ("25P03", "IdleInTransactionSessionTimeout"),
        ("40001", "SerializationFailure"),
        ("40P01", "DeadlockDetected"),
        ("53100", "DiskFull"),
        ("53300", "TooManyConnections"),
        ("55P03", "LockNotAvailable"),
        ("57014", "QueryCanceled"),
        ("57P01", "AdminShutdown"),
        ("57P02", "CrashShutdown"),
        ("57P03", "CannotConnectNow"),
        ("58030", "IoError"),
        ("22001", ""),
        ("23505", ""),
        ("42P01", ""),
        ("54000", ""),
    ],
)
def test_only_what_passes_counts_as_away(state: str, name: str) -> None:
    assert why_away(raised(state)) == name


def test_a_real_deadlock_counts() -> None:
    first, second = make_user(), make_user()

    def lock(one: Any, other: Any, both: Barrier) -> str:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT FROM quiz_user WHERE id = %s FOR UPDATE", [one.pk])
                both.wait(10)
                cursor.execute("SELECT FROM quiz_user WHERE id = %s FOR UPDATE", [other.pk])
        except DatabaseError as error:
            return why_away(error)
        return ""

    both = Barrier(2)
    with worker() as pool:
        ends = [
            pool.submit(in_own_connection, partial(lock, *people, both))
            for people in ((first, second), (second, first))
        ]
        assert sorted(end.result(20) for end in ends) == ["", "DeadlockDetected"]


def test_a_lost_connection_counts_and_a_misused_one_too() -> None:
    assert why_away(psycopg.OperationalError("the connection is lost")) == "OperationalError"
    assert why_away(psycopg.InterfaceError("the connection is closed")) == "InterfaceError"
    assert why_away(psycopg.ProgrammingError("no results to fetch")) == ""
    assert why_away(None) == ""
