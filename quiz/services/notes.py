"""What leads write down about a member."""

from __future__ import annotations

from django.db import transaction

from quiz.models import Action, Note, User
from quiz.services.audit import record
from quiz.services.leading import lock_membership


@transaction.atomic
def write_note(lead: User, membership_id: int, *, text: str) -> Note:
    """Write a note, for the leads of the cohort; sent twice in a row, it is written once.

    Raises ObjectDoesNotExist for what isn't the lead's.
    """
    membership = lock_membership(lead, membership_id)
    latest = membership.notes.first()
    if latest and (latest.author_id, latest.text) == (lead.pk, text):
        return latest
    record(lead, Action.NOTE_WRITTEN, [membership.member_id], cohort=membership.cohort_id)
    return membership.notes.create(author=lead, text=text)


@transaction.atomic
def delete_note(lead: User, note_id: int) -> Note:
    """Delete one's own note and return what it was.

    Raises Note.DoesNotExist for another's, and for what is no longer the lead's to see.
    """
    mine = Note.objects.filter(author=lead, membership__cohort__leads=lead)
    note = mine.select_related("membership").get(pk=note_id)
    record(lead, Action.NOTE_DELETED, [note.membership.member_id], cohort=note.membership.cohort_id)
    Note.objects.filter(pk=note_id).delete()
    return note
