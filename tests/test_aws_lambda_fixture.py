"""The AWS Lambda questions: what whole answers, true sentences and mistaken ones score."""

import pytest

from quiz.scoring import Rubric, score
from tests.aws_lambda_answers import ANSWERS, MISTAKEN, RIGHT
from tests.question_bank import rubrics

WORDS = {  # question slug -> words in the question, words in the model answer
    "languages-and-packaging": (17, 49),
    "benefits": (12, 39),
    "event-sources": (14, 38),
    "eventbridge": (16, 31),
    "concurrency": (11, 45),
    "automatic-scaling": (16, 29),
    "statelessness": (17, 33),
    "aws-sam": (18, 34),
    "best-practices": (12, 45),
}
RANGES = {"good": (75, 100), "half": (35, 70), "poor": (5, 34), "negated": (0, 10), "wrong": (0, 15)}
CASES = [
    pytest.param(slug, text, *RANGES[kind], id=f"{slug}-{kind}")
    for slug, answers in ANSWERS.items()
    for kind, text in answers.items()
]
RIGHT_CASES = [
    pytest.param(slug, " ".join(line.split()), id=f"{slug}-{number}")
    for slug, lines in RIGHT.items()
    for number, line in enumerate(lines.removeprefix("\n        - ").split("\n        - "), 1)
]
MISTAKEN_CASES = [
    pytest.param(slug, misconception, sentence, id=f"{slug}-{misconception}-{number}")
    for slug, sentences in MISTAKEN.items()
    for number, (misconception, sentence) in enumerate(sentences, 1)
]


def rubric(slug: str) -> Rubric:
    return rubrics("aws_lambda")[slug]


@pytest.mark.parametrize("slug", WORDS)
def test_question_and_model_answer_are_whole(slug: str) -> None:
    asked = rubric(slug)

    assert (len(asked.question.split()), len(asked.model_answer.split())) == WORDS[slug]


@pytest.mark.parametrize(
    "text", ["You don't pay per use.", "You never pay per request.", "You don't pay for what you use."]
)
def test_saying_the_opposite_earns_nothing(text: str) -> None:
    assert score(text, rubric("benefits")).value == 0


@pytest.mark.parametrize(("slug", "text", "lowest", "highest"), CASES)
def test_an_answer_lands_in_its_range(slug: str, text: str, lowest: int, highest: int) -> None:
    result = score(" ".join(text.split()), rubric(slug))

    assert lowest <= result.value <= highest


@pytest.mark.parametrize("slug", WORDS)
def test_a_good_answer_holds_no_misconception_and_a_wrong_one_does(slug: str) -> None:
    assert score(" ".join(ANSWERS[slug]["good"].split()), rubric(slug)).misconceptions == ()
    assert score(" ".join(ANSWERS[slug]["wrong"].split()), rubric(slug)).misconceptions != ()


@pytest.mark.parametrize(("slug", "sentence"), RIGHT_CASES)
def test_a_true_sentence_holds_no_misconception(slug: str, sentence: str) -> None:
    assert score(sentence, rubric(slug)).misconceptions == ()


@pytest.mark.parametrize(("slug", "misconception", "sentence"), MISTAKEN_CASES)
def test_a_false_sentence_holds_its_misconception(slug: str, misconception: str, sentence: str) -> None:
    assert misconception in {hit.slug for hit in score(sentence, rubric(slug)).misconceptions}


def test_every_misconception_has_a_false_sentence() -> None:
    expected = {(slug, entry.slug) for slug in WORDS for entry in rubric(slug).misconceptions}

    assert {(slug, name) for slug, rows in MISTAKEN.items() for name, _ in rows} == expected
