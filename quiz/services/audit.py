"""What is written down of who saw or changed what of whom.

What changes something records it in the same transaction. What shows something records it before the page is
sent: nobody sees what isn't recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from quiz.models import Action, AuditEntry, User


def record(actor: User | None, action: Action, persons: Iterable[int] = (), **about: object) -> None:
    """One row, for any number of persons, by the numbers of their accounts."""
    AuditEntry.objects.create(
        actor=actor.pk if actor else None, action=action, persons=sorted(set(persons)), about=about
    )


def names_of(entries: Sequence[AuditEntry]) -> dict[int, str]:
    """The addresses of the accounts that entries are about, as far as these are still there."""
    ids = {number for entry in entries for number in (entry.actor, *entry.persons) if number is not None}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "email"))


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
