"""Looking for questions."""

from __future__ import annotations

from django import forms

from quiz.forms.text import LineField
from quiz.models import Question, QuestionState, Topic
from quiz.reports.question_lists import Choice

LONGEST_SEARCH = 100


class SearchField(LineField):
    """A few words; what is beyond `LONGEST_SEARCH` characters is left off."""

    def to_python(self, value: object) -> str:
        return super().to_python(str(value or "")[:LONGEST_SEARCH])


class QuestionFilterForm(forms.Form):
    q = SearchField(required=False)
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
