"""What is written down of who saw or changed what of whom.

What changes something records it in the same transaction. What shows something records it before the page is
sent: nobody sees what isn't recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from quiz.models import Action, AuditEntry, User
from quiz.models.audit import told_as

NOT_TOLD = (Action.NOTE_WRITTEN, Action.NOTE_DELETED)
"""Notes are for the leads of a cohort alone."""


def record(actor: User | None, action: Action, persons: Iterable[int] = (), **about: object) -> None:
    """One row, for any number of persons, by the numbers of their accounts."""
    AuditEntry.objects.create(
        actor=actor.pk if actor else None, action=action, persons=sorted(set(persons)), about=about
    )


def names_of(entries: Sequence[AuditEntry]) -> dict[int, str]:
    """The addresses of the accounts that entries are about, as far as these are still there."""
    ids = {number for entry in entries for number in (entry.actor, *entry.persons) if number is not None}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "email"))


def entries_for(person: User) -> list[dict[str, Any]]:
    """What the log has on a person, in words for that person, oldest first."""
    told = AuditEntry.objects.concerning(person.pk).exclude(action__in=NOT_TOLD).order_by("at", "pk")
    rows = list(told.values("at", "actor", "action", "about"))
    people = User.objects.in_bulk({row["actor"] for row in rows if row["actor"]})
    names = {pk: str(each) for pk, each in people.items()}
    return [
        {
            "at": row["at"],
            "who": "You" if row["actor"] == person.pk else told_as(row["action"], names.get(row["actor"])),
            "did": Action(row["action"]).label,
            "about": row["about"],
        }
        for row in rows
    ]


@transaction.atomic
def purge(days: int) -> int:
    """Delete what is older than so many days, at least one; return how many entries that were.

    A trigger lets this through because it is told since when entries are kept, and records it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('quiz.audit_kept_since', (now() - make_interval(days => %s))::text, true)",
            [days],
        )
        cursor.execute("DELETE FROM quiz_auditentry WHERE at < now() - make_interval(days => %s)", [days])
        return int(cursor.rowcount)
