"""The sessions of a person, on whatever device."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from quiz.models import User

AT_ONCE = 1000
"""Sessions that are read at once."""


def end_all(user: User) -> None:
    """Delete those in which the person is signed in, or is about to be: what was sent in may wait there.

    All are read, since what a session has is written together: about 50 µs each. A copy in Redis is gone
    after five minutes.
    """
    Session.objects.filter(pk__in=[session.pk for session in _all() if _is_of(session, user)]).delete()


def _all() -> Iterator[Session]:
    last = ""
    while some := list(Session.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield from some
        last = some[-1].pk


def _is_of(session: Session, user: User) -> bool:
    kept = session.get_decoded()
    return kept.get(SESSION_KEY) == str(user.pk) or json.dumps(user.email) in json.dumps(kept)
