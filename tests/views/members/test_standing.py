"""Where a member stands, for leads and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Membership, Note, Override, Task, User
from quiz.services.assignments import delete_assignment, start_task
from quiz.services.interviews import finish_interview, submit_response
from quiz.services.notes import write_note
from quiz.services.overrides import override
from tests.cohorts import make_assignment, make_cohort, make_membership
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    MIXED_UP_ANSWER,
    make_editor,
    make_finished,
    make_interview,
    make_user,
    waiting_attempt,
)
from tests.views.members.pages import answer_page, grade, page_of

pytestmark = pytest.mark.django_db


def test_a_lead_reads_where_a_member_stands(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    page = leading.get(page_of(membership)).text
    assert "Juniper Berry" in page
    assert attempt.interview.title in page
    assert answer_page(membership, attempt) in page
    assert "The first request is slow" in page
    assert "1 of 2 covered" in page
    assert "1 question in finished interviews, on 1 day" in page
    assert "Day (UTC)" in page


def test_a_member_without_history_has_a_page(leading: Client, membership: Membership) -> None:
    assert "No interview is finished yet." in leading.get(page_of(membership)).text


def test_of_an_unfinished_interview_only_the_start_is_told(leading: Client, membership: Membership) -> None:
    interview = make_interview(membership.member)
    attempt = interview.attempts.all()[0]
    page = leading.get(page_of(membership)).text
    assert "is not finished" in page
    assert answer_page(membership, attempt) not in page
    assert leading.get(answer_page(membership, attempt)).status_code == 404


@pytest.mark.parametrize("is_over", [False, True])
def test_the_title_of_another_cohorts_assignment_is_read_by_nobody_else(
    client: Client, membership: Membership, is_over: bool
) -> None:
    person = membership.member
    elsewhere = make_membership(make_cohort(), person)
    assignment = make_assignment(elsewhere.cohort, title="Before the layoffs")
    interview = start_task(person, Task.objects.of(person).get().pk)
    if is_over:
        submit_response(person, waiting_attempt(interview).pk, turn="answer", text=HALF_ANSWER)
        finish_interview(person, interview.pk)

    def seen(place: Membership) -> list[str]:
        client.force_login(place.cohort.leads.get())
        attempts = reverse("cohort_export", args=[place.cohort_id, "attempts"])
        pages = [page_of(place), *([answer_page(place, interview.attempts.all()[0])] if is_over else [])]
        return [*(client.get(page).text for page in pages), client.get(attempts).getvalue().decode()]

    assert "Before the layoffs" in seen(elsewhere)[0]
    assert not [page for page in seen(membership) if "layoffs" in page]
    delete_assignment(elsewhere.cohort.leads.get(), assignment.pk)
    assert not [page for page in seen(membership) if "layoffs" in page]


def test_a_topic_opens_all_that_was_asked_for(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    assert "A new environment is made" not in leading.get(page_of(membership)).text
    opened = leading.get(page_of(membership), {"topic": attempt.question.topic.slug}).text
    assert "A new environment is made" in opened


def test_an_answer_shows_its_evidence_and_its_ledger(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    page = leading.get(answer_page(membership, attempt)).text
    assert '<mark class="evidence" data-state="covered"' in page
    assert "6 of 6" in page
    assert "I did say that" not in page


@pytest.mark.parametrize("who", ["candidate", "other lead", "editor", "superuser", "member"])
def test_for_anybody_else_there_is_nothing(
    client: Client, membership: Membership, attempt: Attempt, who: str
) -> None:
    people: dict[str, Callable[[], User]] = {
        "candidate": make_user,
        "other lead": lambda: make_cohort().leads.get(),
        "editor": make_editor,
        "superuser": lambda: make_user(is_superuser=True, is_staff=True),
        "member": lambda: membership.member,
    }
    note = write_note(membership.cohort.leads.get(), membership.pk, text="So far.")
    client.force_login(people[who]())
    for page in (page_of(membership), answer_page(membership, attempt)):
        assert client.get(page).status_code == 404
    assert grade(client, membership, attempt).status_code == 404
    assert client.post(page_of(membership, "note_create"), {"text": "Mine."}).status_code == 404
    assert client.post(reverse("note_delete", args=[note.pk])).status_code == 404
    assert (Override.objects.count(), Note.objects.count()) == (0, 1)


def test_leaving_ends_the_view_at_once(leading: Client, membership: Membership, attempt: Attempt) -> None:
    pages = page_of(membership), answer_page(membership, attempt)
    membership.delete()
    assert [leading.get(page).status_code for page in pages] == [404, 404]


def test_answers_of_others_are_not_found_by_way_of_a_member(leading: Client, membership: Membership) -> None:
    other = make_finished(make_user(), HALF_ANSWER).attempts.get()
    assert leading.get(answer_page(membership, other)).status_code == 404


def test_the_pages_take_as_many_queries_for_any_history(
    leading: Client, membership: Membership, lead: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def add(count: int) -> Attempt:
        for number in range(count):
            first = make_finished(
                membership.member, HALF_ANSWER, GOOD_ANSWER, MIXED_UP_ANSWER
            ).attempts.all()[0]
            override(lead, membership.pk, first.pk, score=70, reason=f"Because {number}.")
            write_note(lead, membership.pk, text=f"Note {number}.")
        return first

    def queries() -> list[int]:
        counts = []
        for page in (page_of(membership), answer_page(membership, first)):
            leading.get(page)
            with django_assert_max_num_queries(100) as made:
                leading.get(page)
            counts.append(len(made))
        return counts

    first = add(1)
    few = queries()
    add(6)
    override(lead, membership.pk, first.pk, score=50, reason="Less.")
    assert queries() == few
