"""Practice of a question, from the first answer to the last."""

from __future__ import annotations

from quiz.models import Attempt, Question, User
from quiz.services import interviews


def practice(candidate: User, question: Question, *said: str) -> Attempt:
    """Answer a question and its follow-ups with what is given; what isn't said is skipped."""
    interview = interviews.practice(candidate, question.pk)
    texts = list(said)
    while attempt := interview.attempts.waiting().first():
        turn = str(attempt.turn)
        if texts:
            interviews.submit_response(candidate, attempt.pk, turn=turn, text=texts.pop(0))
        else:
            interviews.skip_turn(candidate, attempt.pk, turn=turn)
    return interview.attempts.get()
