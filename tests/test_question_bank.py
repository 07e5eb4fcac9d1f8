"""The questions that come with the project: their shape, their rubrics, and how far graders agree."""

import pytest

from quiz.scoring import FollowUp, Rubric, score
from quiz.scoring.lint import lint
from tests.question_bank import LINES, TOPICS, Row, fields_of, rows, rubrics

ENTRY = ["question", "slug", "position", "name", "points"]
KEYS = {
    "quiz.topic": ["slug", "name", "position", "alien_terms"],
    "quiz.question": ["topic", "slug", "position", "short_name", "text", "model_answer", "difficulty"],
    "quiz.criterion": [*ENTRY, "is_bonus", "phrases", "probe", "missed"],
    "quiz.misconception": [*ENTRY, "phrases", "correction"],
    "quiz.benchmark": ["question", "position", "grade", "text", "why"],
    "quiz.glossaryentry": ["name", "meaning", "ways"],
}
FEWEST_BENCHMARKS = 8
FARTHEST = 1.5
"""Points that a score may be off a grade, on the same side of 5, to agree with it."""
LEAST_AGREEMENT = 0.9

QUESTIONS = [(file, slug) for file in TOPICS for slug in rubrics(file)]
CRITERIA = [
    (*question, entry.slug) for question in QUESTIONS for entry in rubrics(question[0])[question[1]].criteria
]
of_each_question = pytest.mark.parametrize(("file", "slug"), QUESTIONS)


def rubric(file: str, slug: str) -> Rubric:
    return rubrics(file)[slug]


def lines(file: str, slug: str) -> list[Row]:
    """The criteria and misconceptions of a question."""
    return [fields for model in LINES for fields in fields_of(file, model, slug)]


@pytest.mark.parametrize("file", [*TOPICS, "glossary"])
def test_every_object_has_the_keys_of_its_model(file: str) -> None:
    assert [row for row in rows(file) if list(row) != ["model", "fields"]] == []
    assert [row for row in rows(file) if list(row["fields"]) != KEYS[row["model"]]] == []


@pytest.mark.parametrize("file", TOPICS)
def test_questions_come_in_the_order_of_the_interview(file: str) -> None:
    positions = [fields["position"] for fields in fields_of(file, "quiz.question")]

    assert positions == list(range(1, len(positions) + 1))


@of_each_question
@pytest.mark.parametrize("model", ["quiz.criterion", "quiz.misconception", "quiz.benchmark"])
def test_positions_count_up(file: str, slug: str, model: str) -> None:
    positions = [fields["position"] for fields in fields_of(file, model, slug)]

    assert positions == list(range(1, len(positions) + 1))


@of_each_question
def test_criteria_are_few_and_their_advice_is_plain(file: str, slug: str) -> None:
    criteria = fields_of(file, "quiz.criterion", slug)

    assert 3 <= len(criteria) <= 7
    assert [fields["slug"] for fields in criteria if not fields["probe"].endswith("?")] == []
    assert {fields["missed"].split()[0] for fields in criteria} <= {"Say", "Name", "Give"}


@of_each_question
def test_misconceptions_are_few_and_cost_two_to_four_points(file: str, slug: str) -> None:
    misconceptions = fields_of(file, "quiz.misconception", slug)

    assert 2 <= len(misconceptions) <= 5
    assert {fields["points"] for fields in misconceptions} <= {2, 3, 4}
    assert [fields["slug"] for fields in misconceptions if not fields["correction"].endswith(".")] == []


@of_each_question
def test_phrases_stand_once(file: str, slug: str) -> None:
    for fields in lines(file, slug):
        assert len(set(fields["phrases"])) == len(fields["phrases"])


@of_each_question
def test_rubric_is_free_of_findings(file: str, slug: str) -> None:
    """Words that are read alike are shown to editors and no fault."""
    neighbors = {
        f"{other}/{name}": theirs.model_answer
        for other in TOPICS
        for name, theirs in rubrics(other).items()
        if name != slug
    }
    findings = lint(rubric(file, slug), neighbors)

    assert [finding.sentence for finding in findings if not finding.is_note] == []


@of_each_question
def test_the_model_answer_earns_every_criterion(file: str, slug: str) -> None:
    result = score(rubric(file, slug).model_answer, rubric(file, slug))

    assert [criterion.slug for criterion in result.criteria if criterion.first < 1] == []
    assert (result.misconceptions, result.alien_terms) == ((), ())


@of_each_question
def test_the_question_itself_earns_nothing(file: str, slug: str) -> None:
    assert score(rubric(file, slug).question, rubric(file, slug)).value == 0


@of_each_question
def test_repeating_a_probe_earns_nothing(file: str, slug: str) -> None:
    asked = rubric(file, slug)
    for criterion in asked.criteria:
        statement = criterion.probe.replace("?", ".")
        assert score("", asked, [FollowUp(statement, criterion.probe)]).value == 0


@pytest.mark.parametrize(("file", "slug", "criterion"), CRITERIA)
def test_what_is_said_when_a_criterion_is_missed_earns_it(file: str, slug: str, criterion: str) -> None:
    asked = rubric(file, slug)
    place, entry = next(found for found in enumerate(asked.criteria) if found[1].slug == criterion)
    opening = next(words for words in ("Say that ", "Name ", "Give ") if entry.missed.startswith(words))
    sentence = entry.missed.removeprefix(opening)

    alone = score(sentence, asked)
    prompted = score("", asked, [FollowUp(sentence, entry.probe)])

    assert (alone.criteria[place].first, prompted.criteria[place].total) == (1, 1)
    assert alone.misconceptions == ()


@of_each_question
def test_the_shortest_way_earns_its_criterion(file: str, slug: str) -> None:
    asked = rubric(file, slug)
    for place, missed in enumerate(score("", asked).criteria):
        assert missed.rest
        assert score(f"It is this: {missed.rest}.", asked).criteria[place].first == 1


@of_each_question
def test_a_correction_holds_no_misconception(file: str, slug: str) -> None:
    for misconception in rubric(file, slug).misconceptions:
        assert score(misconception.correction, rubric(file, slug)).misconceptions == ()


@of_each_question
def test_benchmarks_reach_from_nothing_to_everything(file: str, slug: str) -> None:
    grades = [float(fields["grade"]) for fields in fields_of(file, "quiz.benchmark", slug)]

    assert len(grades) >= FEWEST_BENCHMARKS
    assert min(grades) <= 1
    assert max(grades) >= 9
    assert sum(2 < grade < 9 for grade in grades) >= 2


@pytest.mark.parametrize("file", TOPICS)
def test_scores_agree_with_the_grades_of_benchmarks(file: str) -> None:
    graded = [
        (fields["grade"], score(fields["text"], rubric(file, fields["question"][1])).value / 10)
        for fields in fields_of(file, "quiz.benchmark")
    ]
    agreed = sum(
        abs(points - grade) <= FARTHEST and (points >= 5) == (grade >= 5) for grade, points in graded
    )

    assert agreed >= LEAST_AGREEMENT * len(graded)
