"""The gate between a rubric as it is being edited and the one that answers are scored by."""

from __future__ import annotations

from django.db import transaction

from quiz.models import Criterion, Misconception, Publication, Question, Replay, RubricVersion, User
from quiz.scoring import Rubric, RubricError
from quiz.services.question_bank import publish, rubric_content, set_lines
from quiz.services.revising import revising


class NotTriedError(Exception):
    """The draft isn't what was looked at, as it was tried on the stored answers; or that isn't done yet."""


class ChangedMeanwhileError(Exception):
    """The draft that would be replaced isn't the one that was seen."""


def latest_replay(question: Question) -> Replay | None:
    """The replay of the rubric as it is being edited now, or None."""
    replay = question.replays.first()
    return replay if replay and _is_as_edited(question, replay) else None


def latest_preview(version: RubricVersion) -> Replay | None:
    """The replay of a version, or None."""
    replay = version.question.replays.first()
    return replay if replay and replay.rubric == version.rubric else None


@transaction.atomic
def publish_tried(question: Question, editor: User, *, tried: int, base: int, why: str) -> Publication:
    """Publish the rubric that was tried, with the reason and what the trial found.

    `tried` is the replay that was looked at, `base` the revision of the draft and its benchmarks then. Raises
    NotTriedError if there is a later one of either, or if the replay isn't finished.
    """
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    replay = latest_replay(locked)
    if replay is None or replay.finished_at is None or (replay.pk, locked.revision) != (tried, base):
        raise NotTriedError
    publication = Publication.objects.create(
        version=publish(locked),
        by=editor,
        why=why,
        answers=replay.done,
        raised=replay.raised,
        lowered=replay.lowered,
        other_band=replay.other_band,
    )
    question.refresh_from_db()
    return publication


def restore(version: RubricVersion, editor: User, *, base: int) -> None:
    """Make what a version says the rubric that is being edited; it is published like any other draft.

    Glossary and alien terms aren't the question's own and stay as they are. `base` is the revision of the
    draft that was seen; raises ChangedMeanwhileError if there is a later one.
    """
    with revising(version.question_id, editor) as question:
        if question.revision != base:
            raise ChangedMeanwhileError
        rubric = version.rubric
        question.short_name = version.short_name
        question.text, question.model_answer = rubric.question, rubric.model_answer
        question.save(update_fields=["short_name", "text", "model_answer"])
        set_lines(question, Criterion, version.content["criteria"])
        set_lines(question, Misconception, version.content["misconceptions"])


def _is_as_edited(question: Question, replay: Replay) -> bool:
    try:
        return Rubric.from_json(rubric_content(question)) == replay.rubric
    except RubricError:
        return False
