"""Publishing a rubric that was tried on the stored answers, and scoring these again."""

from __future__ import annotations

from typing import Any

from django import forms

from quiz.forms.text import CleanField
from quiz.models import WHY_LIMIT, Replay


class WhyField(CleanField):
    """A reason in a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=WHY_LIMIT,
            label="Why",
            widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
            error_messages={"required": "Say why, in a line."},
            **options,
        )


class RegradeForm(forms.Form):
    why = WhyField(help_text="The candidates whose score changes read it.")


class PublishForm(forms.Form):
    """The reason; and where answers move to another band, that this was seen."""

    why = WhyField(help_text="One line, for those who read the history.")

    def __init__(self, *args: Any, replay: Replay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replay.other_band:
            self.fields["seen"] = forms.BooleanField(
                label=f"I have seen which answers move to another band: {replay.other_band}",
                error_messages={"required": "Look at the answers that move to another band, and tick this."},
            )
