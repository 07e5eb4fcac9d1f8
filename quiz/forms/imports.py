"""A document of questions to import: a file or pasted text, and its topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.documents import EXTENSIONS
from quiz.forms.opened import ReasonField
from quiz.forms.text import LineField
from quiz.models import Topic
from quiz.services.import_plans import ImportPlan, Kind

ONE_TOPIC = "A topic is chosen above, and here a new one is named. Choose “A new topic”, or leave this empty."


class ImportForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False, empty_label="A new topic")
    new_topic = LineField(max_length=80, required=False, label="Its name")
    file = forms.FileField(
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text="Markdown, CSV, JSON, Moodle GIFT or Moodle XML, in UTF-8, at most 10 MB.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or paste it",
        help_text="At most 400,000 characters; a longer text as a file.",
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("topic") and not data.get("new_topic"):
            self.add_error("new_topic", ValidationError("Choose a topic, or give a new one a name."))
        if data.get("topic") and data.get("new_topic"):
            self.add_error("new_topic", ValidationError(ONE_TOPIC))
        is_one = bool(data.get("file")) != bool((data.get("text") or "").strip())
        if not is_one and not {"file", "text"} & self.errors.keys():
            self.add_error("file", ValidationError("Choose a file or paste a text, one of them."))
        return data

    @property
    def topic_name(self) -> str:
        topic: Topic | None = self.cleaned_data["topic"]
        return topic.name if topic else self.cleaned_data["new_topic"]

    @property
    def document(self) -> tuple[str, bytes]:
        """Its name, empty for what was pasted, and its bytes."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else ("", self.cleaned_data["text"].encode())


class ConfirmForm(forms.Form):
    """What is left out of an import, by number, and whether questions that are there are changed."""

    seen = forms.CharField()
    with_changes = forms.BooleanField(required=False)
    left_out = forms.TypedMultipleChoiceField(coerce=int, required=False)
    why = ReasonField(label="Why you import it")

    def __init__(self, *args: Any, plan: ImportPlan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan = plan
        numbers = [(entry.number, entry.number) for entry in plan.entries]
        self.fields["left_out"].choices = numbers  # type: ignore[attr-defined]

    def clean_seen(self) -> str:
        seen: str = self.cleaned_data["seen"]
        if seen != self.plan.digest:
            raise ValidationError("The questions of the topic were changed since you looked. Look again.")
        return seen

    @property
    def ticked(self) -> set[int]:
        """The numbers of those to be left out, as far as the form was sent."""
        return set(self.cleaned_data.get("left_out", ())) if self.is_bound else set()

    @property
    def chosen(self) -> list[int]:
        """The numbers of what is to be imported."""
        kinds = [Kind.NEW, Kind.CHANGED] if self.cleaned_data["with_changes"] else [Kind.NEW]
        numbers = [entry.number for kind in kinds for entry in self.plan.of(kind)]
        return [number for number in numbers if number not in self.ticked]
