"""Editing a question: its phrases one a line, and the checks that a rubric must pass."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.models import Criterion, Misconception, Question
from quiz.scoring import PhraseError, Rubric, RubricError, parse_phrase
from quiz.services.question_bank import CRITERION_FIELDS


class PhrasesField(forms.CharField):
    """Phrases, one a line; empty lines are passed over, and each that can't be read is named."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 8, "cols": 100, "spellcheck": "false"}), **options
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        phrases = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        problems = [str(problem) for problem in map(_problem, phrases) if problem]
        if problems:
            raise ValidationError(problems)
        return phrases

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _problem(phrase: str) -> PhraseError | None:
    try:
        parse_phrase(phrase)
    except PhraseError as error:
        return error
    return None


class QuestionForm(forms.ModelForm[Question]):
    is_published = forms.BooleanField(
        required=False,
        label="Published",
        help_text="Only published questions are asked; others can be saved unfinished.",
    )

    class Meta:
        model = Question
        fields = ("topic", "slug", "position", "short_name", "text", "model_answer", "difficulty")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_published"].initial = self.instance.is_published


NAME = forms.TextInput(attrs={"size": 60})
SENTENCES = forms.Textarea(attrs={"rows": 3, "cols": 100})


class RubricLineForm(forms.ModelForm[Any]):
    phrases = PhrasesField(help_text="One a line; each is one way of saying it.")


class CriterionForm(RubricLineForm):
    class Meta:
        model = Criterion
        fields = ("position", "name", "points", "is_bonus", "phrases", "probe", "missed")
        widgets = {"name": NAME, "probe": SENTENCES, "missed": SENTENCES}


class MisconceptionForm(RubricLineForm):
    class Meta:
        model = Misconception
        fields = ("position", "name", "points", "phrases", "correction")
        widgets = {"name": NAME, "correction": SENTENCES}


class CriteriaFormSet(forms.BaseInlineFormSet[Criterion, Question, forms.ModelForm[Criterion]]):
    """The criteria of a question together: to be published they must make a rubric."""

    def clean(self) -> None:
        super().clean()
        wants_publication = self.data.get("is_published")
        if not wants_publication or any(self.errors):
            return
        lines = [
            form.cleaned_data for form in self.forms if form.cleaned_data and form not in self.deleted_forms
        ]
        question: Question = self.instance
        content = {
            "question": question.text,
            "model_answer": question.model_answer,
            "criteria": [_criterion(number, line) for number, line in enumerate(lines, start=1)],
            "misconceptions": [],
        }
        try:
            Rubric.from_json(content)
        except RubricError as error:
            raise ValidationError(
                [*error.problems, "Untick “Published” to save the question unfinished."]
            ) from error


def _criterion(number: int, line: dict[str, Any]) -> dict[str, Any]:
    return {"slug": str(number), **{name: line[name] for name in CRITERION_FIELDS if name != "slug"}}
