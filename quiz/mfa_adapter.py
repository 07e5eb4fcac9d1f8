"""What we do otherwise than allauth with second factors: their QR code is drawn as all codes of the site,
their secrets are stored sealed, and errors and names are in our words."""

from __future__ import annotations

import logging

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.shortcuts import render

from interviewprep.sealing import OtherKeyError, seal, unseal
from quiz.templatetags.qr_codes import qr_code

logger = logging.getLogger(__name__)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That isn’t the code, or it was used before. Take the next one.",
        "incorrect_key": "That key doesn’t fit, or it took too long. Try again.",
    }

    def build_totp_svg(self, url: str) -> str:
        return qr_code(url)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        return f"Key {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ImmediateHttpResponse, which allauth sends, if the site's key is another one by now."""
        try:
            return unseal(encrypted_text)
        except OtherKeyError as error:
            logger.error("A second factor was sealed by a key that isn’t here; see SECRET_KEY_FALLBACKS")
            page = render(context.request, "mfa/unreadable.html", status=503)
            raise ImmediateHttpResponse(page) from error
