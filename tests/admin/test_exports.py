"""Exporting a topic in the admin: small ones at once, large ones by a job."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from quiz.admin import exports as exporting
from quiz.models import Export, Topic
from quiz.services.exports import export_of, make_export
from tests.factories import make_editor, make_question, make_questions, make_topic, make_user

pytestmark = pytest.mark.django_db

large = patch.object(exporting, "MOST_AT_ONCE", 0)


@pytest.fixture
def topic() -> Topic:
    return make_question().topic


def url(topic: Topic, ending: str = "md", *, name: str = "export") -> str:
    return reverse(f"admin:quiz_topic_{name}", args=[topic.pk, ending])


def ask_for(client: Client, topic: Topic) -> Any:
    return client.post(url(topic), follow=True)


@pytest.mark.parametrize(
    ("ending", "begins"), [("md", "# Serverless"), ("csv", "topic,topic_slug"), ("json", "{")]
)
def test_a_topic_is_exported(editor: Client, topic: Topic, ending: str, begins: str) -> None:
    response = editor.get(url(topic, ending))
    assert response["Content-Disposition"] == f'attachment; filename="serverless.{ending}"'
    assert topic.questions.get().text in response.text
    assert response.text.lstrip("\ufeff").startswith(begins)


@large
def test_a_large_topic_is_left_to_a_job(editor: Client, topic: Topic) -> None:
    page = editor.get(url(topic)).text
    assert "“Serverless” has 1 question. " in page
    assert not Export.objects.exists()
    page = ask_for(editor, topic).text
    assert "serverless.md is being made" in page
    assert 'hx-trigger="every 1s"' in page
    assert "Make" not in page
    export = Export.objects.get()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("quiz.tasks.export", {"export_id": export.pk})


@large
def test_the_file_is_there_once_it_is_made(editor: Client, topic: Topic) -> None:
    at_once = export_of(topic, "md")
    ask_for(editor, topic)
    assert editor.get(url(topic, name="export_file")).status_code == 404
    make_export(Export.objects.get().pk)
    page = editor.get(url(topic)).text
    assert "Download serverless.md" in page
    assert f"({filesizeformat(len(at_once.encode()))})" in page
    assert "would have to be split" not in page
    assert "every 1s" not in page
    response = editor.get(url(topic, name="export_file"))
    assert response.text == at_once
    assert response["Content-Disposition"] == 'attachment; filename="serverless.md"'
    assert response["Content-Type"] == "text/markdown; charset=utf-8"


@large
@patch.object(exporting, "LARGEST_FILE", 10)
def test_what_is_too_large_to_be_imported_is_told(editor: Client, topic: Topic) -> None:
    ask_for(editor, topic)
    make_export(Export.objects.get().pk)
    page = editor.get(url(topic)).text
    assert "at most 10\xa0bytes; this one would have to be split." in page


@large
def test_it_is_made_again_when_that_is_asked_for(editor: Client, topic: Topic) -> None:
    ask_for(editor, topic)
    make_export(Export.objects.get().pk)
    assert "Make it again" in editor.get(url(topic)).text
    assert "is being made" in ask_for(editor, topic).text
    assert Export.objects.get().finished_at is None


@large
def test_whose_account_is_gone_leaves_the_file(editor: Client, topic: Topic) -> None:
    ask_for(editor, topic)
    make_export(Export.objects.get().pk)
    Export.objects.update(started_by=None)
    assert " for None" not in editor.get(url(topic)).text


@pytest.mark.parametrize("name", ["export", "export_file"])
def test_what_isnt_there_is_missing(editor: Client, name: str) -> None:
    topic = make_topic()
    assert editor.get(url(topic, "exe", name=name)).status_code == 404
    assert editor.post(url(topic, "exe")).status_code == 404
    assert editor.get(url(Topic(pk=topic.pk + 1), name=name)).status_code == 404


def test_only_editors_come_here(client: Client, topic: Topic) -> None:
    make_editor()
    client.force_login(make_user(is_staff=True))
    for name in ("export", "export_file"):
        assert client.get(url(topic, name=name)).status_code == 403
    assert ask_for(client, topic).status_code == 403
    assert not Export.objects.exists()


@pytest.mark.parametrize("most", [0, 200])
def test_more_questions_take_no_more_queries(
    editor: Client, topic: Topic, most: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with patch.object(exporting, "MOST_AT_ONCE", most):
        with CaptureQueriesContext(connection) as before:
            editor.get(url(topic))
        make_questions(10, topic=topic)
        with django_assert_num_queries(len(before)):
            editor.get(url(topic))


def test_who_may_only_read_topics_exports_none(client: Client, topic: Topic) -> None:
    """A file has the rubrics and benchmarks, too."""
    person = make_user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_topic"))
    client.force_login(person)
    page = client.get(reverse("admin:quiz_topic_change", args=[topic.pk]))
    assert page.status_code == 200
    assert "Export" not in page.text
    assert client.get(url(topic)).status_code == client.post(url(topic)).status_code == 403
    assert client.get(url(topic, name="export_file")).status_code == 403
