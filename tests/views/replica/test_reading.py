"""Pages that read from a streaming replica, and not when that would show what was there before."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviewprep import replica
from interviewprep.postgres import Server
from quiz.models import Membership, Note, User
from quiz.reports.exports import attempt_rows
from quiz.reports.statistics import latest_versions, question_figures
from tests.cohorts import make_membership
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_editor, make_finished, make_user
from tests.views.replica.pages import READS, ask_replica, fetch, page_of, paused

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "replica"]
)


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
