"""Publishing a rubric that was tried on the stored answers, and scoring these again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

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


class WhyForm(forms.Form):
    """Why a question is withdrawn."""

    why = WhyField(help_text="One line, for those who read the history.")


class RestoreForm(WhyForm):
    """Why a version is made the draft again; `base` is the revision of the draft that it replaces."""

    base = forms.IntegerField(widget=forms.HiddenInput)


class TriedForm(forms.Form):
    """What is done after a look at a replay; `tried` is the one that was looked at."""

    OTHERWISE = "It was tried again after you opened this page. Look at what would change now."

    tried = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, replay: Replay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tried"] = replay.pk

    def clean(self) -> None:
        """Refuse what was found by a replay that somebody has meanwhile started after the one on the page."""
        super().clean()
        if any(self.cleaned_data.get(field.name) != field.initial for field in self.hidden_fields()):
            self.data = {**self.initial, "why": self.data.get("why", "")}
            raise ValidationError(self.OTHERWISE)


class RegradeForm(TriedForm):
    why = WhyField(help_text="The candidates whose score changes read it.")


class PublishForm(TriedForm):
    """The reason; and where answers move to another band, or benchmarks flip, that this was seen.

    `base` is the revision of the draft and its benchmarks that was looked at.
    """

    OTHERWISE = (
        "The draft was tried again, or its benchmarks were changed, after you opened this page. Look at what "
        "would change now."
    )

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = WhyField(help_text="One line, for those who read the history.")

    def __init__(self, *args: Any, replay: Replay, base: int, flips: int, **kwargs: Any) -> None:
        super().__init__(*args, replay=replay, **kwargs)
        self.initial["base"] = base
        answers = f"answers move to another band: {replay.other_band}" if replay.other_band else ""
        benchmarks = f"benchmarks change band or agreement: {flips}" if flips else ""
        if seen := [words for words in (answers, benchmarks) if words]:
            self.fields["seen"] = forms.BooleanField(
                label=f"I have seen which {', and which '.join(seen)}",
                error_messages={"required": "Look at what moves to another band or flips, and tick this."},
            )
