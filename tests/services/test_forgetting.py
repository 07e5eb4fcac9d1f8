"""What is left of a person whose account is deleted, looked for in every table of the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import connection
from django.db.models import Field
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from quiz.models import (
    Benchmark,
    Cohort,
    Import,
    Interview,
    Membership,
    Override,
    Publication,
    Question,
    QuestionProgress,
    User,
)
from quiz.reports.exports import grid_rows, member_rows
from quiz.reports.statistics import latest_versions, question_figures
from quiz.services import accounts, disputes, notes, overrides, shares
from quiz.services.exports import start_export
from quiz.services.joining import make_link
from quiz.services.publishing import publish_tried
from quiz.services.question_bank import publish
from quiz.services.regrades import regrade_step, start_regrade
from quiz.services.replays import replay_step, start_replay
from quiz.services.revising import revising
from tests.cohorts import make_assignment, make_cohort, make_membership
from tests.factories import GOOD_ANSWER, HALF_ANSWER, PASSWORD, make_question, make_user
from tests.practice import practice
from tests.reviewing import answer, make_all_due

pytestmark = pytest.mark.django_db

KEY = 987_654_321
NAME = "Quillon Featherstonhaugh"
ADDRESS = "quillon@featherstonhaugh.example"
WORDS = "A new environment, zanzibar."
TRACES = (str(KEY), "quillon", "featherston", "zanzibar")

LEFT = {
    "quiz_benchmark": {"zanzibar"},
    "quiz_regrade": {str(KEY)},
    "quiz_auditentry": {str(KEY)},
}
"""What stays on purpose: words that an editor made an example, without a name; and the number of the account,
which leads nowhere once it is gone: how far a regrade came, and whom the audit log is about until its purge.
"""


def fill(person: User) -> None:
    """Everything that can lead to a person: as a candidate, a member, a lead and an editor."""
    question, other = make_question(), make_user(name="Linden Grove")
    lead_of_person, person_leads = make_cohort(other), make_cohort(person)
    place = make_membership(lead_of_person, person)
    member = make_membership(person_leads)
    mine = practice(person, question, WORDS)
    theirs = practice(member.member, question, HALF_ANSWER)
    practise_and_share(person, mine.interview)
    disputes.dispute(person, mine.pk, criterion="slow", quote="zanzibar", why="Zanzibar is slow.")
    be_in_a_cohort(place, mine.pk)
    lead(person, member, theirs.pk)
    edit(person, question, theirs.pk)
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "zanzibar"})
    person.groups.add(Group.objects.get(name="Editors"))
    person.user_permissions.add(1)
    note_in_the_admin(person, other)
    send_mail("Hello", f"Dear {NAME}", None, [ADDRESS.capitalize()])


def practise_and_share(person: User, interview: Interview) -> None:
    make_all_due(person)
    answer(person, person.review_cards.earliest("pk"), WORDS)
    shares.share(person, interview.pk, lifetime=timedelta(days=7), shows_name=True)


def be_in_a_cohort(place: Membership, attempt_id: int) -> None:
    other = place.cohort.leads.get()
    make_assignment(place.cohort)
    notes.write_note(other, place.pk, text=f"{NAME} speaks better.")
    given = overrides.override(other, place.pk, attempt_id, score=85, reason="In other words.")
    given.state = Override.State.ACCEPTED
    overrides.decide(make_user(is_staff=True), given, why="It says so.")


def lead(person: User, member: Membership, attempt_id: int) -> None:
    make_link(person, member.cohort_id, lifetime=timedelta(days=7), most_uses=3)
    make_assignment(member.cohort)
    notes.write_note(person, member.pk, text="Speaks better than writes.")
    overrides.override(person, member.pk, attempt_id, score=85, reason="In other words.")


def edit(person: User, question: Question, attempt_id: int) -> None:
    candidate = User.objects.get(interviews__attempts=attempt_id)
    dispute = disputes.dispute(candidate, attempt_id, criterion="slow", quote="new", why="It is.")
    dispute.state = dispute.State.ACCEPTED
    disputes.answer(person, dispute)
    given = Override.objects.get(attempt=attempt_id)
    given.state, given.reply = Override.State.DECLINED, "It isn't."
    overrides.decide(person, given, why="It says so.")
    question.criteria.filter(slug="slow").update(phrases=["new environment"])
    with revising(question.pk, person):
        pass
    publish(question)
    regrade_step(start_regrade(question, person, why="Why not.").pk)
    question.criteria.filter(slug="slow").update(phrases=["first request slow"])
    replay = start_replay(question, person)
    replay_step(replay.pk)
    base = Question.objects.values_list("revision", flat=True).get(pk=question.pk)
    publish_tried(question, person, tried=replay.pk, base=base, why="Better.")
    start_export(question.topic, person, "md")
    Import.objects.create(topic_name="Starts", text="Why?", editor=person)


def note_in_the_admin(person: User, other: User) -> None:
    kind = ContentType.objects.get_for_model(User)
    for by in (person, other):
        LogEntry.objects.create(
            user=by, content_type=kind, object_id=str(person.pk), object_repr=NAME, action_flag=CHANGE
        )


def sign_in(person: User) -> None:
    client = Client()
    client.force_login(person)


def fields_that_name_people() -> Iterator[Field[Any, Any]]:
    """Each foreign key to a person, those of tables between two models as well."""
    for model in apps.get_models(include_auto_created=True):
        yield from (field for field in model._meta.concrete_fields if field.related_model is User)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def traces(table: str) -> set[str]:
    """Which of the traces any row of the table has in any column."""
    found = {trace for trace in TRACES if _has(table, trace)}
    return found - LEFT.get(table, set())


def _has(table: str, trace: str) -> bool:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(table)
        cursor.execute(
            f"SELECT EXISTS (SELECT FROM {name} AS each WHERE each::text ILIKE %s)", [f"%{trace}%"]
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture
def person(settings: Settings) -> User:
    settings.EMAIL_BACKEND = "quiz.mail.QueuedBackend"
    made = make_user(ADDRESS, pk=KEY, name=NAME, is_staff=True)
    fill(made)
    sign_in(made)
    return made


def test_each_foreign_key_to_a_person_is_tried(person: User) -> None:
    """A new one fails here until `fill` makes such a row."""
    empty = [
        str(field)
        for field in fields_that_name_people()
        if not field.model._default_manager.filter(**{field.name: person.pk}).exists()
    ]
    assert empty == []


def test_no_row_of_any_table_mentions_who_is_deleted(person: User) -> None:
    before = {table for table in tables() if traces(table)}
    assert {"quiz_user", "quiz_attempt", "quiz_note", "procrastinate_jobs", "django_admin_log"} <= before
    accounts.delete_account(person)
    assert {table: found for table in tables() if (found := traces(table))} == {}
    connection.check_constraints()


def test_the_database_itself_has_no_key_that_leads_there(person: User) -> None:
    accounts.delete_account(person)
    for field in fields_that_name_people():
        assert not field.model._default_manager.filter(**{field.name: KEY}).exists(), str(field)


def test_sessions_end_on_every_device(person: User) -> None:
    sign_in(make_user())
    kept = Session.objects.exclude(
        pk__in=[each.pk for each in Session.objects.all() if str(KEY) in decoded(each)]
    )
    others = set(kept.values_list("pk", flat=True))
    assert len(others) < Session.objects.count()
    accounts.delete_account(person)
    assert set(Session.objects.values_list("pk", flat=True)) == others


def decoded(session: Session) -> str:
    return json.dumps(session.get_decoded())


def test_what_was_done_for_others_stays_without_a_name(person: User) -> None:
    accounts.delete_account(person)
    assert Benchmark.objects.get().text == WORDS
    assert Publication.objects.get().by is None
    assert Override.objects.get().lead is None


def test_mail_to_others_stays_in_the_queue(person: User) -> None:
    send_mail("Hello", "Dear you", None, ["somebody@example.org"])
    accounts.delete_account(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args -> 'message' ->> 'to' FROM procrastinate_jobs WHERE queue_name = 'mail'")
        assert [row[0] for row in cursor.fetchall()] == ['["somebody@example.org"]']


def figures(cohort: Cohort) -> list[Any]:
    """What editors and leads see."""
    tables = [list(rows_of(cohort, ZoneInfo("UTC"))) for rows_of in (grid_rows, member_rows)]
    return [question_figures(list(latest_versions())), *tables]


def test_figures_are_those_of_the_people_who_are_left() -> None:
    question, cohort = make_question(), make_cohort()
    stays = make_membership(cohort)
    practice(stays.member, question, GOOD_ANSWER)
    before = figures(cohort)
    goes = make_membership(cohort, make_user())
    practice(goes.member, question, HALF_ANSWER)
    assert figures(cohort) != before
    accounts.delete_account(goes.member)
    assert figures(cohort) == before
    assert QuestionProgress.objects.get().candidate == stays.member


def test_a_superuser_deletes_an_account_as_its_owner_does(client: Client, person: User) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    response = client.post(reverse("admin:quiz_user_delete", args=[person.pk]), {"post": "yes"})
    assert response.status_code == 302
    assert {table: found for table in tables() if (found := traces(table))} == {}


def test_several_are_deleted_from_the_list(client: Client, person: User) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    data = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    client.post(reverse("admin:quiz_user_changelist"), data)
    assert not User.objects.filter(pk=KEY).exists()
    assert {table: found for table in tables() if (found := traces(table))} == {}


def test_the_person_is_signed_out_at_once(client: Client, person: User) -> None:
    client.force_login(person)
    other_device = Client()
    other_device.force_login(person)
    client.post(reverse("account_data"), {"password": PASSWORD})
    assert other_device.get(reverse("home")).status_code == 302
    assert client.get(reverse("account_login")).status_code == 200
