"""The benchmarks on a question's page in the admin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Benchmark, Question
from tests.admin.pages import form, save
from tests.factories import HALF_ANSWER, make_benchmark, make_question

pytestmark = pytest.mark.django_db


def page_of(client: Client, question: Question) -> str:
    return client.get(reverse("admin:quiz_question_change", args=[question.pk])).text


def added(**values: str) -> dict[str, Any]:
    """What is sent with one more benchmark."""
    filled = {"grade": "6.5", "text": HALF_ANSWER, "why": "", **values}
    return {
        "benchmarks__TOTAL_FORMS": 1,
        **{f"benchmarks__0__{name}": value for name, value in filled.items()},
    }


def test_the_scores_stand_beside_the_grades(editor: Client) -> None:
    question = make_question()
    make_benchmark(question, grade=Decimal("6.5"), text=HALF_ANSWER)
    make_benchmark(question, grade=Decimal("2.0"), text=HALF_ANSWER)
    page = page_of(editor, question)
    assert "Benchmarks: the rubric agrees with the graders on 1 of 2" in page
    assert "6.0, agrees" in page
    assert "6.0, disagrees" in page


def test_a_question_without_benchmarks_has_no_agreement(editor: Client) -> None:
    assert "agrees with the graders" not in page_of(editor, make_question())
    assert "agrees with the graders" not in editor.get(reverse("admin:quiz_question_add")).text


def test_a_rubric_that_is_unfinished_scores_nothing(editor: Client) -> None:
    question = make_question(published=False)
    make_benchmark(question)
    question.criteria.get(slug="slow").delete()
    page = page_of(editor, question)
    assert "agrees with the graders" not in page
    assert '<div class="readonly">-</div>' in page


def test_a_benchmark_is_added_at_the_end(editor: Client) -> None:
    question = make_question()
    save(editor, question, **added(why=" It lacks what the caller notices. "))
    benchmark = Benchmark.objects.get()
    assert (benchmark.question, benchmark.position, benchmark.grade) == (question, 1, Decimal("6.5"))
    assert (benchmark.text, benchmark.why) == (HALF_ANSWER, "It lacks what the caller notices.")


def test_two_benchmarks_may_be_added_at_once(editor: Client) -> None:
    question = make_question()
    second = {"benchmarks__1__grade": "0", "benchmarks__1__text": "No idea."}
    save(editor, question, **{**added(), **second, "benchmarks__TOTAL_FORMS": 2})
    assert list(Benchmark.objects.values_list("position", "text")) == [(1, HALF_ANSWER), (2, "No idea.")]


def test_the_same_answer_twice_is_refused_in_words(editor: Client) -> None:
    question = make_question()
    second = {"benchmarks__1__grade": "0", "benchmarks__1__text": f" {HALF_ANSWER.replace(' ', '  ')} "}
    page = save(editor, question, **{**added(), **second, "benchmarks__TOTAL_FORMS": 2}).text
    assert "Another benchmark of this question has this answer already." in page
    assert not Benchmark.objects.exists()


def test_an_answer_may_take_the_place_of_a_deleted_one(editor: Client) -> None:
    question = make_question()
    make_benchmark(question, text=HALF_ANSWER)
    more = {"benchmarks__1__grade": "4", "benchmarks__1__text": HALF_ANSWER, "benchmarks__TOTAL_FORMS": 2}
    save(editor, question, benchmarks__0__DELETE="on", **more)
    assert [str(benchmark.grade) for benchmark in Benchmark.objects.all()] == ["4.0"]


def test_a_benchmark_makes_no_version(editor: Client) -> None:
    question = make_question()
    save(editor, question, **added())
    assert question.versions.count() == 1


def test_a_benchmark_is_changed_and_deleted(editor: Client) -> None:
    question = make_question()
    first, second = make_benchmark(question), make_benchmark(question)
    save(editor, question, benchmarks__0__grade="9.5", benchmarks__1__DELETE="on")
    first.refresh_from_db()
    assert first.grade == Decimal("9.5")
    assert not Benchmark.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"grade": "10.5"}, "A grade is between 0 and 10."),
        ({"grade": "-1"}, "A grade is between 0 and 10."),
        ({"grade": "6.25"}, "no more than 1 decimal place"),
        ({"text": " "}, "This field is required."),
        ({"text": "word " * 2001}, "at most 10000 characters"),
    ],
)
def test_an_impossible_benchmark_is_refused(editor: Client, values: dict[str, str], said: str) -> None:
    page = save(editor, make_question(), **added(**values)).text
    assert said in page
    assert not Benchmark.objects.exists()


def test_the_page_takes_as_many_queries_with_more_benchmarks(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    question = make_question()
    make_benchmark(question)
    with django_assert_max_num_queries(100) as few:
        page_of(editor, question)
    for _ in range(5):
        make_benchmark(question)
    with django_assert_max_num_queries(len(few)):
        page_of(editor, question)


def test_the_page_sends_what_the_tests_send(editor: Client) -> None:
    question = make_question()
    make_benchmark(question)
    page = page_of(editor, question)
    assert [name for name in form(question) if f'name="{name}"' not in page] == []


def test_more_benchmarks_than_a_page_can_hold_are_refused_in_words(editor: Client) -> None:
    question = make_question()
    filled = {"grade": "5", "why": ""}
    lines = {
        f"benchmarks__{number}__{name}": value
        for number in range(101)
        for name, value in {**filled, "text": f"Answer {number}"}.items()
    }
    page = save(editor, question, **lines, benchmarks__TOTAL_FORMS=101).text
    assert "A question has at most 100 benchmarks." in page
    assert not Benchmark.objects.exists()
