"""Blocks of HTML, cut at their details and summaries, as the blocks of a Markdown document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from quiz.documents.html import (
    has_blocks,
    is_navigation,
    is_sayable,
    markdown_of,
    shows_something,
    tags,
    without_comments,
)
from quiz.documents.markdown.block import Block
from quiz.documents.markdown.data import is_data
from quiz.documents.markdown.looks import words_of


def html_blocks(content: str, where: Block) -> Iterator[Block]:
    """Yield what the HTML shows, each with its lines, after a block for all of them that says nothing."""
    yield replace(where, kind="empty")
    if is_data(content):
        yield replace(where, kind="data")
    else:
        yield from _Html(without_comments(content), where).blocks()


def summary_of(block: Block) -> Block:
    """A summary with the words of the block."""
    return replace(block, kind="summary", said=f"\n**{words_of(block.text)}**\n")


class _Html:
    def __init__(self, content: str, where: Block) -> None:
        self.content = content
        self.where = where
        self.newlines = [place for place, character in enumerate(content) if character == "\n"]

    def blocks(self) -> Iterator[Block]:
        place, summary = 0, -1
        for tag in tags(self.content):
            if tag.name == "summary" and tag.is_closing and summary >= 0:
                yield self._summary(summary, tag.start)
                summary = -1
            elif tag.name in ("details", "summary"):
                yield from self._shown(place, tag.start)
                summary = tag.end if tag.name == "summary" and not tag.is_closing else summary
                if tag.name == "details":
                    yield self._part(tag.start, tag.end, "details-end" if tag.is_closing else "details")
                elif tag.is_closing:
                    yield self._part(tag.start, tag.end, "summary-end")
            else:
                continue
            place = tag.end
        if summary >= 0:
            yield replace(self._summary(summary, len(self.content)), kind="summary-open")
        else:
            yield from self._shown(place, len(self.content))

    def _summary(self, start: int, end: int) -> Block:
        return summary_of(self._part(start, end, "summary"))

    def _shown(self, start: int, end: int) -> Iterator[Block]:
        text = self.content[start:end]
        if "<img" in text or (shows_something(text) and not is_navigation(text)):
            is_ours_to_say = is_sayable(text)
            said = markdown_of(text, keep_lines=not has_blocks(text)) if is_ours_to_say else text.strip("\n")
            yield replace(self._part(start, end, "html"), said=said)

    def _part(self, start: int, end: int, kind: str) -> Block:
        """A part of the block, with the lines that it is on."""
        text = self.content[start:end]
        first = bisect_left(self.newlines, start + len(text) - len(text.lstrip()))
        last = bisect_left(self.newlines, max(start, start + len(text.rstrip())))
        lines = self.where.start + min(first, last), self.where.start + last + 1
        return replace(self.where, kind=kind, text=text.strip(), start=lines[0], end=lines[1])
