"""Publishing a rubric that was tried on the stored answers."""

from __future__ import annotations

from typing import Any

from django import forms

from quiz.forms.text import CleanField
from quiz.models import WHY_LIMIT, Replay


class PublishForm(forms.Form):
    """The reason; and where answers move to another band, that this was seen."""

    why = CleanField(
        max_length=WHY_LIMIT,
        label="Why",
        help_text="One line, for those who read the history.",
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        error_messages={"required": "Say why, in a line."},
    )

    def __init__(self, *args: Any, replay: Replay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replay.other_band:
            self.fields["seen"] = forms.BooleanField(
                label=f"I have seen which answers move to another band: {replay.other_band}",
                error_messages={"required": "Look at the answers that move to another band, and tick this."},
            )
