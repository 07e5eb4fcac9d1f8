"""What we do otherwise than allauth: it loses sight of the page that somebody was on before, such as an
invitation; and a new password is recorded."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from quiz.models import Action, User
from quiz.services.audit import record


class AccountAdapter(DefaultAccountAdapter):
    """Passes on `next` where it would be left out; allauth checks that it is a page of this site."""

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A password that is changed, or set anew by a link in a mail."""
        super().set_password(user, password)
        if isinstance(user, User):
            record(user, Action.PASSWORD_CHANGED, [user.pk])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail, which may be opened in another browser."""
        link = super().get_reset_password_from_key_url(key)
        return _with_next(self.request, link)

    def respond_email_verification_sent(
        self, request: HttpRequest, user: AbstractBaseUser | None
    ) -> HttpResponse:
        """The page that asks for the code, from where one can go back and take another address."""
        return redirect(_with_next(request, reverse("account_email_verification_sent")))


def _with_next(request: HttpRequest, url: str) -> str:
    passed_on: str = passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME)
    return passed_on
