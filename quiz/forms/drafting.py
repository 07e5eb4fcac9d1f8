"""Going over a drafted rubric: each criterion is kept as it is, edited, or dropped."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from quiz.forms.opened import ReasonField
from quiz.forms.question_bank import NAME, SENTENCES, RubricLineForm
from quiz.forms.text import CleanField, LineField
from quiz.models import Criterion


class DraftedCriterionForm(RubricLineForm):
    class Meta:
        model = Criterion
        fields = ("name", "points", "phrases", "probe", "missed")
        widgets = {"name": NAME, "probe": SENTENCES, "missed": SENTENCES}
        field_classes = {"name": LineField, "probe": CleanField, "missed": CleanField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phrases"].widget.attrs["rows"] = 4


class DraftReasonForm(forms.Form):
    """Of the draft as a whole."""

    why = ReasonField(label="Why you draft it")


class DraftFormSet(forms.BaseFormSet[DraftedCriterionForm]):
    """The criteria of a draft; what is dropped need not be right."""

    def add_fields(self, form: DraftedCriterionForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Drop it"
        form.fields["DELETE"].label_suffix = ""

    def clean(self) -> None:
        if not any(self.errors) and not self.kept:
            raise forms.ValidationError("All of it is dropped. Keep at least one criterion.")

    @property
    def kept(self) -> list[dict[str, Any]]:
        """The values of what is kept, in order; to be read once the forms are valid."""
        fields = DraftedCriterionForm.Meta.fields
        forms_kept = [form for form in self.forms if form not in self.deleted_forms]
        return [{name: form.cleaned_data[name] for name in fields} for form in forms_kept]


DraftForms = cast(
    type[DraftFormSet],
    forms.formset_factory(DraftedCriterionForm, formset=DraftFormSet, extra=0, can_delete=True),
)
