"""Grades that leads gave answers, in the admin: accepted as benchmarks or declined."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from quiz.models import Benchmark, Membership, Override
from quiz.services.overrides import benchmark_reason, override
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, REST_OF_ANSWER, make_benchmark, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db


def make_override(*said: str, score: int = 85) -> Override:
    lead = make_user(name="Linden Grove")
    membership = make_membership(make_cohort(lead))
    attempt = practice(membership.member, make_question(), *(said or (HALF_ANSWER,)))
    return override(lead, membership.pk, attempt.pk, score=score, reason="It says so\nin other words.")


def page_of(given: Override) -> str:
    return reverse("admin:quiz_override_change", args=[given.pk])


def save(client: Client, given: Override, **fields: str) -> Any:
    sent = {"why": benchmark_reason(given), "reply": "", **fields}
    response = client.post(page_of(given), sent, follow=True)
    given.refresh_from_db()
    return response


def test_an_editor_reads_what_was_answered_and_both_scores(editor: Client) -> None:
    given = make_override()
    assert "8.5" in editor.get(reverse("admin:quiz_override_changelist")).text
    page = editor.get(page_of(given)).text
    for shown in (HALF_ANSWER, "6.0", "8.5", "in other words.", "Linden Grove"):
        assert shown in page
    assert 'name="score"' not in page


def test_an_accepted_grade_becomes_a_benchmark(editor: Client) -> None:
    given = make_override()
    question = given.attempt.question
    page = save(editor, given, state="accepted").text
    assert "Benchmark 1 added, which a lead has graded 8.5." in page
    benchmark = question.benchmarks.get()
    assert (str(benchmark.grade), benchmark.text) == ("8.5", HALF_ANSWER)
    assert benchmark.why == "It says so in other words."
    assert (given.state, given.benchmark) == ("accepted", benchmark)
    revision = question.revision
    question.refresh_from_db()
    assert question.revision > revision


def test_the_editor_may_put_the_reason_otherwise(editor: Client) -> None:
    given = make_override()
    assert 'name="why" value="It says so in other words."' in editor.get(page_of(given)).text
    save(editor, given, state="accepted", why="Names the environment.", reply="Thank you.")
    assert Benchmark.objects.get().why == "Names the environment."
    assert 'name="why"' not in editor.get(page_of(given)).text


def test_a_later_grade_of_the_same_answer_changes_its_benchmark(editor: Client) -> None:
    given = make_override()
    save(editor, given, state="accepted")
    membership = Membership.objects.get()
    lead = membership.cohort.leads.get()
    later = override(lead, membership.pk, given.attempt_id, score=20, reason="I misread it.")
    page = save(editor, later, state="accepted").text
    assert "Benchmark 1 changed, which a lead has graded 2.0." in page
    benchmark = Benchmark.objects.get()
    assert (str(benchmark.grade), benchmark.why) == ("2.0", "I misread it.")
    given.refresh_from_db()
    assert (given.benchmark, later.benchmark) == (None, benchmark)


def test_a_benchmark_has_what_was_said_to_follow_ups_as_it_was_graded_with_it(editor: Client) -> None:
    given = make_override(HALF_ANSWER, REST_OF_ANSWER)
    assert "so the benchmark has both" in editor.get(page_of(given)).text
    save(editor, given, state="accepted")
    benchmark = Benchmark.objects.get()
    assert benchmark.text == f"{HALF_ANSWER}\n\n{REST_OF_ANSWER}"
    assert benchmark.why == "With what was said to follow-ups. It says so in other words."


def test_a_decision_stands_in_the_history(editor: Client) -> None:
    given = make_override()
    save(editor, given, state="declined", reply="It doesn’t say so.")
    assert (given.state, given.reply) == ("declined", "It doesn’t say so.")
    assert given.decided_by
    assert LogEntry.objects.get().change_message == "Declined. It doesn’t say so."
    accepted = make_override()
    save(editor, accepted, state="accepted")
    about = set(LogEntry.objects.values_list("content_type__model", flat=True))
    assert about == {"override", "question"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "declined"}, "Say why it is declined"),
        ({"state": "open"}, "Accept it or decline it."),
        ({"state": "maybe"}, "Select a valid choice"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(
    editor: Client, fields: dict[str, str], said: str
) -> None:
    given = make_override()
    assert said in save(editor, given, **fields).text
    assert given.is_open


def test_what_is_a_benchmark_already_is_not_added_again(editor: Client) -> None:
    given = make_override()
    make_benchmark(given.attempt.question, text=f"{HALF_ANSWER}  ")
    page = save(editor, given, state="accepted", reply="Thank you.").text
    assert "already there, as benchmark 1" in page
    assert "Thank you." in page
    assert given.is_open


def test_a_question_that_has_most_benchmarks_takes_no_more(editor: Client) -> None:
    given = make_override()
    Benchmark.objects.bulk_create(
        Benchmark(question=given.attempt.question, position=number, grade=5, text=f"Answer {number}.")
        for number in range(1, 101)
    )
    assert "at most 100 benchmarks" in save(editor, given, state="accepted").text


def test_a_grade_that_a_later_one_has_replaced_is_not_accepted(editor: Client) -> None:
    given = make_override()
    later = Override.objects.create(
        attempt=given.attempt, cohort=given.cohort, lead=given.lead, score=70, reason="No."
    )
    assert "A later grade" in save(editor, given, state="accepted").text
    save(editor, later, state="accepted")
    assert Benchmark.objects.get().grade == 7


def test_what_is_decided_stays_so(editor: Client) -> None:
    given = make_override()
    save(editor, given, state="accepted")
    assert 'name="state"' not in editor.get(page_of(given)).text
    page = save(editor, given, state="declined", reply="Or rather not.").text
    assert "This was decided already" in page
    assert "Or rather not." in page
    assert given.state == "accepted"
    assert Benchmark.objects.count() == 1


def test_nobody_adds_one_and_editors_delete_none(editor: Client) -> None:
    given = make_override()
    assert editor.get(reverse("admin:quiz_override_add")).status_code == 403
    assert editor.post(reverse("admin:quiz_override_delete", args=[given.pk])).status_code == 403


def test_staff_without_the_permission_and_leads_stay_out(client: Client) -> None:
    given = make_override()
    assert given.lead
    client.force_login(given.lead)
    assert client.get(page_of(given)).status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.get(page_of(given)).status_code == 403


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_what_is_not_there_is_said_not_to_be(editor: Client, key: str) -> None:
    page = reverse("admin:quiz_override_change", args=[key])
    assert "doesn’t exist" in editor.post(page, {"state": "accepted"}, follow=True).text


def test_the_list_takes_as_many_queries_with_more(editor: Client, django_assert_max_num_queries: Any) -> None:
    make_override()
    with django_assert_max_num_queries(100) as few:
        editor.get(reverse("admin:quiz_override_changelist"))
    count = len(few)
    for _ in range(3):
        make_override()
    with django_assert_max_num_queries(count):
        editor.get(reverse("admin:quiz_override_changelist"))
