"""Starting an interview, and answering."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from quiz.models import RESPONSE_LIMIT, Attempt, Topic

UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and newline, and what turns the direction of writing."""
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return text that can be stored and shown: newlines as LF, no control, bidi or surrogate characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return LONE_SURROGATE.sub("\ufffd", UNWANTED.sub("", text))


class TextField(forms.CharField):
    """What a candidate writes, cleaned, at most `RESPONSE_LIMIT` characters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=RESPONSE_LIMIT,
            widget=forms.Textarea,
            error_messages={
                "required": "Write an answer, or skip the question.",
                "max_length": "%(show_value)d characters are too many; an answer may have %(limit_value)d.",
            },
            **options,
        )

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_text(value or "")) or ""


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
