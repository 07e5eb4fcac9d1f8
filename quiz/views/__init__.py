"""Views: method, fetch what is the person's own, act, render."""

from quiz.views.accounts import (
    account_data,
    account_export,
    account_export_csv,
    account_sign_out_everywhere,
)
from quiz.views.assignments import (
    assignment_create,
    assignment_delete,
    assignment_detail,
    assignment_list,
    assignment_remind,
    task_start,
)
from quiz.views.attempts import (
    attempt_detail,
    attempt_draft,
    attempt_finish,
    attempt_leave,
    attempt_pause,
    attempt_skip,
    attempt_submit,
)
from quiz.views.cohort_pages import cohort_criterion, cohort_detail, cohort_practise
from quiz.views.cohorts import (
    cohort_change,
    cohort_create,
    cohort_delete,
    cohort_leads,
    cohort_list,
    cohort_members,
)
from quiz.views.disputes import dispute_create, dispute_list, dispute_withdraw
from quiz.views.exports import cohort_export
from quiz.views.interviews import (
    interview_clock,
    interview_create,
    interview_debrief,
    interview_detail,
    interview_finish,
    interview_list,
    interview_resume,
)
from quiz.views.joining import (
    cohort_join,
    cohort_links,
    join_link_revoke,
    membership_leave,
    membership_remove,
)
from quiz.views.members import (
    membership_attempt,
    membership_detail,
    note_create,
    note_delete,
    override_create,
)
from quiz.views.pages import home, keyboard, phrases, scoring
from quiz.views.privacy import privacy
from quiz.views.questions import progress, question_detail, question_list, question_practice
from quiz.views.reviews import account_practice, review_answer, review_next, review_result
from quiz.views.shares import interview_share, share_revoke, shared_debrief

__all__ = [
    "account_data",
    "account_export",
    "account_export_csv",
    "account_practice",
    "account_sign_out_everywhere",
    "assignment_create",
    "assignment_delete",
    "assignment_detail",
    "assignment_list",
    "assignment_remind",
    "attempt_detail",
    "attempt_draft",
    "attempt_finish",
    "attempt_leave",
    "attempt_pause",
    "attempt_skip",
    "attempt_submit",
    "cohort_change",
    "cohort_create",
    "cohort_criterion",
    "cohort_delete",
    "cohort_detail",
    "cohort_export",
    "cohort_join",
    "cohort_leads",
    "cohort_links",
    "cohort_list",
    "cohort_members",
    "cohort_practise",
    "dispute_create",
    "dispute_list",
    "dispute_withdraw",
    "home",
    "interview_clock",
    "interview_create",
    "interview_debrief",
    "interview_detail",
    "interview_finish",
    "interview_list",
    "interview_resume",
    "interview_share",
    "join_link_revoke",
    "keyboard",
    "membership_attempt",
    "membership_detail",
    "membership_leave",
    "membership_remove",
    "note_create",
    "note_delete",
    "override_create",
    "phrases",
    "privacy",
    "progress",
    "question_detail",
    "question_list",
    "question_practice",
    "review_answer",
    "review_next",
    "review_result",
    "scoring",
    "share_revoke",
    "shared_debrief",
    "task_start",
]
