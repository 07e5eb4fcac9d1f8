"""Two editors at one question: the second is told, and loses nothing of what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from quiz.models import Criterion, Question
from tests.admin.pages import form, publish, restore, save
from tests.factories import GOOD_ANSWER, make_benchmark, make_editor, make_question, make_user
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def post(client: Client, question: Question, data: dict[str, Any]) -> str:
    url = reverse("admin:quiz_question_change", args=[question.pk])
    return client.post(url, data, follow=True).text


def sent_by(page: str, name: str) -> str:
    """The value of a hidden input."""
    _, _, rest = page.partition(f'name="{name}" value="')
    return rest.partition('"')[0]


@pytest.fixture
def other() -> Client:
    client = Client()
    client.force_login(make_editor())
    return client


def test_each_save_raises_the_revision(editor: Client) -> None:
    question = make_question()
    save(editor, question)
    save(editor, question)
    question.refresh_from_db()
    assert question.revision == 2
    assert question.revised_by
    assert question.revised_at


def test_the_second_editor_is_told_who_and_what_and_keeps_what_was_typed(
    editor: Client, other: Client
) -> None:
    question = make_question()
    opened = form(question)
    save(other, question, criteria__1__phrases="first request slow\nother words")
    page = post(
        editor, question, opened | {"criteria-1-missed": "Say that it is slow.", "short_name": "Mine"}
    )
    question.refresh_from_db()
    assert question.revised_by
    assert "Nothing was saved: this question was changed after you opened it." in page
    assert f"{question.revised_by} changed this question" in page
    assert "<del>−     other words</del>" in page
    assert "<ins>+ Said when missed: Say that it is slow.</ins>" in page
    assert "<ins>+ Short name: Mine</ins>" in page
    assert "Say that it is slow.</textarea>" in page
    assert question.short_name != "Mine"
    assert question.criteria.get(slug="slow").phrases == ["first request slow", "other words"]


def test_saving_once_more_is_meant(editor: Client, other: Client) -> None:
    question = make_question()
    opened = form(question)
    save(other, question, short_name="Theirs")
    page = post(editor, question, opened | {"short_name": "Mine"})
    assert sent_by(page, "base") == "1"
    post(editor, question, opened | {"short_name": "Mine", "base": sent_by(page, "base")})
    question.refresh_from_db()
    assert (question.short_name, question.revision) == ("Mine", 2)


def test_a_change_between_the_two_saves_is_told_again(editor: Client, other: Client) -> None:
    question = make_question()
    opened = form(question)
    save(other, question, short_name="Theirs")
    post(editor, question, opened)
    save(other, question, short_name="Theirs again")
    assert "Theirs again" in post(editor, question, opened | {"base": "1"})
    question.refresh_from_db()
    assert question.short_name == "Theirs again"


def test_lines_that_came_and_went_meanwhile_fit_in(editor: Client, other: Client) -> None:
    question = make_question()
    make_benchmark(question)
    opened = form(question)
    new = {"name": "It is cold", "points": "1", "phrases": "cold\nicy", "missed": "Say so.", "position": "0"}
    changes: dict[str, Any] = {f"criteria__2__{name}": value for name, value in new.items()}
    save(other, question, criteria__1__DELETE="on", criteria__TOTAL_FORMS=3, **changes)
    added = Criterion.objects.get(name="It is cold")
    page = post(editor, question, opened)
    assert "<ins>+ Criterion: The first request is slow, 4 points</ins>" in page
    assert "cold\nicy</textarea>" in page
    assert sent_by(page, "criteria-1-id") == str(added.pk)
    assert sent_by(page, "criteria-INITIAL_FORMS") == "2"
    assert sent_by(page, "criteria-2-id") == ""
    assert 'value="The first request is slow"' in page


def test_what_was_deleted_by_both_is_gone(editor: Client, other: Client) -> None:
    question = make_question()
    opened = form(question)
    save(other, question, criteria__1__DELETE="on")
    page = post(editor, question, opened | {"criteria-1-DELETE": "on"})
    assert sent_by(page, "criteria-TOTAL_FORMS") == "1"


def test_a_page_without_its_revision_overwrites_nothing(editor: Client) -> None:
    question = make_question()
    page = save(editor, question, base=None, short_name="Mine").text
    assert "Nothing was saved" in page
    question.refresh_from_db()
    assert question.short_name != "Mine"


def test_restoring_counts_and_publishing_does_not(editor: Client) -> None:
    question = make_question()
    opened = form(question)
    publish(editor, question)
    assert "was changed successfully" in post(editor, question, opened)
    restore(editor, question, 1)
    assert "Nothing was saved" in post(editor, question, opened | {"base": "1"})


def test_a_question_that_was_deleted_meanwhile_is_missed(editor: Client) -> None:
    question = make_question(published=False)
    opened = form(question)
    pk = question.pk
    question.delete()
    question.pk = pk
    assert "Perhaps it was deleted?" in post(editor, question, opened)


def test_a_question_can_still_be_deleted(editor: Client) -> None:
    question = make_question(published=False)
    url = reverse("admin:quiz_question_delete", args=[question.pk])
    editor.post(url, {"post": "yes"})
    assert not Question.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_saves_at_once_the_second_is_told() -> None:
    ContentType.objects.clear_cache()  # the tests before may have emptied the database
    editor, other = Client(), Client()
    for client in (editor, other):
        client.force_login(make_user(is_staff=True, is_superuser=True))
    question = make_question()
    opened = form(question)
    _, second = second_while_first_is_open(
        lambda: post(editor, question, opened | {"short_name": "First"}),
        lambda: post(other, question, opened | {"short_name": "Second"}),
    )
    assert "Nothing was saved: this question was changed after you opened it." in second
    question.refresh_from_db()
    assert (question.short_name, question.revision) == ("First", 1)


def test_the_page_takes_as_many_queries_with_more_of_everything(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    question = make_question()
    url = reverse("admin:quiz_question_change", args=[question.pk])
    practice(make_user(), question, GOOD_ANSWER)
    make_benchmark(question)
    with django_assert_max_num_queries(100) as few:
        editor.get(url)
    for number in range(5):
        practice(make_user(), question, GOOD_ANSWER)
        make_benchmark(question, text=f"Another one, {number}.")
        make_question()
    with django_assert_max_num_queries(len(few)):
        editor.get(url)
