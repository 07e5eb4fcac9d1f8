"""Taking one's data along, and deleting the account."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection
from django.db.models import CASCADE, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz.models import (
    Action,
    Assignment,
    Attempt,
    AuditEntry,
    Cohort,
    Dispute,
    Interview,
    Membership,
    Note,
    Override,
    Share,
    Task,
    User,
)
from quiz.reports import personal_data
from quiz.reports.personal_data import TABLES
from quiz.services import shares
from quiz.services.disputes import dispute
from quiz.services.interviews import submit_response
from quiz.services.notes import write_note
from quiz.services.overrides import override
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, PASSWORD, make_finished, make_interview, make_user, waiting_attempt

pytestmark = pytest.mark.django_db

NOT_TOLD = {
    "account.EmailConfirmation": "A key that is sent by mail and works once.",
    "mfa.Authenticator.data": "What a second factor is made of: a key.",
    "quiz.ReplayedScore": "What came of an editor's trial; nobody's score.",
    "quiz.User.password": "A digest that nobody can use, but for guessing.",
    "quiz.User.is_staff": "A right that whoever runs the site gives and takes.",
    "quiz.User.is_superuser": "The same.",
    "quiz.User.groups": "The same.",
    "quiz.User.user_permissions": "The same.",
    "quiz.User.is_active": "The same; who can download is active.",
    "quiz.Attempt.asked_version": "Its question and follow-ups stand with the attempt.",
    "quiz.Attempt.probed": "Stands as the criterion of each follow-up.",
    "quiz.Attempt.follow_ups": "They have a table of their own.",
    "quiz.Share.digest": "A digest of the token, which is the key.",
    "quiz.Dispute.answered_by": "Another person.",
    "quiz.Note": "A lead's own thoughts; who joins is told of them, and they go when the member leaves.",
    "quiz.Override.decided_by": "Another person.",
    "quiz.Override.benchmark": "Content of the question bank.",
}
"""Models and fields, each with the reason."""


@pytest.fixture
def candidate() -> User:
    return make_user(name="Juniper Berry")


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    cache.clear()
    client.force_login(candidate)
    return client


def told(client: Client) -> dict[str, Any]:
    """What is in the JSON file."""
    data: dict[str, Any] = json.loads(client.get(reverse("account_export")).getvalue())
    return data


def test_all_that_is_kept_can_be_taken_along(mine: Client, candidate: User) -> None:
    finished = make_finished(candidate, HALF_ANSWER)
    attempt = finished.attempts.get()
    dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    make_finished(make_user(), "Somebody else's words.")
    response = mine.get(reverse("account_export"))
    text = response.getvalue().decode()
    data = json.loads(text)
    assert response["Content-Disposition"] == 'attachment; filename="interview-prep.json"'
    assert [each["name"] for each in data["account"]] == ["Juniper Berry"]
    assert [each["title"] for each in data["interviews"]] == [finished.title]
    (said,) = data["attempts"]
    assert (said["response"], said["score"]) == (HALF_ANSWER, attempt.score)
    assert [each["why"] for each in data["disputes"]] == ["It is slow."]
    assert "Somebody else" not in text


def give_place_in_a_cohort(attempt: Attempt) -> Membership:
    """With a task, a grade and a note by its lead."""
    membership = make_membership(make_cohort(), attempt.interview.candidate)
    lead = membership.cohort.leads.get()
    assignment = Assignment.objects.create(
        cohort=membership.cohort, title="Week 3", question_count=2, mix="any", due_at=timezone.now()
    )
    Task.objects.create(assignment=assignment, member=membership.member, interview=attempt.interview)
    override(lead, membership.pk, attempt.pk, score=85, reason="It says so in other words.")
    write_note(lead, membership.pk, text="Speaks better than writes.")
    return membership


def models_of_a_person() -> Iterator[type[Model]]:
    """Those that go with the person: they belong to it, or to something of the person's."""
    reached: set[type[Model]] = {User}
    while True:
        new = {
            model
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.many_to_one and field.related_model in reached
            if getattr(field.remote_field, "on_delete", None) is CASCADE
        } - reached
        yield from new
        reached |= new
        if not new:
            return


def fields_of(model: type[Model]) -> set[str]:
    """Those that say something, without what only leads to the person."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    people = [User, *models_of_a_person()]
    owners = {
        field.name
        for field in fields
        if field.related_model in people and getattr(field.remote_field, "on_delete", None) is CASCADE
    }
    return {field.name for field in fields} - owners


def test_every_field_of_every_model_of_a_person_can_be_taken_along() -> None:
    """A model that belongs to a person, and a field of one, is in a table or is argued."""
    columns: defaultdict[type[Model], set[str]] = defaultdict(set)
    for table in TABLES.values():
        columns[table.model] |= {column.removesuffix("_id") for column in table.columns}
    people: list[type[Model]] = [User, *models_of_a_person()]
    missing = [model._meta.label for model in people if model not in columns or model is Note]
    for model in [each for each in people if each in columns and each not in (Note, LogEntry)]:
        missing += [
            f"{model._meta.label}.{name}"
            for name in fields_of(model) - {"id"}
            if not any(column == name or column.startswith(f"{name}_") for column in columns[model])
        ]
    assert set(missing) == NOT_TOLD.keys()


def test_everything_that_names_a_person_can_be_taken_along() -> None:
    """Each foreign key to a person, and each list of people, is the owner of a table."""
    owners = {(table.model, table.owner) for table in TABLES.values()}
    named = {
        (model, field.name)
        for model in apps.get_models()
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.related_model is User and not model._meta.auto_created
    }
    assert named - owners == set()


def test_what_a_cohort_knows_can_be_taken_along_but_for_notes(mine: Client, candidate: User) -> None:
    membership = give_place_in_a_cohort(make_finished(candidate, HALF_ANSWER).attempts.get())
    make_cohort(candidate, name="Own guild")
    data = told(mine)
    assert [each["cohort_name"] for each in data["memberships"]] == [membership.cohort.name]
    assert [each["name"] for each in data["cohorts_led"]] == ["Own guild"]
    (given,) = data["overrides"]
    assert (given["score"], given["lead_name"]) == (85, "Linden Grove")
    assert "Speaks better" not in json.dumps(data)


def test_a_lead_takes_along_what_they_wrote_without_whom_it_is_about(client: Client) -> None:
    membership = give_place_in_a_cohort(
        make_finished(make_user(name="Juniper Berry"), HALF_ANSWER).attempts.get()
    )
    client.force_login(membership.cohort.leads.get())
    data = told(client)
    assert [each["text"] for each in data["notes_written"]] == ["Speaks better than writes."]
    assert [each["reason"] for each in data["overrides_made"]] == ["It says so in other words."]
    assert "Juniper" not in json.dumps(data)


def test_plan_and_course_can_be_taken_along_with_their_units(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate, question_time_limit=timedelta(minutes=3), follow_ups=2)
    attempt = waiting_attempt(interview)
    submit_response(candidate, attempt.pk, turn="answer", text=HALF_ANSWER, dictated=timedelta(seconds=90))
    data = told(mine)
    (held,) = data["interviews"]
    assert (held["question_time_limit"], held["time_limit"]) == (180.0, None)
    assert (held["topics"], held["follow_ups"]) == (interview.topics, 2)
    assert held["started_at"] == interview.started_at.isoformat()
    (said,) = data["attempts"]
    assert said["dictated"] == 90.0
    assert data["units"]["dictated"] == "s"
    assert data["follow_ups"] == [
        {
            "attempt_id": attempt.pk,
            "criterion": "slow",
            "probe": "What does the caller notice?",
            "response": None,
        }
    ]


def test_tokens_of_links_are_not_in_it(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER)
    token = shares.share(candidate, interview.pk, lifetime=timedelta(days=7), shows_name=True)
    text = json.dumps(told(mine))
    assert token not in text
    assert Share.objects.get().digest not in text


def test_scores_of_an_interview_that_goes_on_are_not_told(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate, feedback="end")
    submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=HALF_ANSWER)
    (said, *_) = told(mine)["attempts"]
    assert said["response"] == HALF_ANSWER
    assert (said["score"], said["result"], said["receipt"]) == (None, None, None)


def tables_in(archive: bytes) -> dict[str, list[dict[str, str]]]:
    """What a spreadsheet reads of each file."""
    with ZipFile(io.BytesIO(archive)) as files:
        assert files.testzip() is None
        texts = {name: files.read(name).decode("utf-8-sig") for name in files.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def test_the_same_can_be_taken_along_as_tables(mine: Client, candidate: User) -> None:
    attempt = make_finished(candidate, HALF_ANSWER).attempts.get()
    response = mine.get(reverse("account_export_csv"))
    assert response["Content-Disposition"] == 'attachment; filename="interview-prep.zip"'
    tables = tables_in(response.getvalue())
    assert tables.keys() == {f"{name}.csv" for name in TABLES}
    (said,) = tables["attempts.csv"]
    assert (said["response"], said["dictated (s)"]) == (HALF_ANSWER, "0.0")
    assert said["score (0 to 100, shown as 0.0 to 10.0)"] == str(attempt.score)
    assert said["closed_at"] == attempt.closed_at.isoformat()  # type: ignore[union-attr]
    assert json.loads(said["result"]) == attempt.result
    assert tables["disputes.csv"] == []
    (day,) = tables["answer_days.csv"]
    assert day["day_utc"] == attempt.closed_at.date().isoformat()  # type: ignore[union-attr]


def test_no_cell_of_a_table_is_calculated(mine: Client, candidate: User) -> None:
    make_finished(candidate, "=HYPERLINK(1)")
    candidate.name = "+1"
    candidate.save()
    tables = tables_in(mine.get(reverse("account_export_csv")).getvalue())
    assert tables["attempts.csv"][0]["response"] == "'=HYPERLINK(1)"
    assert tables["account.csv"][0]["name"] == "'+1"


@pytest.mark.parametrize("name", ["account_export", "account_export_csv"])
def test_rows_are_read_some_at_a_time(mine: Client, candidate: User, name: str) -> None:
    """So that a long history takes no more memory: each query but for keys has a limit on its rows."""
    make_finished(candidate, *[HALF_ANSWER] * 3)
    with patch.object(personal_data, "AT_ONCE", 2), CaptureQueriesContext(connection) as few:
        mine.get(reverse(name)).getvalue()
    reads = [query["sql"] for query in few if '"quiz_attempt"."follow_ups"' in query["sql"]]
    assert len(reads) == 4  # attempts, and their follow-ups, each two and one
    assert all('"quiz_attempt"."id" IN (' in sql for sql in reads)


def test_nobody_keeps_a_node_busy_with_downloads(mine: Client, client: Client) -> None:
    """A HEAD is as dear as a GET: the server reads what it then doesn't send."""
    ways = [(mine.get, "account_export"), (mine.head, "account_export_csv")] * 4

    replies = [ask(reverse(name)) for ask, name in ways]

    assert [reply.status_code for reply in replies] == [200] * 6 + [429] * 2
    assert "Too many attempts" in replies[6].text
    assert AuditEntry.objects.filter(action=Action.DATA_EXPORTED).count() == 3
    client.force_login(make_user())
    assert client.get(reverse("account_export")).status_code == 200


def test_an_account_is_deleted_with_all_that_it_holds(mine: Client, candidate: User) -> None:
    attempt = make_finished(candidate, HALF_ANSWER).attempts.get()
    dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    other = make_finished(make_user(), HALF_ANSWER)
    response = mine.post(reverse("account_data"), {"password": PASSWORD}, follow=True)
    assert "are deleted" in response.text
    assert not User.objects.filter(pk=candidate.pk).exists()
    assert list(Interview.objects.all()) == [other]
    assert not Dispute.objects.exists()
    assert mine.get(reverse("home")).status_code == 302


def test_the_account_of_a_member_takes_what_cohorts_have_of_it(mine: Client, candidate: User) -> None:
    give_place_in_a_cohort(make_finished(candidate, HALF_ANSWER).attempts.get())
    mine.post(reverse("account_data"), {"password": PASSWORD})
    kinds: tuple[type[Model], ...] = (Membership, Note, Override, Task)
    assert not any(kind._default_manager.exists() for kind in kinds)
    assert Cohort.objects.get().leads.count() == 1


def test_cohorts_that_one_led_stay_with_their_members_and_all_that_was_done(client: Client) -> None:
    membership = give_place_in_a_cohort(make_finished(make_user(), HALF_ANSWER).attempts.get())
    lead, other = membership.cohort.leads.get(), make_user()
    membership.cohort.leads.add(other)
    client.force_login(lead)
    client.post(reverse("account_data"), {"password": PASSWORD})
    assert not User.objects.filter(pk=lead.pk).exists()
    assert (Note.objects.get().author, Override.objects.get().lead) == (None, None)
    client.force_login(other)
    page = client.get(reverse("membership_detail", args=[membership.pk])).text
    assert "A former lead" in page


def test_who_leads_alone_is_told_before(client: Client) -> None:
    lead = make_user()
    make_cohort(lead, name="Platform guild")
    make_cohort(lead, name="Night shift").leads.add(make_user())
    client.force_login(lead)
    page = client.get(reverse("account_data")).text
    assert "You alone lead Platform guild." in page


@pytest.mark.parametrize("password", ["", "wrong", "\x00"])
def test_without_the_password_nothing_is_deleted(mine: Client, candidate: User, password: str) -> None:
    response = mine.post(reverse("account_data"), {"password": password})
    assert 'aria-invalid="true"' in response.text
    assert User.objects.filter(pk=candidate.pk).exists()


def test_passwords_are_not_guessed_there(mine: Client) -> None:
    codes = {mine.post(reverse("account_data"), {"password": "wrong"}).status_code for _ in range(20)}
    assert codes == {200, 429}
