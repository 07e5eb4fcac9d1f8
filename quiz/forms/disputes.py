"""An editor's answer to a dispute."""

from __future__ import annotations

from typing import Any

from quiz.forms.opened import OpenedForm
from quiz.forms.phrases import HOW_PHRASES_ARE_WRITTEN, PhrasesField
from quiz.forms.text import CleanField
from quiz.models import Dispute
from quiz.scoring.drafting import suggest_phrase


class AnswerForm(OpenedForm):
    """Accepted or declined, with a reason; and what the draft of the rubric learns from it."""

    phrases = PhrasesField(
        required=False,
        label="Add to the draft",
        help_text=HOW_PHRASES_ARE_WRITTEN,
    )

    class Meta:
        model = Dispute
        fields = ("state", "reason")
        field_classes = {"reason": CleanField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_open:
            question = self.instance.attempt.question.text
            self.initial["phrases"] = suggest_phrase(self.instance.quote, question)
