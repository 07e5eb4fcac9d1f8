"""Editing topics and questions, and the checks that a rubric must pass."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy

from quiz.forms.opened import OpenedForm, ReasonField
from quiz.forms.phrases import HOW_PHRASES_ARE_WRITTEN, PhrasesField
from quiz.forms.text import CleanField, LineField, WebAddressField
from quiz.models import Benchmark, Criterion, Misconception, Question, Topic
from quiz.services.benchmarks import without_spaces


class TopicForm(OpenedForm):
    why = ReasonField()
    alien_terms = PhrasesField(
        required=False,
        help_text=format_lazy(
            "Terms that have no place in answers on this subject, one a line, written like phrases. Each "
            "said without contrast costs a point. A published question takes them over when it is published "
            "next. {}",
            HOW_PHRASES_ARE_WRITTEN,
        ),
    )

    class Meta:
        model = Topic
        fields = ("name", "slug", "position", "alien_terms")
        field_classes = {"name": LineField}


class QuestionForm(OpenedForm):
    """It was opened at a revision, which changes of its rubric and benchmarks raise, too."""

    STALE = "Nothing was saved: this question was changed after you opened it."

    why = ReasonField()

    class Meta:
        model = Question
        fields = ("topic", "slug", "position", "short_name", "text", "model_answer", "difficulty")
        field_classes = {"short_name": LineField, "text": CleanField, "model_answer": CleanField}

    def opened_at(self) -> str:
        return str(self.instance.revision)

    def show_saved(self) -> None:
        """The page shows the whole difference."""


NAME = forms.TextInput(attrs={"size": 60})
SENTENCES = forms.Textarea(attrs={"rows": 3, "cols": 100})


class RubricLineForm(forms.ModelForm[Any]):
    phrases = PhrasesField(
        help_text=format_lazy("One a line; each is one way of saying it. {}", HOW_PHRASES_ARE_WRITTEN)
    )


class CriterionForm(RubricLineForm):
    class Meta:
        model = Criterion
        fields = (
            *("position", "name", "points", "is_bonus", "phrases", "probe", "missed"),
            *("source", "checked_on", "review_by"),
        )
        widgets = {"name": NAME, "probe": SENTENCES, "missed": SENTENCES}
        field_classes = {
            "name": LineField,
            "probe": CleanField,
            "missed": CleanField,
            "source": WebAddressField,
        }


class MisconceptionForm(RubricLineForm):
    class Meta:
        model = Misconception
        fields = ("position", "name", "points", "phrases", "correction")
        widgets = {"name": NAME, "correction": SENTENCES}
        field_classes = {"name": LineField, "correction": CleanField}


class BenchmarkForm(forms.ModelForm[Benchmark]):
    class Meta:
        model = Benchmark
        fields = ("grade", "text", "why")
        widgets = {"text": SENTENCES, "why": NAME}
        field_classes = {"text": CleanField, "why": LineField}


class BenchmarksFormSet(forms.BaseInlineFormSet[Benchmark, Question, forms.ModelForm[Benchmark]]):
    """The benchmarks of a question: each answer is there once, whatever its spaces."""

    default_error_messages = forms.BaseInlineFormSet.default_error_messages | {
        "too_many_forms": "A question has at most %(num)d benchmarks."
    }

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.is_valid():
                continue
            answer = without_spaces(form.cleaned_data.get("text", ""))
            if answer in seen:
                form.add_error("text", "Another benchmark of this question has this answer already.")
            elif answer:
                seen.add(answer)
