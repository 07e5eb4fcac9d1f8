"""Pages that were open while somebody else changed, or deleted, what they show."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quiz.models import Criterion, Question
from tests.admin.pages import base, form, page_of, restore, save
from tests.admin.rows import Rows
from tests.factories import make_entry, make_question, make_topic, make_user
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def add_phrase(client: Client, question: Question) -> None:
    client.post(page_of(question, "suggestions"), {"criterion": "slow", "phrase": "lags"})


def import_benchmark(client: Client, question: Question) -> None:
    file = SimpleUploadedFile("b.csv", b"grade,text\n7,It is.\n")
    client.post(page_of(question, "import_benchmarks"), {"file": file, "why": "Graded."})


def check_fact(client: Client, question: Question) -> None:
    [key] = Criterion.objects.filter(question=question, slug="slow").values_list("pk", flat=True)
    client.post(reverse("admin:quiz_question_fact_checked", args=[key]))


def take_back(client: Client, question: Question) -> None:
    restore(client, question, 1)


def accept_dispute(client: Client, question: Question) -> None:
    rows = Rows()
    rows.dispute.attempt.question = question
    rows.dispute.attempt.save()
    url = reverse("admin:quiz_dispute_change", args=[rows.dispute.pk])
    answer = {"state": "accepted", "reason": "", "phrases": "other words", "base": base(client, url)}
    client.post(url, answer)


@pytest.mark.parametrize("write", [add_phrase, import_benchmark, check_fact, take_back, accept_dispute])
def test_who_has_a_question_open_is_told_of_each_other_way_to_change_it(editor: Client, write: Any) -> None:
    question = make_question()
    opened = form(question)
    write(editor, question)
    question.refresh_from_db()
    assert question.revision == 1
    page = editor.post(reverse("admin:quiz_question_change", args=[question.pk]), opened).text
    assert "Nothing was saved: this question was changed after you opened it." in page


@pytest.mark.parametrize("model", ["topic", "glossaryentry"])
def test_a_row_that_was_deleted_under_an_open_page_is_missed(editor: Client, model: str) -> None:
    row: Any = make_topic() if model == "topic" else make_entry()
    url = reverse(f"admin:quiz_{model}_change", args=[row.pk])
    opened = base(editor, url)
    row.delete()
    assert "Perhaps it was deleted?" in editor.post(url, {"base": opened, "name": "x"}, follow=True).text


def test_a_line_that_was_deleted_under_an_open_page_comes_back_as_a_new_one(editor: Client) -> None:
    question = make_question()
    opened = form(question)
    save(editor, question, criteria__1__DELETE="on")
    page = editor.post(reverse("admin:quiz_question_change", args=[question.pk]), opened).text
    assert "Nothing was saved" in page
    assert 'value="The first request is slow"' in page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_saves_of_a_topic_at_once_the_second_is_told() -> None:
    ContentType.objects.clear_cache()  # the tests before may have emptied the database
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make_user(is_staff=True, is_superuser=True))
    topic = make_topic()
    url = reverse("admin:quiz_topic_change", args=[topic.pk])
    sent = {"slug": "clouds", "position": 1, "alien_terms": "", "base": base(clients[0], url)}
    _, second = second_while_first_is_open(
        lambda: clients[0].post(url, sent | {"name": "First"}).status_code,
        lambda: clients[1].post(url, sent | {"name": "Second"}).text,
    )
    topic.refresh_from_db()
    assert topic.name == "First"
    assert "Saved now: First" in second
    assert 'value="Second"' in second
