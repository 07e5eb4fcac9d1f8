"""Django admin: the question bank for editors, attempts to read, accounts, cohorts."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from quiz.admin.accounts import UserAdmin
from quiz.admin.cohorts import CohortAdmin
from quiz.admin.disputes import DisputeAdmin
from quiz.admin.glossary import GlossaryEntryAdmin
from quiz.admin.interviews import AttemptAdmin, InterviewAdmin
from quiz.admin.overrides import OverrideAdmin
from quiz.admin.question_bank import QuestionAdmin, TopicAdmin

admin.site.site_header = admin.site.site_title = "Interview Prep"
admin.site.index_title = "Question bank and interviews"
# Editors sign in on the same page as everybody, under the same rate limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

__all__ = [
    "AttemptAdmin",
    "CohortAdmin",
    "DisputeAdmin",
    "GlossaryEntryAdmin",
    "InterviewAdmin",
    "OverrideAdmin",
    "QuestionAdmin",
    "TopicAdmin",
    "UserAdmin",
]
