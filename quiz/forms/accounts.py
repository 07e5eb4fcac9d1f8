"""What we ask for when somebody signs up, on top of the email and the password."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from quiz.forms.text import LineField
from quiz.models import User


class SignupForm(forms.Form):
    """The base of allauth's sign-up form (ACCOUNT_SIGNUP_FORM_CLASS)."""

    name = LineField(label="Your name", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called once the account is saved."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
