"""What tells a form that is sent twice from two forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms

ASSIGNED_ALREADY = "This was assigned already. To assign something else, begin a new form."


class KeyField(forms.UUIDField):
    """Drawn when the form is shown, and sent along with it; what is no key is passed over."""

    def __init__(self) -> None:
        super().__init__(initial=uuid4, widget=forms.HiddenInput, required=False)

    def clean(self, value: Any) -> UUID | None:
        try:
            return super().clean(value)  # type: ignore[no-any-return]
        except forms.ValidationError:
            return None
