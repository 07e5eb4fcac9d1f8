"""Which blocks are a question, and which answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quiz.documents.drafts import FollowUp, QuestionDraft
from quiz.documents.markdown.block import Block
from quiz.documents.markdown.data import with_data
from quiz.documents.markdown.labels import ASK, FOLLOW_UP, LEVEL, REPLY
from quiz.documents.markdown.looks import asks, difficulty_of, is_navigation, words_of
from quiz.documents.markdown.shape import Shape
from quiz.documents.markdown.source import written
from quiz.documents.markdown.styles import SILENT, asked, number_of, reads_as_question

_PLACEHOLDERS = ("todo", "tbd", "to do", "tba", "to be completed", "to be done", "coming soon", "wip", "n/a")


_SAID_NOWHERE = ("empty", "details", "details-end", "row-end", "columns")
"""Kinds of blocks that are in no answer."""


@dataclass
class Turn:
    """Something asked, with what is said to it. Mutable while it is read."""

    asked: list[Block]
    answer: list[Block] = field(default_factory=list)
    is_replied: bool = False

    def text(self) -> str:
        return " ".join(text for text in (asked(block.text).text for block in self.asked) if text)


@dataclass
class Pair:
    """A question with its turns, as far as it is read."""

    turns: list[Turn]
    is_spoken: bool
    title: Block | None = None
    heading: Block | None = None
    data: Block | None = None
    level: Block | None = None
    details: int = 0

    def blocks(self) -> list[Block]:
        """All that it has a use for."""
        extra = [block for block in (self.title, self.data, self.level) if block]
        return extra + [block for turn in self.said() for block in (*turn.asked, *turn.answer)]

    def answer_blocks(self) -> list[Block]:
        return [block for turn in self.said() for block in turn.answer]

    def said(self) -> list[Turn]:
        """The first turn, and those after it that are answered."""
        return [turn for place, turn in enumerate(self.turns) if turn.answer or not place]

    def draft(self, lines: Sequence[str]) -> QuestionDraft | None:
        """Return the question, or None if there is nothing asked or nothing answered."""
        first, *further = self.said()
        answer = written(first.answer, lines)
        text = first.text()
        if not text or not says_something(answer):
            return None
        told = difficulty_of(self.level.label.rest) if self.level and self.level.label else None
        draft = QuestionDraft(
            text=text,
            model_answer=answer,
            follow_ups=tuple(FollowUp(turn.text(), written(turn.answer, lines)) for turn in further),
            title=asked(self.title.text).text or None if self.title else None,
            section=asked(self.heading.text).text or None if self.heading else None,
            difficulty=told or asked(first.asked[-1].text).difficulty,
            line=first.asked[0].start + 1,
        )
        return with_data(draft, self.data.text) if self.data else draft


def says_something(answer: str) -> bool:
    """Whether an answer is more than a promise of one."""
    bare = words_of(answer).strip(" .…!*_()[]").lower() if len(answer) < 100 else answer
    return any(map(str.isalnum, answer)) and bare not in _PLACEHOLDERS


class Reader:
    """Goes through the blocks once, in order, and collects the pairs."""

    def __init__(self, shape: Shape, title: Block | None = None) -> None:
        self.shape = shape
        self.title = title
        self.pairs: list[Pair] = []
        self.open: Pair | None = None
        self.headings: list[Block] = []
        self.data: Block | None = None
        self.last_number: int | None = None
        self.before: Block | None = None
        self.loose: list[Block] = []
        self.is_aside = False
        self.reasons: dict[Block, str] = {}

    def read(self, blocks: Sequence[Block]) -> list[Pair]:
        for place, block in enumerate(blocks):
            self._take(block, place)
            if block.kind == "rule":
                self.before = None
            elif block.kind not in SILENT:
                self.before = block
        self._close()
        return self.pairs

    def _take(self, block: Block, place: int) -> None:
        if block.kind == "data":
            self._take_data(block)
        elif self.shape.is_question(place, self.last_number):
            self.is_aside = False
            self._ask(block)
        elif block.label and block.label.role == ASK and block.label.is_speaker and self.shape.asked:
            self.is_aside = True
        elif self.open and self.shape.closes(place, self.open.turns[0].asked[0], self.open.details):
            self._close()
            self._note_heading(block)
            self.is_aside = False
        elif block.label and block.label.role == REPLY and self.shape.has_replies:
            self._reply(block)
        elif block.label and block.label.role == FOLLOW_UP:
            self._follow_up(block)
        elif block.label and block.label.role == LEVEL and difficulty_of(block.label.rest):
            self._take_level(block)
        else:
            self._go_on(block)

    def _take_data(self, block: Block) -> None:
        if self.open and not any(turn.answer for turn in self.open.turns):
            self.open.data = block
        else:
            self.data = block

    def _take_level(self, block: Block) -> None:
        if self.open:
            self.open.level = block

    def _note_heading(self, block: Block) -> None:
        if block.kind == "heading" and not block.quotes and block is not self.title:
            self.headings = [above for above in self.headings if above.level < block.level] + [block]

    def _ask(self, block: Block) -> None:
        """Begin a question, unless it is a further turn, or says the question of the heading again."""
        spoken = bool(block.label and block.label.is_speaker)
        pair = self.open
        if pair and not any(turn.answer or turn.is_replied for turn in pair.turns):
            first = pair.turns[0]
            if block.label and first.asked[0].kind == "heading":
                pair.title, pair.is_spoken, first.asked = first.asked[0], spoken, [block]
                return
            if _sets_the_scene(first.asked[0]):
                first.asked.append(block)
                return
        if pair and spoken and pair.is_spoken and self.shape.has_follow_ups and pair.turns[-1].answer:
            pair.turns.append(Turn([block]))
            return
        self._close()
        self._note_heading(block)
        self._open_with(block, spoken)

    def _open_with(self, block: Block, spoken: bool) -> Turn:
        above = [heading for heading in self.headings if heading is not block]
        self.open = Pair([Turn([block])], spoken, heading=above[-1] if above else None, data=self.data)
        self.data = None
        is_title = self.open.data is not None or self.shape.is_title(self.before)
        if block.label and self.before in above and is_title:
            self.open.title = self.before
            self.open.heading = above[-2] if len(above) > 1 else None
        self.last_number = number_of(block) or self.last_number
        self.loose = []
        return self.open.turns[0]

    def _reply(self, block: Block) -> None:
        """Take a reply; what has been said since the question belongs to the question, then."""
        if self._is_in_another_section(block):
            self._close()
        asked_here = self._asked_right_before(block)
        turn = self.open.turns[-1] if self.open and not self.open.is_spoken else None
        if turn and asked_here and asked_here[0] in turn.answer:
            turn.answer = [said for said in turn.answer if said not in asked_here]
            self._close()
        if asked_here and self.open is None and not self.is_aside:
            first, *further = asked_here
            self._open_with(first, spoken=False).answer = further
        if self.open is None or self.is_aside:
            self.reasons[block] = "It answers no question: none stands right before it."
        else:
            self._be_replied(self.open.turns[-1], block)

    def _is_in_another_section(self, block: Block) -> bool:
        """Whether a heading such as “Answers” stands beside the section of what is asked, not in it."""
        heading = self.open.heading if self.open else self.headings[-1] if self.headings else None
        is_beside = block.kind == "heading" and heading is not None and heading.level >= block.level
        return is_beside and heading is not self.before

    def _asked_right_before(self, reply: Block) -> list[Block]:
        """What a reply replies to, where nothing else told that it is a question: all that asks before it."""
        block = self.before
        if block is None or block.label or self._is_in_another_section(reply):
            return []
        if self.open:
            turn = self.open.turns[-1]
            asking = _asking_at_the_end(turn.answer) if turn.is_replied else []
            return [block] if block.kind == "heading" else asking
        asking = _asking_at_the_end(self.loose)
        if asking or block.kind not in ("heading", "bold", "paragraph", "summary"):
            return asking
        above = self.loose[0] if self.loose else block
        if above.kind == "heading" and reads_as_question(above):
            return self.loose
        return [] if block.items else [block]

    def _be_replied(self, turn: Turn, block: Block) -> None:
        if not turn.is_replied:
            for said in turn.answer:
                if said.kind in ("paragraph", "bold") and not said.items:
                    turn.asked.append(said)
                else:
                    self.reasons[said] = "It stands between a question and its answer, and is in neither."
            turn.answer = []
            turn.is_replied = True
        turn.answer.append(block)

    def _follow_up(self, block: Block) -> None:
        if self.open and self.open.turns[-1].answer:
            self.open.turns.append(Turn([block]))

    def _go_on(self, block: Block) -> None:
        if self.open is None or self.is_aside:
            self._note_heading(block)
            self._be_loose(block)
            return
        self.open.details += (block.kind == "details") - (block.kind == "details-end")
        if block.kind == "rule" and not self.open.turns[-1].answer:
            return
        if block.kind not in _SAID_NOWHERE and not is_navigation(block.text):
            self.open.turns[-1].answer.append(block)

    def _be_loose(self, block: Block) -> None:
        """Keep what has been said since a heading or a rule, while no question is open."""
        if block.kind in ("heading", "rule"):
            self.loose = []
        if block.kind not in SILENT:
            self.loose.append(block)

    def _close(self) -> None:
        if self.open:
            self.pairs.append(self.open)
            self.loose = []
        self.open = None


def _asking_at_the_end(blocks: Sequence[Block]) -> list[Block]:
    """The last blocks that ask; the first of them as a question, others perhaps as “Explain it.”"""
    asking: list[Block] = []
    for block in reversed(blocks):
        if block.label or block.kind == "code" or not asks(asked(block.text).text):
            break
        asking.insert(0, block)
    first = next((place for place, block in enumerate(asking) if reads_as_question(block)), len(asking))
    return asking[first:]


def _sets_the_scene(block: Block) -> bool:
    return (
        block.label is not None
        and block.label.role == ASK
        and block.label.word == "scenario"
        and not reads_as_question(block)
    )
