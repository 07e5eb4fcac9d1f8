"""What leads write down about a member."""

from __future__ import annotations

from django.db import transaction

from quiz.models import Note, User
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
    return membership.notes.create(author=lead, text=text)


def delete_note(lead: User, note_id: int) -> Note:
    """Delete one's own note and return what it was.

    Raises Note.DoesNotExist for another's, and for what is no longer the lead's to see.
    """
    note = Note.objects.get(pk=note_id, author=lead, membership__cohort__leads=lead)
    Note.objects.filter(pk=note_id).delete()
    return note
