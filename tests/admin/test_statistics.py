"""Item statistics and suggested phrases, in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from quiz.models import Question
from tests.admin.pages import page_of
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_question, make_questions, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

LIST = "admin:quiz_question_statistics_list"


@pytest.fixture
def question() -> Question:
    """Answered in full and in part; those that lack the rest say it in another word."""
    question = make_question()
    for text in (GOOD_ANSWER, "Something.", f"{HALF_ANSWER} It lags.", f"{HALF_ANSWER} Then it lags."):
        practice(make_user(), question, text)
    return question


def test_the_question_leads_to_its_figures(editor: Client, question: Question) -> None:
    change = reverse("admin:quiz_question_change", args=[question.pk])
    assert page_of(question, "statistics") in editor.get(change).text
    assert reverse(LIST) in editor.get(reverse("admin:quiz_question_changelist")).text


def test_few_answers_are_grey_and_said_to_be_few(editor: Client, question: Question) -> None:
    page = editor.get(page_of(question, "statistics")).text
    assert "Version 1 scored 4 answers of 4 people." in page
    assert "Too few answers to tell: 4 of 30." in page
    assert '<span class="unsure">75 % <small>too few</small></span>' in page


def test_what_was_never_published_has_no_figures(editor: Client) -> None:
    question = make_question(published=False)
    assert "This question was never published" in editor.get(page_of(question, "statistics")).text
    assert "Nothing was published yet" in editor.get(reverse(LIST)).text


def test_what_is_withdrawn_keeps_its_figures(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "withdraw"), {"why": "It is out of date."})
    assert "Version 1 scored 4 answers" in editor.get(page_of(question, "statistics")).text


def test_all_questions_are_listed(editor: Client, question: Question) -> None:
    other = make_question()
    page = editor.get(reverse(LIST)).text
    assert page_of(question, "statistics") in page
    assert page_of(other, "statistics") in page
    assert "Too few answers to tell: 0 of 30." in page


def test_the_list_takes_as_many_queries_with_more_questions(
    editor: Client, question: Question, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(50) as few:
        editor.get(reverse(LIST))
    for other in make_questions(5):
        practice(make_user(), other, GOOD_ANSWER)
    with django_assert_max_num_queries(len(few)):
        editor.get(reverse(LIST))


def test_a_suggestion_is_put_into_the_draft_by_a_click(editor: Client, question: Question) -> None:
    url = page_of(question, "suggestions")
    page = editor.get(url).text
    assert '<input type="hidden" name="phrase" value="lags">' in page
    assert "In 2 of 2 good answers that miss it, in 0 of 2 others." in page
    assert "It <mark>lags</mark>." in page
    page = editor.post(url, {"criterion": "slow", "phrase": "lags"}, follow=True).text
    assert "“lags” is in the draft of “The first request is slow”." in page
    assert 'value="lags"' not in page
    assert question.criteria.get(slug="slow").phrases == ["first request slow", "lags"]
    assert question.versions.count() == 1
    message = LogEntry.objects.latest("pk").change_message
    assert message == "Phrase “lags” added to “The first request is slow”: good answers say it."


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"criterion": "slow", "phrase": "(lags"}, "(lags"),
        ({"criterion": "slow", "phrase": ""}, "This field is required."),
        ({"criterion": "gone", "phrase": "lags"}, "“lags” was not added"),
        ({"criterion": "no slug", "phrase": "lags"}, "valid “slug”"),
        ({}, "This field is required."),
    ],
)
def test_what_cannot_be_added_is_told(
    editor: Client, question: Question, sent: dict[str, str], told: str
) -> None:
    page = editor.post(page_of(question, "suggestions"), sent, follow=True)
    assert told in page.text
    assert question.criteria.get(slug="slow").phrases == ["first request slow"]
    assert LogEntry.objects.count() == 0


def test_a_draft_that_is_no_rubric_suggests_nothing(editor: Client, question: Question) -> None:
    question.criteria.get(slug="slow").delete()
    page = editor.get(page_of(question, "suggestions")).text
    assert "Nothing can be scored by the draft yet." in page


@pytest.mark.parametrize("name", ["statistics", "suggestions"])
def test_only_editors_come_here(client: Client, question: Question, name: str) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.get(page_of(question, name)).status_code == client.get(reverse(LIST)).status_code == 403
    sent = {"criterion": "slow", "phrase": "lags"}
    assert client.post(page_of(question, "suggestions"), sent).status_code == 403
    client.force_login(make_user())
    assert client.get(page_of(question, name)).status_code == client.get(reverse(LIST)).status_code == 302
    assert question.criteria.get(slug="slow").phrases == ["first request slow"]


def test_what_isnt_there_is_missing(editor: Client) -> None:
    for name in ("statistics", "suggestions"):
        assert editor.get(reverse(f"admin:quiz_question_{name}", args=[0])).status_code == 404
