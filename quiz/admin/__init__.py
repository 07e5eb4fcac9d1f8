"""Django admin: the question bank for editors, attempts to read, accounts and second factors, cohorts."""

from quiz.admin.accounts import UserAdmin
from quiz.admin.audit import AuditEntryAdmin
from quiz.admin.authenticators import AuthenticatorAdmin
from quiz.admin.cohorts import CohortAdmin
from quiz.admin.disputes import DisputeAdmin
from quiz.admin.glossary import GlossaryEntryAdmin
from quiz.admin.interviews import AttemptAdmin, InterviewAdmin
from quiz.admin.overrides import OverrideAdmin
from quiz.admin.question_bank import QuestionAdmin, TopicAdmin

__all__ = [
    "AttemptAdmin",
    "AuditEntryAdmin",
    "AuthenticatorAdmin",
    "CohortAdmin",
    "DisputeAdmin",
    "GlossaryEntryAdmin",
    "InterviewAdmin",
    "OverrideAdmin",
    "QuestionAdmin",
    "TopicAdmin",
    "UserAdmin",
]
