"""Each change that an editor makes is in the history of what was changed, with its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.models import Dispute, Question
from quiz.services import disputes
from quiz.services.question_bank import publish as publish_at_once
from tests.admin.pages import base, form, page_of, publish, restore, save, tried
from tests.factories import HALF_ANSWER, make_entry, make_question, make_topic, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

MODEL_ANSWER = "The platform creates a fresh environment. The first request waits until the code has loaded."


def write_topic(client: Client, question: Question) -> None:
    url = reverse("admin:quiz_topic_change", args=[question.topic_id])
    data = {"name": "Clouds", "slug": "clouds", "position": 1, "why": "It is more than one."}
    client.post(url, data | {"base": base(client, url)})


def write_entry(client: Client, _question: Question) -> None:
    url = reverse("admin:quiz_glossaryentry_change", args=[make_entry().pk])
    data = {"name": "slow", "meaning": "Not fast.", "ways": "slow", "base": base(client, url)}
    client.post(url, data | {"why": "“Lags” is said of networks."})


def add_entry(client: Client, _question: Question) -> None:
    data = {"name": "slow", "meaning": "Not fast.", "ways": "slow", "why": "Three rubrics say it."}
    client.post(reverse("admin:quiz_glossaryentry_add"), data)


def write_question(client: Client, question: Question) -> None:
    save(client, question, criteria__1__phrases="first request slow\nlags", why="A candidate said so.")


def save_over(client: Client, question: Question) -> None:
    opened = form(question) | {"short_name": "Mine"}
    save(client, question, short_name="Theirs")
    url = reverse("admin:quiz_question_change", args=[question.pk])
    sent = client.post(url, opened).context["adminform"].form
    client.post(url, opened | {name: sent[name].value() for name in ("base", "over")})


def draft(client: Client, question: Question) -> None:
    question.criteria.all().delete()
    Question.objects.filter(pk=question.pk).update(model_answer=MODEL_ANSWER)
    line = {"name": "It waits", "points": 10, "phrases": "waits", "probe": "And?", "missed": "Say it."}
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1} | {f"form-0-{key}": line[key] for key in line}
    client.post(page_of(question, "draft"), data)


def import_benchmarks(client: Client, question: Question) -> None:
    file = SimpleUploadedFile("b.csv", b"grade,text\n7,It is.\n")
    client.post(page_of(question, "import_benchmarks"), {"file": file, "why": "Two of us graded them."})


def add_phrase(client: Client, question: Question) -> None:
    client.post(page_of(question, "suggestions"), {"criterion": "slow", "phrase": "lags"})


def check_fact(client: Client, question: Question) -> None:
    criterion = question.criteria.get(slug="slow")
    criterion.checked_on = timezone.localdate() - timedelta(days=100)
    criterion.review_by = timezone.localdate()
    criterion.save()
    client.post(reverse("admin:quiz_question_fact_checked", args=[criterion.pk]))


def publish_draft(client: Client, question: Question) -> None:
    question.criteria.filter(slug="slow").update(missed="Say it otherwise.")
    publish(client, question, why="It says more.")


def withdraw(client: Client, question: Question) -> None:
    client.post(page_of(question, "withdraw"), {"why": "It is out of date."})


def take_back(client: Client, question: Question) -> None:
    restore(client, question, 1)


def regrade(client: Client, question: Question) -> None:
    practice(make_user(), question, HALF_ANSWER)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    publish_at_once(question)
    client.post(page_of(question, "preview"))
    client.post(page_of(question, "regrade"), {**tried(question), "why": "They mean the same."})


def make_dispute(question: Question | None = None) -> Dispute:
    candidate = make_user()
    attempt = practice(candidate, question or make_question(), HALF_ANSWER)
    return disputes.dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is.")


def dispute(client: Client, question: Question, **answer: str) -> None:
    url = reverse("admin:quiz_dispute_change", args=[make_dispute(question).pk])
    client.post(url, {"base": base(client, url), "reason": "", **answer})


def decline(client: Client, question: Question) -> None:
    dispute(client, question, state="declined", reason="It says nothing of time.")


def accept(client: Client, question: Question) -> None:
    dispute(client, question, state="accepted", reason="That is what it means.")


def accept_phrase(client: Client, question: Question) -> None:
    dispute(client, question, state="accepted", phrases="new environment")


WRITTEN: list[tuple[Callable[[Client, Question], Any], str]] = [
    (write_topic, "Changed Name and Slug. Why: It is more than one."),
    (write_entry, "Changed Meaning and ways. Why: “Lags” is said of networks."),
    (add_entry, "Added. Why: Three rubrics say it."),
    (
        write_question,
        "Changed phrases for criterion “The first request is slow”. Why: A candidate said so.",
    ),
    (save_over, "Changed Short name. Saved over what somebody else had changed meanwhile."),
    (draft, "Rubric drafted, criteria kept: 1."),
    (import_benchmarks, "1 benchmark imported: Two of us graded them."),
    (add_phrase, "Phrase “lags” added to “The first request is slow”: good answers say it."),
    (check_fact, "“The first request is slow” was checked against its source; to be checked again by"),
    (publish_draft, "Version 2 published: It says more."),
    (withdraw, "Withdrawn: It is out of date."),
    (take_back, "Version 1 restored as the draft: It was better."),
    (regrade, "Regrade by version 2: They mean the same."),
    (decline, "Declined: It says nothing of time."),
    (accept, "Accepted: That is what it means."),
    (accept_phrase, "Into “The first request is slow” by an accepted dispute: “new environment”."),
]


@pytest.mark.parametrize(("write", "told"), WRITTEN, ids=[write.__name__ for write, _ in WRITTEN])
def test_a_change_is_in_the_history_with_its_reason(
    editor: Client, write: Callable[[Client, Question], Any], told: str
) -> None:
    question = make_question()
    write(editor, question)
    entries = [entry for entry in LogEntry.objects.all() if entry.get_change_message().startswith(told)]
    assert len(entries) == 1, [entry.get_change_message() for entry in LogEntry.objects.all()]
    [entry] = entries
    assert str(entry.user_id) == editor.session["_auth_user_id"]
    row: Any = entry.get_edited_object()
    history = editor.get(reverse(f"admin:quiz_{row._meta.model_name}_history", args=[row.pk])).text
    assert told.partition(":")[0].replace("'", "&#x27;") in history


@pytest.mark.parametrize("model", ["topic", "glossaryentry", "dispute"])
def test_of_two_who_have_a_page_open_the_second_is_told_and_loses_nothing(editor: Client, model: str) -> None:
    makers: dict[str, Callable[[], Any]]
    makers = {"topic": make_topic, "glossaryentry": make_entry, "dispute": make_dispute}
    row = makers[model]()
    url = reverse(f"admin:quiz_{model}_change", args=[row.pk])
    field = {"topic": "name", "glossaryentry": "meaning", "dispute": "reason"}[model]
    sent = {"name": "slow", "slug": "slow", "position": 1, "ways": "slow", "state": "declined"}
    sent |= {"meaning": "It is.", "base": base(editor, url)}
    editor.post(url, sent | {field: "Theirs"})
    page = editor.post(url, sent | {field: "Mine"})
    assert "Nothing was saved: this was changed after you opened it." in page.text
    assert "Saved now: Theirs" in page.text
    assert "Mine" in page.text
    row.refresh_from_db()
    assert getattr(row, field) == "Theirs"
    again = {name: page.context["adminform"].form[name].value() for name in ("base", "over")}
    editor.post(url, sent | {field: "Mine", **again})
    row.refresh_from_db()
    assert getattr(row, field) == "Mine"
    told = {"dispute": "It was answered otherwise before."}.get(
        model, "Saved over what somebody else had changed"
    )
    assert told in LogEntry.objects.latest("pk").change_message
