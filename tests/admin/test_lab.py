"""The rubric lab: answers are scored by what stands in the form of a question, and nothing is saved."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Question
from tests.admin.pages import form, page_of, save
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    MIXED_UP_ANSWER,
    make_benchmark,
    make_entry,
    make_question,
    make_user,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db


def try_in(
    client: Client, question: Question, answers: str = "", *, htmx: bool = True, **changes: Any
) -> str:
    changes = {key.replace("__", "-"): value for key, value in changes.items()}
    data = form(question, lab_answers=answers, **changes)
    return client.post(page_of(question, "lab"), data, headers={"HX-Request": "true"} if htmx else {}).text


def test_an_answer_is_scored_with_its_evidence_and_the_sum(editor: Client) -> None:
    page = try_in(editor, make_question(), HALF_ANSWER)
    assert "The answer: 6.0" in page
    assert '<mark class="evidence" data-state="covered" id="lab1-a-words">new environment</mark>' in page
    assert "6 + 0 = 6" in page
    assert "6 of 6" in page


def test_it_is_scored_by_what_is_typed_and_nothing_is_saved(editor: Client) -> None:
    question = make_question()
    page = try_in(editor, question, "The caller waits.", criteria__1__phrases="caller waits")
    assert "The answer: 4.0" in page
    question.refresh_from_db()
    assert question.criteria.get(slug="slow").phrases == ["first request slow"]
    assert question.revision == 0


def test_near_misses_mix_ups_and_remarks_are_told(editor: Client) -> None:
    question = make_question()
    page = try_in(editor, question, "It is hibernated.", criteria__0__phrases="hibernated environment")
    assert "Near: “hibernated” without “environment”" in page
    page = try_in(editor, question, MIXED_UP_ANSWER)
    assert "Mixed up, 2 points off" in page
    assert "A cold start has <em>nothing</em> to do with billing." in page
    assert "<b>Noticed</b>" in try_in(editor, question, question.text)


def test_several_answers_are_told_apart(editor: Client) -> None:
    page = try_in(editor, make_question(), f"{GOOD_ANSWER}\r\n---\r\n{HALF_ANSWER}\r\n -----\r\n")
    assert "Answer 1: 10.0; Answer 2: 6.0" in page
    assert 'id="lab2-a-words"' in page


def test_what_is_too_much_is_told(editor: Client) -> None:
    question = make_question()
    assert "The first 10 answers are scored" in try_in(editor, question, "\n---\n".join(["Slow."] * 11))
    assert "The answer has more than 10,000 characters" in try_in(editor, question, "x" * 10_001)


def test_a_past_answer_is_picked_with_its_follow_ups(editor: Client) -> None:
    question = make_question()
    attempt = practice(make_user(name="Juniper Berry"), question, HALF_ANSWER, "It is slow.")
    opened = editor.get(reverse("admin:quiz_question_change", args=[question.pk])).text
    assert f'<option value="{attempt.pk}">' in opened
    assert "Juniper" not in opened
    page = try_in(editor, question, lab_attempt=str(attempt.pk), criteria__1__phrases="slow")
    assert "When it was given, it scored 6.0." in page
    assert "The past answer: 8.0" in page


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "²"])
def test_an_answer_that_is_not_there_is_not_scored(editor: Client, key: str) -> None:
    assert "The past answer" not in try_in(editor, make_question(), lab_attempt=key)


def test_a_phrase_that_cannot_be_read_is_named_and_the_last_result_stays(editor: Client) -> None:
    page = try_in(editor, make_question(), HALF_ANSWER, criteria__1__phrases="first request slow\n(caller")
    assert "This can’t be read yet." in page
    assert "Criterion “The first request is slow”, phrase 2" in page
    assert "lab-results" not in page


def test_gaps_do_not_keep_answers_from_being_scored(editor: Client) -> None:
    question = make_question()
    page = try_in(editor, question, HALF_ANSWER, criteria__1__points="1", criteria__1__probe="", text="")
    assert "The answer: 6.0" in page
    assert "Points not given yet" in page
    assert "The criteria that are not a bonus add up to 7 points; make them 10." in page
    page = try_in(editor, question, HALF_ANSWER, criteria__1__phrases="", misconceptions__0__correction="")
    assert "The answer: 6.0" in page


@pytest.mark.parametrize(("points", "said"), [("many", "&#x27;many&#x27;"), ("9" * 400, "9" * 400)])
def test_impossible_points_are_named(editor: Client, points: str, said: str) -> None:
    page = try_in(editor, make_question(), HALF_ANSWER, criteria__1__points=points)
    assert f"the points must be a whole number from 1 to 10, not {said}" in page


@pytest.mark.parametrize("key", ["criteria-x-name", f"criteria-{'9' * 500}-name", "criteria--1-name"])
def test_what_no_form_sends_is_passed_over(editor: Client, key: str) -> None:
    question = make_question()
    data = form(question, lab_answers=HALF_ANSWER, topic="²") | {key: "Other"}
    assert "The answer: 6.0" in editor.post(page_of(question, "lab"), data).text
    assert "Not ready to be published" in try_in(editor, question, criteria__TOTAL_FORMS="many")


def test_what_is_added_counts_and_what_is_deleted_does_not(editor: Client) -> None:
    new = {"name": "It is cold", "points": "4", "phrases": "cold", "missed": "Say so.", "probe": "Why?"}
    changes: dict[str, Any] = {f"criteria__2__{name}": value for name, value in new.items()}
    page = try_in(
        editor, make_question(), "A cold one.", criteria__1__DELETE="on", criteria__TOTAL_FORMS=3, **changes
    )
    assert "It is cold" in page
    assert "The first request is slow" not in page
    assert "The answer: 4.0" in page


def test_glossary_and_alien_terms_count(editor: Client) -> None:
    question = make_question()
    make_entry("caller", ways=["caller | client"])
    question.topic.alien_terms = ["kubernetes"]
    question.topic.save()
    page = try_in(
        editor, question, "The client waits. It uses Kubernetes.", criteria__1__phrases="@caller waits"
    )
    assert "Out of place, 1 point off" in page
    assert "The answer: 3.0" in page


def test_agreement_and_lint_are_those_of_what_is_typed(editor: Client) -> None:
    question = make_question()
    make_benchmark(question, grade=Decimal("6.0"), text=HALF_ANSWER)
    make_benchmark(question, grade=Decimal("2.0"), text="It starts in a new environment.")
    page = try_in(editor, question)
    assert "Agrees with the graders on 1 of 2." in page
    assert "<b>+4.0</b>" in page
    assert page.index("It starts in") < page.index(HALF_ANSWER)
    assert "Nothing found." in page
    page = try_in(
        editor, question, benchmarks__1__grade="5.5", criteria__1__phrases="first request slow\ntime"
    )
    assert "Agrees with the graders on 2 of 2." in page
    assert "“time” alone says little" in page


def test_without_javascript_it_is_a_page(editor: Client) -> None:
    page = try_in(editor, make_question(), HALF_ANSWER, htmx=False)
    assert "<title>Lab" in page
    assert "The answer: 6.0" in page
    page = editor.get(reverse("admin:quiz_question_add")).text
    assert f'formaction="{reverse("admin:quiz_question_add_lab")}"' in page


def test_a_question_that_is_not_saved_yet_has_a_lab(editor: Client) -> None:
    data = form(make_question(), lab_answers=HALF_ANSWER)
    page = editor.post(reverse("admin:quiz_question_add_lab"), data).text
    assert "The answer: 6.0" in page
    assert "Not ready to be published" in editor.post(reverse("admin:quiz_question_add_lab"), {}).text


def test_it_takes_as_many_queries_for_more_lines(editor: Client, django_assert_max_num_queries: Any) -> None:
    question = make_question()
    make_benchmark(question)
    with django_assert_max_num_queries(15) as few:
        try_in(editor, question, HALF_ANSWER)
    for number in range(5):
        make_benchmark(question, text=f"{GOOD_ANSWER} {number}")
    with django_assert_max_num_queries(len(few)):
        try_in(editor, question, "\n---\n".join([HALF_ANSWER] * 5))


def test_only_editors_use_it(client: Client) -> None:
    question = make_question()
    client.force_login(make_user(is_staff=True))
    assert client.post(page_of(question, "lab"), form(question)).status_code == 403
    assert client.post(reverse("admin:quiz_question_add_lab"), form(question)).status_code == 403
    client.force_login(make_user())
    assert client.post(page_of(question, "lab"), form(question)).status_code == 302


def test_a_script_that_is_signed_out_is_told_and_not_sent_away(client: Client) -> None:
    url, htmx = page_of(make_question(), "lab"), {"HX-Request": "true"}
    assert client.post(url, headers=htmx).status_code == 401
    assert client.post(url).status_code == 302


def test_answers_stay_when_the_page_comes_back(editor: Client) -> None:
    page = save(editor, make_question(), criteria__1__phrases="(caller", lab_answers="The caller waits.").text
    assert ">The caller waits.</textarea>" in page


def test_it_is_only_posted_to(editor: Client) -> None:
    assert editor.get(page_of(make_question(), "lab")).status_code == 405
    assert editor.post(reverse("admin:quiz_question_lab", args=[0])).status_code == 404
