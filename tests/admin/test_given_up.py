"""Pages that wait for a job say when it was given up, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from quiz.admin import exports, imports, publishing
from quiz.models import Import, Question
from quiz.services import replays
from quiz.services.imports import plan_import, read_import
from quiz.services.question_bank import publish
from tests.admin.pages import page_of, tried
from tests.factories import HALF_ANSWER, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

one_at_once = patch.object(replays, "STEP", 1)


def replay(editor: Client, question: Question) -> str:
    with one_at_once:
        editor.post(page_of(question, "try"))
    return page_of(question, "publish")


def preview(editor: Client, question: Question) -> str:
    publish(question)
    with one_at_once:
        editor.post(page_of(question, "preview"))
    return page_of(question, "regrade")


def regrade(editor: Client, question: Question) -> str:
    publish(question)
    editor.post(page_of(question, "preview"))
    editor.post(page_of(question, "regrade"), {**tried(question), "why": "They mean the same."})
    return page_of(question, "versions")


def export(editor: Client, question: Question) -> str:
    page = reverse("admin:quiz_topic_export", args=[question.topic_id, "md"])
    editor.post(page)
    return page


def begin_import(editor: Client) -> str:
    data = {"topic": "", "new_topic": "Starts", "text": "**What is a cold start?**\n\nThe first request.\n"}
    editor.post(reverse("admin:quiz_topic_import"), data)
    return reverse("admin:quiz_topic_look", args=[Import.objects.get().pk])


def reading(editor: Client, _question: Question) -> str:
    with patch.object(imports, "MOST_BYTES_AT_ONCE", 0):
        return begin_import(editor)


def importing(editor: Client, _question: Question) -> str:
    page = begin_import(editor)
    begun = read_import(Import.objects.get().pk)
    with patch.object(imports, "MOST_AT_ONCE", 0):
        editor.post(page, {"seen": plan_import(begun).digest})
    return page


PAGES: dict[Callable[[Client, Question], str], str] = {
    replay: "Try the draft once more",
    preview: "Show what would change",
    regrade: "0 of 2 answers were scored again by version 2.",
    export: "Make the file",
    reading: "Import it once more",
    importing: "Import it once more",
}
"""How each comes to wait, and what it offers once its job was given up."""


@pytest.mark.parametrize("wait", PAGES, ids=lambda wait: wait.__name__)
@patch.object(exports, "MOST_AT_ONCE", 0)
def test_a_job_that_was_given_up_is_told(editor: Client, wait: Callable[[Client, Question], str]) -> None:
    question = make_question()
    for _ in range(2):
        practice(make_user(), question, HALF_ANSWER)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    page = wait(editor, question)
    assert 'hx-trigger="every 1s"' in editor.get(page).text
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    given_up = editor.get(page).text
    assert "This was given up after several tries" in given_up
    assert 'hx-trigger="every 1s"' not in given_up
    assert PAGES[wait] in given_up


def test_one_that_was_just_done_is_not(editor: Client) -> None:
    """The row was read before its job was done, and is read again."""
    question = make_question()
    for _ in range(2):
        practice(make_user(), question, HALF_ANSWER)
    page = replay(editor, question)
    stale = question.replays.get()
    while replays.replay_step(stale.pk):
        pass
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    with patch.object(publishing, "latest_replay", return_value=stale):
        assert "given up" not in editor.get(page).text
