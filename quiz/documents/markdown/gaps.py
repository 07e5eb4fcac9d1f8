"""Lines of answers that may be questions: by a number that is left out, or by who says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quiz.documents.drafts import Unplaced
from quiz.documents.markdown.block import Block
from quiz.documents.markdown.labels import REPLY, SPEAKERS, WORDS, named_turn
from quiz.documents.markdown.looks import asks, question_of
from quiz.documents.markdown.pairing import Pair
from quiz.documents.markdown.styles import number_of

_SECOND = "It is read as a part of the answer before; look whether that has a question of its own."
_SPOKEN = "It is read as a part of the answer before; look whether somebody asks a question here."


def skipped_numbers(pairs: Iterable[Pair], lines: Sequence[str]) -> Iterator[Unplaced]:
    """Yield the lines that may be the questions left out; their words stay in the answer as well."""
    for pair, following in pairwise(pairs):
        number, next_number = _number(pair), _number(following)
        if number is None or next_number is None:
            continue
        missing = set(range(number + 1, next_number))
        for place in _places(pair.answer_blocks()) if missing else ():
            found = question_of(lines[place]).number
            if found in missing:
                missing.remove(found)
                yield Unplaced(place + 1, lines[place].strip(), _reason(number, found, next_number))


def unknown_speakers(pairs: Iterable[Pair], lines: Sequence[str]) -> Iterator[Unplaced]:
    """Yield the lines in the answers of a conversation where somebody else asks."""
    for pair in pairs:
        for place in _places(pair.answer_blocks()) if pair.is_spoken else ():
            turn = named_turn(lines[place])
            if turn and turn.mark and turn.word not in WORDS and asks(question_of(turn.rest).text):
                yield Unplaced(place + 1, lines[place].strip(), _SPOKEN)


def second_answers(pairs: Iterable[Pair], lines: Sequence[str]) -> Iterator[Unplaced]:
    """Yield the lines in an answer that begin another one, to something that is asked in the answer."""
    for pair in pairs:
        is_asked = False
        for place in _places(pair.answer_blocks()):
            turn = named_turn(lines[place])
            if is_asked and turn and turn.word not in SPEAKERS and WORDS.get(turn.word) == REPLY:
                yield Unplaced(place + 1, lines[place].strip(), _SECOND)
            is_asked = is_asked or asks(question_of(lines[place]).text)


def _number(pair: Pair) -> int | None:
    first = pair.turns[0].asked[0]
    return first.label.number if first.label and first.label.number else number_of(first)


def _places(blocks: Iterable[Block]) -> Iterator[int]:
    for block in blocks:
        if block.kind != "code":
            yield from range(block.start, block.end)


def _reason(number: int, found: int, next_number: int) -> str:
    return (
        f"It is read as a part of answer {number}, but the next question has number {next_number}; "
        f"look whether it is question {found}."
    )
