"""Fields for what people write."""

from __future__ import annotations

import pytest

from quiz.forms.text import CleanField, LineField


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\ttab", "a\ttab"),
        ("\u202egnirts", "gnirts"),
        ("nul\x00, bell\x07", "nul, bell"),
        ("half a pair \ud800", "half a pair \ufffd"),
        (None, ""),
    ],
)
def test_text_is_cleaned(typed: str | None, cleaned: str) -> None:
    assert CleanField(required=False).clean(typed) == cleaned


def test_a_line_has_no_breaks_and_no_wide_gaps() -> None:
    assert LineField().clean("Juniper\n  \u2066Berry\t") == "Juniper Berry"
