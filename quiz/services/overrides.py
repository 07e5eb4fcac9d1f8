"""Overrides: made by a lead, accepted as a benchmark or declined by an editor.

The rubric's score stays what counts: an override changes no attempt and no progress.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from quiz.models import RESPONSE_LIMIT, WHY_LIMIT, Action, Attempt, Benchmark, Override, Question, User
from quiz.services.audit import record
from quiz.services.benchmarks import add_benchmark, grade_benchmark, problems_with, without_spaces
from quiz.services.leading import lock_membership

WITH_FOLLOW_UPS = "With what was said to follow-ups. "
"""Stands before the reason where a benchmark has more than the first answer."""


class OwnAnswerError(Exception):
    """Nobody grades an answer of their own."""


@transaction.atomic
def override(lead: User, membership_id: int, attempt_id: int, *, score: int, reason: str) -> Override:
    """Give a member's answer another score, 0 to 100; earlier ones stay. Sent twice, it is given once.

    It is for the cohort of the membership. Raises ObjectDoesNotExist for what isn't the lead's, isn't
    finished or was skipped, and OwnAnswerError.
    """
    membership = lock_membership(lead, membership_id)
    if membership.member_id == lead.pk:
        raise OwnAnswerError
    answered = Attempt.objects.of(membership.member).counted().filter(status=Attempt.Status.ANSWERED)
    attempt = answered.get(pk=attempt_id)
    latest = attempt.overrides.filter(cohort=membership.cohort_id).first()
    if latest and (latest.lead_id, latest.score, latest.reason) == (lead.pk, score, reason):
        return latest
    record(
        lead, Action.OVERRIDE_MADE, [membership.member_id], cohort=membership.cohort_id, attempt=attempt.pk
    )
    return attempt.overrides.create(cohort_id=membership.cohort_id, lead=lead, score=score, reason=reason)


@transaction.atomic
def decide(editor: User, override: Override, *, why: str) -> None:
    """Keep the state and the reply that an editor gave, on an open row that the caller has locked.

    What is accepted becomes a benchmark with that `why`: all that the lead has graded. If it is one already,
    by another grade of the same answer, that has the new grade. Raises BenchmarksError.
    """
    override.decided_at, override.decided_by = timezone.now(), editor
    candidate = override.attempt.interview.candidate_id
    record(editor, Action.OVERRIDE_DECIDED, [candidate], attempt=override.attempt_id, state=override.state)
    if override.state == Override.State.ACCEPTED:
        grade = Decimal(override.score) / 10
        if earlier := earlier_benchmark(override):
            Override.objects.filter(benchmark=earlier).update(benchmark=None)
            override.benchmark = grade_benchmark(editor, earlier, grade=grade, why=why)
        else:
            question, text = override.attempt.question_id, benchmark_text(override)
            override.benchmark = add_benchmark(editor, question, grade=grade, text=text, why=why)
    override.save(update_fields=["state", "reply", "decided_at", "decided_by", "benchmark"])


def earlier_benchmark(override: Override) -> Benchmark | None:
    """What another grade of the same answer has become, unless its words were changed since."""
    words = without_spaces(benchmark_text(override))
    made = Benchmark.objects.filter(override__attempt=override.attempt_id)
    return next((each for each in made if without_spaces(each.text) == words), None)


def benchmark_text(override: Override) -> str:
    """The response and what was said to follow-ups, a paragraph each: what the grade is for."""
    said = [override.attempt.response, *override.attempt.follow_ups]
    return "\n\n".join(text for text in said if text)


def benchmark_reason(override: Override) -> str:
    """For a benchmark: the lead's reason in one line, and that there was more to the answer if so."""
    before = WITH_FOLLOW_UPS if any(override.attempt.follow_ups) else ""
    return Truncator(before + " ".join(override.reason.split())).chars(WHY_LIMIT)


def obstacles(override: Override) -> list[str]:
    """Why it can't become a benchmark, a sentence each. Locks the question, so that it stays so."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=override.attempt.question_id)
    is_in_force = Override.objects.in_force().filter(pk=override.pk).exists()
    later = [] if is_in_force else ["A later grade of this answer has replaced this one."]
    text = benchmark_text(override)
    is_long = len(text) > RESPONSE_LIMIT
    long = [f"With the follow-ups it has more than {RESPONSE_LIMIT:,} characters."] if is_long else []
    return [*later, *long, *([] if earlier_benchmark(override) else problems_with(question, text))]
