"""Trying a rubric on the answers that are stored: who would go up, who down, and why."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from quiz.models import Attempt, Question, Replay, ReplayedScore, RubricVersion, User
from quiz.scoring import Rubric, RubricError, reasons, score
from quiz.scoring.lint import gate
from quiz.services.question_bank import rubric_content

STEP = 100
"""Answers that are scored in one transaction; about a tenth of a second."""


@transaction.atomic
def start_replay(question: Question, editor: User) -> Replay:
    """Begin to try the rubric as it is being edited; what earlier replays of the question found is dropped.

    Raises RubricError if it can't be published: it isn't whole, or its model answer itself does badly.
    """
    rubric = Rubric.from_json(rubric_content(question))
    if findings := gate(rubric):
        raise RubricError(finding.sentence for finding in findings)
    return _start(question, rubric, editor)


@transaction.atomic
def start_preview(version: RubricVersion, editor: User) -> Replay:
    """Begin to see what a regrade by the version would change; earlier replays are dropped likewise."""
    return _start(version.question, version.rubric, editor)


def _start(question: Question, rubric: Rubric, editor: User) -> Replay:
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    locked.replays.all().delete()
    return locked.replays.create(content=rubric.to_json(), started_by=editor, total=_stored(locked).count())


@transaction.atomic
def replay_step(replay_id: int) -> bool:
    """Score the next answers; return whether more are left. One that is gone or finished has none left.

    The row is locked, so two workers take turns, and one that is killed leaves what the step before has kept.
    """
    replay = Replay.objects.select_for_update().filter(pk=replay_id, finished_at=None).first()
    if replay is None:
        return False
    later = _stored(replay.question).filter(pk__gt=replay.last_attempt).order_by("pk")
    keys = list(later.values_list("pk", flat=True)[:STEP])
    # Their candidates may be deleting the account: who is first is waited for.
    found = list(later.filter(pk__in=keys).select_for_update(of=("self",), no_key=True))
    rubric = replay.rubric
    moved = [row for attempt in found if (row := _replayed(replay, attempt, rubric))]
    ReplayedScore.objects.bulk_create(moved)
    _count(replay, found, moved)
    if keys:
        replay.last_attempt = keys[-1]
    if len(keys) < STEP:
        replay.finished_at = timezone.now()
    replay.save()
    return replay.finished_at is None


def _stored(question: Question) -> QuerySet[Attempt]:
    return Attempt.objects.closed().filter(question=question)


def _replayed(replay: Replay, attempt: Attempt, rubric: Rubric) -> ReplayedScore | None:
    """What the attempt would score, or None if that is what it scored."""
    after = score(attempt.response, rubric, attempt.answered_follow_ups)
    before = attempt.scored
    if before is None or before.value == after.value:
        return None
    return ReplayedScore(
        replay=replay,
        attempt=attempt,
        before=before.value,
        after=after.value,
        is_other_band=before.band != after.band,
        reasons=reasons(before, after),
    )


def _count(replay: Replay, found: list[Attempt], moved: list[ReplayedScore]) -> None:
    replay.done += len(found)
    replay.raised += sum(row.after > row.before for row in moved)
    replay.lowered += sum(row.after < row.before for row in moved)
    replay.other_band += sum(row.is_other_band for row in moved)
