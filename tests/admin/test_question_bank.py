"""Editing questions in the admin, as an editor."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Interview, Question, QuestionProgress, Topic, User
from tests.admin.pages import form, save
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_interview,
    make_question,
    make_topic,
    make_user,
    waiting_attempt,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db


def test_phrases_are_shown_one_a_line(editor: Client) -> None:
    question = make_question()
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "caller waits"])
    page = editor.get(reverse("admin:quiz_question_change", args=[question.pk])).text
    assert "first request slow\ncaller waits</textarea>" in page


def test_saving_changes_the_draft_and_publishes_nothing(editor: Client) -> None:
    question = make_question()
    save(editor, question, criteria__1__phrases="first request slow\n\n  caller waits \n")
    assert question.criteria.get(slug="slow").phrases == ["first request slow", "caller waits"]
    assert question.versions.count() == 1


def test_an_invalid_phrase_is_refused_by_name(editor: Client) -> None:
    question = make_question()
    page = save(editor, question, criteria__1__phrases="first request slow\n(caller waits").text
    assert "(caller waits" in page
    assert question.criteria.get(slug="slow").phrases == ["first request slow"]
    assert "errornote" in page


def test_what_is_not_ready_is_saved_with_a_warning(editor: Client) -> None:
    question = make_question()
    page = save(editor, question, criteria__1__points=3).text
    assert "Not ready to be published." in page
    assert "add up to" in page
    assert question.criteria.get(slug="slow").points == 3


def test_two_criteria_of_one_name_are_warned_about(editor: Client) -> None:
    page = save(editor, make_question(), criteria__1__name="A new environment is made").text
    assert "2 criteria have the name “A new environment is made”" in page


def test_what_is_added_without_a_position_comes_last(editor: Client) -> None:
    first, second = make_question(), make_question(position=0)
    assert second.position == first.position + 1


def test_a_model_answer_that_scores_low_is_warned_about(editor: Client) -> None:
    page = save(editor, make_question(), model_answer=HALF_ANSWER).text
    assert "The model answer itself scores only 6.0 of 10" in page
    assert "No phrase finds all of “The first request is slow” in it." in page


def test_a_missing_follow_up_is_called_what_the_form_calls_it(editor: Client) -> None:
    page = save(editor, make_question(), criteria__1__probe="").text
    assert "the follow-up is empty" in page


@pytest.mark.parametrize("phrase", ["the", "of the | caller waits", "2 of: new environment, on its own"])
def test_a_phrase_of_small_words_is_warned_about_by_name(editor: Client, phrase: str) -> None:
    page = save(editor, make_question(), criteria__1__phrases=f"first request slow\n{phrase}").text
    assert f"phrase “{phrase}”: a part is made of small words only" in page


@pytest.mark.parametrize("phrase", ['"on its own"', "“not yet” | caller waits", "no servers"])
def test_small_words_in_quotes_or_beside_others_are_meant(editor: Client, phrase: str) -> None:
    page = save(editor, make_question(), criteria__1__phrases=f"first request slow\n{phrase}").text
    assert "small words only" not in page


def test_invisible_characters_are_left_out_of_what_is_typed(editor: Client) -> None:
    question = make_question()
    save(
        editor,
        question,
        short_name="Cold\u202e\nstarts",
        text="What happens?\u2066",
        criteria__0__name="A new\u200f environment",
        criteria__0__phrases="new\u202e environment",
        misconceptions__0__correction="\x07Nothing.",
    )
    question.refresh_from_db()
    assert (question.short_name, question.text) == ("Cold starts", "What happens?")
    criterion = question.criteria.get(slug="environment")
    assert (criterion.name, criterion.phrases) == ("A new environment", ["new environment"])
    assert question.misconceptions.get().correction == "Nothing."


def test_a_topic_has_a_name_of_one_clean_line(editor: Client) -> None:
    editor.post(reverse("admin:quiz_topic_add"), {"name": "Ca\u202eches\n", "slug": "caches", "position": 1})
    assert Topic.objects.get().name == "Caches"


def test_the_page_shows_what_lint_finds(editor: Client) -> None:
    question = make_question()
    url = reverse("admin:quiz_question_change", args=[question.pk])
    assert "Nothing found." in editor.get(url).text
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "time"])
    assert "“time” alone says little" in editor.get(url).text


def test_a_good_rubric_is_saved_without_a_warning(editor: Client) -> None:
    assert 'class="warning"' not in save(editor, make_question()).text


def test_a_new_question_gets_slugs_from_the_names(editor: Client) -> None:
    old = make_question()
    data = form(old, slug="another", **{"criteria-INITIAL_FORMS": 0, "misconceptions-INITIAL_FORMS": 0})
    data = {key: value for key, value in data.items() if not key.endswith(("-id", "-question"))}
    data["criteria-1-name"] = f"{data['criteria-0-name']}?"
    editor.post(reverse("admin:quiz_question_add"), data)
    new = Question.objects.get(slug="another")
    assert [criterion.slug for criterion in new.criteria.all()] == ["a-new-environment-is-made"] * 1 + [
        "a-new-environment-is-made-2"
    ]
    assert not new.is_published


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


def test_an_editor_deletes_no_attempts(editor: Client) -> None:
    attempt = waiting_attempt(make_interview(make_user()))
    url = reverse("admin:quiz_attempt_delete", args=[attempt.pk])
    assert editor.post(url, {"post": "yes"}).status_code == 403


def test_a_superuser_deletes_an_account_with_its_interviews(client: Client) -> None:
    candidate = make_user()
    make_interview(candidate)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    client.post(reverse("admin:quiz_user_delete", args=[candidate.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=candidate.pk).exists()
    assert not Interview.objects.exists()


def test_what_a_superuser_deletes_is_no_progress_any_more(client: Client) -> None:
    candidate, question = make_user(), make_question()
    first, second = practice(candidate, question, GOOD_ANSWER), practice(candidate, question)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    client.post(reverse("admin:quiz_interview_delete", args=[second.interview_id]), {"post": "yes"})
    progress = QuestionProgress.objects.get()
    assert (progress.attempt, progress.score, progress.times_asked) == (first, 100, 1)
    client.post(
        reverse("admin:quiz_attempt_changelist"),
        {"action": "delete_selected", "_selected_action": [first.pk], "post": "yes"},
    )
    assert not QuestionProgress.objects.exists()


def test_an_interview_takes_as_many_queries_with_more_attempts(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    short, long = (make_interview(make_user(), questions=number) for number in (1, 6))
    with django_assert_max_num_queries(100) as few:
        editor.get(reverse("admin:quiz_interview_change", args=[short.pk]))
    with django_assert_max_num_queries(len(few)):
        editor.get(reverse("admin:quiz_interview_change", args=[long.pk]))


def test_the_admin_names_its_icon(editor: Client) -> None:
    assert 'rel="icon"' in editor.get(reverse("admin:index")).text
    assert 'rel="icon"' in editor.get(reverse("admin:quiz_question_add")).text


def test_an_editor_manages_no_accounts(editor: Client) -> None:
    response = editor.get(reverse("admin:quiz_user_changelist"))
    assert response.status_code == 403
    assert "This account may not open this page." in response.text


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
