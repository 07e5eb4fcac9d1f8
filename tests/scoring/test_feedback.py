import pytest

from quiz.scoring import Gain, gains, points_in_words, score, summary
from quiz.scoring.feedback import SAY_IT_FIRST
from tests.scoring.rubrics import criterion, rubric

RUBRIC = rubric(
    criterion("scaling", "scales automatically", points=4),
    criterion("languages", "3 of: python, java, ruby", points=6),
)


@pytest.mark.parametrize(
    ("response", "follow_up", "expected"),
    [
        (
            "",
            "",
            (Gain("scaling", 4, "Say what scaling is."), Gain("languages", 6, "Say what languages is.")),
        ),
        (
            "It scales automatically, in Python.",
            "",
            (Gain("languages", 4, "Say what languages is. Two more are enough."),),
        ),
        (
            "It scales automatically, in Python and Java.",
            "",
            (Gain("languages", 2, "Say what languages is. One more is enough."),),
        ),
        ("We use Python, Java and Ruby.", "It scales automatically.", (Gain("scaling", 2, SAY_IT_FIRST),)),
        ("It scales automatically, in Python, Java and Ruby.", "", ()),
    ],
)
def test_gains_say_what_would_raise_the_score(
    response: str, follow_up: str, expected: tuple[Gain, ...]
) -> None:
    assert gains(score(response, RUBRIC, follow_up), RUBRIC) == expected


def test_summary_counts_what_is_there_before_what_is_not() -> None:
    scores = [
        score("It scales automatically.", RUBRIC),
        score("It is nice to have.", RUBRIC, "It scales automatically."),
    ]

    assert summary(scores) == "1 covered, 1 prompted, 2 not yet"
    assert summary(scores[:1]) == "1 covered, 1 not yet"


@pytest.mark.parametrize(
    ("points", "words"), [(2, "+2"), (1.5, "+1.5"), (-3, "-3"), (0, "0"), (0.666, "+0.7")]
)
def test_points_are_shown_with_one_decimal_at_most(points: float, words: str) -> None:
    assert points_in_words(points) == words
