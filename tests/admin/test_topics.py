"""Editing topics in the admin: what has no place in answers on a subject."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.forms.question_bank import TopicForm
from tests.admin.pages import form, publish
from tests.factories import make_entry, make_question, make_topic

pytestmark = pytest.mark.django_db


def test_alien_terms_are_kept_one_a_line_and_published_with_the_next_version(editor: Client) -> None:
    question = make_question()
    make_entry("server")
    page = editor.post(topic_url(), topic_form("kubernetes | k8s\n\n @server rack \n"), follow=True).text
    assert "was changed successfully" in page
    assert make_topic().alien_terms == ["kubernetes | k8s", "@server rack"]
    assert "kubernetes | k8s\n@server rack</textarea>" in editor.get(topic_url()).text
    publish(editor, question)
    version = question.versions.last()
    assert version
    assert version.rubric.alien_terms == ("kubernetes | k8s", "@server rack")


def test_a_topic_needs_no_alien_terms(editor: Client) -> None:
    make_topic()
    editor.post(topic_url(), topic_form("kubernetes"))
    editor.post(topic_url(), topic_form(""))
    assert make_topic().alien_terms == []


@pytest.mark.parametrize("terms", ["kubernetes\n(docker", "kubernetes\n@docker"])
def test_an_alien_term_that_cannot_be_read_is_refused_by_name(editor: Client, terms: str) -> None:
    make_topic()
    page = editor.post(topic_url(), topic_form(terms)).text
    assert f"at character 1 of “{terms.splitlines()[1]}”" in page
    assert make_topic().alien_terms == []


def test_weak_alien_terms_are_told_of_when_they_are_saved(editor: Client) -> None:
    make_question()
    page = editor.post(topic_url(), topic_form("the\nenvironment\nkubernetes"), follow=True).text
    assert "Alien term “the”: a part is made of small words only" in page
    assert "Alien term “environment”: it is said in the model answer of" in page
    assert "kubernetes”:" not in page
    assert make_topic().alien_terms == ["the", "environment", "kubernetes"]


def test_nothing_is_published_whose_model_answer_says_an_alien_term(editor: Client) -> None:
    question = make_question()
    editor.post(topic_url(), topic_form("platform\nenvironment"))
    assert "The model answer itself scores only 8.0 of 10" in publish(editor, question).text
    assert question.versions.count() == 1


def test_a_question_without_a_topic_is_asked_for_one(editor: Client) -> None:
    page = editor.post(reverse("admin:quiz_question_add"), form(make_question(), topic="")).text
    assert "This field is required." in page


def topic_url() -> str:
    return reverse("admin:quiz_topic_change", args=[make_topic().pk])


def topic_form(alien_terms: str) -> dict[str, Any]:
    """What the browser sends for the topic's page as it is opened now."""
    data = {"name": "Serverless", "slug": "serverless", "position": 1, "alien_terms": alien_terms}
    return data | {"base": TopicForm(instance=make_topic()).initial["base"]}
