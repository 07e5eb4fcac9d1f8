import json
from dataclasses import replace
from typing import Any

import pytest

from quiz.scoring import Criterion, Rubric, RubricError, heaviest_missed, score
from tests.scoring.rubrics import criterion, misconception, rubric

GOOD = rubric(
    criterion("scale", "scales automatically", points=6),
    criterion("pay", "pay per use", points=4),
    criterion("speed", "ship faster", points=1, is_bonus=True, probe=""),
    misconceptions=(misconception("servers", "manage the servers yourself"),),
    model_answer="It scales automatically, and you pay per use.",
)


def test_rubric_survives_json() -> None:
    assert Rubric.from_json(json.loads(json.dumps(GOOD.to_json()))) == GOOD


def problems_of(**changes: Any) -> tuple[str, ...]:
    with pytest.raises(RubricError) as raised:
        replace(GOOD, **changes)
    return raised.value.problems


def with_criterion(**changes: Any) -> tuple[Criterion, ...]:
    return (replace(GOOD.criteria[0], **changes), *GOOD.criteria[1:])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"question": " "}, "The question is empty."),
        ({"criteria": ()}, "The rubric needs at least one criterion that is not a bonus."),
        (
            {"criteria": GOOD.criteria[:1]},
            "The criteria that are not a bonus add up to 6 points; make them 10.",
        ),
        (
            {"criteria": with_criterion(points=0)},
            "Criterion “Scale”: the points must be a whole number from 1 to 10, not 0.",
        ),
        (
            {"criteria": with_criterion(points=11)},
            "Criterion “Scale”: the points must be a whole number from 1 to 10, not 11.",
        ),
        (
            {"criteria": with_criterion(points=2.5)},
            "Criterion “Scale”: the points must be a whole number from 1 to 10, not 2.5.",
        ),
        ({"criteria": with_criterion(slug="pay")}, "2 criteria have the slug “pay”; give each its own."),
        ({"criteria": with_criterion(name="")}, "Criterion “scale”: the name is empty."),
        ({"criteria": with_criterion(probe="")}, "Criterion “Scale”: the follow-up is empty."),
        (
            {"criteria": with_criterion(missed="")},
            "Criterion “Scale”: what is said when it is missed is empty.",
        ),
        ({"criteria": with_criterion(phrases=())}, "Criterion “Scale”: it has no phrase; add one."),
        (
            {"criteria": with_criterion(phrases=("ok", " "))},
            "Criterion “Scale”, phrase 2: it is empty; remove it or write what an answer says.",
        ),
        (
            {"criteria": with_criterion(phrases=("a (b",))},
            "Criterion “Scale”, phrase 1: “(” is never closed, at character 3 of “a (b”.",
        ),
        (
            {"criteria": with_criterion(name="a\0b")},
            "Criterion “a\0b”: the name has characters that can't be stored; type it anew.",
        ),
        (
            {"misconceptions": (misconception("m", "x1", points=-1),)},
            "Misconception “M”: the points must be a whole number from 1 to 10, not -1.",
        ),
        (
            {"misconceptions": (replace(misconception("m", "x1"), correction=""),)},
            "Misconception “M”: the correction is empty.",
        ),
    ],
)
def test_bad_rubric_says_what_is_wrong(changes: dict[str, Any], problem: str) -> None:
    assert problem in problems_of(**changes)


def test_all_problems_are_told_at_once() -> None:
    assert len(problems_of(question="", criteria=with_criterion(name="", phrases=()))) == 3


@pytest.mark.parametrize(
    "data", [{}, {"question": "Q"}, {"question": "Q", "model_answer": "", "criteria": 3}]
)
def test_data_of_another_shape_is_a_rubric_error(data: dict[str, Any]) -> None:
    with pytest.raises(RubricError):
        Rubric.from_json(data)


def test_bonus_needs_no_probe_and_counts_on_top() -> None:
    assert sum(entry.points for entry in GOOD.criteria) == 11


@pytest.mark.parametrize(
    ("response", "slug"),
    [("", "scale"), ("It scales automatically.", "pay"), ("You pay per use.", "scale")],
)
def test_follow_up_asks_about_the_heaviest_missed(response: str, slug: str) -> None:
    asked = heaviest_missed(score(response, GOOD), GOOD)

    assert asked is not None
    assert asked.slug == slug


def test_nothing_is_asked_about_where_no_probe_is_open() -> None:
    assert heaviest_missed(score("It scales automatically, and you pay per use.", GOOD), GOOD) is None
    assert heaviest_missed(score("It scales automatically.", GOOD), GOOD, probed=["pay"]) is None


def test_first_of_equally_heavy_criteria_is_asked_about() -> None:
    even = rubric(criterion("one", "alpha", points=5), criterion("two", "beta", points=5))

    asked = heaviest_missed(score("", even), even)

    assert asked is not None
    assert asked.slug == "one"
