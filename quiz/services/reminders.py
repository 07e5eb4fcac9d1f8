"""Reminding members of an assignment by mail, once."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mass_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from quiz.models import Assignment, User


class RemindedAlreadyError(Exception):
    """It has reminded, and does so once."""


@transaction.atomic
def remind(lead: User, assignment_id: int, *, address: str) -> int:
    """Write to the members who haven't finished; return to how many, none of whom is asked again.

    `address` is that of the page on which they start. Raises Assignment.DoesNotExist for what isn't the
    lead's, RemindedAlreadyError.
    """
    locked = Assignment.objects.led_by(lead).select_for_update(of=("self",))
    assignment = locked.select_related("cohort").get(pk=assignment_id)
    if assignment.reminded_at:
        raise RemindedAlreadyError
    late = User.objects.filter(tasks__in=assignment.tasks.of_members().open())
    messages = [_message(lead, assignment, member, address) for member in late]
    if messages:
        assignment.reminded_at = timezone.now()
        assignment.save(update_fields=["reminded_at"])
        send_mass_mail(messages)
    return len(messages)


def _message(
    lead: User, assignment: Assignment, member: User, address: str
) -> tuple[str, str, str, list[str]]:
    """Subject, text, sender and recipient. Its times are those of the recipient."""
    values = {"lead": lead, "assignment": assignment, "member": member, "address": address}
    with timezone.override(member.zone):
        subject, text = (
            render_to_string(f"quiz/assignment/reminder_{part}.txt", values)
            for part in ("subject", "message")
        )
    return " ".join(subject.split()), text.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [member.email]
