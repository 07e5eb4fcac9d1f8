"""Planning an interview for members of a cohort."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from quiz.forms.due import DueField
from quiz.forms.interviews import PlanForm
from quiz.forms.keys import KeyField
from quiz.forms.text import LineField
from quiz.models import TITLE_LENGTH, Cohort, Membership, User
from quiz.models.days import end_of
from quiz.reports.names import named
from quiz.services.assignments import askable


class AssignmentForm(PlanForm):
    """The plan of an interview, a title, for whom it is and until when; days are those of the lead.

    Nobody is asked for whom it is while the cohort has no members.
    """

    title = LineField(
        max_length=TITLE_LENGTH,
        help_text="The members’ interviews are called by it.",
        error_messages={
            "required": "Give it a title, such as “Concurrency, week 3”.",
            "max_length": "%(show_value)d characters are too many; a title may have %(limit_value)d.",
        },
    )
    due = DueField()
    whom = forms.ChoiceField(
        choices=[("all", "All members, and who joins before it is due"), ("some", "Some members")],
        initial="all",
        widget=forms.RadioSelect,
        label="For",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Say for whom it is."),
    )
    members = forms.ModelMultipleChoiceField(
        Membership.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Which members"
    )
    key = KeyField()
    field_order = ("title", "topics")

    def __init__(self, *args: Any, lead: User, cohort: Cohort, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lead = lead
        members: Any = self.fields["members"]
        members.queryset = cohort.memberships.active()
        members.choices = [(each.pk, name) for each, name in named(members.queryset)]
        if not members.choices:
            del self.fields["whom"], self.fields["members"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("whom") == "some" and not data.get("members") and "members" not in self.errors:
            self.add_error("members", "Tick at least one member, or give it to all.")
        if not self.errors and not askable(self.plan(), self.lead):
            self.add_error("mix", "The topics have no question like that. Choose any, or other topics.")
        return data

    @property
    def due_at(self) -> datetime:
        return end_of(self.cleaned_data["due"], self.lead.zone)

    @property
    def chosen(self) -> Iterable[Membership] | None:
        """The members that it is for; None for all."""
        return self.cleaned_data["members"] if self.cleaned_data.get("whom") == "some" else None
