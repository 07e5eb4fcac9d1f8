"""Editing the glossary."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy

from quiz.forms.opened import OpenedForm, ReasonField
from quiz.forms.phrases import HOW_PHRASES_ARE_WRITTEN, WaysField
from quiz.forms.text import LineField
from quiz.models import GlossaryEntry
from quiz.services.glossary import users_of


class GlossaryEntryForm(OpenedForm):
    why = ReasonField()
    ways = WaysField(
        help_text=format_lazy(
            "One a line, each written like a phrase without a list, “unless” and other entries. {}",
            HOW_PHRASES_ARE_WRITTEN,
        )
    )

    class Meta:
        model = GlossaryEntry
        fields = ("name", "meaning", "ways")
        field_classes = {"name": LineField, "meaning": LineField}
        widgets = {"meaning": forms.TextInput(attrs={"size": 100})}

    def clean_name(self) -> str:
        """A name stays while phrases use it: they would lose the entry."""
        name: str = self.cleaned_data["name"]
        if "name" in self.changed_data and self.instance.pk and (users := users_of(self.instance)):
            listed = ", ".join(f"{user._meta.verbose_name} “{user}”" for user in users)
            raise ValidationError(
                f"Phrases use {self.instance}, so its name stays. Take it out of: {listed}."
            )
        return name
