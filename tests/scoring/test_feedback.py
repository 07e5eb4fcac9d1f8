import pytest

from quiz.scoring import Gain, gains, score
from tests.scoring.rubrics import criterion, rubric

RUBRIC = rubric(
    criterion("scaling", "scales automatically", points=4),
    criterion("languages", "3 of: python, java, ruby", points=6),
)
FIRST = "Bring “Scaling” into the first answer, before the follow-up asks for it."


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
        ("We use Python, Java and Ruby.", "It scales automatically.", (Gain("scaling", 2, FIRST),)),
        ("It scales automatically, in Python, Java and Ruby.", "", ()),
    ],
)
def test_gains_say_what_would_raise_the_score(
    response: str, follow_up: str, expected: tuple[Gain, ...]
) -> None:
    assert gains(score(response, RUBRIC, follow_up), RUBRIC) == expected
