"""Words of an answer with what stands around them."""

from dataclasses import dataclass

AROUND = 60
"""Characters on each side, up to the end of a word."""


@dataclass(frozen=True)
class Excerpt:
    """The words, and what stands before and after them; an ellipsis is where more was said."""

    before: str
    words: str
    after: str


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """Quote a half-open span of a text."""
    before, after = text[:start], text[end:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return Excerpt(before, text[start:end], after)
