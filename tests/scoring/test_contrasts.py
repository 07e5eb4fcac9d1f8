"""Words of contrast keep a misconception from catching a sentence that tells it from the truth."""

import pytest

from quiz.scoring import score
from tests.scoring.examples import examples
from tests.scoring.rubrics import criterion, misconception, rubric
from tests.scoring.test_phrases import PAGE

EXAMPLES = list(examples(PAGE, "misconception"))


def is_caught(phrase: str, text: str) -> bool:
    return bool(
        score(
            text, rubric(criterion("it", "anything"), misconceptions=(misconception("m", phrase),))
        ).misconceptions
    )


@pytest.mark.parametrize(("phrase", "kind", "text"), EXAMPLES)
def test_documented_misconception_holds(phrase: str, kind: str, text: str) -> None:
    assert is_caught(phrase, text) is {"yes": True, "no": False}[kind]


@pytest.mark.parametrize(
    "text",
    [
        "Unlike EC2, where you manage servers, Lambda hides them.",
        "It runs code instead of letting you manage servers.",
        "You used to manage servers.",
        "In the old days you had to manage servers.",
        "Compared with EC2, where you manage servers, it is simple.",
        "Traditionally you manage servers, whereas Lambda hides them.",
        "Otherwise you manage servers.",
        "It is a myth that you manage servers.",
        "Some people think that you manage servers.",
        "You manage servers on EC2, in contrast to Lambda.",
        "You manage functions, not servers, and nobody has to manage servers.",
    ],
)
def test_contrast_in_the_sentence_rules_a_misconception_out(text: str) -> None:
    assert not is_caught("manage servers", text)


@pytest.mark.parametrize(
    "text",
    [
        "You manage servers.",
        "You manage servers. Before Lambda it was the same.",
        "I would manage servers.",
        "You manage servers, no matter how many.",
    ],
)
def test_misconception_without_a_contrast_in_its_sentence_is_caught(text: str) -> None:
    assert is_caught("manage servers", text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("no limit", "There is no limit."),
        ("no limit", "It doesn't have a limit."),
        ("no limit", "It never reaches a limit."),
        ('"not supported"', "Images are not supported."),
        ("before deploy", "You start it before you deploy it."),
        ('"sam is used instead of" cloudformation', "SAM is used instead of CloudFormation."),
    ],
)
def test_contrast_that_the_phrase_itself_asks_for_is_no_contrast(phrase: str, text: str) -> None:
    assert is_caught(phrase, text)


def test_contrast_beside_the_one_that_the_phrase_asks_for_counts() -> None:
    assert not is_caught("no limit", "Unlike a server it has no limit.")


def test_contrast_rules_no_criterion_out() -> None:
    result = score("Unlike EC2 it scales automatically.", rubric(criterion("it", "scales automatically")))

    assert result.criteria[0].first == 1


def test_contrasts_add_to_the_words_after_unless() -> None:
    assert not is_caught("manage servers unless bastion", "You manage servers such as a bastion.")
    assert not is_caught("manage servers unless bastion", "You used to manage servers.")
