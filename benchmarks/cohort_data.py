"""Very many attempts, written with COPY, and the progress that they come to, made by SQL.

The answers are benchmarks of the question bank, scored once and given again and again; questions are copied
until they have `CRITERIA`. Everything follows from numbers: the same size is the same database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from quiz.models import AnswerDay, Attempt, CriterionProgress, Interview, Question, QuestionProgress, User
from quiz.scoring import FollowUp, Receipt, Rubric, State, score
from quiz.services.question_bank import publish

MEMBERS = 200
CRITERIA = 300
ROUND, TOGETHER = 50, 5
"""Questions that a person answers, again and again in rounds, and of one interview."""
OTHERS_ROUNDS = 10
DAYS = 84

INTERVIEW = (
    "id candidate_id started_at finished_at score covered prompted not_yet "
    "title topics question_count follow_ups feedback seed"
).split()
SAME_FOR_ALL = ("Bench", "{}", TOGETHER, 1, "each", 0)
ATTEMPT = (
    "id interview_id position asked_at said_at closed_at question_id rubric_version_id status response "
    "probed follow_ups score result receipt draft draft_dictated dictated paused timed_out"
).split()

COUNTED = """
    FROM quiz_attempt AS attempt JOIN quiz_interview AS interview ON interview.id = interview_id
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE state = 'covered') AS covered,
            count(*) FILTER (WHERE state = 'prompted') AS prompted,
            count(*) FILTER (WHERE state = 'not-yet') AS not_yet
        FROM jsonb_to_recordset(result -> 'criteria') AS criterion(state text, is_bonus boolean)
        WHERE NOT is_bonus
    ) AS tally
"""
PROGRESS = (
    f"""
    INSERT INTO quiz_questionprogress (
        candidate_id, question_id, attempt_id, closed_at, score, is_skipped, covered, prompted, not_yet,
        best_score, times_asked, times_answered, first_closed_at, first_score
    )
    SELECT DISTINCT ON (candidate_id, attempt.question_id)
        candidate_id, attempt.question_id, attempt.id, closed_at, attempt.score, status = 'skipped',
        tally.covered, tally.prompted, tally.not_yet, max(attempt.score) OVER mine, count(*) OVER mine,
        count(*) FILTER (WHERE status = 'answered') OVER mine,
        first_value(closed_at) OVER oldest, first_value(attempt.score) OVER oldest
    {COUNTED}
    WINDOW mine AS (PARTITION BY candidate_id, attempt.question_id),
        oldest AS (PARTITION BY candidate_id, attempt.question_id ORDER BY closed_at, attempt.score)
    ORDER BY candidate_id, attempt.question_id, closed_at DESC, attempt.id DESC
    """,
    """
    INSERT INTO quiz_criterionprogress (
        candidate_id, question_id, slug, attempt_id, closed_at, state, covered, prompted, not_yet,
        first_credited_at
    )
    SELECT DISTINCT ON (candidate_id, attempt.question_id, slug)
        candidate_id, attempt.question_id, slug, attempt.id, closed_at, state,
        count(*) FILTER (WHERE state = 'covered') OVER mine,
        count(*) FILTER (WHERE state = 'prompted') OVER mine,
        count(*) FILTER (WHERE state = 'not-yet') OVER mine,
        min(closed_at) FILTER (WHERE state <> 'not-yet') OVER mine
    FROM quiz_attempt AS attempt JOIN quiz_interview AS interview ON interview.id = interview_id
    CROSS JOIN LATERAL jsonb_to_recordset(result -> 'criteria') AS criterion(slug text, state text)
    WINDOW mine AS (PARTITION BY candidate_id, attempt.question_id, slug)
    ORDER BY candidate_id, attempt.question_id, slug, closed_at DESC, attempt.id DESC
    """,
    f"""
    INSERT INTO quiz_answerday (candidate_id, day, asked, answered, score_sum, covered, prompted, not_yet)
    SELECT
        candidate_id, (closed_at AT TIME ZONE 'UTC')::date AS day, count(*),
        count(*) FILTER (WHERE status = 'answered'), sum(attempt.score),
        sum(tally.covered), sum(tally.prompted), sum(tally.not_yet)
    {COUNTED}
    GROUP BY candidate_id, day
    """,
)


@dataclass(frozen=True)
class Given:
    """An answer to a question, scored; `rest` are the columns from `question_id` on, as COPY reads them."""

    score: int
    states: Sequence[State]
    turns: int
    rest: str


def make_questions() -> list[list[Given]]:
    """Load the question bank, copy it until there are enough criteria, and score answers to each question."""
    call_command("load_question_bank", verbosity=0)
    originals = list(Question.objects.published().order_by("pk"))
    found = [(question, question) for question in originals]
    while sum(question.criteria.count() for _, question in found) < CRITERIA:
        original = originals[len(found) % len(originals)]
        found.append((original, _copy(original, len(found))))
    return [_given(original, question) for original, question in found]


def _copy(original: Question, number: int) -> Question:
    copied = Question.objects.get(pk=original.pk)
    lines = [*copied.criteria.all(), *copied.misconceptions.all()]
    copied.pk, copied.current_version, copied.slug = None, None, f"{original.slug}-{number}"
    copied._state.adding = True
    copied.save()
    for line in lines:
        line.pk, line.question = None, copied
        line._state.adding = True
        line.save()
    publish(copied)
    return copied


def _given(original: Question, question: Question) -> list[Given]:
    """The benchmarks as answers, each once more with the model answer as a follow-up, and a skip."""
    assert question.current_version
    rubric = question.current_version.rubric
    texts = ["", *original.benchmarks.values_list("text", flat=True)]
    given = [_scored(question, rubric, text) for text in texts]
    return given + [_scored(question, rubric, text, rubric.model_answer) for text in texts[1:]]


def _scored(question: Question, rubric: Rubric, text: str, more: str = "") -> Given:
    result = score(text, rubric)
    missed = [line.slug for line in result.criteria if line.state == State.NOT_YET and not line.is_bonus]
    probed = missed[:1] if more else []
    probes = [line.probe for line in rubric.criteria if line.slug in probed]
    said = (text, [FollowUp(more, probe) for probe in probes])
    result = score(said[0], rubric, said[1])
    receipt = Receipt.of(result.to_json(), rubric, *said).to_json()
    columns = (
        *(question.pk, question.current_version_id, "answered" if text else "skipped", text),
        *(_array(probed), _array([more] * len(probed)), result.value),
        *(json.dumps(result.to_json()), json.dumps(receipt), "", "0", "0", "0", "f"),
    )
    states = [line.state for line in result.criteria if not line.is_bonus]
    return Given(result.value, states, bool(text) + len(probed), "\t".join(map(_escaped, columns)))


def make_people(number: int) -> list[int]:
    before = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"oak-{i}@example.org", name=f"Oak {i}", password="!")
        for i in range(before, before + number)
    )
    return [person.pk for person in people]


def add_attempts(people: Sequence[int], rounds: range, questions: Sequence[Sequence[Given]]) -> None:
    """Let each go through these rounds: ten interviews with the questions that the person has."""
    for start in range(0, len(people), 20):
        interviews, attempts = [], []
        for person in people[start : start + 20]:
            for interview, own in _held(person, rounds, questions):
                interviews.append(interview)
                attempts += own
        _copy_rows(Interview, INTERVIEW, interviews)
        _copy_rows(Attempt, ATTEMPT, attempts)


def make_progress() -> None:
    """Make all progress anew from the attempts, and tell the planner."""
    with connection.cursor() as cursor:
        for model in (QuestionProgress, CriterionProgress, AnswerDay):
            cursor.execute(f"TRUNCATE {model._meta.db_table}")
        for statement in PROGRESS:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def _held(
    person: int, rounds: range, questions: Sequence[Sequence[Given]]
) -> Iterator[tuple[str, list[str]]]:
    """The rows of each interview and its attempts, as COPY reads them."""
    asked = Random(person).sample(questions, ROUND)
    for number in rounds:
        for part in range(0, ROUND, TOGETHER):
            pk = (person * 100 + number) * ROUND + part
            chance = Random(pk)
            at = _midnight() - timedelta(days=(7 * person + 8 * part // TOGETHER + 3 * number) % DAYS + 1)
            at += timedelta(hours=8, minutes=part)
            given = [chance.choice(answers) for answers in asked[part : part + TOGETHER]]
            attempts = [_attempt(pk, position, at, each) for position, each in enumerate(given, start=1)]
            states = [state for each in given for state in each.states]
            counts = [states.count(state) for state in State]
            mean = round(sum(each.score for each in given) / TOGETHER)
            row = (
                pk,
                person,
                at,
                at + timedelta(hours=1),
                mean,
                *counts,
                "Bench",
                "{}",
                TOGETHER,
                1,
                "each",
                0,
            )
            yield "\t".join(map(str, row)), attempts


def _attempt(interview: int, position: int, started: datetime, given: Given) -> str:
    at = started + timedelta(minutes=5 * position)
    said_at = "{" + ",".join([f'"{at}"'] * given.turns) + "}"
    row = (interview + position - 1, interview, position, started, said_at, at, given.rest)
    return "\t".join(map(str, row))


def _copy_rows(model: type[Interview | Attempt], columns: Sequence[str], rows: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        statement = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
        with cursor.copy(statement) as copy:
            copy.write("\n".join(rows) + "\n")


def _midnight() -> datetime:
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)


def _escaped(value: object) -> str:
    """As the text format of COPY has it."""
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _array(values: Sequence[str]) -> str:
    quoted = ['"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values]
    return "{" + ",".join(quoted) + "}"
