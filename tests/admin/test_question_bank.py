"""Editing questions in the admin, as an editor."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Question
from tests.factories import (
    GOOD_ANSWER,
    make_editor,
    make_interview,
    make_question,
    make_topic,
    make_user,
    waiting_attempt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor())
    return client


def form(question: Question, **changes: Any) -> dict[str, Any]:
    """What the browser sends for the question's page, with some fields changed."""
    data: dict[str, Any] = {
        "topic": question.topic_id,
        "slug": question.slug,
        "position": question.position,
        "short_name": question.short_name,
        "text": question.text,
        "model_answer": question.model_answer,
        "difficulty": question.difficulty,
        "is_published": "on",
    }
    for prefix, lines, names in (
        ("criteria", question.criteria.all(), ("name", "points", "position", "probe", "missed")),
        ("misconceptions", question.misconceptions.all(), ("name", "points", "position", "correction")),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": len(lines)}
        for index, line in enumerate(lines):
            values = {name: getattr(line, name) for name in names}
            values |= {"id": line.pk, "question": question.pk, "phrases": "\n".join(line.phrases)}
            data |= {f"{prefix}-{index}-{name}": value for name, value in values.items()}
    return {key: value for key, value in (data | changes).items() if value is not None}


def save(client: Client, question: Question, **changes: Any) -> Any:
    changes = {key.replace("__", "-"): value for key, value in changes.items()}
    url = reverse("admin:quiz_question_change", args=[question.pk])
    return client.post(url, form(question, **changes), follow=True)


def test_phrases_are_shown_one_a_line(editor: Client) -> None:
    question = make_question()
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "caller waits"])
    page = editor.get(reverse("admin:quiz_question_change", args=[question.pk])).text
    assert "first request slow\ncaller waits</textarea>" in page


def test_saving_publishes_the_next_version(editor: Client) -> None:
    question = make_question()
    save(editor, question, criteria__1__phrases="first request slow\n\n  caller waits \n")
    question.refresh_from_db()
    assert question.criteria.get(slug="slow").phrases == ["first request slow", "caller waits"]
    assert question.current_version
    assert question.current_version.number == 2


def test_saving_unchanged_makes_no_version(editor: Client) -> None:
    question = make_question()
    save(editor, question)
    assert question.versions.count() == 1


def test_an_invalid_phrase_is_refused_by_name(editor: Client) -> None:
    question = make_question()
    page = save(editor, question, criteria__1__phrases="first request slow\n(caller waits").text
    assert "(caller waits" in page
    assert question.criteria.get(slug="slow").phrases == ["first request slow"]
    assert "errornote" in page


def test_points_that_do_not_add_up_are_refused_in_words(editor: Client) -> None:
    question = make_question()
    page = save(editor, question, criteria__1__points=3).text
    assert "add up to" in page
    assert question.criteria.get(slug="slow").points == 4


def test_an_unfinished_question_is_saved_unpublished_with_a_warning(editor: Client) -> None:
    question = make_question()
    page = save(editor, question, criteria__1__points=3, is_published=None).text
    question.refresh_from_db()
    assert not question.is_published
    assert question.criteria.get(slug="slow").points == 3
    assert "Not ready to be published" in page


def test_a_low_score_of_the_model_answer_is_warned_about(editor: Client) -> None:
    question = make_question()
    page = save(editor, question, model_answer="The platform creates a new environment.").text
    assert "The model answer itself scores only 6.0 of 10" in page
    assert "The first request is slow" in page


def test_a_good_rubric_is_saved_without_a_warning(editor: Client) -> None:
    assert 'class="warning"' not in save(editor, make_question()).text


def test_a_new_question_gets_slugs_from_the_names(editor: Client) -> None:
    old = make_question()
    data = form(old, slug="another", **{"criteria-INITIAL_FORMS": 0, "misconceptions-INITIAL_FORMS": 0})
    data = {key: value for key, value in data.items() if not key.endswith(("-id", "-question"))}
    data["criteria-1-name"] = data["criteria-0-name"]
    editor.post(reverse("admin:quiz_question_add"), data)
    new = Question.objects.get(slug="another")
    assert [criterion.slug for criterion in new.criteria.all()] == ["a-new-environment-is-made"] * 1 + [
        "a-new-environment-is-made-2"
    ]
    assert new.is_published


@pytest.mark.parametrize(
    "query", ["?q=cold", "?topic__id__exact=1", "?published=yes", "?published=no", "?difficulty=easy"]
)
def test_list_can_be_searched_and_filtered(editor: Client, query: str) -> None:
    make_question()
    assert editor.get(reverse("admin:quiz_question_changelist") + query).status_code == 200


def test_list_takes_as_many_queries_with_more_questions(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    url = reverse("admin:quiz_question_changelist")
    make_question()
    with django_assert_max_num_queries(100) as few:
        editor.get(url)
    for _ in range(5):
        make_question()
    with django_assert_max_num_queries(len(few)):
        editor.get(url)


def test_attempts_are_read_only(editor: Client) -> None:
    attempt = waiting_attempt(make_interview(make_user()))
    url = reverse("admin:quiz_attempt_change", args=[attempt.pk])
    assert editor.get(url).status_code == 200
    assert editor.post(url, {"response": GOOD_ANSWER}).status_code == 403
    assert editor.get(reverse("admin:quiz_attempt_add")).status_code == 403


def test_an_editor_manages_no_accounts(editor: Client) -> None:
    assert editor.get(reverse("admin:quiz_user_changelist")).status_code == 403


def test_a_candidate_may_not_enter(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(reverse("admin:index")).status_code in (302, 403)


def test_the_admin_signs_in_like_everybody(client: Client) -> None:
    assert client.get(reverse("admin:login"))["Location"].startswith(reverse("account_login"))


def test_a_topic_with_questions_is_not_deleted(editor: Client) -> None:
    make_question(topic=make_topic())
    url = reverse("admin:quiz_topic_delete", args=[make_topic().pk])
    editor.post(url, {"post": "yes"})
    assert Question.objects.count() == 1
