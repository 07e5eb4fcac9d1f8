"""What repeats the question or the follow-up."""

import pytest

from quiz.scoring import FollowUp, RemarkKind, score
from tests.scoring.rubrics import criterion, rubric
from tests.scoring.serverless import LAMBDA


@pytest.mark.parametrize("said", ["What do you pay per use for?", "You pay per use for what.", "Pay per use"])
def test_repeating_the_follow_up_earns_nothing(said: str) -> None:
    assert score("", LAMBDA, [FollowUp(said, "What do you pay per use for?")]).value == 0


def test_short_list_answers_a_follow_up() -> None:
    said = [FollowUp("Python, Java, Ruby, Go, C#, Node.js")]

    assert score("It is nice to have.", LAMBDA, said).criteria[2].total == 1


def test_sentence_with_a_quarter_of_its_own_words_is_no_echo() -> None:
    asked = rubric(criterion("it", "routes events"), question="How do events reach Lambda functions?")

    assert score("It routes events to Lambda functions.", asked).value == 100


@pytest.mark.parametrize(
    ("response", "value"),
    [
        ("Scales automatically? No.", 0),
        ("Scales automatically? Yes.", 40),
        ("It scales automatically, right?", 40),
    ],
)
def test_statement_with_a_question_mark_counts_unless_it_is_refused(response: str, value: int) -> None:
    assert score(response, LAMBDA).value == value


def test_sentence_that_repeats_little_of_each_sentence_of_the_question_is_no_echo() -> None:
    asked = rubric(
        criterion("it", "queue holds order"),
        question="A shop keeps every order in a queue until it is paid. What holds orders back in shops?",
    )

    assert score("A queue holds orders.", asked).value == 100
    assert score("Shops hold orders back.", asked).remarks[0].kind is RemarkKind.ECHO


def test_question_itself_earns_nothing() -> None:
    echoing = rubric(
        criterion("it", "serverless function"), question="What is a serverless function for you?"
    )

    assert score("A serverless function for you.", echoing).value == 0
