"""Importing a document of questions in the admin."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from quiz import tasks
from quiz.admin import imports as importing
from quiz.models import Import, Question, Topic, User
from quiz.services.imports import apply_import, plan_import, read_import
from tests.factories import GOOD_ANSWER, make_question, make_topic, make_user

pytestmark = pytest.mark.django_db

TEXT = """**What is a cold start?**

The first request to a *new* environment.

**What is a warm start?**

A request that finds one.

**What is neither?**
"""


def send(client: Client, **fields: Any) -> Any:
    data = {"topic": "", "new_topic": "Starts", "text": TEXT, **fields}
    return client.post(reverse("admin:quiz_topic_import"), data, follow=True)


def confirm(client: Client, **fields: Any) -> Any:
    begun = Import.objects.get()
    seen = plan_import(begun).digest
    data = {"seen": seen, **fields}
    return client.post(reverse("admin:quiz_topic_look", args=[begun.pk]), data, follow=True)


def test_what_would_become_of_each_is_shown_and_nothing_is_written(editor: Client) -> None:
    page = send(editor).text
    assert "Pasted text, for the topic “Starts”, which is new. Nothing is written yet." in page
    assert "<b>2</b> new" in page
    assert "<em>new</em>" in page
    assert "<b>1</b> not placed" in page
    assert "What is neither?" in page
    assert not Topic.objects.exists()


def test_what_is_confirmed_is_there_as_drafts(editor: Client) -> None:
    send(editor)
    page = confirm(editor).text
    assert "2 questions added, 0 changed." in page
    assert Topic.objects.get().name == "Starts"
    assert not any(question.is_published for question in Question.objects.all())
    assert "2 questions added" in confirm(editor).text
    assert Question.objects.count() == 2


def test_one_can_be_left_out(editor: Client) -> None:
    send(editor)
    confirm(editor, left_out=[1])
    assert Question.objects.get().text == "What is a warm start?"


def test_questions_that_are_there_are_changed_only_when_that_is_said(editor: Client) -> None:
    question = make_question(text="What is a cold start?", topic=make_topic("starts"))
    page = send(editor, topic=question.topic_id, new_topic="").text
    assert "<b>1</b> new" in page
    assert "<b>1</b> changed" in page
    assert "the model answer" in page
    assert GOOD_ANSWER in page
    confirm(editor)
    question.refresh_from_db()
    assert question.model_answer == GOOD_ANSWER
    Import.objects.all().delete()
    send(editor, topic=question.topic_id, new_topic="")
    confirm(editor, with_changes="on")
    question.refresh_from_db()
    assert question.model_answer == "The first request to a *new* environment."


def test_a_file_is_read_by_its_name(editor: Client) -> None:
    file = SimpleUploadedFile("starts.csv", b"question,answer\nWhat?,That.\n")
    page = send(editor, text="", file=file).text
    assert "starts.csv, for the topic “Starts”" in page
    assert "<b>1</b> new" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "Choose a file or paste a text, one of them."),
        ({"file": SimpleUploadedFile("a.md", b"# A")}, "Choose a file or paste a text, one of them."),
        ({"new_topic": ""}, "Choose a topic, or give a new one a name."),
        ({"text": "", "file": SimpleUploadedFile("a.md", b"What?\n\xe9")}, "Line 2 is not in UTF-8"),
        ({"text": "", "file": SimpleUploadedFile("a.json", b"[")}, "is not JSON"),
        ({"text": "", "file": SimpleUploadedFile("a.md", b"\x00")}, "This is not a text file."),
        ({"topic": "99"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(editor: Client, fields: dict[str, Any], told: str) -> None:
    assert told in send(editor, **fields).text
    assert not Import.objects.exists()


@patch.object(importing, "MOST_AT_ONCE", 1)
def test_many_questions_are_left_to_a_job(editor: Client) -> None:
    send(editor)
    assert "2 questions are being imported, all of them or none." in confirm(editor).text
    begun = Import.objects.get()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("quiz.tasks.import_questions", {"import_id": begun.pk})
    apply_import(begun.pk)
    page = editor.get(reverse("admin:quiz_topic_look", args=[begun.pk])).text
    assert "2 questions added" in page


@patch.object(importing, "MOST_BYTES_AT_ONCE", 10)
def test_a_large_document_is_read_by_a_job(editor: Client) -> None:
    assert "Pasted text is being read. Nothing is written yet." in send(editor).text
    begun = Import.objects.get()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("quiz.tasks.read_document", {"import_id": begun.pk})
    read_import(begun.pk)
    assert "<b>2</b> new" in editor.get(reverse("admin:quiz_topic_look", args=[begun.pk])).text


@patch.object(importing, "MOST_BYTES_AT_ONCE", 10)
def test_a_large_document_that_cannot_be_read_says_why(editor: Client) -> None:
    send(editor, text="", file=SimpleUploadedFile("a.json", b"[                  "))
    read_import(Import.objects.get().pk)
    page = editor.get(reverse("admin:quiz_topic_look", args=[Import.objects.get().pk])).text
    assert "a.json can’t be imported. Line 1 is not JSON" in page


def test_a_look_that_is_out_of_date_is_shown_again_with_what_was_ticked(editor: Client) -> None:
    send(editor)
    begun = Import.objects.get()
    first = plan_import(begun).entries[0].number
    page = confirm(editor, seen="before", left_out=[first], with_changes="on").text
    assert "The questions of the topic were changed since you looked. Look again." in page
    assert f'name="left_out" value="{first}" checked' in page
    assert not Question.objects.exists()


def test_the_history_names_who_has_confirmed(editor: Client, admin_client: Client, admin_user: User) -> None:
    send(editor)
    confirm(admin_client)
    assert set(LogEntry.objects.values_list("user", "change_message")) == {
        (admin_user.pk, "Imported from a pasted text.")
    }


def test_a_topic_is_chosen_or_a_new_one_named(editor: Client) -> None:
    page = send(editor, topic=make_topic("starts").pk, new_topic="Ends").text
    assert "A topic is chosen above, and here a new one is named." in page
    assert 'value="Ends"' in page
    assert not Import.objects.exists()


@pytest.mark.parametrize("most", [1, 200])
def test_the_history_has_the_reason(editor: Client, most: int) -> None:
    """Of the new topic and of each question, once; where a job imports them as well."""
    send(editor)
    with patch.object(importing, "MOST_AT_ONCE", most):
        confirm(editor, why="They are ours.")
    for job in ProcrastinateJob.objects.all():
        tasks.import_questions(**job.args)
        tasks.import_questions(**job.args)
    said = "Imported from a pasted text. Why: They are ours."
    rows = {("topic", str(Topic.objects.get().pk))}
    rows |= {("question", str(pk)) for pk in Question.objects.values_list("pk", flat=True)}
    notes = LogEntry.objects.filter(change_message=said).values_list("content_type__model", "object_id")
    assert sorted(notes) == sorted(rows)


def test_too_long_a_reason_is_refused_and_nothing_is_lost(editor: Client) -> None:
    send(editor)
    page = confirm(editor, why="w" * 501, left_out=[1]).text
    assert "at most 500 characters" in page
    assert "w" * 501 in page
    assert 'value="1" checked' in page
    assert not Question.objects.exists()


def test_what_isnt_there_is_missing(editor: Client) -> None:
    assert editor.get(reverse("admin:quiz_topic_look", args=[1])).status_code == 404


def test_only_editors_come_here(client: Client) -> None:
    client.force_login(make_user(is_staff=True))
    assert send(client).status_code == 403
