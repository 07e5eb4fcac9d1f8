"""Answers with an accepted dispute are scored again once: by the first publication after it was accepted."""

from __future__ import annotations

import pytest
from django.utils import timezone

from quiz.models import Attempt, Dispute, EarlierScore, Publication, Question, Regrade, User
from quiz.services import disputes, publishing, regrades, replays
from tests.factories import HALF_ANSWER, make_editor, make_question, make_user
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db

PHRASES = ["first request slow", "new environment", "platform environment", "creates environment"]


def accept(attempt: Attempt, editor: User) -> Dispute:
    made = Dispute.objects.filter(attempt=attempt).first()
    made = made or disputes.dispute(
        attempt.interview.candidate, attempt.pk, criterion="slow", quote="new environment", why="It is."
    )
    made.state = Dispute.State.ACCEPTED
    disputes.answer(editor, made)
    return made


def publish(question: Question, editor: User, *, phrases: int) -> Publication:
    """Try and publish a version by as many of the phrases, from the first on."""
    question.criteria.filter(slug="slow").update(phrases=PHRASES[:phrases])
    replay = replays.start_replay(question, editor)
    while replays.replay_step(replay.pk):
        pass
    base = Question.objects.get(pk=question.pk).revision
    return publishing.publish_tried(question, editor, tried=replay.pk, base=base, why="It says so.")


def settle(publication: Publication) -> int:
    """Score again what the publication brings; return how many answers."""
    begun = regrades.start_disputed(publication)
    return work_off(begun) if begun else 0


def work_off(begun: Regrade) -> int:
    while regrades.regrade_step(begun.pk):
        pass
    begun.refresh_from_db()
    return begun.done


def test_only_disputed_answers_are_scored_again() -> None:
    question, editor = make_question(), make_editor()
    attempt, other = (practice(make_user(), question, HALF_ANSWER) for _ in range(2))
    accept(attempt, editor)
    assert settle(publish(question, editor, phrases=2)) == 1
    attempt.refresh_from_db()
    other.refresh_from_db()
    assert (attempt.score, other.score) == (100, 60)


def test_a_later_publication_leaves_an_old_dispute_alone() -> None:
    """Three versions: the first scored the answer, the second settles the dispute, the third is later."""
    question, editor = make_question(), make_editor()
    attempt = practice(make_user(), question, HALF_ANSWER)
    accept(attempt, editor)
    found = [settle(publish(question, editor, phrases=phrases)) for phrases in (2, 3)]
    assert found == [1, 0]
    attempt.refresh_from_db()
    assert attempt.rubric_version.number == 2
    assert EarlierScore.objects.count() == 1


def test_each_dispute_belongs_to_the_publication_after_it() -> None:
    question, editor = make_question(), make_editor()
    first, second = (practice(make_user(), question, HALF_ANSWER) for _ in range(2))
    accept(first, editor)
    settle(publish(question, editor, phrases=2))
    accept(second, editor)
    assert regrades.disputed(question.pk, by=timezone.now()).get() == second
    settle(publish(question, editor, phrases=3))
    versions = {row.attempt_id: row.attempt.rubric_version.number for row in EarlierScore.objects.all()}
    assert versions == {first.pk: 2, second.pk: 3}


def test_a_dispute_that_is_accepted_while_the_job_waits_is_for_the_next_publication() -> None:
    question, editor = make_question(), make_editor()
    first, second = (practice(make_user(), question, HALF_ANSWER) for _ in range(2))
    accept(first, editor)
    begun = regrades.start_disputed(publish(question, editor, phrases=2))
    assert begun
    accept(second, editor)
    later = publish(question, editor, phrases=3)
    assert work_off(begun) == 1
    assert settle(later) == 1
    assert regrades.disputed(question.pk, by=timezone.now()).count() == 0


def test_disputes_of_other_questions_and_declined_ones_are_left_alone() -> None:
    question, editor = make_question(), make_editor()
    declined, elsewhere = (
        practice(make_user(), question, HALF_ANSWER),
        practice(make_user(), make_question(), HALF_ANSWER),
    )
    accept(elsewhere, editor)
    made = accept(declined, editor)
    made.state, made.reason = Dispute.State.DECLINED, "It isn’t said."
    disputes.answer(editor, made)
    assert settle(publish(question, editor, phrases=2)) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("accepted_first", [True, False])
def test_a_dispute_that_is_accepted_during_a_publication_is_settled_by_it_or_the_next(
    accepted_first: bool,
) -> None:
    question, editor = make_question(), make_editor()
    attempt = practice(make_user(), question, HALF_ANSWER)
    made = disputes.dispute(
        attempt.interview.candidate, attempt.pk, criterion="slow", quote="new environment", why="It is."
    )
    question.criteria.filter(slug="slow").update(phrases=PHRASES[:2])
    replay = replays.start_replay(question, editor)
    replays.replay_step(replay.pk)
    base = question.revision

    def answer() -> None:
        made.state = Dispute.State.ACCEPTED
        disputes.answer(editor, made)

    def go() -> int:
        publication = publishing.publish_tried(question, editor, tried=replay.pk, base=base, why="So.")
        begun = regrades.start_disputed(publication)
        return begun.total if begun else 0

    if accepted_first:
        assert second_while_first_is_open(answer, go)[1] == 1
    else:
        assert second_while_first_is_open(go, answer)[0] == 0
    waiting = regrades.disputed(question.pk, by=timezone.now()).count()
    assert waiting == (0 if accepted_first else 1)
