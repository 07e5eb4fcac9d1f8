"""Everything that is stored, a module a noun."""

from quiz.models.accounts import MOST_REVIEWS, User
from quiz.models.benchmarks import Benchmark
from quiz.models.disputes import WHY_LIMIT, Dispute
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
from quiz.models.question_bank import Criterion, LoadedItem, Misconception, Question, RubricVersion, Topic
from quiz.models.reviews import PracticeDay, Review, ReviewCard
from quiz.models.shares import Share

__all__ = [
    "GRACE",
    "MOST_FOLLOW_UPS",
    "MOST_REVIEWS",
    "NOT_ANSWERED",
    "RESPONSE_LIMIT",
    "TITLE_LENGTH",
    "WHY_LIMIT",
    "Attempt",
    "Benchmark",
    "Criterion",
    "Dispute",
    "GlossaryEntry",
    "Interview",
    "LoadedItem",
    "Misconception",
    "PracticeDay",
    "Question",
    "Review",
    "ReviewCard",
    "RubricVersion",
    "Share",
    "Topic",
    "User",
]
