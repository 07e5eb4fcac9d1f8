"""How a whole document, or a part of it, is built: what asks in it, and what ends an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quiz.documents.markdown.block import Block
from quiz.documents.markdown.labels import ASK, REPLY
from quiz.documents.markdown.looks import asks
from quiz.documents.markdown.styles import (
    SILENT,
    Style,
    asked,
    chosen_style,
    follower,
    is_question,
    names_a_part,
    number_of,
    reads_as_question,
    style_of,
)

_MOST_TURNS = 3
"""Turns that stand under a heading of a conversation on one question, on average."""


_MOST_STRAY = 2
"""Questions of another look for each label, above which the labels mean something else."""


class Shape:
    """Told once from all blocks, then asked block by block."""

    def __init__(self, blocks: Sequence[Block], *, at_least: int = 1, title: Block | None = None) -> None:
        self.blocks = blocks
        self.title = title
        self.asked = {place for place in range(len(blocks)) if self._is_labelled_as_asked(place)}
        self.chosen = chosen_style(blocks, at_least=at_least, title=title)
        self.titles = self._titles()
        if self._are_stray():
            self.asked = set()
        self.has_follow_ups = self._has_follow_ups()
        questions = [place for place in range(len(blocks)) if self.is_question(place)]
        replies = sum(block.label is not None and block.label.role == REPLY for block in blocks)
        self.has_replies = bool(self.asked) or replies >= max(1, len(questions) / 2)
        self.section_level = self._section_level(questions)
        self.rules_separate = self._rules_separate(questions)
        self.rules_end = not self._has_inner_rules(questions)
        self.last_question = questions[-1] if questions else -1

    def is_question(self, place: int, last_number: int | None = None) -> bool:
        """Whether a question begins with the block; `last_number` is that of the question before it."""
        block = self.blocks[place]
        if place in self.asked or block is self.title:
            return place in self.asked
        if self.asked:
            is_title = style_of(block) in self.titles and not block.label
            return is_title and (reads_as_question(block) or follower(self.blocks, place) in self.asked)
        return self.chosen is not None and is_question(self.blocks, place, self.chosen, last_number)

    def is_title(self, block: Block | None) -> bool:
        """Whether a heading names the one question under it rather than a section of many."""
        return block is not None and style_of(block) in self.titles

    def closes(self, place: int, question: Block, details: int) -> bool:
        """Whether the answer to the question ends before the block, `details` deep in those of the answer."""
        block = self.blocks[place]
        if block.kind == "row-end":
            return block.start == question.start
        if block.kind == "rule" and self._is_before_reply(place):
            return False
        if block.kind == "rule":
            return not (block.items or block.quotes) and (self.rules_separate or self._ends_something(place))
        if question.kind == "summary":
            return block.kind == "details-end" and details == 0
        if block.kind == "heading" and not block.quotes and not (block.label and block.label.role == REPLY):
            return not _is_inside(block, question) and block.level <= self._level_of(question)
        return self._leaves_item(block, question)

    def _is_before_reply(self, place: int) -> bool:
        following = follower(self.blocks, place)
        label = self.blocks[following].label if following is not None else None
        return label is not None and label.role == REPLY

    def _level_of(self, question: Block) -> int:
        """The level of headings that end its answer."""
        return question.level if question.kind == "heading" else self.section_level

    def _leaves_item(self, block: Block, question: Block) -> bool:
        """Whether the answers of this document are in the items of their questions, and this one isn't."""
        if self.chosen is None or not self.chosen.is_inside_items or block.kind in SILENT:
            return False
        is_listed = question.kind != "heading" and style_of(question) == self.chosen.style
        return is_listed and question.items[-1] not in block.items

    def _ends_something(self, place: int) -> bool:
        """Whether a rule comes before a question, a heading or the end, or below the last answer."""
        following = follower(self.blocks, place)
        if following is None or self.blocks[following].kind == "heading" or self.is_question(following):
            return True
        return place > self.last_question and self.rules_end

    def _are_stray(self) -> bool:
        """Whether what is labelled as asked is a part of answers to questions that look otherwise."""
        if self.chosen is None or self.chosen.style in self.titles:
            return False
        return self.chosen.count > _MOST_STRAY * len(self.asked)

    def _is_labelled_as_asked(self, place: int) -> bool:
        """What a speaker says must read as a question, too."""
        label = self.blocks[place].label
        if label is None or label.role != ASK:
            return False
        return not label.is_speaker or asks(asked(self.blocks[place].text).text)

    def _titles(self) -> set[Style]:
        """The styles of what stands right above someone asking: it asks, is numbered, or often there."""
        above: defaultdict[Style, list[Block]] = defaultdict(list)
        for place in self.asked:
            before = self._before(place)
            style = None if before is None or self.blocks[before].label else style_of(self.blocks[before])
            if before is not None and style and style.kind in ("heading", "bold", "summary"):
                above[style].append(self.blocks[before])
        return {style for style, blocks in above.items() if self._are_titles(blocks)}

    def _are_titles(self, blocks: list[Block]) -> bool:
        if any(number_of(block) is not None or reads_as_question(block) for block in blocks):
            return True
        return len(blocks) >= 2 and len(self.asked) <= _MOST_TURNS * len(blocks)

    def _before(self, place: int) -> int | None:
        earlier = range(place - 1, -1, -1)
        return next((number for number in earlier if self.blocks[number].kind not in ("empty", "data")), None)

    def _has_follow_ups(self) -> bool:
        """Whether further turns are on the same question: not where each stands alone, or all in a row."""
        speaking = [place for place in self.asked if _is_spoken(self.blocks[place])]
        before = [self.blocks[number] for place in speaking if (number := self._before(place)) is not None]
        are_titled = any(style_of(block) in self.titles or _is_asked(block) for block in before)
        return are_titled or sum(block.kind == "rule" for block in before) >= 2

    def _section_level(self, questions: list[int]) -> int:
        """The deepest level of headings right above a question."""
        above = [self.blocks[number] for place in questions if (number := self._before(place)) is not None]
        return max((block.level for block in above if block.kind == "heading"), default=6)

    def _rules_separate(self, questions: list[int]) -> bool:
        """Whether most questions come after a rule, perhaps with a heading in between."""
        after = 0
        for place in questions:
            before = self._before(place)
            while before is not None and self.blocks[before].kind == "heading":
                before = self._before(before)
            after += before is not None and self.blocks[before].kind == "rule"
        return after > 0 and after >= (len(questions) - 1) / 2

    def _has_inner_rules(self, questions: list[int]) -> bool:
        """Whether an answer before the last one has a rule in it."""
        between = range(questions[0], questions[-1]) if questions else ()
        rules = (place for place in between if self.blocks[place].kind == "rule")
        following = (follower(self.blocks, place) for place in rules)
        return any(
            place is not None and not self.is_question(place) and self.blocks[place].kind != "heading"
            for place in following
        )


def _is_inside(heading: Block, question: Block) -> bool:
    """Whether a heading is a part of the answer: in the item of its question, or by its words."""
    in_item = bool(question.items) and question.items[-1] in heading.items
    return in_item or (heading.level == question.level and names_a_part(heading))


def _is_spoken(block: Block) -> bool:
    return block.label is not None and block.label.is_speaker


def _is_asked(block: Block) -> bool:
    return block.label is not None and block.label.role == ASK and block.kind == "heading"
