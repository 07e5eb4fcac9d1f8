"""The question list, one question, its practice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Criterion, Interview, Question, User
from quiz.reports import outlines
from quiz.services import interviews
from quiz.services.planning import Plan
from quiz.services.question_bank import publish, withdraw
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_benchmark,
    make_question,
    make_questions,
    make_topic,
    make_user,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db

LIST = "/questions/"


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


def shown(client: Client, **choice: Any) -> list[str]:
    """The questions on the page, by short name."""
    response = client.get(LIST, choice)
    assert response.status_code == 200
    ids = [line.question_id for line in response.context["found"].lines]
    names = dict(Question.objects.values_list("pk", "short_name"))
    return [names[pk] for pk in ids]


def make_named(*names: str, **fields: Any) -> list[Question]:
    return [make_question(short_name=name, text=f"What about {name}?", **fields) for name in names]


def test_the_list_shows_published_questions_by_topic(mine: Client) -> None:
    make_named("Loops", topic=make_topic("python"))
    make_named("Draft", topic=make_topic("python"), published=False)
    make_named("Subnets", topic=make_topic("networking"))
    page = mine.get(LIST).text
    assert page.index("Python</h2>") < page.index("What about Loops?") < page.index("Networking</h2>")
    assert "What about Draft?" not in page


def test_each_question_has_my_own_state(mine: Client, candidate: User) -> None:
    tried, _skipped, other = make_named("Loops", "Sets", "Lists")
    practice(candidate, tried, HALF_ANSWER)
    practice(candidate, _skipped)
    practice(make_user(), other, GOOD_ANSWER)
    page = mine.get(LIST).text
    assert "<b>6.0</b> On the way" in page
    assert page.count("Not answered") == 1
    assert page.count("Not tried</p>") == 1
    assert "Complete</span></p>" not in page


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("loop", ["Loops"]),
        ("ABOUT set", ["Sets"]),
        ("loops sets", []),
        ("100%", ["100% sure"]),
        ("%", ["100% sure"]),
        ("_", []),
        ("'; DROP TABLE", []),
        ("   ", ["Loops", "Sets", "100% sure"]),
        ("\x00", ["Loops", "Sets", "100% sure"]),
        ("lo\x00op", ["Loops"]),
        ("\\", []),
        ("🙂", []),
    ],
)
def test_words_are_searched_in_name_and_text(mine: Client, words: str, expected: list[str]) -> None:
    make_named("Loops", "Sets", "100% sure")
    assert shown(mine, q=words) == expected


def test_a_search_that_is_too_long_is_refused_in_words_and_given_back(mine: Client) -> None:
    make_named("Loops")
    page = mine.get(LIST, {"q": "<script>" + "a" * 4_992, "state": "not-tried"}).text
    assert "5000 characters are too many; a search may have 100." in page
    assert "&lt;script&gt;" + "a" * 4_992 in page
    assert "What about Loops?" in page
    assert "too many" not in mine.get(LIST, {"q": " " * 50 + "a" * 100}).text


@pytest.mark.parametrize(
    ("state", "expected"), [("not-tried", ["Lists"]), ("to-improve", ["Sets"]), ("complete", ["Loops"])]
)
def test_questions_are_filtered_by_state(
    mine: Client, candidate: User, state: str, expected: list[str]
) -> None:
    complete, weak, _ = make_named("Loops", "Sets", "Lists")
    practice(candidate, complete, GOOD_ANSWER)
    practice(candidate, weak, HALF_ANSWER)
    assert shown(mine, state=state) == expected


def test_questions_are_filtered_by_topic_and_what_is_chosen_stays_chosen(
    mine: Client, candidate: User
) -> None:
    python = make_topic("python")
    make_named("Loops", "Sets", topic=python)
    make_named("Subnets")
    assert shown(mine, topic="python", state="not-tried") == ["Loops", "Sets"]
    page = mine.get(LIST, {"topic": "python", "q": "what"}).text
    assert "?q=what&amp;topic=python&amp;state=to-improve" in page
    assert '<input type="hidden" name="topic" value="python">' in page


def test_questions_are_filtered_by_difficulty_and_say_theirs(mine: Client) -> None:
    make_named("Loops", difficulty="hard")
    make_named("Sets", "Lists")
    assert shown(mine, difficulty="hard", state="not-tried") == ["Loops"]
    page = mine.get(LIST, {"difficulty": "hard"})
    assert '<p class="more">Hard</p>' in page.text
    assert "?difficulty=hard&amp;state=complete" in page.text
    assert '<input type="hidden" name="difficulty" value="hard">' in page.text
    options = [(each.label, each.count, each.is_chosen) for each in page.context["found"].difficulties]
    assert options == [("Any", 3, False), ("Easy", 0, False), ("Medium", 2, False), ("Hard", 1, True)]


def test_how_many_a_choice_leaves_is_counted(mine: Client, candidate: User) -> None:
    python, other = make_topic("python"), make_topic("networking")
    tried, _ = make_named("Loops", "Sets", topic=python)
    make_named("Subnets", topic=other)
    practice(candidate, tried, HALF_ANSWER)
    found = mine.get(LIST, {"topic": "python"}).context["found"]
    assert (found.total, found.topic_count) == (3, 2)
    assert [(option.label, option.count) for option in found.topics] == [
        ("All", 3),
        ("Python", 2),
        ("Networking", 1),
    ]
    assert [option.count for option in found.states] == [2, 1, 1, 0]


@pytest.mark.parametrize(
    "choice",
    [
        {"topic": "nowhere"},
        {"state": "brilliant"},
        {"difficulty": "insane"},
        {"difficulty": "\x00"},
        {"topic": "\x00"},
        {"state": "\x00"},
        {"difficulty": "impossible"},
        {"page": "many"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"q": ["", ""], "topic": ["", "x"]},
    ],
)
def test_what_there_is_no_such_thing_for_is_passed_over(mine: Client, choice: dict[str, Any]) -> None:
    make_named("Loops")
    assert shown(mine, **choice) == ["Loops"]


def test_nothing_found_says_so_and_leads_back(mine: Client) -> None:
    make_named("Loops")
    page = mine.get(LIST, {"q": "queues"}).text
    assert "No question here says “queues”." in page
    assert 'href="/questions/">Show all questions' in page
    assert "counts as “complete”" in mine.get(LIST, {"state": "complete"}).text
    assert "No hard question here. Look" in mine.get(LIST, {"difficulty": "hard"}).text


def test_without_questions_the_list_says_what_it_waits_for(mine: Client) -> None:
    assert "There are no questions yet." in mine.get(LIST).text


def test_a_long_list_has_pages_that_keep_what_was_chosen(mine: Client) -> None:
    make_questions(21)
    page = mine.get(LIST, {"state": "not-tried"})
    assert "?state=not-tried&amp;page=2" in page.text
    assert len(page.context["found"].lines) == 20
    assert len(mine.get(LIST, {"state": "not-tried", "page": "2"}).context["found"].lines) == 1


def test_the_list_takes_as_many_queries_with_more_questions(
    mine: Client, candidate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practice(candidate, make_question(), HALF_ANSWER)
    mine.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        mine.get(LIST)
    for number in range(8):
        practice(candidate, make_question(topic=make_topic(f"topic-{number}")), HALF_ANSWER)
    mine.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        mine.get(LIST)


LIST_QUERIES = 10
"""Session, user, topics, page count, questions, progress, total, counts by topic, difficulty and state."""


def test_the_outlines_of_new_questions_are_read_together(
    mine: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_questions(5)
    with django_assert_num_queries(LIST_QUERIES + 1):
        mine.get(LIST)


def detail(client: Client, question: Question) -> Any:
    return client.get(reverse("question_detail", args=[question.pk]))


def test_a_question_that_was_not_tried_gives_no_criteria_away(mine: Client) -> None:
    question = make_question()
    page = detail(mine, question).text
    assert question.text in page
    assert "Its 2 criteria are named once you have answered." in page
    assert "new environment" not in page
    assert "first request" not in page


def test_a_question_shows_my_answers_and_what_they_covered(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, GOOD_ANSWER)
    attempt = practice(candidate, question, HALF_ANSWER)
    page = detail(mine, question).text
    assert f'href="/interviews/{attempt.interview_id}/debrief/#question-1"' in page
    assert "The first request is slow" in page
    assert "not yet; covered in 1 of 2 answers" in page
    assert "best 10.0" in page


def test_a_question_that_was_only_skipped_does_not_count_as_answered(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question)
    page = detail(mine, question).text
    assert "Skipped once" in page
    assert "Answered once" not in page


def test_a_criterion_that_came_later_is_not_named_yet(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, GOOD_ANSWER)
    Criterion.objects.filter(question=question, slug="slow").update(points=3)
    question.criteria.create(
        slug="cost", name="It costs", points=1, phrases=["it costs"], missed="Say so.", probe="And the money?"
    )
    publish(question)
    page = detail(mine, question).text
    assert "1 new criterion since" in page
    assert "It costs" not in page


def test_what_others_answered_is_not_shown(mine: Client) -> None:
    question = make_question()
    practice(make_user(), question, GOOD_ANSWER)
    page = detail(mine, question).text
    assert "Not tried." in page
    assert "The first request is slow" not in page


def test_an_answer_in_an_interview_that_goes_on_is_not_listed(mine: Client, candidate: User) -> None:
    question, _ = make_questions(2)
    interview = interviews.start_interview(
        candidate, Plan(topics=[question.topic], question_count=2, follow_ups=0)
    )
    attempt = interview.attempts.waiting().get()
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    assert "debrief" not in detail(mine, attempt.question).text


@pytest.mark.parametrize("name", ["question_detail", "question_practice"])
def test_only_published_questions_are_there(mine: Client, name: str) -> None:
    draft, gone = make_question(published=False), make_question()
    withdraw(gone)
    for pk in (draft.pk, gone.pk, 999_999):
        url = reverse(name, args=[pk])
        response = mine.post(url) if name == "question_practice" else mine.get(url)
        assert response.status_code == 404


def test_practice_asks_the_one_question(mine: Client, candidate: User) -> None:
    question = make_question()
    response = mine.post(reverse("question_practice", args=[question.pk]))
    interview = Interview.objects.of(candidate).get()
    assert response["Location"] == reverse("interview_detail", args=[interview.pk])
    assert interview.question == question
    assert question.text in mine.get(response["Location"]).text


def test_practice_that_was_left_open_goes_on(mine: Client) -> None:
    question = make_question()
    url = reverse("question_practice", args=[question.pk])
    first = mine.post(url)["Location"]
    assert "Go on with this question" in detail(mine, question).text
    assert mine.post(url)["Location"] == first


def test_practice_is_not_started_by_a_link(mine: Client) -> None:
    assert mine.get(reverse("question_practice", args=[make_question().pk])).status_code == 405


def test_a_question_takes_as_many_queries_with_more_answers(
    mine: Client, candidate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_question()
    practice(candidate, question, HALF_ANSWER)
    detail(mine, question)
    with django_assert_num_queries(DETAIL_QUERIES):
        detail(mine, question)
    for _ in range(12):
        practice(candidate, question, HALF_ANSWER)
    with django_assert_num_queries(DETAIL_QUERIES):
        page = detail(mine, question).text
    assert "The latest 10" in page


DETAIL_QUERIES = 7
"""Session, user, question, criteria, attempts, progress, unfinished practice."""


@pytest.mark.parametrize("path", [LIST, "/questions/1/", "/progress/"])
def test_a_stranger_is_asked_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/accounts/login/")


def test_an_outline_is_read_once() -> None:
    question = make_question()
    assert question.current_version_id
    first = outlines.outlines([question.current_version_id])
    assert first[question.current_version_id].question == question.text
    assert outlines.outlines([]) == {}


def test_how_far_the_scores_can_be_trusted_is_told_as_it_was_published(mine: Client) -> None:
    question = make_question()
    page = reverse("question_detail", args=[question.pk])
    assert "agree with graders" not in mine.get(page).text
    make_benchmark(question)
    publish(question)
    make_benchmark(question, grade=0)
    assert "Its scores agree with graders on 1 of 1 example answer<" in mine.get(page).text
