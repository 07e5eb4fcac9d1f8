"""Starting an interview, and answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.forms.text import CleanField
from quiz.models import RESPONSE_LIMIT, Attempt, Topic


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


class TurnForm(forms.Form):
    """Says which turn is meant, so that what is sent twice isn't taken for the next turn."""

    turn = forms.ChoiceField(choices=Attempt.Turn.choices, widget=forms.HiddenInput)


class ResponseForm(TurnForm):
    text = TextField()


class DraftForm(TurnForm):
    text = TextField(required=False, strip=False)


class InterviewForm(forms.Form):
    """What a candidate chooses before an interview."""

    topic = forms.ModelChoiceField(
        Topic.objects.with_published_questions(), to_field_name="slug", empty_label=None, label="Topic"
    )
    question_count = forms.IntegerField(
        min_value=1,
        max_value=20,
        initial=5,
        label="Questions",
        help_text="If the topic has fewer, you are asked all of them.",
    )
    follow_ups = forms.BooleanField(
        required=False, initial=True, label="Ask one follow-up when something is left out"
    )
