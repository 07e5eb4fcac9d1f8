"""Made-up people for a look around, with the interviews they have held."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from quiz.models import Topic, User
from quiz.services.demo_cohort import add_cohort
from quiz.services.demo_interviews import Answers, Speaker, answers_like_benchmarks
from quiz.services.demo_people import EDITOR, LEAD, PEOPLE, Person, demo_email

TOPIC = "aws-lambda"
OTHER_TOPIC = "python-basics"
PASSWORD = "thyme-and-clover"
ANSWERS = settings.BASE_DIR / "fixtures" / "demo" / "answers.json"


@dataclass(frozen=True)
class SignIn:
    """A demo account that the known password opens; the others have none."""

    role: str
    email: str
    password: str = PASSWORD


SIGN_INS = (
    SignIn("Candidate", PEOPLE[0].email),
    SignIn("Lead", demo_email(LEAD)),
    SignIn("Editor", demo_email(EDITOR)),
)


@transaction.atomic
def add_demo_people(now: datetime) -> int:
    """Add those who aren't there yet, with a history of the weeks before `now`; return how many were added.

    Raises Topic.DoesNotExist and NothingToAskError if the question bank isn't loaded.
    """
    topics = [Topic.objects.get(slug=slug) for slug in (TOPIC, OTHER_TOPIC)]
    answers: Answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    answers |= answers_like_benchmarks(topics[-1])
    newcomers = [person for person in PEOPLE if not _exists(person.email)]
    for person in newcomers:
        _add_candidate(person, topics if person.habits.does_python else topics[:1], answers, now)
    staff = [add for name, add in ((LEAD, _add_lead), (EDITOR, _add_editor)) if not _exists(demo_email(name))]
    for add in staff:
        add(now)
    add_cohort(User.objects.get(email=demo_email(LEAD)), TOPIC, now)
    for sign_in in SIGN_INS:
        _set_known_password(sign_in)
    return len(newcomers) + len(staff)


def _exists(email: str) -> bool:
    return User.objects.filter(email=email).exists()


def _add_candidate(person: Person, topics: Sequence[Topic], answers: Answers, now: datetime) -> None:
    random = Random(person.email)
    starts = person.habits.starts(now, random)
    candidate = _add_account(person.name, date_joined=starts[0] - timedelta(minutes=4))
    Speaker(candidate, person.habits, answers, random).hold_interviews(topics, starts)


def _add_lead(now: datetime) -> None:
    lead = _add_account(LEAD, date_joined=now - timedelta(days=40))
    lead.groups.add(Group.objects.get(name="Team leads"))


def _add_editor(now: datetime) -> None:
    editor = _add_account(EDITOR, date_joined=now - timedelta(days=40), is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))


def _add_account(name: str, *, date_joined: datetime, is_staff: bool = False) -> User:
    email = demo_email(name)
    user = User.objects.create_user(email, name=name, date_joined=date_joined, is_staff=is_staff)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _set_known_password(sign_in: SignIn) -> None:
    """A password that is known already stays: a new hash would sign the person out everywhere."""
    user = User.objects.get(email=sign_in.email)
    if not user.check_password(sign_in.password):
        user.set_password(sign_in.password)
        user.save(update_fields=["password"])
