"""An interview from its start to its end, and what two workers at once do to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest

from quiz.models import Attempt, Interview, Question, User
from quiz.services import interviews
from quiz.services.planning import Plan
from quiz.services.question_bank import publish
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_interview,
    make_question,
    make_questions,
    make_topic,
    make_user,
    waiting_attempt,
)

pytestmark = pytest.mark.django_db

ANSWER, FOLLOW_UP, SECOND = Attempt.Turn


def answer(interview: Interview, text: str, turn: str = ANSWER) -> Attempt:
    attempt = waiting_attempt(interview)
    interviews.submit_response(interview.candidate, attempt.pk, turn=turn, text=text)
    attempt.refresh_from_db()
    return attempt


def test_start_asks_the_first_question_and_plans_the_rest() -> None:
    interview = make_interview(make_user(), questions=3)
    assert [attempt.status for attempt in interview.attempts.all()] == ["asked", "planned", "planned"]


def test_start_asks_no_more_than_the_topic_has() -> None:
    make_questions(2, topic=make_topic())
    interview = interviews.start_interview(
        make_user(), Plan(topics=[make_topic()], question_count=9, follow_ups=1)
    )
    assert interview.question_count == interview.attempts.count() == 2


def test_start_leaves_out_unpublished_questions() -> None:
    published = make_question()
    make_question(published=False)
    interview = interviews.start_interview(
        make_user(), Plan(topics=[make_topic()], question_count=2, follow_ups=1)
    )
    assert [attempt.question for attempt in interview.attempts.all()] == [published]


def test_start_without_questions_is_refused() -> None:
    with pytest.raises(interviews.NothingToAskError):
        interviews.start_interview(make_user(), Plan(topics=[make_topic()], question_count=2, follow_ups=1))


def test_start_returns_the_unfinished_interview() -> None:
    interview = make_interview(make_user())
    again = interviews.start_interview(
        interview.candidate, Plan(topics=[make_topic()], question_count=2, follow_ups=0)
    )
    assert again == interview


def test_a_complete_answer_gets_no_follow_up_and_the_next_question_is_asked() -> None:
    interview = make_interview(make_user())
    attempt = answer(interview, GOOD_ANSWER)
    assert (attempt.status, attempt.score) == ("answered", 100)
    assert waiting_attempt(interview).position == 2


def test_the_heaviest_missed_criterion_is_probed() -> None:
    interview = make_interview(make_user())
    attempt = answer(interview, "The first request is slow.")
    assert (attempt.status, attempt.probed) == ("probed", ["environment"])
    assert waiting_attempt(interview) == attempt


def test_no_follow_up_when_the_candidate_wants_none() -> None:
    interview = make_interview(make_user(), follow_ups=0)
    assert answer(interview, HALF_ANSWER).status == "answered"


def test_two_follow_ups_ask_about_two_criteria() -> None:
    interview = make_interview(make_user(), follow_ups=2)
    attempt = answer(interview, "I would have to look that up.")
    assert (attempt.probed, attempt.turn) == (["environment"], FOLLOW_UP)
    attempt = answer(interview, "A new environment.", FOLLOW_UP)
    assert (attempt.status, attempt.probed, attempt.turn) == ("probed", ["environment", "slow"], SECOND)
    attempt = answer(interview, REST_OF_ANSWER, SECOND)
    assert (attempt.status, attempt.score, attempt.follow_ups) == (
        "answered",
        50,
        ["A new environment.", REST_OF_ANSWER],
    )


def test_no_second_follow_up_once_nothing_is_missed() -> None:
    interview = make_interview(make_user(), follow_ups=2)
    answer(interview, HALF_ANSWER)
    assert answer(interview, REST_OF_ANSWER, FOLLOW_UP).status == "answered"


def test_a_skipped_follow_up_is_the_last() -> None:
    interview = make_interview(make_user(), follow_ups=2)
    attempt = answer(interview, "I would have to look that up.")
    interviews.skip_turn(interview.candidate, attempt.pk, turn=FOLLOW_UP)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.follow_ups) == ("answered", [""])


def test_prompted_credit_counts_half() -> None:
    interview = make_interview(make_user())
    answer(interview, HALF_ANSWER)
    attempt = answer(interview, REST_OF_ANSWER, FOLLOW_UP)
    assert (attempt.status, attempt.score) == ("answered", 80)


def test_a_skipped_question_scores_nothing() -> None:
    interview = make_interview(make_user())
    attempt = waiting_attempt(interview)
    interviews.skip_turn(interview.candidate, attempt.pk, turn=ANSWER)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.score) == ("skipped", 0)


def test_a_skipped_follow_up_keeps_the_score_of_the_answer() -> None:
    interview = make_interview(make_user())
    attempt = answer(interview, HALF_ANSWER)
    interviews.skip_turn(interview.candidate, attempt.pk, turn=FOLLOW_UP)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.score) == ("answered", 60)


def test_the_last_answer_finishes_the_interview_with_the_mean_score() -> None:
    interview = make_interview(make_user(), follow_ups=0)
    answer(interview, GOOD_ANSWER)
    answer(interview, HALF_ANSWER)
    interview.refresh_from_db()
    assert interview.finished_at is not None
    assert interview.score == 80
    assert (interview.covered, interview.prompted, interview.not_yet) == (3, 0, 1)


def test_finishing_early_leaves_out_what_was_not_answered() -> None:
    interview = make_interview(make_user(), questions=3)
    answer(interview, GOOD_ANSWER)
    answer(interview, HALF_ANSWER)
    interviews.finish_interview(interview.candidate, interview.pk)
    interview.refresh_from_db()
    assert interview.score == 80
    assert [attempt.status for attempt in interview.attempts.all()] == ["answered", "answered", "left-out"]


def test_finishing_before_the_first_answer_gives_no_score() -> None:
    interview = make_interview(make_user())
    interviews.finish_interview(interview.candidate, interview.pk)
    interview.refresh_from_db()
    assert interview.finished_at is not None
    assert interview.score is None


def test_finishing_leaves_no_draft_behind() -> None:
    interview = make_interview(make_user())
    attempt = waiting_attempt(interview)
    interviews.save_draft(interview.candidate, attempt.pk, turn=ANSWER, text="A cold", base=None)
    interviews.finish_interview(interview.candidate, interview.pk)
    attempt.refresh_from_db()
    assert (attempt.draft, attempt.draft_saved_at) == ("", None)


def test_finishing_twice_changes_nothing() -> None:
    interview = make_interview(make_user())
    first = interviews.finish_interview(interview.candidate, interview.pk)
    second = interviews.finish_interview(interview.candidate, interview.pk)
    assert first.finished_at == second.finished_at


def test_the_same_turn_sent_twice_is_not_taken_for_the_follow_up() -> None:
    interview = make_interview(make_user())
    attempt = answer(interview, HALF_ANSWER)
    with pytest.raises(interviews.TurnIsOverError) as over:
        interviews.submit_response(interview.candidate, attempt.pk, turn=ANSWER, text=HALF_ANSWER)
    assert over.value.attempt.status == "probed"
    assert over.value.attempt.follow_ups == []


def test_an_answer_is_never_changed_by_another() -> None:
    interview = make_interview(make_user())
    attempt = answer(interview, GOOD_ANSWER)
    with pytest.raises(interviews.TurnIsOverError):
        interviews.submit_response(interview.candidate, attempt.pk, turn=ANSWER, text="Something else.")
    attempt.refresh_from_db()
    assert attempt.response == GOOD_ANSWER


@pytest.mark.parametrize(
    "step", [interviews.skip_turn, partial(interviews.submit_response, text=GOOD_ANSWER)]
)
def test_nothing_is_answered_after_the_end(step: Callable[..., Interview]) -> None:
    interview = make_interview(make_user())
    attempt = waiting_attempt(interview)
    interviews.finish_interview(interview.candidate, interview.pk)
    with pytest.raises(interviews.TurnIsOverError):
        step(interview.candidate, attempt.pk, turn=ANSWER)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.response) == ("left-out", "")


def test_a_stranger_cannot_answer() -> None:
    attempt = waiting_attempt(make_interview(make_user()))
    with pytest.raises(Attempt.DoesNotExist):
        interviews.submit_response(make_user(), attempt.pk, turn=ANSWER, text=GOOD_ANSWER)


def test_a_draft_is_kept_and_gone_once_the_turn_is_over() -> None:
    interview = make_interview(make_user())
    attempt = waiting_attempt(interview)
    interviews.save_draft(interview.candidate, attempt.pk, turn=ANSWER, text="A cold", base=None)
    attempt.refresh_from_db()
    assert attempt.draft == "A cold"
    assert answer(interview, HALF_ANSWER).draft == ""


def test_a_late_draft_of_the_answer_is_not_taken_for_the_follow_up() -> None:
    interview = make_interview(make_user())
    attempt = answer(interview, HALF_ANSWER)
    with pytest.raises(interviews.TurnIsOverError):
        interviews.save_draft(interview.candidate, attempt.pk, turn=ANSWER, text=HALF_ANSWER, base=None)


def test_a_stranger_cannot_write_a_draft() -> None:
    attempt = waiting_attempt(make_interview(make_user()))
    with pytest.raises(Attempt.DoesNotExist):
        interviews.save_draft(make_user(), attempt.pk, turn=ANSWER, text="Mine", base=None)


def test_attempts_stay_pinned_to_the_version_that_asked_them() -> None:
    interview = make_interview(make_user(), questions=1)
    attempt = waiting_attempt(interview)
    criterion = attempt.question.criteria.get(slug="environment")
    criterion.phrases = ["something entirely different"]
    criterion.save()
    publish(attempt.question)
    assert answer(interview, GOOD_ANSWER).score == 100


def save(interview: Interview, text: str, base: datetime | None) -> datetime:
    attempt = waiting_attempt(interview)
    return interviews.save_draft(interview.candidate, attempt.pk, turn=ANSWER, text=text, base=base)


def test_a_draft_is_written_on() -> None:
    interview = make_interview(make_user())
    save(interview, "A cold start", base=save(interview, "A cold", base=None))
    assert waiting_attempt(interview).draft == "A cold start"


def test_a_draft_of_another_tab_is_not_overwritten() -> None:
    interview = make_interview(make_user())
    saved_at = save(interview, "A cold", base=None)
    with pytest.raises(interviews.DraftConflictError) as conflict:
        save(interview, "A warm", base=None)
    assert (conflict.value.draft, conflict.value.saved_at) == ("A cold", saved_at)
    assert waiting_attempt(interview).draft == "A cold"


def test_the_same_draft_from_another_tab_is_no_conflict() -> None:
    interview = make_interview(make_user())
    save(interview, "A cold", base=None)
    save(interview, "A cold", base=None)


def practice(candidate: User, question: Question, text: str) -> Attempt:
    interview = interviews.practice(candidate, question.pk)
    return answer(interview, text)


def test_practice_asks_one_question_beside_an_open_interview() -> None:
    candidate = make_user()
    make_interview(candidate)
    question = make_question()
    interview = interviews.practice(candidate, question.pk)
    assert [attempt.question for attempt in interview.attempts.all()] == [question]
    assert (interview.title, interview.is_timed) == (question.short_name, False)


def test_practice_of_a_question_goes_on_with_what_is_open() -> None:
    candidate, question = make_user(), make_question()
    first = interviews.practice(candidate, question.pk)
    assert interviews.practice(candidate, question.pk) == first
    assert interviews.practice(candidate, make_question().pk) != first


def test_practice_again_leaves_the_earlier_attempt_as_it_was() -> None:
    candidate, question = make_user(), make_question()
    first = practice(candidate, question, GOOD_ANSWER)
    second = practice(candidate, question, "Something else.")
    first.refresh_from_db()
    assert (first.score, second.score) == (100, 0)


def test_a_question_that_is_not_published_cannot_be_practised() -> None:
    with pytest.raises(Question.DoesNotExist):
        interviews.practice(make_user(), make_question(published=False).pk)
