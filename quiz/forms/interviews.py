"""Planning an interview, and answering."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.forms.text import CleanField
from quiz.models import RESPONSE_LIMIT, Attempt, Interview, Topic
from quiz.services.planning import READY_MADE, Mix, Plan


class TextField(CleanField):
    """What a candidate writes, at most `RESPONSE_LIMIT` characters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.Textarea,
            error_messages={"required": "Write an answer, or skip the question."},
            **options,
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > RESPONSE_LIMIT:
            raise ValidationError(
                f"{len(value):,} characters are too many; an answer may have {RESPONSE_LIMIT:,}."
            )


class MomentField(forms.Field):
    """A time as it was given out before, to the microsecond; None for none."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = datetime.fromisoformat(value) if value else None
        except (TypeError, ValueError) as error:
            raise ValidationError("This is no time.") from error
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


class SecondsField(forms.IntegerField):
    """A length of time in seconds, at most a day; none if it was left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=24 * 3600, widget=forms.HiddenInput, **options)

    def clean(self, value: Any) -> timedelta:
        return timedelta(seconds=super().clean(value) or 0)


class MinutesField(forms.TypedChoiceField):
    """A limit to be chosen; none is chosen at first."""

    def __init__(self, minutes: Sequence[int], **options: Any) -> None:
        choices = [("", "No limit"), *((str(number), f"{number} minutes") for number in minutes)]
        super().__init__(
            choices=choices,
            coerce=lambda value: timedelta(minutes=int(value)),
            empty_value=None,
            required=False,
            **options,
        )


class TurnForm(forms.Form):
    """Says which turn is meant, so that what is sent twice isn't taken for the next turn."""

    turn = forms.ChoiceField(choices=Attempt.Turn.choices, widget=forms.HiddenInput)


class DraftForm(TurnForm):
    text = TextField(required=False, strip=False)
    base = MomentField(required=False)
    dictated = SecondsField(required=False)


class ResponseForm(TurnForm):
    text = TextField()
    dictated = SecondsField(required=False)


class SkipForm(TurnForm):
    """What is left behind may be of any length; `confirmed` says that it may go."""

    text = CleanField(required=False, strip=False)
    base = MomentField(required=False)
    dictated = SecondsField(required=False)
    confirmed = forms.BooleanField(required=False)


class ReadyMadeForm(forms.Form):
    """One click on a plan that is there."""

    plan = forms.ChoiceField(choices=[(ready.slug, ready.plan.name) for ready in READY_MADE])

    def plan_on(self, topics: Sequence[Topic]) -> Plan:
        slug = self.cleaned_data["plan"]
        return next(ready for ready in READY_MADE if ready.slug == slug).on(topics)


class PlanForm(forms.Form):
    """A plan of one's own."""

    topics = forms.ModelMultipleChoiceField(
        Topic.objects.with_published_questions(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        label="Topics",
        error_messages={"required": "Choose a topic, or several."},
    )
    question_count = forms.IntegerField(
        min_value=1,
        max_value=20,
        initial=5,
        label="Questions",
        help_text="If there are fewer, all of them are asked.",
    )
    mix = forms.ChoiceField(choices=Mix.choices, initial=Mix.ANY, label="Difficulty")
    time_limit = MinutesField((10, 15, 20, 30, 45, 60), label="Time for the interview")
    question_time_limit = MinutesField((2, 3, 5, 8), label="Time for each question")
    follow_ups = forms.TypedChoiceField(
        choices=[(0, "None"), (1, "Up to one a question"), (2, "Up to two a question")],
        coerce=int,
        initial=1,
        label="Follow-ups",
        help_text="On what was left out.",
    )
    feedback = forms.ChoiceField(
        choices=Interview.Feedback.choices, initial=Interview.Feedback.EACH, label="Scores are shown"
    )

    def plan(self) -> Plan:
        chosen = {name: self.cleaned_data[name] for name in PlanForm.base_fields}
        return Plan(**chosen | {"mix": Mix(chosen["mix"])})
