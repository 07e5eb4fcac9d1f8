"""Where each view is found on the site of `roles`, and what is sent there in good order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils import timezone

from quiz import urls
from quiz.services import interviews
from tests.factories import GOOD_ANSWER, PASSWORD
from tests.views.roles import JOIN_TOKEN, TOMORROW, Site

Of = Callable[[Site], Any]

OTHERS = ("admin:index", "admin:login", "admin:logout")
NEW_PASSWORD = "battery horse staple correct"

ARGUMENTS: dict[str, Of] = {
    "interview": lambda site: [site.open.pk],
    "interview_debrief": lambda site: [site.finished.pk],
    "interview_share": lambda site: [site.finished.pk],
    "share": lambda site: [site.share.pk],
    "shared": lambda site: [site.token],
    "attempt": lambda site: [site.waiting.pk],
    "dispute_create": lambda site: [site.attempt.pk, "slow"],
    "dispute_withdraw": lambda site: [site.disputed.pk, "slow"],
    "review_answer": lambda site: [site.card.pk],
    "review_result": lambda site: [site.review.pk],
    "question": lambda site: [site.attempt.question_id],
    "cohort": lambda site: [site.cohort.pk],
    "cohort_criterion": lambda site: [site.cohort.pk, site.attempt.question_id, "slow"],
    "cohort_export": lambda site: [site.cohort.pk, "grid"],
    "cohort_join": lambda _: [JOIN_TOKEN],
    "join_link_revoke": lambda site: [site.link.pk],
    "membership": lambda site: [site.membership.pk],
    "membership_attempt": lambda site: [site.membership.pk, site.attempt.pk],
    "override": lambda site: [site.membership.pk, site.attempt.pk],
    "note_create": lambda site: [site.membership.pk],
    "note_delete": lambda site: [site.note.pk],
    "assignment": lambda site: [site.assignment.pk],
    "assignment_list": lambda site: [site.cohort.pk],
    "assignment_create": lambda site: [site.cohort.pk],
    "task": lambda site: [site.task.pk],
    "mfa_remove_webauthn": lambda _: [1],
    "mfa_edit_webauthn": lambda _: [1],
    "account_confirm_email": lambda _: ["no-such-key"],
    "account_reset_password_from_key": lambda _: ["1", "no-such-key"],
}
"""By the name of a view, or for all of a noun that have some."""

TURN = {"turn": "answer", "text": GOOD_ANSWER}
DATA: dict[str, Of] = {
    "interview_create": lambda site: _plan(site),
    "interview_share": lambda _: {"days": 7},
    "attempt_submit": lambda _: TURN,
    "attempt_skip": lambda _: {"turn": "answer", "confirmed": "on"},
    "attempt_leave": lambda _: TURN,
    "attempt_finish": lambda _: TURN,
    "attempt_pause": lambda _: TURN,
    "attempt_draft": lambda _: TURN,
    "dispute_create": lambda _: {"quote": "new environment", "why": "It is slow."},
    "review_answer": lambda site: {"base": site.card.last_review.isoformat(), "text": GOOD_ANSWER},
    "account_data": lambda _: {"password": PASSWORD},
    "account_sign_out_everywhere": lambda _: {"password": PASSWORD},
    "account_practice": lambda _: {"time_zone": "Europe/Berlin", "daily_limit": 5},
    "cohort_create": lambda _: {"name": "New guild"},
    "cohort_change": lambda _: {"name": "Renamed guild"},
    "cohort_links": lambda _: {"days": 7, "most_uses": 3},
    "cohort_leads": lambda site: {"email": site.people["stranger"].email},
    "cohort_practise": lambda site: {
        "questions": [site.attempt.question_id],
        "whom": "everyone",
        "title": "Practise together",
        "due": _tomorrow(),
    },
    "assignment_create": lambda site: {**_plan(site), "title": "Twice", "due": _tomorrow(), "whom": "all"},
    "override_create": lambda _: {"grade": "8", "reason": "It says so."},
    "note_create": lambda _: {"text": "Asks good questions."},
    "account_login": lambda site: {"login": site.people["stranger"].email, "password": PASSWORD},
    "admin:login": lambda site: {"username": site.people["editor"].email, "password": PASSWORD},
    "account_signup": lambda _: {"name": "Poppy", "email": "new@example.org", "password1": NEW_PASSWORD},
    "account_reauthenticate": lambda _: {"password": PASSWORD},
    "account_email": lambda _: {"email": "another@example.org", "action_add": ""},
    "account_change_password": lambda _: {
        "oldpassword": PASSWORD,
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    },
    "account_reset_password": lambda site: {"email": site.people["stranger"].email},
}


BEFORE: dict[str, Of] = {
    "task_start": lambda site: interviews.finish_interview(site.open.candidate, site.open.pk),
    "interview_resume": lambda site: interviews.pause_interview(site.open.candidate, site.open.pk),
}
"""What has to be done on the site for something to come of what is sent."""


def names() -> list[str]:
    """Of all views but the admin's own, whose rights are Django's, and tested in tests/admin."""
    of_allauth = _flat([*account_urls.urlpatterns, *mfa_urls.urlpatterns])
    found = [pattern.name for pattern in (*urls.urlpatterns, *of_allauth)]
    return [*(name for name in found if name), *OTHERS]


def path_of(name: str, site: Site) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        arguments = ARGUMENTS.get(name) or ARGUMENTS[name.split("_")[0]]
        return reverse(name, args=arguments(site))


def data_for(name: str, site: Site) -> dict[str, Any]:
    return DATA[name](site) if name in DATA else {}


def prepare(name: str, site: Site) -> None:
    if name in BEFORE:
        BEFORE[name](site)


def _flat(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _flat(pattern.url_patterns)


def _plan(site: Site) -> dict[str, Any]:
    return {
        "topics": [site.attempt.question.topic.slug],
        "question_count": 1,
        "mix": "any",
        "follow_ups": 1,
        "feedback": "each",
    }


def _tomorrow() -> str:
    return str((timezone.now() + TOMORROW).date())
