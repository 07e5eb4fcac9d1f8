"""Pages that read from a streaming replica, and don't when that would show what was there before."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviewprep import replica
from interviewprep.postgres import Server
from quiz.models import Action, AuditEntry, Membership, Note, Question, User
from quiz.reports.exports import attempt_rows
from quiz.reports.statistics import latest_versions, question_figures
from tests.cohorts import make_cohort, make_membership
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_editor, make_finished, make_user
from tests.interviewprep.test_postgres import ask
from tests.standbys import paused, replicated, standby

__all__ = ["replicated", "standby"]

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "replica"]
)

READS = {
    "cohort_detail": "quiz_criterionprogress",
    "cohort_criterion": "quiz_criterionprogress",
    "membership_detail": "quiz_note",
    "grid": "quiz_criterionprogress",
    "members": "quiz_answerday",
    "attempts": "quiz_attempt",
    "statistics": "corr(",
    "statistics_list": "corr(",
}
"""Something that each page can't do without."""


@pytest.fixture
def lead(replicated: Server) -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def membership(lead: User) -> Membership:
    found = make_membership(make_cohort(lead), make_user(name="Juniper Berry"))
    make_finished(found.member, HALF_ANSWER)
    return found


@pytest.fixture
def leading(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def as_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is called is called for a page."""
    monkeypatch.setattr(replica, "_is_page", ContextVar("is_page", default=True))


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the log says of the replica."""
    caplog.set_level(logging.WARNING, replica.__name__)
    return lambda: [record.getMessage() for record in caplog.records if record.name == replica.__name__]


def page_of(name: str, membership: Membership) -> str:
    question = Question.objects.earliest("pk")
    if name == "statistics":
        return reverse("admin:quiz_question_statistics", args=[question.pk])
    if name == "statistics_list":
        return reverse("admin:quiz_question_statistics_list")
    if name == "membership_detail":
        return reverse(name, args=[membership.pk])
    if name == "cohort_detail":
        return reverse(name, args=[membership.cohort_id])
    if name == "cohort_criterion":
        slug = question.criteria.all()[0].slug
        return reverse(name, args=[membership.cohort_id, question.pk, slug])
    return reverse("cohort_export", args=[membership.cohort_id, name])


def fetch(client: Client, path: str) -> tuple[str, str, str]:
    """The page, and the statements that each server got."""
    with CaptureQueriesContext(connections["replica"]) as there, CaptureQueriesContext(connection) as here:
        response = client.get(path)
        assert response.status_code == 200, path
        text = response.getvalue().decode()
    here_asked, there_asked = (" ".join(each["sql"] for each in queries) for queries in (here, there))
    return text, here_asked, there_asked


@pytest.mark.parametrize("name", READS)
def test_a_page_reads_from_the_replica_and_who_may_see_it_from_the_primary(
    name: str, leading: Client, lead: User, membership: Membership
) -> None:
    if name.startswith("statistics"):
        leading.force_login(make_editor())
    text, here, there = fetch(leading, page_of(name, membership))
    assert ask_replica("SELECT pg_is_in_recovery()") is True
    assert READS[name] in there
    assert READS[name] not in here
    assert "quiz_auditentry" not in there
    for table in ("quiz_cohort_leads", "django_session", "quiz_membership", "auth_permission"):
        assert f'FROM "{table}"' not in there, text


def ask_replica(query: str) -> object:
    with connections["replica"].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("name", READS)
def test_a_page_says_the_same_from_either(
    name: str, leading: Client, lead: User, membership: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name.startswith("statistics"):
        leading.force_login(make_editor())
    path = page_of(name, membership)
    from_there = leading.get(path).getvalue()
    monkeypatch.setattr(replica, "_rests_until", float("inf"))
    assert without_token(leading.get(path).getvalue()) == without_token(from_there)


def without_token(page: bytes) -> list[bytes]:
    return [
        line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line and b"hx-headers" not in line
    ]


def test_who_has_just_written_sees_it_though_the_replica_is_behind(
    leading: Client,
    membership: Membership,
    replicated: Server,
    lines: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = page_of("membership_detail", membership)
    fetch(leading, path)
    with paused(replicated, monkeypatch):
        leading.post(reverse("note_create", args=[membership.pk]), {"text": "Ask about cold starts."})
        assert not Note.objects.using("replica").exists()
        text, here, there = fetch(leading, path)
        assert "Ask about cold starts." in text
        assert "quiz_note" in here
        assert "quiz_note" not in there
        assert "Ask about cold starts." in fetch(leading, path)[0]
        assert lines() == ["The replica is passed over for 5 seconds (it is behind)."]

    monkeypatch.setattr(replica, "PATIENCE", 10.0)
    monkeypatch.setattr(replica, "_rests_until", 0.0)
    text, _, there = fetch(leading, path)
    assert "Ask about cold starts." in text
    assert "quiz_note" in there


def test_what_others_have_just_written_is_seen_as_well(
    leading: Client, membership: Membership, replicated: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = page_of("attempts", membership)
    with paused(replicated, monkeypatch):
        make_finished(membership.member, GOOD_ANSWER)
        assert GOOD_ANSWER in fetch(leading, path)[0]


def test_who_has_left_and_who_leads_no_more_is_seen_at_once(
    leading: Client, lead: User, membership: Membership, replicated: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even by a replica that says that it has everything."""
    paths = [page_of(name, membership) for name in ("cohort_detail", "grid", "members", "attempts")]
    assert all("Juniper Berry" in fetch(leading, path)[0] for path in paths)
    with paused(replicated, monkeypatch):
        monkeypatch.setattr(replica, "_has_everything", lambda: True)
        membership_page = page_of("membership_detail", membership)
        membership.delete()
        assert Membership.objects.using("replica").exists()
        assert not any("Juniper Berry" in fetch(leading, path)[0] for path in paths)
        assert leading.get(membership_page).status_code == 404
        membership.cohort.leads.remove(lead)
        assert {leading.get(path).status_code for path in paths} == {404}


def test_who_leaves_while_an_export_is_written_is_in_no_further_row(
    membership: Membership, replicated: Server, as_page: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = make_membership(membership.cohort, make_user(name="Zinnia"))
    make_finished(later.member, HALF_ANSWER)
    rows = attempt_rows(membership.cohort, ZoneInfo("UTC"))
    assert [next(rows)[0], next(rows)[0]] == ["member", "Juniper Berry"]
    with paused(replicated, monkeypatch):
        monkeypatch.setattr(replica, "_has_everything", lambda: True)
        later.delete()
        assert list(rows) == []


def test_a_replica_that_is_away_is_passed_over_with_one_line(
    leading: Client, membership: Membership, lines: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    connections["replica"].close()
    monkeypatch.setitem(connections["replica"].settings_dict, "HOST", "/nowhere")
    for name in ("cohort_detail", "membership_detail", "attempts"):
        assert "Juniper Berry" in fetch_away(leading, page_of(name, membership))
    assert lines() == ["The replica is passed over for 5 seconds (OperationalError)."]
    monkeypatch.setattr(replica, "_rests_until", 0.0)
    fetch_away(leading, page_of("cohort_detail", membership))
    assert len(lines()) == 2


def fetch_away(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.getvalue().decode()


def test_a_replica_that_is_stopped_and_started_is_read_again(
    leading: Client,
    membership: Membership,
    replicated: Server,
    lines: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = page_of("cohort_detail", membership)
    fetch(leading, path)
    replicated.stop()
    assert "Juniper Berry" in fetch_away(leading, path)
    assert len(lines()) == 1
    replicated.start()
    monkeypatch.setattr(replica, "_rests_until", 0.0)
    assert READS["cohort_detail"] in fetch(leading, path)[2]
    assert len(lines()) == 1


def test_a_replica_that_fails_while_it_is_read_is_read_anew_from_the_primary(
    leading: Client, membership: Membership, replicated: Server, lines: Callable[[], list[str]]
) -> None:
    """The look is recorded once."""

    def cut(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "quiz_note" in sql:
            pid = ask_backend(connections["replica"])
            ask(replicated, f"SELECT pg_terminate_backend({pid}, 5000)")
        return execute(sql, *rest)

    with connections["replica"].execute_wrapper(cut):
        assert "Juniper Berry" in fetch_away(leading, page_of("membership_detail", membership))
    assert lines() == ["The replica is passed over for 5 seconds (AdminShutdown)."]
    assert AuditEntry.objects.filter(action=Action.MEMBER_SEEN).count() == 1


def ask_backend(database: Any) -> int:
    return int(database.connection.info.backend_pid)


def test_a_server_that_does_not_tell_how_far_it_is_is_passed_over(
    leading: Client, membership: Membership, lines: Callable[[], list[str]]
) -> None:
    def ask_nonsense(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        return execute(sql.replace("pg_last_wal_replay_lsn()", "no_such_function()"), *rest)

    with connections["replica"].execute_wrapper(ask_nonsense):
        assert "Juniper Berry" in fetch_away(leading, page_of("cohort_detail", membership))
    assert lines() == ["The replica is passed over for 5 seconds (ProgrammingError)."]


def test_a_form_that_is_refused_is_shown_from_the_primary(leading: Client, membership: Membership) -> None:
    with CaptureQueriesContext(connections["replica"]) as there:
        reply = leading.post(reverse("note_create", args=[membership.pk]), {"text": ""})
    assert "Juniper Berry" in reply.text
    assert len(there) == 0


def test_what_is_no_page_is_read_from_the_primary(membership: Membership) -> None:
    """Such as a job, and what forms do."""
    with CaptureQueriesContext(connections["replica"]) as there:
        question_figures(list(latest_versions()))
    assert len(there) == 0


def test_what_is_in_a_transaction_is_read_from_the_primary(membership: Membership, as_page: None) -> None:
    with CaptureQueriesContext(connections["replica"]) as there, transaction.atomic():
        question_figures(list(latest_versions()))
    assert len(there) == 0


def test_a_fault_of_ours_is_told_and_not_tried_twice(
    replicated: Server, as_page: None, lines: Callable[[], list[str]]
) -> None:
    calls = []

    @replica.from_replica
    def broken() -> None:
        calls.append(ask_replica("SELECT pg_is_in_recovery()"))
        Question.objects.extra(where=["nonsense"]).count()

    with pytest.raises(Exception, match="nonsense"):
        broken()
    assert calls == [True]
    assert lines() == []
