"""Passkeys and security keys: allauth's forms, for which what isn't a key's answer is a wrong answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError

UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)
"""What reading made-up JSON, base64 and CBOR raises; ValidationError is none of these."""


@contextmanager
def wrong_key() -> Iterator[None]:
    """Says of a key's answer that doesn't fit that it is a key's; allauth speaks of codes."""
    try:
        yield
    except UNREADABLE as error:
        raise get_adapter().validation_error("incorrect_key") from error
    except ValidationError as error:
        if error.code == "incorrect_code":
            raise get_adapter().validation_error("incorrect_key") from error
        raise


class AddKeyForm(forms.AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        with wrong_key():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class AuthenticateKeyForm(forms.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        try:
            with wrong_key():
                return super().clean_credential()
        except ValidationError as error:
            if error.code == "incorrect_key":
                self._tell_of_failure()
            raise

    def _tell_of_failure(self) -> None:
        """As allauth does for codes; which of the keys it should have been isn't known."""
        key = Authenticator(user=self.user, type=Authenticator.Type.WEBAUTHN)
        authentication_failed.send(
            sender=Authenticator, request=context.request, user=self.user, authenticator=key
        )


class ReauthenticateKeyForm(AuthenticateKeyForm, forms.ReauthenticateWebAuthnForm):
    pass
