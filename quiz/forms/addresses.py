"""Adding an email address; a module of its own, since allauth's forms import that of the sign-up form."""

from __future__ import annotations

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.account.utils import filter_users_by_email
from django.conf import settings


class AddEmailForm(forms.AddEmailForm):
    """Where no mail is sent, nobody adds the address of somebody else.

    allauth leaves that to the verification, without which it would become the primary one unseen.
    """

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if settings.ACCOUNT_EMAIL_VERIFICATION == "none" and filter_users_by_email(email):
            raise get_adapter().validation_error("email_taken")
        return email
