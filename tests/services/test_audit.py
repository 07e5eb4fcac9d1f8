"""The audit log is only added to, in the transaction of what it records, and is purged of what is old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from quiz import tasks
from quiz.models import Action, AuditEntry
from quiz.reports import personal_tables
from quiz.services.accounts import delete_account
from quiz.services.audit import purge, record
from quiz.services.notes import write_note
from quiz.services.overrides import override
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_finished, make_user
from tests.workers import in_own_connection, worker

pytestmark = pytest.mark.django_db

SINCE = "SELECT set_config('quiz.audit_kept_since', (now() - interval '{}')::text, true)"


def make_entry(days_ago: int = 0, **fields: Any) -> AuditEntry:
    values = {"action": Action.SIGNED_IN, "at": timezone.now() - timedelta(days=days_ago), **fields}
    return AuditEntry.objects.create(**values)


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


REFUSED: dict[str, Callable[[AuditEntry], Any]] = {
    "update": lambda _: AuditEntry.objects.update(actor=1),
    "save": lambda entry: entry.save(),
    "delete": lambda entry: entry.delete(),
    "delete of many": lambda _: AuditEntry.objects.all().delete(),
    "delete of what is younger": lambda _: run(SINCE.format("30 days"), "DELETE FROM quiz_auditentry"),
    "kept for less than a day": lambda _: run(SINCE.format("1 hour"), "DELETE FROM quiz_auditentry"),
}


@pytest.mark.parametrize("act", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses_to_change_or_delete_an_entry(act: Callable[[AuditEntry], Any]) -> None:
    entry = make_entry(days_ago=2)
    with pytest.raises(DatabaseError, match="The audit log is only added to"), transaction.atomic():
        act(entry)
    assert AuditEntry.objects.get() == entry


def test_nor_is_it_truncated() -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        run("TRUNCATE quiz_auditentry")


def test_what_is_old_is_purged_and_that_is_recorded() -> None:
    for days_ago in (40, 31):
        make_entry(days_ago)
    kept = make_entry(29)
    assert purge(30) == 2
    told, left = AuditEntry.objects.all()
    assert left == kept
    assert (told.action, told.actor, told.about["entries"]) == (Action.LOG_PURGED, None, 2)


def test_nothing_that_is_old_leaves_no_trace() -> None:
    make_entry(29)
    assert purge(30) == 0
    assert AuditEntry.objects.count() == 1


def test_the_sweep_keeps_it_for_as_long_as_is_set(settings: Settings) -> None:
    settings.AUDIT_DAYS = 10
    make_entry(11)
    kept = make_entry(9)
    async_to_sync(tasks.sweep.func)(timestamp=0)
    assert list(AuditEntry.objects.exclude(action=Action.LOG_PURGED)) == [kept]


def test_no_other_action_is_known() -> None:
    with pytest.raises(IntegrityError, match="audit_entry_tells_an_action"):
        make_entry(action="guessed")


def test_what_is_rolled_back_is_not_recorded() -> None:
    membership = make_membership(make_cohort())
    with transaction.atomic():
        write_note(membership.cohort.leads.get(), membership.pk, text="Improves.")
        assert AuditEntry.objects.filter(action=Action.NOTE_WRITTEN).exists()
        transaction.set_rollback(True)
    assert not AuditEntry.objects.filter(action=Action.NOTE_WRITTEN).exists()


def test_it_keeps_the_numbers_of_accounts_that_are_deleted() -> None:
    membership = make_membership(make_cohort())
    lead, member = membership.cohort.leads.get(), membership.member
    number = member.pk
    write_note(lead, membership.pk, text="Improves.")
    delete_account(member)
    deleted, written = AuditEntry.objects.concerning(number)
    assert (deleted.action, deleted.actor) == (Action.ACCOUNT_DELETED, number)
    assert (written.action, written.actor) == (Action.NOTE_WRITTEN, lead.pk)
    assert "Person" not in str([deleted.about, written.about])


def test_a_person_takes_along_what_concerns_them_but_not_the_notes() -> None:
    membership = make_membership(make_cohort())
    lead, member = membership.cohort.leads.get(), membership.member
    attempt = make_finished(member, HALF_ANSWER).attempts.get()
    record(lead, Action.COHORT_SEEN, [member.pk, make_user().pk], cohort=membership.cohort_id)
    record(make_user(), Action.ATTEMPT_OPENED, [member.pk], attempt=[attempt.pk])
    record(None, Action.SHARE_OPENED, [member.pk], share=1)
    record(lead, Action.COHORT_SEEN, [make_user().pk], cohort=membership.cohort_id)
    write_note(lead, membership.pk, text="Improves.")
    override(lead, membership.pk, attempt.pk, score=80, reason="Other words.")
    record(member, Action.SIGNED_IN, [member.pk], address="192.0.2.1")
    told = next(rows for name, _, rows in personal_tables(member) if name == "audit_log")
    assert [(entry["who"], entry["did"]) for entry in told] == [
        ("Linden Grove", "looked at the cohort"),
        ("An editor", "read an answer in the admin"),
        ("Somebody with a link of yours", "opened a shared debrief"),
        ("Somebody else", "graded an answer"),
        (str(member), "signed in"),
    ]


@pytest.mark.parametrize("number", [1, 200])
def test_a_view_of_many_is_one_row(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        record(None, Action.COHORT_SEEN, range(number))
    assert len(AuditEntry.objects.get().persons) == number


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_recorded_during_a_purge_waits_for_nothing_and_stays() -> None:
    make_entry(31)
    with worker() as pool:
        with transaction.atomic():
            purge(30)
            pool.submit(in_own_connection, partial(record, None, Action.SIGN_IN_FAILED)).result(5)
        assert set(AuditEntry.objects.values_list("action", flat=True)) == {
            Action.LOG_PURGED,
            Action.SIGN_IN_FAILED,
        }
