"""Everything that is stored, a module a noun."""

from quiz.models.accounts import User
from quiz.models.interviews import RESPONSE_LIMIT, Attempt, Interview
from quiz.models.question_bank import Criterion, LoadedQuestion, Misconception, Question, RubricVersion, Topic

__all__ = [
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
