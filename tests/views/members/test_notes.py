"""What leads write down about a member."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Attempt, Membership, Note, User
from quiz.services.notes import write_note
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    make_user,
)
from tests.views.members.pages import page_of

pytestmark = pytest.mark.django_db


def test_notes_are_read_by_every_lead_of_the_cohort_and_by_nobody_else(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    leading.post(page_of(membership, "note_create"), {"text": "Speaks better\nthan writes."})
    second = make_user(name="Ash Wood")
    membership.cohort.leads.add(second)
    make_membership(make_cohort(second), make_user())
    leading.force_login(second)
    page = leading.get(page_of(membership)).text
    assert "Speaks better\nthan writes." in page
    assert "Delete" not in page
    leading.force_login(membership.member)
    for mine in ("home", "progress", "account_export"):
        assert b"Speaks better" not in b"".join(leading.get(reverse(mine)))


def test_a_note_on_the_same_person_in_another_cohort_stays_there(
    leading: Client, membership: Membership
) -> None:
    elsewhere = make_membership(make_cohort(name="Night shift"), membership.member)
    write_note(elsewhere.cohort.leads.get(), elsewhere.pk, text="Tired.")
    assert "Tired." not in leading.get(page_of(membership)).text


def test_a_lead_deletes_only_notes_of_their_own(leading: Client, lead: User, membership: Membership) -> None:
    second = make_user()
    membership.cohort.leads.add(second)
    mine, theirs = (write_note(each, membership.pk, text="So.") for each in (lead, second))
    assert leading.post(reverse("note_delete", args=[theirs.pk])).status_code == 404
    assert leading.post(reverse("note_delete", args=[mine.pk])).status_code == 302
    assert list(Note.objects.all()) == [theirs]


@pytest.mark.parametrize(("text", "said"), [(" ", "Write the note here."), ("x" * 2001, "2,001 characters")])
def test_a_note_that_cannot_be_kept_is_given_back(
    leading: Client, membership: Membership, text: str, said: str
) -> None:
    page = leading.post(page_of(membership, "note_create"), {"text": text}).text
    assert said in page
    assert f"{text.strip()}</textarea>" in page
    assert not Note.objects.exists()


def test_a_note_sent_twice_is_written_once(leading: Client, membership: Membership) -> None:
    for _ in range(2):
        leading.post(page_of(membership, "note_create"), {"text": "Once."})
    assert Note.objects.count() == 1
