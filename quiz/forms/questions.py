"""Looking for questions."""

from __future__ import annotations

from django import forms

from quiz.forms.text import LineField
from quiz.models import Question, QuestionState, Topic
from quiz.reports.question_lists import Choice

LONGEST_SEARCH = 100
"""Characters."""


class QuestionFilterForm(forms.Form):
    q = LineField(
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={
            "max_length": "%(show_value)d characters are too many; a search may have %(limit_value)d."
        },
    )
    topic = forms.ModelChoiceField(Topic.objects.all(), to_field_name="slug", required=False)
    difficulty = forms.ChoiceField(choices=Question.Difficulty.choices, required=False)
    state = forms.ChoiceField(choices=QuestionState.choices, required=False)

    def choice(self) -> Choice:
        """What was chosen; a value that there is no such thing for is passed over."""
        self.full_clean()
        valid = self.cleaned_data
        difficulty, state = valid.get("difficulty"), valid.get("state")
        return Choice(
            words=valid.get("q", ""),
            topic=valid.get("topic"),
            difficulty=Question.Difficulty(difficulty) if difficulty else None,
            state=QuestionState(state) if state else None,
        )
