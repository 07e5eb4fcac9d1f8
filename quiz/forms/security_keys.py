"""Passkeys and security keys: allauth's forms, for which what isn't a key's answer is a wrong answer."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms

UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)
"""What reading made-up JSON, base64 and CBOR raises; ValidationError is none of these."""


class AddKeyForm(forms.AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class AuthenticateKeyForm(forms.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class ReauthenticateKeyForm(AuthenticateKeyForm, forms.ReauthenticateWebAuthnForm):
    pass
