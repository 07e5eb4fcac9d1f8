"""A response as HTML with its evidence marked.

Spans may overlap or nest; the text is cut wherever one starts or ends, so that elements never cross.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from quiz.reports import Mark

BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
STRENGTH = ("mix-up", "covered", "prompted", "part")
"""Where spans overlap, the first of these is drawn."""


def mark_up(text: str, marks: Sequence[Mark], linked: frozenset[str] = frozenset()) -> SafeString:
    """Return the paragraphs of `text`, evidence in `<mark>`, the letter of each span after its last word.

    The first words of a line of the ledger carry the id `<line_id>-words`, unless it is `linked` already.
    """
    spans = _tidy(text, marks)
    ids_left = {span.line_id for span in spans} - linked
    return format_html_join(
        "\n",
        "<p>{}</p>",
        ((_paragraph(text, start, end, spans, ids_left),) for start, end in _paragraphs(text)),
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in BLANK_LINES.finditer(text):
        yield start, blank.start()
        start = blank.end()
    yield start, len(text)


def _tidy(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Trim white space and what lies outside the text; join spans of one line that overlap or touch."""
    trimmed = [_trim(text, mark) for mark in marks]
    last: dict[str, Mark] = {}
    done: list[Mark] = []
    for span in sorted(trimmed, key=_place):
        before = last.get(span.line_id)
        if span.start >= span.end:
            continue
        if before and span.start <= before.end:
            done.remove(before)
            span = replace(before, end=max(before.end, span.end))
        last[span.line_id] = span
        done.append(span)
    return sorted(done, key=_place)


def _place(span: Mark) -> tuple[int, int, str, str]:
    return span.start, span.end, span.line_id, span.state


def _trim(text: str, mark: Mark) -> Mark:
    start = max(mark.start, 0)
    words = text[start : max(mark.end, 0)]
    start += len(words) - len(words.lstrip())
    return replace(mark, start=start, end=start + len(words.strip()))


def _paragraph(text: str, start: int, end: int, spans: Sequence[Mark], ids_left: set[str]) -> SafeString:
    edges = {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
    pieces = pairwise(sorted({start, end} | edges))
    return format_html_join("", "{}", ((_piece(text, a, b, spans, ids_left),) for a, b in pieces))


def _piece(text: str, start: int, end: int, spans: Sequence[Mark], ids_left: set[str]) -> SafeString:
    """Render text that lies wholly inside or outside each span."""
    words = format_html("{}", text[start:end])
    around = [span for span in spans if span.start <= start and end <= span.end]
    if not around:
        return words
    ids = [span.line_id for span in around if span.line_id in ids_left]
    ids_left.difference_update(ids)
    for line_id in ids[1:]:
        words = format_html('<span id="{}-words">{}</span>', line_id, words)
    return format_html(
        '<mark class="evidence" data-state="{}"{}>{}</mark>{}',
        min((span.state for span in around), key=STRENGTH.index),
        format_html(' id="{}-words"', ids[0]) if ids else "",
        words,
        _keys([span for span in around if span.end == end and span.letter]),
    )


def _keys(ending: Sequence[Mark]) -> SafeString:
    """Render the letters of spans, each a link to its line of the ledger."""
    return format_html_join(
        "",
        '<a class="key" href="#{}" aria-label="{}">{}</a>',
        ((span.line_id, _label(span), span.letter) for span in ending),
    )


def _label(span: Mark) -> str:
    return "mixed up" if span.state == "mix-up" else f"criterion {span.letter}"
