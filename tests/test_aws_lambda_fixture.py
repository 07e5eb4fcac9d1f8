"""The AWS Lambda question bank: its shape, its rubrics, and what hand-made answers score with them."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quiz.scoring import Rubric, parse_phrase, score
from tests.aws_lambda_answers import ANSWERS, MISTAKEN, RIGHT

FIXTURE = Path(__file__).parents[1] / "fixtures" / "aws_lambda.json"
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
LONGEST_PHRASE = 400
ENTRY = ["question", "slug", "position", "name", "points"]
KEYS = {
    "quiz.topic": ["slug", "name", "position"],
    "quiz.question": ["topic", "slug", "position", "short_name", "text", "model_answer", "difficulty"],
    "quiz.criterion": [*ENTRY, "is_bonus", "phrases", "probe", "missed"],
    "quiz.misconception": [*ENTRY, "phrases", "correction"],
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
CRITERION_CASES = [
    pytest.param(slug, criterion, id=f"{slug}-{criterion}")
    for slug, criterion in (
        (item["fields"]["question"][1], item["fields"]["slug"])
        for item in json.loads(FIXTURE.read_text(encoding="utf-8"))
        if item["model"] == "quiz.criterion"
    )
]


@cache
def objects() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(FIXTURE.read_text(encoding="utf-8")))


def of_model(model: str, question: str | None = None) -> Iterator[dict[str, Any]]:
    """The fields of each object of a model, of one question or of all."""
    for item in objects():
        fields = item["fields"]
        if item["model"] == model and (question is None or fields["question"] == ["aws-lambda", question]):
            yield fields


@cache
def question(slug: str) -> dict[str, Any]:
    return next(fields for fields in of_model("quiz.question") if fields["slug"] == slug)


@cache
def rubric(slug: str) -> Rubric:
    """The rubric as the application would build it from the rows of one question."""
    drop = {"question", "position"}
    parts = {
        name: [{k: v for k, v in fields.items() if k not in drop} for fields in of_model(model, slug)]
        for name, model in [("criteria", "quiz.criterion"), ("misconceptions", "quiz.misconception")]
    }
    asked = question(slug)
    return Rubric.from_json({"question": asked["text"], "model_answer": asked["model_answer"], **parts})


def test_every_object_has_the_keys_of_its_model() -> None:
    assert [item["model"] for item in objects() if list(item) != ["model", "fields"]] == []
    assert [item for item in objects() if list(item["fields"]) != KEYS[item["model"]]] == []


def test_questions_come_in_the_order_of_the_interview() -> None:
    assert [(fields["slug"], fields["position"]) for fields in of_model("quiz.question")] == [
        (slug, position) for position, slug in enumerate(WORDS, 1)
    ]


@pytest.mark.parametrize("slug", WORDS)
def test_question_and_model_answer_are_whole(slug: str) -> None:
    asked = question(slug)

    assert (len(asked["text"].split()), len(asked["model_answer"].split())) == WORDS[slug]
    assert asked["topic"] == ["aws-lambda"]
    assert asked["difficulty"] in {"easy", "medium", "hard"}


@pytest.mark.parametrize("slug", WORDS)
@pytest.mark.parametrize("model", ["quiz.criterion", "quiz.misconception"])
def test_slugs_are_unique_and_positions_count_up(slug: str, model: str) -> None:
    rows = list(of_model(model, slug))

    assert len({fields["slug"] for fields in rows}) == len(rows)
    assert [fields["position"] for fields in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("slug", WORDS)
def test_criteria_are_few_and_their_points_add_up_to_ten(slug: str) -> None:
    criteria = list(of_model("quiz.criterion", slug))

    assert 3 <= len(criteria) <= 7
    assert sum(fields["points"] for fields in criteria if not fields["is_bonus"]) == 10
    assert [fields["slug"] for fields in criteria if not fields["probe"].endswith("?")] == []
    assert {fields["missed"].split()[0] for fields in criteria} <= {"Say", "Name", "Give"}


@pytest.mark.parametrize("slug", WORDS)
def test_misconceptions_are_few_and_cost_two_to_four_points(slug: str) -> None:
    misconceptions = list(of_model("quiz.misconception", slug))

    assert 2 <= len(misconceptions) <= 5
    assert {fields["points"] for fields in misconceptions} <= {2, 3, 4}
    assert [fields["slug"] for fields in misconceptions if not fields["correction"].endswith(".")] == []


@pytest.mark.parametrize("model", ["quiz.criterion", "quiz.misconception"])
def test_every_phrase_parses_and_stands_once(model: str) -> None:
    for fields in of_model(model):
        assert fields["phrases"]
        assert len(set(fields["phrases"])) == len(fields["phrases"])
        for phrase in fields["phrases"]:
            parse_phrase(phrase)


@pytest.mark.parametrize("model", ["quiz.criterion", "quiz.misconception"])
def test_no_phrase_is_too_long_to_read(model: str) -> None:
    phrases = [phrase for fields in of_model(model) for phrase in fields["phrases"]]

    assert [phrase for phrase in phrases if len(phrase) > LONGEST_PHRASE] == []


@pytest.mark.parametrize("slug", WORDS)
def test_the_model_answer_earns_every_criterion(slug: str) -> None:
    result = score(question(slug)["model_answer"], rubric(slug))

    assert [criterion.slug for criterion in result.criteria if criterion.first < 1] == []
    assert result.misconceptions == ()
    assert result.value >= 90


@pytest.mark.parametrize("slug", WORDS)
def test_the_question_itself_earns_nothing(slug: str) -> None:
    assert score(question(slug)["text"], rubric(slug)).value == 0


@pytest.mark.parametrize(
    "text", ["You don't pay per use.", "You never pay per request.", "You don't pay for what you use."]
)
def test_saying_the_opposite_earns_nothing(text: str) -> None:
    assert score(text, rubric("benefits")).value == 0


@pytest.mark.parametrize("slug", WORDS)
def test_repeating_a_probe_earns_nothing(slug: str) -> None:
    for criterion in rubric(slug).criteria:
        statement = criterion.probe.replace("?", ".")
        assert score("", rubric(slug), follow_up=statement, probe=criterion.probe).value == 0


@pytest.mark.parametrize("slug", WORDS)
def test_model_answers_of_other_questions_stay_below_forty(slug: str) -> None:
    others = [question(other)["model_answer"] for other in WORDS if other != slug]

    assert [answer for answer in others if score(answer, rubric(slug)).value >= 40] == []


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
    expected = {(slug, entry["slug"]) for slug in WORDS for entry in of_model("quiz.misconception", slug)}

    assert {(slug, name) for slug, rows in MISTAKEN.items() for name, _ in rows} == expected


@pytest.mark.parametrize("slug", WORDS)
def test_a_correction_holds_no_misconception(slug: str) -> None:
    for misconception in rubric(slug).misconceptions:
        assert score(misconception.correction, rubric(slug)).misconceptions == ()


@pytest.mark.parametrize(("slug", "criterion"), CRITERION_CASES)
def test_what_is_said_when_a_criterion_is_missed_earns_it(slug: str, criterion: str) -> None:
    place, asked = next(
        (place, entry) for place, entry in enumerate(rubric(slug).criteria) if entry.slug == criterion
    )
    opening = next(words for words in ("Say that ", "Name ", "Give ") if asked.missed.startswith(words))
    sentence = asked.missed.removeprefix(opening)

    alone = score(sentence, rubric(slug))
    prompted = score("", rubric(slug), follow_up=sentence, probe=asked.probe)

    assert (alone.criteria[place].first, prompted.criteria[place].total) == (1, 1)
    assert alone.misconceptions == ()
