"""What a text states: its clauses and its lists, each with the concepts that it is made of.

A clause ends at punctuation or before a joining word. A list is a row of short items with "and" or "or"
before the last one, or short lines one below the other.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from quiz.scoring.clauses import LIST_ITEM, is_statement
from quiz.scoring.drafting.rows import FEWEST_ITEMS, ITEM_WORDS, Places, rows
from quiz.scoring.negation import Polarity, polarity
from quiz.scoring.text import Break, Text, Token
from quiz.scoring.words import word_list

FEWEST_CONCEPTS = 2
"""Concepts from which a clause stands by itself."""

_EMPTY = word_list("joining_or_pointing")

JOINING = word_list("clause_openers") | word_list("clause_joints")


@dataclass(frozen=True)
class _Piece:
    """The words of a clause one by one, or those of a list item by item."""

    groups: Sequence[Places]
    is_list: bool = False


class Stance(Enum):
    """Whether a text affirms a thing, denies it, or names it beside that: a lead in "not touch a lead"."""

    AFFIRMED = auto()
    DENIED = auto()
    NAMED = auto()


@dataclass(frozen=True)
class Concept:
    """One thing that is said: the `places` of its words, their keys, and how it is meant."""

    places: Places
    keys: frozenset[str]
    stance: Stance = Stance.AFFIRMED


@dataclass(frozen=True)
class Statement:
    """The half-open range of tokens of a clause or a list, and the concepts in it that are new."""

    first: int
    last: int
    concepts: tuple[Concept, ...]
    is_list: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(concept.keys for concept in self.concepts))


def statements(text: Text, asked: Collection[str], compounds: Collection[int]) -> list[Statement]:
    """The statements of a text in its order.

    `asked` are the keys of the question, `compounds` the places of words that go on with the one before them.
    """
    denials = polarity(text)
    found = [_statement(text, denials, piece, asked, compounds) for piece in _pieces(text)]
    by_sentence = groupby(found, key=lambda statement: text.sentence_of[statement.first])
    return list(_standing_alone(entry for _, near in by_sentence for entry in _standing_alone(near)))


def join(left: Statement, right: Statement) -> Statement:
    """Two neighbors as one clause, or as a list with what little stands beside it."""
    if left.is_list != right.is_list and _says_little(right if left.is_list else left):
        return replace(left if left.is_list else right, first=left.first, last=right.last)
    concepts = {concept.keys: concept for concept in (*right.concepts, *left.concepts)}
    return Statement(
        left.first, right.last, tuple(sorted(concepts.values(), key=lambda concept: concept.places))
    )


def _pieces(text: Text) -> Iterator[_Piece]:
    for are_terms, numbers in groupby(range(len(text.sentences)), lambda number: _is_term(text, number)):
        spans = [range(*text.sentences[number][:2]) for number in numbers]
        if are_terms and len(spans) >= FEWEST_ITEMS:
            yield _Piece([tuple(span) for span in spans], is_list=True)
        else:
            for span in spans:
                yield from _pieces_of_sentence(text.tokens, span)


def _is_term(text: Text, number: int) -> bool:
    words = text.words_of(text.sentences[number])
    return len(words) <= LIST_ITEM and not is_statement(words)


def _pieces_of_sentence(tokens: Sequence[Token], span: range) -> Iterator[_Piece]:
    """The lists of a sentence, and the clauses before, between and after them."""
    rest = span.start
    for row in rows(tokens, span):
        yield from _clauses(tokens, range(rest, row[0][0]))
        yield _Piece(row, is_list=True)
        rest = row[-1][-1] + 1
    yield from _clauses(tokens, range(rest, span.stop))


def _clauses(tokens: Sequence[Token], span: range) -> Iterator[_Piece]:
    clause: list[Places] = []
    for place in span:
        if clause and (tokens[place].before >= Break.COMMA or tokens[place].form in JOINING):
            yield _Piece(clause)
            clause = []
        clause.append((place,))
    if clause:
        yield _Piece(clause)


def _statement(
    text: Text, denials: Polarity, piece: _Piece, asked: Collection[str], compounds: Collection[int]
) -> Statement:
    concepts: dict[frozenset[str], Concept] = {}
    for group in piece.groups if piece.is_list else _compounded(piece.groups, compounds):
        new = [place for place in group if _says_something(text.tokens[place], asked)][-ITEM_WORDS:]
        keys = frozenset(text.tokens[place].key for place in new)
        if new and keys not in concepts:
            concepts[keys] = Concept(tuple(new), keys, _stance(text, denials, new[0]))
    first, last = piece.groups[0][0], piece.groups[-1][-1] + 1
    return Statement(first, last, tuple(concepts.values()), piece.is_list and len(concepts) >= FEWEST_ITEMS)


def _says_something(token: Token, asked: Collection[str]) -> bool:
    return token.is_content and token.key not in asked and token.form not in _EMPTY


def _stance(text: Text, denials: Polarity, place: int) -> Stance:
    """Denied is the first content word after a negator."""
    if not denials.denied[place]:
        return Stance.AFFIRMED
    negator = denials.negators[place]
    between = text.content_before[place] - text.content_before[negator.last] if negator else 0
    return Stance.NAMED if between else Stance.DENIED


def _compounded(groups: Sequence[Places], compounds: Collection[int]) -> Iterator[Places]:
    """The words of a clause, those of a compound as one group."""
    group: Places = ()
    for (place,) in groups:
        if group and place not in compounds:
            yield group
            group = ()
        group = (*group, place)
    yield group


def _standing_alone(found: Iterable[Statement]) -> Iterator[Statement]:
    """The statements, with those that say too little put to the one before or after them."""
    waiting: Statement | None = None
    for statement in found:
        if waiting and _belong_together(waiting, statement):
            waiting = join(waiting, statement)
            continue
        if waiting:
            yield waiting
        waiting = statement
    if waiting:
        yield waiting


def _belong_together(left: Statement, right: Statement) -> bool:
    return _says_little(left) or _says_little(right)


def _says_little(statement: Statement) -> bool:
    return len(statement.concepts) < FEWEST_CONCEPTS
