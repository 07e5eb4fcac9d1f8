"""Everything that is stored, a module a noun."""

from quiz.models.accounts import User
from quiz.models.interviews import NOT_ANSWERED, RESPONSE_LIMIT, Attempt, Interview
from quiz.models.question_bank import Criterion, LoadedQuestion, Misconception, Question, RubricVersion, Topic

__all__ = [
    "NOT_ANSWERED",
    "RESPONSE_LIMIT",
    "Attempt",
    "Criterion",
    "Interview",
    "LoadedQuestion",
    "Misconception",
    "Question",
    "RubricVersion",
    "Topic",
    "User",
]
