"""What is kept of people, for how long, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quiz.services.retention import NOTICE
from quiz.services.sweeping import KEPT_FOR
from quiz.tasks import MAIL_IS_KEPT_FOR

UNTIL_DELETED = "until you delete your account"


@dataclass(frozen=True)
class Kept:
    """A kind of data and for how long it is kept, each in words."""

    what: str
    how_long: str


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    page = {"kept": kept(), "accounts_end": settings.KEEP_INACTIVE_ACCOUNTS is not None}
    return render(request, "quiz/privacy.html", page)


def kept() -> list[Kept]:
    """By the settings of this site."""
    mail = timedelta(hours=MAIL_IS_KEPT_FOR)
    session = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return [
        Kept("Your account: name, email address, a digest of the password, time zone", _account()),
        Kept(
            "Your interviews and daily reviews: what you answered, what it earned, what leads gave it, and "
            "links you share",
            _or_after(settings.KEEP_INTERVIEWS, UNTIL_DELETED, "the end of the interview"),
        ),
        Kept(
            "Drafts: what you typed and haven’t sent",
            _or_after(settings.KEEP_DRAFTS, "until you send or skip", "you last typed"),
        ),
        Kept(
            "Disputes that were declined",
            _or_after(settings.KEEP_DECLINED_DISPUTES, UNTIL_DELETED, "the reply"),
        ),
        Kept("Which criteria are due in the daily review, and on which days you practised", UNTIL_DELETED),
        Kept("That you are in a cohort, and notes of its leads", "until you leave it"),
        Kept(
            "That you are signed in, for each device",
            f"until you sign out, at most {_days(session)} after it was last renewed",
        ),
        Kept(
            "Who looked at your answers or changed something of yours, and when and from which network "
            "address you signed in",
            f"{_days(timedelta(days=settings.AUDIT_DAYS))}, also after you have deleted your account",
        ),
        Kept("Mail that waits to be sent to you", f"until it is sent, {_days(mail)} at most"),
        Kept(
            "How often somebody tried to sign in or sign up, by network address or account",
            "an hour, and then until the next night",
        ),
        Kept("Documents that editors import and export", _days(KEPT_FOR)),
    ]


def _account() -> str:
    days = settings.KEEP_INACTIVE_ACCOUNTS
    if days is None:
        return UNTIL_DELETED
    return f"{UNTIL_DELETED}, or haven’t used it for {days} days; you get a mail {NOTICE.days} days before"


def _or_after(days: int | None, otherwise: str, event: str) -> str:
    return f"{_days(timedelta(days=days))} after {event}" if days else otherwise


def _days(length: timedelta) -> str:
    return f"{length.days} day{'' if length.days == 1 else 's'}"
