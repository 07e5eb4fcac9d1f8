"""Keeping progress: written when an interview is finished, in the same transaction."""

from __future__ import annotations

from django.db import connection, transaction

from quiz.models import AnswerDay, CriterionProgress, Interview, QuestionProgress, User

RECORD = """
WITH latest AS (
    SELECT
        candidate_id, attempt.question_id, attempt.id AS attempt_id, closed_at, attempt.score, status, result
    FROM quiz_attempt AS attempt JOIN quiz_interview AS interview ON interview.id = interview_id
    WHERE interview_id = %s AND status IN ('answered', 'skipped')
), criterion AS (
    SELECT candidate_id, question_id, attempt_id, closed_at, slug, state, is_bonus
    FROM latest, jsonb_to_recordset(result -> 'criteria') AS each(slug text, state text, is_bonus boolean)
), tally AS (
    SELECT
        attempt_id,
        count(*) FILTER (WHERE state = 'covered') AS covered,
        count(*) FILTER (WHERE state = 'prompted') AS prompted,
        count(*) FILTER (WHERE state = 'not-yet') AS not_yet
    FROM criterion WHERE NOT is_bonus GROUP BY attempt_id
), day AS (
    INSERT INTO quiz_answerday AS mine (
        candidate_id, day, asked, answered, score_sum, covered, prompted, not_yet
    )
    SELECT
        candidate_id, (closed_at AT TIME ZONE 'UTC')::date AS day,
        count(*), count(*) FILTER (WHERE status = 'answered'), sum(score),
        sum(covered), sum(prompted), sum(not_yet)
    FROM latest JOIN tally USING (attempt_id)
    GROUP BY candidate_id, day
    ORDER BY day
    ON CONFLICT (candidate_id, day) DO UPDATE SET
        asked = mine.asked + excluded.asked,
        answered = mine.answered + excluded.answered,
        score_sum = mine.score_sum + excluded.score_sum,
        covered = mine.covered + excluded.covered,
        prompted = mine.prompted + excluded.prompted,
        not_yet = mine.not_yet + excluded.not_yet
), question AS (
    INSERT INTO quiz_questionprogress AS mine (
        candidate_id, question_id, attempt_id, closed_at, score, is_skipped, covered, prompted, not_yet,
        best_score, times_asked, times_answered, first_closed_at, first_score
    )
    SELECT
        candidate_id, question_id, attempt_id, closed_at, score, status = 'skipped',
        covered, prompted, not_yet, score, 1, (status = 'answered')::int, closed_at, score
    FROM latest JOIN tally USING (attempt_id)
    ORDER BY question_id
    ON CONFLICT (candidate_id, question_id) DO UPDATE SET
        (attempt_id, closed_at, score, is_skipped, covered, prompted, not_yet) = (
            SELECT * FROM (VALUES
                (mine.attempt_id, mine.closed_at, mine.score, mine.is_skipped,
                 mine.covered, mine.prompted, mine.not_yet),
                (excluded.attempt_id, excluded.closed_at, excluded.score, excluded.is_skipped,
                 excluded.covered, excluded.prompted, excluded.not_yet)
            ) AS either (attempt_id, closed_at) ORDER BY closed_at DESC, attempt_id DESC LIMIT 1
        ),
        best_score = greatest(mine.best_score, excluded.best_score),
        times_asked = mine.times_asked + 1,
        times_answered = mine.times_answered + excluded.times_answered,
        (first_closed_at, first_score) = (
            SELECT * FROM (VALUES
                (mine.first_closed_at, mine.first_score), (excluded.first_closed_at, excluded.first_score)
            ) AS either (closed_at, score) ORDER BY closed_at, score LIMIT 1
        )
)
INSERT INTO quiz_criterionprogress AS mine (
    candidate_id, question_id, slug, attempt_id, closed_at, state, covered, prompted, not_yet,
    first_credited_at
)
SELECT
    candidate_id, question_id, slug, attempt_id, closed_at, state,
    (state = 'covered')::int, (state = 'prompted')::int, (state = 'not-yet')::int,
    CASE WHEN state <> 'not-yet' THEN closed_at END
FROM criterion
ORDER BY question_id, slug
ON CONFLICT (candidate_id, question_id, slug) DO UPDATE SET
    (attempt_id, closed_at, state) = (
        SELECT * FROM (VALUES
            (mine.attempt_id, mine.closed_at, mine.state),
            (excluded.attempt_id, excluded.closed_at, excluded.state)
        ) AS either (attempt_id, closed_at) ORDER BY closed_at DESC, attempt_id DESC LIMIT 1
    ),
    covered = mine.covered + excluded.covered,
    prompted = mine.prompted + excluded.prompted,
    not_yet = mine.not_yet + excluded.not_yet,
    first_credited_at = least(mine.first_credited_at, excluded.first_credited_at)
"""
"""One round trip for all that an interview adds to. Counts add up in whatever order interviews come in; the
latest attempt is the one that was closed last. Rows are taken in one order, so that two statements at once
never wait for each other in a circle."""


def record(interview: Interview) -> None:
    """Add the attempts of an interview; to be called once, when it is finished, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [interview.pk])


@transaction.atomic
def rebuild(candidate: User) -> None:
    """Make a candidate's progress anew, after attempts were changed or deleted."""
    lock(candidate)
    make_anew(candidate)


def make_anew(candidate: User) -> None:
    """Do so for a candidate who is locked already."""
    for model in (QuestionProgress, CriterionProgress, AnswerDay):
        model._default_manager.filter(candidate=candidate).delete()
    for interview in Interview.objects.of(candidate).finished():
        record(interview)


def lock(candidate: User) -> None:
    """Let nothing of a candidate's be started or finished until the transaction ends.

    A start locks the person, an end its interview and then the person, as here. Only once in a transaction:
    the second time it might wait for an interview that was started in between, and whose end waits for it.
    """
    list(Interview.objects.of(candidate).select_for_update().order_by("pk").values_list("pk"))
    User.objects.select_for_update(no_key=True).get(pk=candidate.pk)
