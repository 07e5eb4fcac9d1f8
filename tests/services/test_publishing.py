"""The gate: only what was tried is published, with a reason; and the way back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quiz.models import Publication, Question, RubricVersion, User
from quiz.scoring import RubricError
from quiz.services import publishing, replays
from quiz.services.benchmarks import add_benchmark
from quiz.services.question_bank import publish, rubric_content
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_editor, make_question, make_user
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def tried(question: Question) -> Question:
    replay = replays.start_replay(question, make_user())
    while replays.replay_step(replay.pk):
        pass
    return question


def publish_tried(question: Question, editor: User, *, why: str = "Why not.") -> Publication:
    """What is there now is what was looked at."""
    replay = question.replays.get()
    return publishing.publish_tried(question, editor, tried=replay.pk, base=question.revision, why=why)


def current(question: Question) -> RubricVersion:
    question.refresh_from_db()
    assert question.current_version
    return question.current_version


def test_what_was_tried_is_published_with_its_effect_and_the_reason() -> None:
    question = make_question()
    practice(make_user(), question, HALF_ANSWER)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    editor = make_editor()
    publication = publish_tried(tried(question), editor, why="It is the same thing.")
    assert current(question) == publication.version
    assert publication.version.number == 2
    assert (publication.by, publication.why) == (editor, "It is the same thing.")
    assert (publication.answers, publication.raised, publication.lowered) == (1, 1, 0)


def test_old_attempts_stay_with_their_version() -> None:
    question = make_question()
    attempt = practice(make_user(), question, HALF_ANSWER)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    publish_tried(tried(question), make_editor())
    attempt.refresh_from_db()
    assert (attempt.score, attempt.rubric_version.number) == (60, 1)


def test_what_was_changed_after_the_trial_is_not_published() -> None:
    question = tried(make_question())
    question.criteria.filter(slug="slow").update(missed="Say otherwise.")
    with pytest.raises(publishing.NotTriedError):
        publish_tried(question, make_editor())
    assert current(question).number == 1


def test_what_is_still_being_tried_is_not_published() -> None:
    question = make_question()
    replays.start_replay(question, make_editor())
    with pytest.raises(publishing.NotTriedError):
        publish_tried(question, make_editor())


@pytest.mark.parametrize("later", ["replay", "benchmark"])
def test_what_was_looked_at_is_what_is_published(later: str) -> None:
    question = tried(make_question())
    seen = {"tried": question.replays.get().pk, "base": question.revision}
    if later == "replay":
        tried(question)
    else:
        add_benchmark(make_editor(), question.pk, grade=Decimal(5), text="It is slow.", why="")
    with pytest.raises(publishing.NotTriedError):
        publishing.publish_tried(question, make_editor(), **seen, why="Why not.")
    assert not Publication.objects.exists()


def test_an_unfinished_rubric_was_not_tried() -> None:
    question = tried(make_question())
    question.criteria.all().delete()
    assert publishing.latest_replay(question) is None


def test_a_rubric_by_which_the_model_answer_scores_low_is_not_tried() -> None:
    question = make_question(model_answer=HALF_ANSWER, published=False)
    with pytest.raises(RubricError, match=r"scores only 6\.0 of 10"):
        replays.start_replay(question, make_editor())


def test_a_version_is_restored_as_the_draft() -> None:
    question = make_question()
    first = rubric_content(question)
    question.criteria.get(slug="slow").delete()
    question.criteria.filter(slug="environment").update(points=5, phrases=["else"])
    line = {"slug": "new", "name": "New", "points": 5, "phrases": ["request slow"]}
    question.criteria.create(**line, probe="And?", missed="Say so.")
    question.misconceptions.all().delete()
    Question.objects.filter(pk=question.pk).update(text="Another?", model_answer=f"{GOOD_ANSWER} Else.")
    question.refresh_from_db()
    publish(question)
    publishing.restore(question.versions.get(number=1), make_editor(), base=question.revision)
    question.refresh_from_db()
    assert rubric_content(question) == first
    assert current(question).number == 2


def test_a_criterion_that_stays_is_still_the_same_after_a_restoration() -> None:
    question = make_question()
    keys = set(question.criteria.values_list("pk", flat=True))
    question.criteria.update(phrases=["else"])
    publishing.restore(question.versions.get(), make_editor(), base=question.revision)
    assert set(question.criteria.values_list("pk", flat=True)) == keys


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_editors_who_publish_at_once_make_one_version() -> None:
    question = make_question(published=False)
    tried(question)
    editor = make_user()

    def go() -> int:
        return publish_tried(Question.objects.get(pk=question.pk), editor).version.pk

    first, second = second_while_first_is_open(go, go)
    assert first == second
    assert question.versions.count() == 1
