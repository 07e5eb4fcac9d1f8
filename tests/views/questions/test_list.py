"""The question list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quiz.models import Question, User
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_question,
    make_questions,
    make_topic,
    make_user,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db


LIST = "/questions/"


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


@pytest.mark.parametrize("path", [LIST, "/questions/1/", "/progress/"])
def test_a_stranger_is_asked_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/accounts/login/")
