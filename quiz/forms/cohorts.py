"""What leads fill in: the name of a cohort, a link into it, another lead."""

from __future__ import annotations

from datetime import timedelta

from django import forms

from quiz.forms.keys import KeyField
from quiz.forms.text import LineField

MOST_PLACES = 500
"""That one link gives."""


class CohortForm(forms.Form):
    name = LineField(
        label="Name",
        max_length=80,
        help_text="Members and whoever opens a join link read it.",
        error_messages={"required": "Give it a name."},
    )


class NewCohortForm(CohortForm):
    key = KeyField()


class JoinLinkForm(forms.Form):
    days = forms.TypedChoiceField(
        choices=[(1, "One day"), (7, "A week"), (30, "30 days")],
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
        label="The link works for",
    )
    most_uses = forms.IntegerField(
        min_value=1,
        max_value=MOST_PLACES,
        initial=20,
        label="People it lets in",
        help_text="At most; then it is used up.",
        error_messages={
            "required": "Say how many people it lets in.",
            "invalid": "Enter a whole number.",
            "min_value": "It lets in one person at least.",
            "max_value": f"One link lets in {MOST_PLACES} people at most.",
        },
    )
    key = KeyField()

    @property
    def lifetime(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class LeadForm(forms.Form):
    email = forms.EmailField(
        label="Email of their account",
        max_length=254,
        error_messages={
            "required": "Enter the address that they sign in with.",
            "invalid": "Enter a whole address, such as hazel@example.org.",
        },
    )
