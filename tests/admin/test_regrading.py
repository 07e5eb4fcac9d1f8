"""Scoring old answers again, in the admin."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from quiz.models import Attempt, EarlierScore, Question, Regrade
from quiz.services.question_bank import publish
from quiz.services.regrades import regrade_step
from tests.admin.pages import page_of, tried
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    """Answered in part and in full; by the published version the first is full, too."""
    question = make_question()
    for said in (HALF_ANSWER, GOOD_ANSWER):
        practice(make_user(), question, said)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    publish(question)
    return question


def test_what_would_change_is_shown_first(editor: Client, question: Question) -> None:
    page = editor.get(page_of(question, "regrade")).text
    assert "2 answers were scored by an earlier version." in page
    assert "Show what would change" in page
    page = editor.post(page_of(question, "preview"), follow=True).text
    assert "1 of them would have another score" in page
    assert "The first request is slow: not yet → covered, +4" in page
    assert not EarlierScore.objects.exists()


def test_a_reason_is_asked_for(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "preview"))
    assert "Say why, in a line." in editor.post(page_of(question, "regrade"), {"why": ""}).text
    assert not Regrade.objects.exists()


def test_nothing_is_regraded_before_it_was_looked_at(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "regrade"), {"why": "They mean the same."})
    assert not Regrade.objects.exists()


def test_answers_are_scored_again_by_a_job(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "preview"))
    said = {**tried(question), "why": "They mean the same."}
    page = editor.post(page_of(question, "regrade"), said, follow=True).text
    assert "2 answers are being scored again." in page
    assert "Answers are being scored again by version 2: 0 of 2." in page
    begun = Regrade.objects.get()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("quiz.tasks.regrade", {"regrade_id": begun.pk})
    while regrade_step(begun.pk):
        pass
    assert [attempt.score for attempt in Attempt.objects.order_by("pk")] == [100, 100]
    assert LogEntry.objects.latest("pk").change_message == "Regrade by version 2: They mean the same."
    page = editor.get(page_of(question, "versions")).text
    assert "2 answers scored again by it: They mean the same." in page


def test_when_nothing_is_left_that_is_said(editor: Client) -> None:
    question = make_question()
    practice(make_user(), question, GOOD_ANSWER)
    page = editor.get(page_of(question, "regrade"), follow=True).text
    assert "No answer is left that another version has scored." in page


@pytest.mark.parametrize("name", ["regrade", "preview"])
def test_only_editors_come_here(client: Client, question: Question, name: str) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.post(page_of(question, name), {"why": "So."}).status_code == 403
    assert not Regrade.objects.exists()
