"""The sentences of a cohort page, put together again from the attempts, after weeks of practice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from random import Random

import pytest
from django.test import Client

from quiz.models import Attempt, Cohort, Question, User
from quiz.reports.numbers import spelled
from tests.clock import at
from tests.cohorts import make_cohort, make_membership
from tests.factories import GOOD_ANSWER, HALF_ANSWER, REST_OF_ANSWER, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
WEEK_BEGAN = datetime(2026, 10, 8, tzinfo=UTC)
SAID: Sequence[Sequence[str]] = (
    [],
    ["No idea."],
    [HALF_ANSWER],
    [HALF_ANSWER, REST_OF_ANSWER],
    [REST_OF_ANSWER],
    [GOOD_ANSWER],
)

States = dict[tuple[str, str], list[tuple[User, str, bool]]]
"""By question and criterion: each member, the latest state, and if it is first had this week after a miss."""


@pytest.fixture(params=range(4))
def cohort(request: pytest.FixtureRequest) -> Cohort:
    random = Random(request.param)
    cohort = make_cohort()
    members = [make_membership(cohort, make_user(name=name)).member for name in ("Basil", "Fern", "Sage")]
    questions = [make_question(short_name=f"Cold starts {name}") for name in "abc"]
    for days in sorted(random.choices(range(40), k=30), reverse=True):
        with at(NOON - timedelta(days=days, hours=random.randrange(12))):
            practice(random.choice(members), random.choice(questions), *random.choice(SAID))
    return cohort


@pytest.fixture
def page(cohort: Cohort, client: Client) -> str:
    client.force_login(cohort.leads.get())
    with at(NOON):
        html = client.get(cohort.get_absolute_url()).text
    return unescape(html).replace("\N{NO-BREAK SPACE}", " ")


def history(cohort: Cohort, question: Question, member: User) -> list[Attempt]:
    assert cohort.memberships.filter(member=member).exists()
    return list(Attempt.objects.counted().of(member).filter(question=question).order_by("closed_at", "pk"))


def standing(cohort: Cohort) -> States:
    found: States = {}
    for question in Question.objects.order_by("pk"):
        for membership in cohort.memberships.all():
            states: dict[str, list[tuple[datetime, str]]] = {}
            for attempt in history(cohort, question, membership.member):
                for each in (attempt.result or {})["criteria"]:
                    states.setdefault(each["name"], []).append((attempt.closed_at or NOON, each["state"]))
            for name, past in states.items():
                had = [when for when, state in past if state != "not-yet"]
                is_new = past[-1][1] != "not-yet" and had[0] >= WEEK_BEGAN and len(had) < len(past)
                found.setdefault((question.short_name, name), []).append(
                    (membership.member, past[-1][1], is_new)
                )
    return found


def sentence(page: str, label: str) -> str:
    told = page.split(f'<h2 class="label">{label}</h2>')[1].split("</section>")[0]
    return " ".join(re.sub(r"</?a\b[^>]*>", "", told).split())


def test_what_is_missed_is_what_the_latest_attempts_lack(cohort: Cohort, page: str) -> None:
    missing = [
        (sum(state == "not-yet" for _, state, _ in each), len(each), name)
        for (_, name), each in standing(cohort).items()
    ]
    missed, asked, _ = max(missing, key=lambda each: (each[0], each[0] / each[1]))
    count = f"all {spelled(asked)}" if missed == asked else f"{spelled(missed)} of {spelled(asked)}"
    told = sentence(page, "Missed most").split("</div>")[0]
    assert f"When last asked, {count} did not say that " in told
    for criterion, *numbers in re.findall(r"“([^”]*)” \((\d+) of (\d+)\)", told):
        assert tuple(map(int, numbers)) in [each[:2] for each in missing if each[2] == criterion]


def test_what_is_better_is_what_the_latest_attempts_have_newly(cohort: Cohort, page: str) -> None:
    gains = sorted(
        (
            (sum(is_new for *_, is_new in each), sum(state != "not-yet" for _, state, _ in each), len(each))
            for each in standing(cohort).values()
        ),
        reverse=True,
    )
    told = sentence(page, "Better").split("</div>")[0]
    new, have, asked = gains[0]
    if not new:
        assert "nobody had for the first time what they had missed before" in told
        return
    equally = [each for each in gains if each[0] == new]
    counts = [
        f"all {spelled(asked)}" if have == asked else f"{spelled(have)} of {spelled(asked)}"
        for _, have, asked in equally
    ]
    assert any(f"When last asked, {count} had “" in told for count in counts)
    for part in told.split("” (")[1:]:
        have, asked, new = map(int, part.split(" new)")[0].replace(" of ", " ").replace(",", "").split())
        assert (new, have, asked) in gains


def test_who_is_stuck_has_answered_so_often_and_so(cohort: Cohort, page: str) -> None:
    expected: dict[str, set[str]] = {}
    for question in Question.objects.all():
        for membership in cohort.memberships.all():
            past = history(cohort, question, membership.member)
            if why := stall(past, f"“{question.short_name}”"):
                expected.setdefault(membership.member.name, set()).add(why)
    told = sentence(page, "Stuck").split("<h2")[0]
    found = re.findall(r"(\w+) (has answered “.*? the last)", told)
    assert {name for name, _ in found} == set(expected)
    assert [why for name, why in found if why not in expected[name]] == []


def stall(past: Sequence[Attempt], name: str) -> str:
    """What is told of so many attempts at a question, if anything."""
    answered = [each for each in past if each.status == Attempt.Status.ANSWERED]
    if len(answered) < 3 or past[-1] != answered[-1]:
        return ""
    scores = [past[0].score or 0, *(each.score or 0 for each in answered)]
    is_old = (answered[-1].closed_at or NOON) < NOON - timedelta(weeks=4)
    if scores[-1] > scores[0] or scores[-1] >= 70 or is_old:
        return ""
    first, best, last = (f"{score / 10:.1f}" for score in (scores[0], max(scores), scores[-1]))
    begins = f"{first} the first time, " if scores[0] or len(past) == len(answered) else ""
    between = f"{best} at best, " if best != first else ""
    return f"has answered {name} {spelled(len(answered))} times: {begins}{between}{last} the last"
