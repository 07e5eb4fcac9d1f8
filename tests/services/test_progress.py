"""Progress is what the attempts come to, in whatever order they come in and however many at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from quiz.models import AnswerDay, Attempt, CriterionProgress, Interview, Question, QuestionProgress, User
from quiz.services import interviews, progress
from quiz.services.progress_check import differences
from quiz.services.question_bank import publish
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_interview,
    make_question,
    make_user,
    waiting_attempt,
)
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def question_progress(candidate: User) -> QuestionProgress:
    return QuestionProgress.objects.of(candidate).get()


def criterion_progress(candidate: User, slug: str) -> CriterionProgress:
    return CriterionProgress.objects.of(candidate).get(slug=slug)


def test_a_closed_attempt_is_progress_with_its_question() -> None:
    candidate, question = make_user(), make_question()
    attempt = practice(candidate, question, HALF_ANSWER, REST_OF_ANSWER)
    row = question_progress(candidate)
    assert (row.question, row.attempt, row.closed_at) == (question, attempt, attempt.closed_at)
    assert (row.score, row.best_score, row.covered, row.prompted, row.not_yet) == (80, 80, 1, 1, 0)
    assert (row.times_asked, row.times_answered, row.band) == (1, 1, "Strong")


def test_a_closed_attempt_is_progress_with_its_criteria() -> None:
    candidate, question = make_user(), make_question()
    practice(candidate, question, HALF_ANSWER, REST_OF_ANSWER)
    practice(candidate, question, HALF_ANSWER, "I don't know.")
    row = criterion_progress(candidate, "slow")
    assert (row.state, row.covered, row.prompted, row.not_yet) == ("not-yet", 0, 1, 1)
    assert criterion_progress(candidate, "environment").state == "covered"


def test_a_day_counts_its_attempts() -> None:
    candidate, question = make_user(), make_question()
    practice(candidate, question, HALF_ANSWER, REST_OF_ANSWER)
    practice(candidate, question)
    day = AnswerDay.objects.get(candidate=candidate)
    assert (day.asked, day.answered, day.score_sum) == (2, 1, 80)
    assert (day.covered, day.prompted, day.not_yet) == (1, 1, 2)


def test_an_interview_that_goes_on_is_no_progress_yet() -> None:
    candidate = make_user()
    interview = make_interview(candidate)
    interviews.submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=GOOD_ANSWER)
    assert not QuestionProgress.objects.exists()
    assert list(differences()) == []
    interviews.finish_interview(candidate, interview.pk)
    assert question_progress(candidate).score == 100
    assert list(differences()) == []


def test_a_skip_is_the_latest_and_the_best_stays() -> None:
    candidate, question = make_user(), make_question()
    practice(candidate, question, GOOD_ANSWER)
    practice(candidate, question)
    row = question_progress(candidate)
    assert (row.score, row.best_score, row.band) == (0, 100, "Not answered")
    assert (row.times_asked, row.times_answered) == (2, 1)


def test_an_older_attempt_that_comes_in_late_counts_and_is_not_the_latest() -> None:
    candidate, question = make_user(), make_question()
    late = practice(candidate, question, GOOD_ANSWER)
    practice(candidate, question, HALF_ANSWER, "I don't know.")
    for model in (QuestionProgress, CriterionProgress, AnswerDay):
        model._default_manager.all().delete()
    for interview in Interview.objects.finished():
        progress.record(interview)
    row = question_progress(candidate)
    assert (row.score, row.best_score, row.times_asked) == (60, 100, 2)
    assert row.attempt_id != late.pk
    assert (row.first_score, row.first_closed_at) == (100, late.closed_at)
    slow = criterion_progress(candidate, "slow")
    assert (slow.state, slow.first_credited_at) == ("not-yet", late.closed_at)
    assert list(differences()) == []


def test_a_bonus_criterion_is_progress_but_not_in_the_tally() -> None:
    candidate, question = make_user(), make_question(published=False)
    question.criteria.create(
        slug="warm", name="Keeping warm", points=1, phrases=["keep warm"], is_bonus=True, missed="Say so."
    )
    publish(question)
    practice(candidate, question, GOOD_ANSWER)
    row = question_progress(candidate)
    assert (row.covered, row.not_yet) == (2, 0)
    assert criterion_progress(candidate, "warm").state == "not-yet"


def test_progress_is_made_anew_after_times_were_changed() -> None:
    candidate, question = make_user(), make_question()
    first = practice(candidate, question, GOOD_ANSWER)
    practice(candidate, question, HALF_ANSWER, "I don't know.")
    assert first.closed_at
    Attempt.objects.filter(pk=first.pk).update(closed_at=first.closed_at + timedelta(days=1))
    assert len(list(differences())) == 5
    progress.rebuild(candidate)
    assert list(differences()) == []
    assert question_progress(candidate).score == 100


def rebuild(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_progress", *arguments, stdout=out)
    return out.getvalue()


def test_the_check_finds_nothing_where_all_is_well() -> None:
    practice(make_user(), make_question(), GOOD_ANSWER)
    assert rebuild("--check") == "All progress is what the attempts come to.\n"
    assert rebuild() == "All progress is what the attempts come to.\n"


def test_the_check_names_what_is_stored_otherwise() -> None:
    candidate, question = make_user(), make_question()
    practice(candidate, question, GOOD_ANSWER)
    QuestionProgress.objects.update(best_score=100, score=10)
    CriterionProgress.objects.filter(slug="slow").delete()
    with pytest.raises(CommandError, match="come to: 2"):
        rebuild("--check")
    lines = [str(difference) for difference in differences()]
    assert lines[0].startswith(f"Candidate {candidate.pk}, question {question.pk}: stored ")
    assert f"question {question.pk}, slow: stored nothing, expected " in lines[1]


def test_what_is_stored_otherwise_is_made_anew_and_nobody_elses_rows() -> None:
    candidate, other, question = make_user(), make_user(), make_question()
    for person in (candidate, other):
        practice(person, question, GOOD_ANSWER)
    others = set(CriterionProgress.objects.of(other).values_list("pk", flat=True))
    QuestionProgress.objects.of(candidate).update(times_asked=7)
    CriterionProgress.objects.of(candidate).filter(slug="slow").delete()
    AnswerDay.objects.filter(candidate=candidate).update(score_sum=3)
    said = rebuild()
    assert said.count("stored") == 4
    assert said.endswith("come to: 3; made anew.\n")
    assert list(differences()) == []
    assert set(CriterionProgress.objects.of(other).values_list("pk", flat=True)) == others


def test_where_counting_and_keeping_disagree_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    practice(make_user(), make_question(), GOOD_ANSWER)
    QuestionProgress.objects.update(times_asked=7)
    monkeypatch.setattr(progress, "record", lambda interview: None)
    with pytest.raises(ValueError, match="after it was made anew"):
        rebuild()
    assert QuestionProgress.objects.get().times_asked == 7


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_mending_waits_for_an_answer_that_is_being_finished() -> None:
    candidate, question = make_user(), make_question()
    interview = interviews.practice(candidate, question.pk)
    QuestionProgress.objects.create(
        **dict.fromkeys(("score", "covered", "prompted", "not_yet", "best_score", "first_score"), 0),
        **dict.fromkeys(("closed_at", "first_closed_at"), interview.started_at),
        **dict.fromkeys(("times_asked", "times_answered"), 1),
        candidate=candidate,
        question=question,
        attempt=interview.attempts.get(),
        is_skipped=False,
    )

    def answer() -> None:
        interviews.submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=GOOD_ANSWER)

    second_while_first_is_open(answer, rebuild)
    assert list(differences()) == []
    assert question_progress(candidate).times_asked == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_attempts_at_once_come_to_the_same_as_counted_one_by_one() -> None:
    people = [make_user() for _ in range(2)]
    questions = [make_question() for _ in range(2)]
    open_attempts = [
        (person, attempt.pk)
        for person in people
        for question in questions
        for attempt in _several_open(person, question, 8)
    ]
    chance = random.Random(3)
    chance.shuffle(open_attempts)
    answers = [chance.choice([GOOD_ANSWER, HALF_ANSWER, "No idea.", ""]) for _ in open_attempts]

    def answer(work: tuple[tuple[User, int], str]) -> None:
        (person, pk), text = work
        try:
            if text:
                interviews.submit_response(person, pk, turn="answer", text=text)
            else:
                interviews.skip_turn(person, pk, turn="answer")
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(answer, zip(open_attempts, answers, strict=True)))
    assert list(differences()) == []
    assert sum(QuestionProgress.objects.values_list("times_asked", flat=True)) == len(open_attempts)


def _several_open(candidate: User, question: Question, number: int) -> list[Attempt]:
    """More attempts at one question at once than the pages would start."""
    found = []
    for _ in range(number):
        interview = interviews.practice(candidate, question.pk)
        found.append(interview.attempts.get())
        Interview.objects.filter(pk=interview.pk).update(follow_ups=0, finished_at=interview.started_at)
    Interview.objects.update(question=None)
    return found
