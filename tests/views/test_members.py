"""The pages of a member, for leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Membership, Note, Override, Task, User
from quiz.reports import shared_debrief
from quiz.services.assignments import delete_assignment, start_task
from quiz.services.interviews import finish_interview, submit_response
from quiz.services.notes import write_note
from quiz.services.overrides import override
from quiz.services.question_bank import publish
from quiz.services.regrades import regrade_step, start_regrade
from tests.cohorts import make_assignment, make_cohort, make_membership
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    MIXED_UP_ANSWER,
    PASSWORD,
    make_editor,
    make_finished,
    make_interview,
    make_user,
    waiting_attempt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def membership(lead: User) -> Membership:
    return make_membership(make_cohort(lead), make_user(name="Juniper Berry"))


@pytest.fixture
def attempt(membership: Membership) -> Attempt:
    """An answer that the rubric gives 6.0."""
    return make_finished(membership.member, HALF_ANSWER).attempts.get()


@pytest.fixture
def leading(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def page_of(membership: Membership, name: str = "membership_detail", *more: object) -> str:
    return reverse(name, args=[membership.pk, *more])


def answer_page(membership: Membership, attempt: Attempt) -> str:
    return page_of(membership, "membership_attempt", attempt.pk)


def grade(client: Client, membership: Membership, attempt: Attempt, **sent: str) -> Any:
    fields = {"grade": "8.5", "reason": "It says so in other words.", **sent}
    return client.post(page_of(membership, "override_create", attempt.pk), fields, follow=True)


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


def test_a_score_before_a_regrade_stands_beside_the_grade(
    leading: Client, membership: Membership, attempt: Attempt
) -> None:
    attempt.question.criteria.filter(slug="slow").update(phrases=["new environment"])
    publish(attempt.question)
    assert regrade_step(start_regrade(attempt.question, make_editor(), why="Both at once.").pk)
    assert "it was 6.0 by version 1" in leading.get(answer_page(membership, attempt)).text


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


def test_a_shared_debrief_says_nothing_of_leads(
    leading: Client, membership: Membership, attempt: Attempt, lead: User
) -> None:
    override(lead, membership.pk, attempt.pk, score=85, reason="It says so in other words.")
    assert not shared_debrief(attempt.interview).exchanges[0].overrides


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
