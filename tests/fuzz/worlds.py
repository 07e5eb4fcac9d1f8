"""The site of `roles` with somebody on it whose words none of the others may read, and the admin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection
from django.test import Client

from quiz.models import Dispute, User
from quiz.models.attempts import rubric_of_version
from quiz.services import disputes, interviews, notes, overrides, shares
from tests.cohorts import make_cohort, make_membership, make_task
from tests.factories import HALF_ANSWER, make_finished, make_interview, make_user, waiting_attempt
from tests.fuzz.sending import Sender
from tests.reviewing import answer, make_all_due
from tests.views.roles import Site, make_site

BYSTANDER = "Quillon Featherstonhaugh"
ADDRESS = "quillon@featherston.example"
SECRET = "zanzibar"
"""In everything that the bystander wrote, or that was written about them."""

FIRST = 5_000_001
"""Every row of the bystander's has a number from here on, so that it is nobody else's."""

FIRST_OF_OTHERS = 4_000_001
"""Before theirs also in a process that has had a world before."""

ROLES = ("anonymous", "stranger", "candidate", "lead", "editor")


@dataclass(frozen=True)
class World:
    site: Site
    senders: dict[str, Sender]


def make_world() -> World:
    _count_on_from(FIRST_OF_OTHERS)
    site = make_site()
    _count_on_from(FIRST)
    make_bystander()
    people: dict[str, User] = site.people
    secrets = (BYSTANDER, ADDRESS, SECRET)
    senders = {role: Sender(_session(people.get(role)), secrets) for role in ROLES}
    # Editors read answers and disputes of everybody, without names.
    senders["editor"].secrets = (BYSTANDER, ADDRESS)
    return World(site, senders)


def make_bystander() -> User:
    """Has some of everything that belongs to a person."""
    person = make_user(ADDRESS, name=BYSTANDER)
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    words = f"{HALF_ANSWER} So in {SECRET}."
    attempt = make_finished(person, words, words).attempts.all()[0]
    disputes.dispute(person, attempt.pk, criterion="slow", quote=SECRET, why=SECRET)
    shares.share(person, attempt.interview_id, lifetime=timedelta(days=7), shows_name=True)
    make_all_due(person)
    answer(person, person.review_cards.earliest("pk"), words)
    waiting = waiting_attempt(make_interview(person))
    interviews.save_draft(person, waiting.pk, turn="answer", text=words, base=None)
    place = make_membership(make_cohort(name=f"Guild of {SECRET}"), person)
    lead = place.cohort.leads.get()
    notes.write_note(lead, place.pk, text=words)
    overrides.override(lead, place.pk, attempt.pk, score=80, reason=words)
    make_task(person, title=f"Read up on {SECRET}")
    return person


def numbers_of_the_bystander() -> list[int]:
    """The first few of each kind of rows."""
    return list(range(FIRST, FIRST + 4))


def is_untouched() -> bool:
    """Whether the bystander still has what they had."""
    return (
        Dispute.objects.filter(why=SECRET, attempt__gte=FIRST).exists()
        and User.objects.filter(name=BYSTANDER, pk__gte=FIRST).exists()
    )


def _count_on_from(number: int) -> None:
    """Also a second time in a process: then numbers of rubrics that are kept are given out again."""
    rubric_of_version.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(quote_ident(relname), 'id'), %s, false) FROM pg_class "
            "WHERE relkind = 'r' AND relname LIKE 'quiz%%' "
            "AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'id')",
            [number],
        )


def _session(person: User | None) -> str:
    if person is None:
        return ""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
