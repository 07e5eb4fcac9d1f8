"""A lead's grade beside the rubric's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Attempt, Membership, Override, User
from quiz.reports import shared_debrief
from quiz.services.overrides import override
from quiz.services.question_bank import publish
from quiz.services.regrades import regrade_step, start_regrade
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    HALF_ANSWER,
    PASSWORD,
    make_editor,
    make_finished,
    make_user,
)
from tests.views.members.pages import answer_page, grade, page_of

pytestmark = pytest.mark.django_db


def test_a_grade_stands_beside_the_rubrics(leading: Client, membership: Membership, attempt: Attempt) -> None:
    page = grade(leading, membership, attempt).text
    assert "Linden Grove gives it 8.5." in page
    assert "It says so in other words." in page
    assert "The rubric’s 6.0 stays what counts" in page
    assert "a lead gives it 8.5" in leading.get(page_of(membership)).text


def test_the_candidate_reads_who_gave_what_and_why(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    grade(leading, membership, attempt)
    grade(leading, membership, attempt, grade="7", reason="On second thoughts.")
    leading.force_login(membership.member)
    debrief = leading.get(attempt.interview.get_absolute_url()).text
    assert "<b>7.0</b> by Linden Grove" in debrief
    assert "Before that 8.5 by Linden Grove" in debrief
    home = leading.get(reverse("home")).text
    assert "Linden Grove, Platform guild: On second thoughts." in home
    assert "It says so in other words." not in home


def test_of_two_cohorts_leads_see_what_was_given_in_their_own(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    other_lead = make_user(name="Alder Wood")
    other = make_membership(make_cohort(other_lead, name="Sea kale"), membership.member)
    grade(leading, membership, attempt)
    override(other_lead, other.pk, attempt.pk, score=30, reason="Too short for us.")
    pages = [leading.get(page).text for page in (page_of(membership), answer_page(membership, attempt))]
    assert "a lead gives it 8.5" in pages[0]
    assert "Linden Grove gives it 8.5." in pages[1]
    for page in pages:
        assert "3.0" not in page
        assert "Too short for us." not in page
        assert "Alder Wood" not in page
        assert "Sea kale" not in page
    leading.force_login(membership.member)
    debrief = leading.get(attempt.interview.get_absolute_url()).text
    assert "<b>8.5</b> by Linden Grove, Platform guild" in debrief
    assert "<b>3.0</b> by Alder Wood, Sea kale" in debrief
    home = leading.get(reverse("home")).text
    assert "Alder Wood, Sea kale: Too short for us." in home
    assert "Linden Grove, Platform guild: It says so" in home


def test_another_cohorts_reply_of_an_editor_is_not_shown(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    other = make_membership(make_cohort(), membership.member)
    given = override(other.cohort.leads.get(), other.pk, attempt.pk, score=30, reason="Too short.")
    given.state, given.reply, given.decided_at = "declined", "It lacks the point.", given.made_at
    given.save()
    other.delete()
    assert "It lacks the point." not in leading.get(answer_page(membership, attempt)).text


@pytest.mark.parametrize("sent", ["", "10.5", "-0.5", "7.3", "seven", "1e1000", "NaN"])
def test_a_grade_is_in_halves(leading: Client, membership: Membership, attempt: Attempt, sent: str) -> None:
    page = grade(leading, membership, attempt, grade=sent).text
    assert "A grade is a number from 0 to 10 in halves" in page
    assert "It says so in other words.</textarea>" in page
    assert not Override.objects.exists()


def test_a_reason_is_asked_for_and_a_long_one_given_back(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    assert "Say in a sentence why." in grade(leading, membership, attempt, reason=" ").text
    page = grade(leading, membership, attempt, reason="x" * 501).text
    assert "501 characters are too many" in page
    assert 'value="8.5"' in page


def test_an_answer_of_ones_own_is_shown_and_not_graded(leading: Client, lead: User) -> None:
    mine = make_membership(make_cohort(lead), lead)
    attempt = make_finished(lead, HALF_ANSWER).attempts.get()
    assert "another lead may grade it" in leading.get(answer_page(mine, attempt)).text
    assert "Nobody grades an answer of their own" in grade(leading, mine, attempt).text


def test_what_was_sent_after_the_session_ended_is_there_after_the_sign_in(
    client: Client, membership: Membership, attempt: Attempt, lead: User
) -> None:
    grade(client, membership, attempt, grade="7.5", reason="Kept.")
    client.post(page_of(membership, "note_create"), {"text": "Kept as well."})
    page = page_of(membership, "override_create", attempt.pk)
    sign_in = {"login": lead.email, "password": PASSWORD}
    shown = client.post(f"{reverse('account_login')}?next={page}", sign_in, follow=True).text
    assert "Kept.</textarea>" in shown
    assert 'value="7.5"' in shown
    assert "Kept as well.</textarea>" in client.get(page_of(membership, "note_create")).text
    assert not Override.objects.exists()


def test_a_score_before_a_regrade_stands_beside_the_grade(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    attempt.question.criteria.filter(slug="slow").update(phrases=["new environment"])
    publish(attempt.question)
    assert regrade_step(start_regrade(attempt.question, make_editor(), why="Both at once.").pk)
    assert "it was 6.0 by version 1" in leading.get(answer_page(membership, attempt)).text


def test_a_shared_debrief_says_nothing_of_leads(
    leading: Client, membership: Membership, attempt: Attempt, lead: User
) -> None:
    override(lead, membership.pk, attempt.pk, score=85, reason="It says so in other words.")
    assert not shared_debrief(attempt.interview).exchanges[0].overrides
