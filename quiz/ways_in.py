"""What lets somebody in is recorded when it changes: second factors, recovery codes and email addresses.

allauth tells of it right after it is done. What it is, is told by its kind; never a secret, an address, or
the name that a key was given.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_added, email_changed, email_confirmed, email_removed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from quiz.models import Action, User
from quiz.services.audit import record


@receiver([authenticator_added, authenticator_reset])
def record_new_factor(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record(user, Action.CODES_MADE, [user.pk])
    else:
        record(user, Action.FACTOR_ADDED, [user.pk], factor=authenticator.type)


@receiver(authenticator_removed)
def record_removed_factor(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Recovery codes go with the last of the others."""
    record(user, Action.FACTOR_REMOVED, [user.pk], factor=authenticator.type)


@receiver(email_added)
def record_added_address(*, email_address: EmailAddress, **_: Any) -> None:
    _record(email_address, "added")


@receiver(email_confirmed)
def record_confirmed_address(*, email_address: EmailAddress, **_: Any) -> None:
    _record(email_address, "confirmed")


@receiver(email_removed)
def record_removed_address(*, email_address: EmailAddress, **_: Any) -> None:
    _record(email_address, "removed")


@receiver(email_changed)
def record_other_address(*, to_email_address: EmailAddress, **_: Any) -> None:
    _record(to_email_address, "made primary")


def _record(address: EmailAddress, address_is: str) -> None:
    record(address.user, Action.EMAIL_CHANGED, [address.user_id], address_is=address_is)
