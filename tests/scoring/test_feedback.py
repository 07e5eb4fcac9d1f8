import pytest

from quiz.scoring import FollowUp, Gain, gains, parts_of, score
from quiz.scoring.feedback import in_words, sum_in_words
from tests.scoring.rubrics import criterion, misconception, rubric, rubric_of

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
            (
                Gain("scaling", 4, "Say what scaling is.", "", "scales automatically"),
                Gain("languages", 6, "Say what languages is.", "", "python, java, ruby"),
            ),
        ),
        (
            "It scales automatically, in Python.",
            "",
            (Gain("languages", 4, "Say what languages is. Two more are enough.", "", "java, ruby"),),
        ),
        (
            "It scales automatically, in Python and Java.",
            "",
            (Gain("languages", 2, "Say what languages is. One more is enough.", "", "ruby"),),
        ),
        ("We use Python, Java and Ruby.", "It scales automatically.", (Gain("scaling", 2, FIRST),)),
        (
            "It scales well, in Python, Java and Ruby.",
            "",
            (
                Gain(
                    "scaling",
                    4,
                    "Say what scaling is.",
                    "“scales” without “automatically”",
                    "scales automatically",
                ),
            ),
        ),
        ("It scales automatically, in Python, Java and Ruby.", "", ()),
    ],
)
def test_gains_say_what_would_raise_the_score(
    response: str, follow_up: str, expected: tuple[Gain, ...]
) -> None:
    said = [FollowUp(follow_up)]

    assert gains(score(response, RUBRIC, said), RUBRIC, parts_of(response, said)) == expected


SUM = rubric(
    criterion("scaling", "scales automatically", points=4),
    criterion("languages", "3 of: python, java, ruby", points=6),
    criterion("billing", "pay per use", points=2, is_bonus=True),
    misconceptions=(misconception("servers", "manage servers yourself", points=3),),
    alien_terms=("mainframe",),
)


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("It scales automatically.", "4 + 0 + 0 = 4"),
        ("It scales automatically, in Python, Java and Ruby. You pay per use.", "4 + 6 + 2 = 12, at most 10"),
        ("It scales automatically. We use Python.", "4 + 2 + 0 = 6"),
        (
            "It scales automatically on a mainframe. You manage the servers yourself.",
            "4 + 0 + 0 = 4, less 3 for what is mixed up and 1 for what doesn’t belong here: 0",
        ),
        (
            "You pay per use. It doesn't scale automatically. We use no Python, Java or Ruby.",
            "0 + 0 + 2 = 2, less 2 for what the answer denies: 0",
        ),
    ],
)
def test_sum_is_shown_in_the_open(response: str, expected: str) -> None:
    assert sum_in_words(score(response, SUM)) == expected


@pytest.mark.parametrize(
    ("phrase", "response", "expected"),
    [
        ("scales automatically", "It scales.", "“scales” without “automatically”"),
        (
            "(scale | grow) (automatic | by itself) traffic",
            "It scales with traffic.",
            "“scales” and “traffic” without “automatic”",
        ),
        ("cold start", "It isn't a cold start.", "“cold” and “start”, but denied"),
        (
            "no servers to manage",
            "You manage servers.",
            "“manage” and “servers”, but not denied, as it should be",
        ),
        (
            "manage servers unless bastion",
            "You manage servers of a bastion.",
            "“manage” and “servers”, but beside words that rule it out",
        ),
        (
            "cold start",
            "It is cold, long dark winter evenings, rain, snow, storms, hail and heavy wind start there.",
            "“cold” and “start”, but too far apart, or a word counted twice",
        ),
    ],
)
def test_near_miss_is_told_in_words(phrase: str, response: str, expected: str) -> None:
    near = score(response, rubric_of(phrase)).criteria[0].near_miss

    assert near is not None
    assert in_words(near, {"response": response}) == expected


@pytest.mark.parametrize(
    "response", ["", "Weather is fine.", "What is a serverless function?", "It scales automatically."]
)
def test_what_is_far_or_found_is_no_near_miss(response: str) -> None:
    assert score(response, RUBRIC).criteria[0].near_miss is None
