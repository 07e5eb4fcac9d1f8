"""Sign-ins and failed ones are recorded, wherever they happen, and with which second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest

from quiz.models import Action, User
from quiz.services.audit import record


@receiver(user_logged_in)
def record_sign_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    record(user, Action.SIGNED_IN, [user.pk], **_place_of(request), **_factor_of(request, user))


@receiver(authentication_failed)
def record_wrong_factor(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """After the right password, or when a person is asked again."""
    record(None, Action.SIGN_IN_FAILED, [user.pk], **_place_of(request), factor=authenticator.type)


@receiver(user_login_failed)
def record_failure(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Of the account that was tried, if there is one: what was typed may be a password, and isn't kept."""
    email = str(credentials.get("email") or credentials.get("username") or "")
    tried = User.objects.filter(email__iexact=email).values_list("pk", flat=True) if email else []
    record(None, Action.SIGN_IN_FAILED, tried, **_place_of(request))


def _factor_of(request: HttpRequest, user: User) -> dict[str, str]:
    """The kind that was shown, if one was."""
    shown = [each["type"] for each in get_authentication_records(request, user) if each["method"] == "mfa"]
    return {"factor": shown[-1]} if shown else {}


def _place_of(request: HttpRequest | None) -> dict[str, str]:
    """The network address, as the limits of sign-ins see it; nothing for a command."""
    if request is None:
        return {}
    try:
        return {"address": get_adapter(request).get_client_ip(request)}
    except PermissionDenied:  # none is known
        return {}
