"""What a candidate is told about an answer that can't be taken."""

from __future__ import annotations

from quiz.forms.interviews import ResponseForm
from quiz.models import RESPONSE_LIMIT


def test_an_answer_may_be_as_long_as_the_limit() -> None:
    assert ResponseForm({"turn": "answer", "text": "a" * RESPONSE_LIMIT}).is_valid()


def test_a_longer_answer_is_told_in_numbers_that_can_be_read() -> None:
    form = ResponseForm({"turn": "answer", "text": "a" * (RESPONSE_LIMIT + 1)})
    assert form.errors["text"] == ["10,001 characters are too many; an answer may have 10,000."]
