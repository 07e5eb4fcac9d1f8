from dataclasses import replace

import pytest

from quiz.scoring import FollowUp, Gain, gains, parts_of, score
from quiz.scoring.feedback import in_words, sum_in_words
from quiz.scoring.glossary import Group
from tests.scoring.rubrics import criterion, misconception, rubric

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
                Gain("scaling", 4, "Say what scaling is.", "", "“scales”, “automatically”"),
                Gain("languages", 6, "Say what languages is.", "", "“python”, “java”, “ruby”"),
            ),
        ),
        (
            "It scales automatically, in Python.",
            "",
            (Gain("languages", 4, "Say what languages is. Two more are enough.", "", "“java”, “ruby”"),),
        ),
        (
            "It scales automatically, in Python and Java.",
            "",
            (Gain("languages", 2, "Say what languages is. One more is enough.", "", "“ruby”"),),
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
                    "“scales”, “automatically”",
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


def shortest(response: str, follow_up: str = "") -> list[str]:
    return [entry.rest for entry in score(response, ASKED, [FollowUp(follow_up, "Which?")]).criteria]


ASKED = rubric(
    criterion("copies", "(another | spare) (thing | busy) | fresh container", points=4),
    criterion("scaling", "scales automatically", points=3),
    criterion("languages", "2 of: go, time, python | cobol", points=3),
    question="How does a spare thing scale?",
    model_answer="If all are busy, it starts another in a fresh container. Python does.",
)


def test_fewest_words_are_those_of_the_model_answer_and_rare_ones() -> None:
    assert shortest("") == ["fresh container", "scales automatically", "python, go"]


@pytest.mark.parametrize(
    ("response", "follow_up"),
    [
        ("How does a spare thing scale?", ""),
        ("Is it a spare thing?", ""),
        (
            "Fine.",
            "Go, spare thing, SQL, CSS, HTML, Ruby, Rust, Perl, Java, Kotlin, Scala, Lisp, Ada, C.",
        ),
    ],
)
def test_words_that_a_guard_silenced_are_not_promised_to_earn(response: str, follow_up: str) -> None:
    assert shortest(response, follow_up)[0] == ""
    assert shortest(response, follow_up)[1] == "scales automatically"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ('("m venv" | conda create) activate', "“activate”, “-m venv”"),
        ('"o 1"', "“O(1)”"),
        ('"+= 1" interrupted', "“interrupted”, “+= 1”"),
        ('"slot table"', "“slot table”"),
        ("@mark lookup", "“lookup”, “big table”"),
    ],
)
def test_exact_words_are_told_together_as_the_model_answer_writes_them(phrase: str, expected: str) -> None:
    asked = rubric(
        criterion("it", phrase),
        model_answer="Use `python -m venv`. It is `O(1)`.",
        glossary=(Group("mark", ('"big table"',)),),
    )

    assert gains(score("", asked), asked, {})[0].shortest == expected


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
        (
            "(look back at function | task) waiting",
            "We look far down and back at an old function.",
            "“look”, “back” and “function” without “waiting”",
        ),
    ],
)
def test_near_miss_is_told_in_words(phrase: str, response: str, expected: str) -> None:
    near = score(response, rubric(criterion("it", phrase), model_answer=phrase)).criteria[0].near_miss

    assert near is not None
    assert in_words(near, {"response": response}) == expected


@pytest.mark.parametrize(
    "response", ["", "Weather is fine.", "What is a serverless function?", "It scales automatically."]
)
def test_what_is_far_or_found_is_no_near_miss(response: str) -> None:
    assert score(response, RUBRIC).criteria[0].near_miss is None


NEAR = rubric(
    criterion("market", "time to market"),
    question="How does Lambda save an hour?",
    model_answer="Lambda brings code to the market in less time.",
)


@pytest.mark.parametrize(
    ("phrase", "response"),
    [
        ("time market", "It takes time."),
        ("know services", "Services do."),
        ("lambda hour market", "Lambda runs for an hour."),
        ("build everything worked", "Whatever worked was good."),
        ("3 collisions", "There are 3."),
    ],
)
def test_common_words_and_those_of_the_question_bring_nobody_near(phrase: str, response: str) -> None:
    asked = replace(NEAR, criteria=(criterion("it", phrase),))

    assert score(response, asked).criteria[0].near_miss is None


@pytest.mark.parametrize(
    ("phrase", "response", "expected"),
    [
        ("rapid time market", "It takes time on the market.", "“time” and “market” without “rapid”"),
        ("deploy rapid", "It deploys.", "“deploys” without “rapid”"),
    ],
)
def test_words_of_the_model_answer_or_rare_ones_do(phrase: str, response: str, expected: str) -> None:
    near = score(response, replace(NEAR, criteria=(criterion("it", phrase),))).criteria[0].near_miss

    assert near is not None
    assert in_words(near, {"response": response}) == expected
