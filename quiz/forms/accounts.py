"""What we ask for beyond allauth: a name at the sign-up, the password before what can’t be undone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from quiz.forms.text import LineField
from quiz.models import User


class PasswordForm(forms.Form):
    """One's own password, so that nobody acts on an account whose screen was left open."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("This is not your password.")
        return password


class SignupForm(forms.Form):
    """The base of allauth's sign-up form (ACCOUNT_SIGNUP_FORM_CLASS)."""

    name = LineField(label="Your name", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called once the account is saved."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
