"""What tells a form that is sent twice from two forms."""

from __future__ import annotations

from uuid import uuid4

from django import forms


class KeyField(forms.UUIDField):
    """Drawn when the form is shown, and sent along with it."""

    def __init__(self) -> None:
        super().__init__(
            initial=uuid4,
            widget=forms.HiddenInput,
            required=False,
            error_messages={"invalid": "Something is wrong with this page. Open it anew."},
        )
