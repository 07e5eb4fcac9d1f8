"""Reads questions from Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quiz.documents.drafts import Document, QuestionDraft, Unplaced
from quiz.documents.markdown.block import Block
from quiz.documents.markdown.blocks import blocks_of
from quiz.documents.markdown.data import data_problem, with_topic_data
from quiz.documents.markdown.gaps import second_answers, skipped_numbers, unknown_speakers
from quiz.documents.markdown.labels import ASK, label_of
from quiz.documents.markdown.looks import is_navigation, words_of
from quiz.documents.markdown.pairing import Reader, says_something
from quiz.documents.markdown.pieces import pieces_of
from quiz.documents.markdown.shape import Shape
from quiz.documents.markdown.styles import SILENT, reads_as_question

_MOST_PASSES = 3
_LONGEST_FRONT_MATTER = 60
_SETTING = re.compile(r"[a-z][\w-]*:(\s|$)|\s+\S|- ")
_NO_ANSWER = "No answer follows this question."
_OTHER_LOOK = "It reads as a question, but looks different from those that this document answers."


def read_markdown(text: str) -> Document:
    """Return the questions of a document with newlines as LF, and all that it has beside them."""
    return Reading(text).document()


class Reading:
    """A document while it is read; what is used of it, and why the rest is not."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.blocks = pieces_of(blocks_of(without_front_matter(text)))
        self.questions: list[QuestionDraft] = []
        self.used: set[Block] = set()
        self.sections: set[Block | None] = set()
        self.reasons: dict[Block, str] = {}
        self.doubtful: list[Unplaced] = []
        self.title = first_title = self._title()
        self._read(self.blocks, at_least=1)
        if self.title and not self.questions:
            self.title = None
            self._read(self.blocks, at_least=1)
        self.questions.sort(key=lambda question: question.line)
        self.title = self.title or (first_title if first_title not in self.used else None)
        self.passed_over = set(self._passed_over())

    def document(self) -> Document:
        """The questions with what couldn't be placed."""
        topic = words_of(self.title.text) if self.title else None
        unplaced = sorted([*self._unplaced(), *self.doubtful], key=lambda told: told.line)
        document = Document(topic or None, tuple(self.questions), tuple(unplaced))
        return with_topic_data(document, (block.text for block in self.blocks if block.kind == "data"))

    def _read(self, blocks: Sequence[Block], *, at_least: int, passes: int = 0) -> None:
        """Read them; then what is left, in which the questions may look otherwise if there are several."""
        shape = Shape(blocks, at_least=at_least, title=self.title)
        reader = Reader(shape, self.title)
        found = [(pair, draft) for pair in reader.read(blocks) if (draft := pair.draft(self.lines))]
        titles = {block for pair, _ in found for block in pair.turns[0].asked}
        for pair, draft in found:
            is_below_question = pair.heading in titles
            self.questions.append(replace(draft, section=None) if is_below_question else draft)
            self.used.update(pair.blocks())
            self.sections.add(pair.heading)
        pairs = [pair for pair, _ in found]
        for doubts in (skipped_numbers, unknown_speakers, second_answers):
            self.doubtful += doubts(pairs, self.lines)
        self.reasons |= reader.reasons
        if found and passes < _MOST_PASSES:
            for run in self._runs_unused(blocks):
                self._read(run, at_least=2, passes=passes + 1)

    def _runs_unused(self, blocks: Sequence[Block]) -> Iterator[list[Block]]:
        run: list[Block] = []
        for block in blocks:
            if block not in self.used:
                run.append(block)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _title(self) -> Block | None:
        """The first heading, if it is the only one of the first level."""
        headings = [block for block in self.blocks if block.kind == "heading"]
        is_title = bool(headings) and [block.level for block in headings].count(1) == headings[0].level == 1
        return headings[0] if (is_title and len(headings) > 1) or (is_title and self._asks_below()) else None

    def _asks_below(self) -> bool:
        return any(block.label or block.kind in ("bold", "summary") for block in self.blocks)

    def _passed_over(self) -> Iterator[Block]:
        """What is left out of the list of what couldn't be placed; the kinds are named with the package."""
        for block in self.blocks:
            is_silent = block.kind in SILENT or not _has_words(block) or _is_links_only(block)
            is_lost = block.kind == "columns" or (
                block.kind == "data" and data_problem(block.text, is_used=block in self.used)
            )
            if (is_silent or block is self.title) and not is_lost:
                yield block
        for heading in self._headings_in_use():
            if heading not in self.reasons and (heading in self.sections or not reads_as_question(heading)):
                yield heading

    def _headings_in_use(self) -> Iterator[Block]:
        """Those with a question, or nothing but links, under them."""
        above: list[Block] = []
        for block in self.blocks:
            if block.kind == "heading" and block not in self.used:
                above = [heading for heading in above if heading.level < block.level] + [block]
            elif block in self.used:
                level = block.level if block.kind == "heading" else 7
                yield from (heading for heading in above if heading.level < level)
                above = [heading for heading in above if heading.level < level]
            elif _is_links_only(block):
                yield from above[-1:]

    def _unplaced(self) -> Iterator[Unplaced]:
        is_before = bool(self.questions)
        for place, block in enumerate(self.blocks):
            if block in self.used and block.kind != "data":
                is_before = False
            elif block not in self.passed_over:
                text = "\n".join(self.lines[block.start : block.end]).strip()
                yield Unplaced(block.start + 1, text, self._reason(place, is_before=is_before))

    def fates(self) -> list[str]:
        """What has become of each line: used, unplaced, passed over; an empty string for one in no block."""
        fates = [""] * len(self.lines)
        for name, blocks in (
            ("passed over", self.passed_over),
            ("unplaced", self.blocks),
            ("used", self.used),
        ):
            for block in blocks:
                if name != "unplaced" or block not in self.passed_over:
                    fates[block.start : block.end] = [name] * (block.end - block.start)
        return fates

    def _reason(self, place: int, *, is_before: bool) -> str:
        block = self.blocks[place]
        if block.kind == "data":
            return data_problem(block.text, is_used=block in self.used)
        if block.kind == "columns":
            return f"Of this table, {block.text} is not read."
        if block in self.reasons:
            return self.reasons[block]
        if reads_as_question(block) or (block.label and block.label.role == ASK):
            return self._question_reason(place, block)
        if block.kind == "heading":
            return "No question stands under this heading."
        if is_before:
            return "It stands before the first question."
        return "It belongs to no question."

    def _question_reason(self, place: int, block: Block) -> str:
        if block.label and block.label.is_speaker and not reads_as_question(block):
            return "It is said by the one who asks, but does not read as a question."
        return _OTHER_LOOK if self._is_answered(place) else _NO_ANSWER

    def _is_answered(self, place: int) -> bool:
        following = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        if following is None or following in self.used or following.kind in ("heading", "rule", "details"):
            return False
        is_asked = reads_as_question(following) or (following.label and following.label.role == ASK)
        return not is_asked and says_something(following.text)


def _has_words(block: Block) -> bool:
    return bool(block.label or block.kind == "table" or any(map(str.isalnum, block.said or block.text)))


def _is_links_only(block: Block) -> bool:
    """Navigation: links to places in the document, such as a table of contents."""
    if block.kind == "table":
        cells = [cell for _, row in block.rows[1:] for cell in row]
        return any(map(is_navigation, cells)) and all(
            is_navigation(cell) or not _has_letters(cell) for cell in cells
        )
    return block.kind in ("paragraph", "bold", "heading") and (
        is_navigation(block.text) or _shows_pictures_only(block.text)
    )


def _has_letters(markdown: str) -> bool:
    return any(map(str.isalpha, markdown))


def _shows_pictures_only(markdown: str) -> bool:
    return ("![" in markdown or "<img" in markdown) and not words_of(markdown).strip()


def without_front_matter(text: str) -> str:
    """Blank the settings between `---` lines that some tools put on top; lines keep their number."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return text
    for number, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], start=1):
        if line.rstrip() in ("---", "...") and number > 1:
            return "\n".join([""] * (number + 1) + lines[number + 1 :])
        if not _SETTING.match(line) or label_of(line, {}):
            break
    return text
