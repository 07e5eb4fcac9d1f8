"""Fields for what people write, cleaned of characters that can't be stored or that upset how it is shown."""

from __future__ import annotations

import re
from typing import Any

from django import forms

UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and newline, and what turns the direction of writing."""
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return text that can be stored and shown: newlines as LF, no control, bidi or surrogate characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return LONE_SURROGATE.sub("\ufffd", UNWANTED.sub("", text))


class CleanField(forms.CharField):
    """Any number of lines."""

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_text(value or "")) or ""


class LineField(CleanField):
    """One line, such as a name."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class WebAddressField(forms.URLField):
    """An address that is typed without its beginning is taken for one with https://."""

    default_error_messages = {"invalid": "Enter a whole web address that begins with http:// or https://."}

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)
