"""The end of an account."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef

from quiz.models import Action, Attempt, Cohort, Interview, Membership, User
from quiz.services import mail, sessions
from quiz.services.audit import record


def led_alone(user: User) -> list[Cohort]:
    """The cohorts that nobody would lead without this person; they stay, and nobody sees their members."""
    others = User.objects.filter(is_active=True, led_cohorts=OuterRef("pk")).exclude(pk=user.pk)
    return list(Cohort.objects.led_by(user).filter(~Exists(others)))


@transaction.atomic
def end_sessions(user: User, *, password: str) -> User | None:
    """End all sessions of a person, and the links to a new password; None if that isn't the password.

    A session holds a digest of the password's hash, which gets a new salt: no session needs to be looked for,
    wherever sessions are kept. The row is locked, so that a new password that is just being set stays.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if not person.check_password(password):
        return None
    person.set_password(password)
    person.save(update_fields=["password"])
    record(person, Action.SESSIONS_ENDED, [person.pk])
    return person


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete a person with all that is theirs; there is no way back. Who is gone already stays so.

    What the person did for others stays without them: overrides, notes and links of a cohort, publications,
    answers to disputes. So do answers of theirs that editors have made benchmarks, and counts of what was
    done. Sessions, mail that waits, and what the admin noted of the account go along.
    """
    locked = lock(user)
    if locked is None:
        return
    others = EmailAddress.objects.filter(user=locked).values_list("email", flat=True)
    mail.forget([locked.email, *others])
    sessions.end_all(locked)
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User))
    about.filter(object_id=str(locked.pk)).delete()
    record(locked, Action.ACCOUNT_DELETED, [locked.pk])
    locked.delete()


def lock(user: User) -> User | None:
    """Wait for what is just being done with the person's, and let nothing be added to it any more.

    Interviews first and then the person, as whatever finishes one does; then what others attach things to:
    places in cohorts (notes), and attempts (overrides, disputes, trials). None if the person is gone.
    """
    list(Interview.objects.of(user).order_by("pk").select_for_update().values_list("pk"))
    locked = User.objects.select_for_update().filter(pk=user.pk).first()
    list(Membership.objects.filter(member=user).order_by("pk").select_for_update().values_list("pk"))
    attempts = Attempt.objects.of(user).order_by("pk").select_for_update(of=("self",))
    list(attempts.values_list("pk"))
    return locked
