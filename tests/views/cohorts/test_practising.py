"""Practising together what a cohort misses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quiz.forms.grids import PractiseForm
from quiz.models import Assignment, Cohort, Question, User
from quiz.services.question_bank import withdraw
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_question,
)
from tests.practice import practice
from tests.views.cohorts.addresses import of, practising

pytestmark = pytest.mark.django_db


@pytest.fixture
def weak(basil: User, sage: User) -> Question:
    """Basil covers it, Sage doesn't."""
    question = make_question(short_name="Cold starts")
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER)
    return question


def sent(question: Question, **changes: object) -> dict[str, object]:
    due = timezone.localdate() + timedelta(days=7)
    return {"questions": question.pk, "whom": "everyone", "title": "Together", "due": due, **changes}


def test_practising_together_shows_questions_and_people(
    leading: Client, cohort: Cohort, weak: Question
) -> None:
    page = leading.get(practising(cohort)).text
    assert "Cold starts" in page
    assert "The first request is slow: 1 of 2 not yet" in page
    assert "1 of 2 members lacks something" in page
    assert "or were never asked: 1 of 2 members." in page
    assert f'value="{timezone.localdate() + timedelta(days=7)}"' in page


def test_it_is_assigned_in_one_step(leading: Client, cohort: Cohort, weak: Question, lead: User) -> None:
    page = leading.post(practising(cohort), sent(weak), follow=True)
    assert page.redirect_chain == [(of(cohort), 302)]
    assert "Assigned to 2 members: “Together”, due on" in page.text
    assignment = Assignment.objects.get()
    assert (assignment.cohort, assignment.assigned_by, assignment.is_for_all) == (cohort, lead, True)
    assert list(assignment.questions.all()) == [weak]
    assert assignment.question_count == 1
    assert assignment.due_at > timezone.now() + timedelta(days=6)


def test_a_form_that_was_sent_already_says_so(leading: Client, cohort: Cohort, weak: Question) -> None:
    key = leading.get(practising(cohort)).context["form"]["key"].value()
    leading.post(practising(cohort), sent(weak, key=key))
    page = leading.post(practising(cohort), sent(weak, key=key, title="Something else"), follow=True).text
    assert "This was assigned already." in page
    assert Assignment.objects.get().title == "Together"


def test_what_was_on_offer_may_be_chosen_whatever_is_missed_most_by_now(
    leading: Client, cohort: Cohort, weak: Question, sage: User
) -> None:
    practice(sage, weak, GOOD_ANSWER)
    leading.post(practising(cohort), sent(weak))
    assert list(Assignment.objects.get().questions.all()) == [weak]


def test_it_may_be_for_those_who_lack_it(leading: Client, cohort: Cohort, weak: Question, sage: User) -> None:
    leading.post(practising(cohort), sent(weak, whom="lacking"))
    assignment = Assignment.objects.get()
    assert not assignment.is_for_all
    assert [task.member for task in assignment.tasks.all()] == [sage]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"questions": []}, "Choose a question, or several."),
        ({"questions": ["7000"]}, "One of these questions is no longer on offer."),
        ({"due": "2020-02-02"}, "This day is over."),
        ({"due": "9999-12-31"}, "within a year"),
        ({"due": "soon"}, "Choose a day, such as"),
        ({"due": ""}, "Choose a day, such as"),
        ({"title": ""}, "Give it a title."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"whom": "nobody"}, "Choose for whom it is."),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(
    leading: Client, cohort: Cohort, weak: Question, changes: dict[str, object], message: str
) -> None:
    page = leading.post(practising(cohort), sent(weak, title="Kept") | changes)
    assert page.status_code == 200
    assert message in page.text
    assert "Kept" in page.text or "title" in changes
    assert not Assignment.objects.exists()


def test_who_was_never_asked_lacks_it_too(
    leading: Client, cohort: Cohort, weak: Question, sage: User
) -> None:
    fern = make_membership(cohort).member
    page = leading.get(f"{practising(cohort)}?question={weak.pk}").text
    assert "2 of 3 members lack something, 1 of them never asked" in page
    leading.post(practising(cohort), sent(weak, whom="lacking"))
    assert {task.member for task in Assignment.objects.get().tasks.all()} == {sage, fern}


def test_a_question_that_is_withdrawn_meanwhile_is_told(
    leading: Client, cohort: Cohort, weak: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_valid = PractiseForm.is_valid

    def check_and_withdraw(form: PractiseForm) -> bool:
        valid = is_valid(form)
        withdraw(weak)
        return valid

    monkeypatch.setattr(PractiseForm, "is_valid", check_and_withdraw)
    page = leading.post(practising(cohort), sent(weak))
    assert "One of these questions is no longer on offer." in page.text
    assert not Assignment.objects.exists()


def test_nobody_lacks_what_all_have_covered(leading: Client, cohort: Cohort, basil: User, sage: User) -> None:
    question = make_question()
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER, REST_OF_ANSWER)
    address = f"{practising(cohort)}?question={question.pk}"
    assert "When last asked, everybody said all of it." in leading.get(address).text
    assert "Nobody lacks anything" in leading.post(address, sent(question, whom="lacking")).text


def test_without_anything_missing_or_anybody_there_the_page_says_so(
    leading: Client, cohort: Cohort, lead: User
) -> None:
    assert "Nothing that was asked here is missing" in leading.get(practising(cohort)).text
    assert "nobody to practise" in leading.get(practising(make_cohort(lead))).text
    for odd in ("²", "9" * 4301, "-1", "1e3", "9" * 40):
        assert leading.get(f"{practising(cohort)}?question={odd}").status_code == 200
