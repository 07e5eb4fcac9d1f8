"""Everything that is stored, a module a noun."""

from quiz.models.accounts import User
from quiz.models.benchmarks import Benchmark
from quiz.models.glossary import GlossaryEntry
from quiz.models.interviews import (
    GRACE,
    MOST_FOLLOW_UPS,
    NOT_ANSWERED,
    RESPONSE_LIMIT,
    TITLE_LENGTH,
    Attempt,
    Interview,
)
from quiz.models.progress import CriterionProgress, QuestionProgress
from quiz.models.question_bank import (
    COMPLETE_SCORE,
    Criterion,
    LoadedItem,
    Misconception,
    Question,
    QuestionState,
    RubricVersion,
    Topic,
)

__all__ = [
    "COMPLETE_SCORE",
    "GRACE",
    "MOST_FOLLOW_UPS",
    "NOT_ANSWERED",
    "RESPONSE_LIMIT",
    "TITLE_LENGTH",
    "Attempt",
    "Benchmark",
    "Criterion",
    "CriterionProgress",
    "GlossaryEntry",
    "Interview",
    "LoadedItem",
    "Misconception",
    "Question",
    "QuestionProgress",
    "QuestionState",
    "RubricVersion",
    "Topic",
    "User",
]
