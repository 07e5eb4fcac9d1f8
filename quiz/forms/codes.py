"""Codes of a second factor: allauth's forms, for which a code of the app is good once, and is typed as a
number."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import caches

GOOD_FOR = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
"""Seconds from the first moment at which a code is taken to the last; allauth remembers it for one period."""
Kind = Authenticator.Type
AS_NUMBER = {"inputmode": "numeric", "autocomplete": "one-time-code"}


def use_up(user_id: int, code: str) -> bool:
    """Take a code of the app, which then isn't taken again, at whatever page; False if it was.

    In the database even where there is a Redis, which may forget: when it is lost, or short of memory.
    """
    key = f"second-factor-used:{user_id}:{normalize_user_code(code)}"
    return caches["database"].add(key, True, timeout=GOOD_FOR)


class OnceForm(forms.BaseAuthenticateForm):
    """Recovery codes are used up by allauth itself; they are numbers, too."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        types = set(Authenticator.objects.filter(user_id=self.user.pk).values_list("type", flat=True))
        self.has_app, self.has_key = (kind in types for kind in (Kind.TOTP, Kind.WEBAUTHN))
        self.fields["code"].label = (
            "Code of your app, or a recovery code" if self.has_app else "A recovery code"
        )
        self.fields["code"].widget.attrs = AS_NUMBER

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if self.authenticator.type == Kind.TOTP and not use_up(self.user.pk, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceForm, forms.AuthenticateForm):
    pass


class ReauthenticateForm(OnceForm, forms.ReauthenticateForm):
    pass


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs = AS_NUMBER

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if not use_up(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        return code
