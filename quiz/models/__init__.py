"""Everything that is stored, a module a noun."""

from quiz.models.accounts import MOST_REVIEWS, User
from quiz.models.assignments import Assignment, Task
from quiz.models.attempts import RESPONSE_LIMIT, Attempt
from quiz.models.audit import SEEN, SEEN_BY_LEADS, SEEN_IN_THE_ADMIN, Action, AuditEntry
from quiz.models.benchmarks import MOST_BENCHMARKS, Benchmark, GradersAgreement
from quiz.models.cohorts import NOTE_LIMIT, Cohort, JoinLink, Membership, Note
from quiz.models.disputes import WHY_LIMIT, Dispute
from quiz.models.exports import Export
from quiz.models.glossary import GlossaryEntry
from quiz.models.imports import Import
from quiz.models.interviews import GRACE, MOST_FOLLOW_UPS, NOT_ANSWERED, TITLE_LENGTH, UNTITLED, Interview
from quiz.models.overrides import Override
from quiz.models.progress import AnswerDay, CriterionProgress, QuestionProgress
from quiz.models.publishing import Publication, Replay, ReplayedScore
from quiz.models.question_bank import (
    COMPLETE_SCORE,
    REVISED,
    LoadedItem,
    Question,
    QuestionState,
    Topic,
)
from quiz.models.regrades import EarlierScore, Regrade
from quiz.models.reviews import PracticeDay, Review, ReviewCard
from quiz.models.rubric_lines import Criterion, Misconception
from quiz.models.rubric_versions import RubricVersion
from quiz.models.shares import Share

__all__ = [
    "COMPLETE_SCORE",
    "GRACE",
    "MOST_BENCHMARKS",
    "MOST_FOLLOW_UPS",
    "MOST_REVIEWS",
    "NOTE_LIMIT",
    "NOT_ANSWERED",
    "RESPONSE_LIMIT",
    "REVISED",
    "SEEN",
    "SEEN_BY_LEADS",
    "SEEN_IN_THE_ADMIN",
    "TITLE_LENGTH",
    "UNTITLED",
    "WHY_LIMIT",
    "Action",
    "AnswerDay",
    "Assignment",
    "Attempt",
    "AuditEntry",
    "Benchmark",
    "Cohort",
    "Criterion",
    "CriterionProgress",
    "Dispute",
    "EarlierScore",
    "Export",
    "GlossaryEntry",
    "GradersAgreement",
    "Import",
    "Interview",
    "JoinLink",
    "LoadedItem",
    "Membership",
    "Misconception",
    "Note",
    "Override",
    "PracticeDay",
    "Publication",
    "Question",
    "QuestionProgress",
    "QuestionState",
    "Regrade",
    "Replay",
    "ReplayedScore",
    "Review",
    "ReviewCard",
    "RubricVersion",
    "Share",
    "Task",
    "Topic",
    "User",
]
