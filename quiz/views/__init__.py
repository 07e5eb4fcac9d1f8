"""Views: method, fetch what is the person's own, act, render."""

from quiz.views.attempts import attempt_detail, attempt_draft, attempt_leave, attempt_skip, attempt_submit
from quiz.views.interviews import (
    interview_clock,
    interview_create,
    interview_debrief,
    interview_detail,
    interview_finish,
    interview_list,
    interview_pause,
    interview_resume,
)
from quiz.views.pages import home, keyboard, phrases, scoring
from quiz.views.questions import progress, question_detail, question_list, question_practice

__all__ = [
    "attempt_detail",
    "attempt_draft",
    "attempt_leave",
    "attempt_skip",
    "attempt_submit",
    "home",
    "interview_clock",
    "interview_create",
    "interview_debrief",
    "interview_detail",
    "interview_finish",
    "interview_list",
    "interview_pause",
    "interview_resume",
    "keyboard",
    "phrases",
    "progress",
    "question_detail",
    "question_list",
    "question_practice",
    "scoring",
]
