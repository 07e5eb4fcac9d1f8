"""How a sentence falls into pieces: at punctuation marks, at "and" and "or", around long rows of terms."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise
from typing import NamedTuple

from quiz.scoring.clauses import is_statement, says_something
from quiz.scoring.text import Break, Text, Token
from quiz.scoring.words import word_list

TERM_WORDS = 4
"""Words that a term has at most; without any function word between them, ROW_WORDS are a row of terms."""

ROW_WORDS = 6

LONG_ROW = 9
"""Words without any function word between them from which they are a row of terms, whatever is around."""

CHAINED_TERMS = 4
"""Stretches joined by "and" from which they are taken one by one: "the handler and the zip and also ..."."""

SMALL_WORD_TERM = 3
"""Words of a term that may have a small word in the middle: "time to market"."""

ARTICLES = word_list("articles")
_JOINTS = frozenset(("and", "or", "plus", "also"))
_DENIALS = word_list("negators")

Piece = Sequence[Token]


class Pieces(NamedTuple):
    """The words of a sentence, and what they fall into.

    `stretches` stand between punctuation marks, a long row of terms apart from the rest, `links` between
    those and joints; `chained` are the stretches, those of a long chain at their joints.
    """

    words: Piece
    stretches: list[Piece]
    links: list[Piece]
    chained: list[Piece]


def pieces_in(words: Piece) -> Pieces:
    """What the words of a sentence fall into."""
    stretches = list(_stretches(words))
    links = [link for stretch in stretches for link in _split(stretch)]
    return Pieces(words, stretches, links, [link for stretch in stretches for link in _links(stretch)])


def pieces_of(text: Text) -> list[Pieces]:
    """The pieces of each sentence."""
    return [pieces_in(text.words_of(sentence)) for sentence in text.sentences]


def is_bare_term(link: Piece) -> bool:
    """Whether there is nothing but a term once the small words before it are gone; "pay per use" is one."""
    bare = list(dropwhile(lambda token: not token.is_content and token.form not in _DENIALS, link))
    if len(bare) == SMALL_WORD_TERM:
        return bare[0].is_content and bare[-1].is_content and not is_statement(bare)
    return 0 < len(bare) <= TERM_WORDS and is_term(bare)


def is_term(piece: Piece) -> bool:
    """Whether words name something, without saying anything about it."""
    if any(not token.is_content for token in piece) or TERM_WORDS < len(piece) < ROW_WORDS:
        return False
    if all(len(token.form) == 1 or token.form[0].isdigit() for token in piece):
        return False  # numbers and variables, as in a formula
    return not 1 < len(piece) <= TERM_WORDS or not says_something(piece)


def _stretches(words: Piece) -> Iterator[Piece]:
    """What stands between punctuation marks, a long row of terms apart from the rest."""
    breaks = [place for place, token in enumerate(words) if token.before is not Break.NONE and place]
    for first, last in pairwise((0, *breaks, len(words))):
        yield from _rows_apart(words[first:last])


def _rows_apart(stretch: Piece) -> Iterator[Piece]:
    """The stretch, cut before and after each long row of words without any function word between them."""
    if len(stretch) < LONG_ROW:
        yield stretch
        return
    first = row = 0
    for place in range(len(stretch) + 1):
        if place == len(stretch) or not stretch[place].is_content:
            if place - row >= LONG_ROW:
                if first < row:
                    yield stretch[first:row]
                yield stretch[row:place]
                first = place
            row = place + 1
    if first < len(stretch):
        yield stretch[first:]


def _links(stretch: Piece) -> Iterator[Piece]:
    """What "and" joins, without articles, where it joins many, or terms only, or opens; else the stretch."""
    joints = [place for place, token in enumerate(stretch) if token.form in _JOINTS]
    is_chain = joints and (joints[0] == 0 or len(joints) + 1 >= CHAINED_TERMS)
    if not joints or not (is_chain or sum(not token.is_content for token in stretch) == len(joints)):
        yield stretch
    else:
        for link in _split(stretch):
            if bare := list(dropwhile(lambda token: token.form in ARTICLES, link)):
                yield bare


def _split(stretch: Piece) -> list[Piece]:
    """What stands between the joints of a stretch."""
    places = [place for place, token in enumerate(stretch) if token.form in _JOINTS]
    if not places:
        return [stretch]
    ends = pairwise((-1, *places, len(stretch)))
    return [stretch[first + 1 : last] for first, last in ends if first + 1 < last]
