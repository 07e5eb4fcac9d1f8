"""The cohort of the made-up people: who leads it, what it was assigned, what its lead noted and overrode."""

from __future__ import annotations

from datetime import datetime, timedelta

from quiz.models import Assignment, Attempt, Cohort, Interview, Membership, Note, Override, Task, User
from quiz.services.demo_people import PEOPLE, demo_email

NAME = "Platform guild"
QUESTIONS = 4
"""Of each assignment."""
ASSIGNMENTS = (("Lambda before the move", 22, 10), ("Lambda, second round", 7, -3))
"""Title, and how many days ago it was assigned and due."""
NOTES = (
    ("Clover Field", 3, "Learns the words by heart. Draw concurrency together before the next interview."),
    ("Rowan Ash", 2, "On call for a week. Ask again on Monday."),
)
"""About whom, how many days ago, what."""
REASON = "Says it in words that the rubric doesn't know; in an interview I would have counted it."


def add_cohort(lead: User, topic: str, now: datetime) -> None:
    """Make the cohort if the lead has none, else only bring back who is missing from it."""
    cohort = Cohort.objects.led_by(lead).first()
    is_new = cohort is None
    cohort = cohort or Cohort.objects.create(name=NAME, created_at=lead.date_joined)
    cohort.leads.add(lead)
    for member in User.objects.filter(email__in=[person.email for person in PEOPLE]):
        Membership.objects.get_or_create(
            cohort=cohort, member=member, defaults={"joined_at": member.date_joined + timedelta(minutes=2)}
        )
    if is_new:
        tonight = now.replace(hour=23, minute=59, second=59, microsecond=0)
        for title, assigned, due in ASSIGNMENTS:
            _assign(cohort, lead, title, topic, now - timedelta(days=assigned), tonight - timedelta(days=due))
        _write_notes(cohort, lead, now)
        _override(cohort, lead, now)


def _assign(
    cohort: Cohort, lead: User, title: str, topic: str, assigned_at: datetime, due_at: datetime
) -> None:
    """What a member has held meanwhile, and fits, is what became of it."""
    assignment = Assignment.objects.create(
        cohort=cohort,
        title=title,
        topics=[topic],
        question_count=QUESTIONS,
        mix="any",
        due_at=due_at,
        assigned_by=lead,
        assigned_at=assigned_at,
    )
    fitting = Interview.objects.mock().filter(
        started_at__range=(assigned_at, due_at), topics=[topic], question_count=QUESTIONS
    )
    for membership in cohort.memberships.all():
        interview = fitting.of(membership.member).order_by("started_at").first()
        Task.objects.create(assignment=assignment, member=membership.member, interview=interview)
        if interview:
            interview.title = title
            interview.save(update_fields=["title"])


def _write_notes(cohort: Cohort, lead: User, now: datetime) -> None:
    for name, days, text in NOTES:
        membership = cohort.memberships.get(member__email=demo_email(name))
        written_at = now - timedelta(days=days, hours=2)
        Note.objects.create(membership=membership, author=lead, text=text, written_at=written_at)


def _override(cohort: Cohort, lead: User, now: datetime) -> None:
    """Two points more for the latest answer that got about half of them."""
    members = cohort.memberships.values("member")
    answers = Attempt.objects.counted().filter(status=Attempt.Status.ANSWERED, score__range=(40, 60))
    answer = answers.filter(interview__candidate__in=members).latest("closed_at")
    Override.objects.create(
        attempt=answer, cohort=cohort, lead=lead, score=(answer.score or 0) + 20, reason=REASON, made_at=now
    )
