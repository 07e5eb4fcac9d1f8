"""Pages that somebody else may save while they are open, and what the history keeps of a save."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.forms.text import LineField
from quiz.models import WHY_LIMIT


class OverField(forms.BooleanField):
    """Says that a page is sent once more, in spite of what was saved since it was opened."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class ReasonField(LineField):
    """A reason for the history, which is no part of what is saved."""

    def __init__(self, label: str = "Why you change it") -> None:
        super().__init__(
            max_length=WHY_LIMIT,
            required=False,
            label=label,
            help_text="One line, for those who read the history.",
            widget=forms.TextInput(attrs={"size": 60}),
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class OpenedForm(forms.ModelForm[Any]):
    """Refuses once what was opened before the last change; sent once more, it is meant.

    `base` says what the page was opened at, `is_stale` that something else is saved by now.
    """

    STALE = (
        "Nothing was saved: this was changed after you opened it. What is saved now stands above yours. "
        "Saved once more, yours takes its place."
    )

    base = forms.CharField(required=False, widget=forms.HiddenInput)
    over = OverField(required=False)
    is_stale = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["base"] = self.opened_at()

    def opened_at(self) -> str:
        """What tells the row as it is saved from what it was before; empty for one that is new."""
        if not self.instance.pk:
            return ""
        said = repr([getattr(self.instance, name) for name in self._saved()])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def clean(self) -> None:
        super().clean()
        if self.instance.pk and self.cleaned_data.get("base") != self.initial["base"]:
            self.is_stale = True
            self.show_saved()
            self.data = {**self.data.dict(), "base": self.initial["base"], "over": "1"}  # type: ignore[attr-defined]
            raise ValidationError(self.STALE)

    def show_saved(self) -> None:
        """Say beside each field that differs what is saved."""
        for name in self._saved():
            if name in self.changed_data:
                saved = self[name].initial
                said = "; ".join(saved) if isinstance(saved, list) else saved
                self.add_error(name, f"Saved now: {said or 'nothing'}")

    def _saved(self) -> list[str]:
        """The fields of the row that the form has."""
        return [field.name for field in self.instance._meta.fields if field.name in self.base_fields]
