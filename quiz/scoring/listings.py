"""Lists of terms: words of the rubric in a row, with nothing said about them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from quiz.scoring.clauses import is_statement, main_clause
from quiz.scoring.mentions import mentions
from quiz.scoring.pieces import TERM_WORDS, Piece, Pieces, is_bare_term, is_term, pieces_in, pieces_of
from quiz.scoring.text import Break, Text
from quiz.scoring.words import word_list

LISTING_SHARE = 0.6
"""Words of a sentence in terms from which it lists rather than says something."""

FEWEST_STUFFED_WORDS = 7
"""Below this a list of terms is a short answer."""

LONGEST_ENUMERATION = 7
"""Terms in a row from which a sentence that says something, too, doesn't say it of them."""

LABEL_WORDS = 3
NOTE_PIECES = 4
"""Words of a label, and pieces of a note with its label, at most."""

_VACUOUS = word_list("vacuous")


class Listing(NamedTuple):
    """A list of terms, from `start` to `end` in code points (half-open), in a sentence of this number."""

    sentence: int
    start: int
    end: int


def listings(text: Text, fewest_words: int = FEWEST_STUFFED_WORDS) -> list[Listing]:
    """What lists terms and says nothing about them, if that is much: sentences, and long rows in others."""
    found: list[Listing] = []
    listed_words = 0
    sentences = pieces_of(text)
    mentioning = mentions(sentences)
    for number, pieces in enumerate(sentences):
        terms = [piece for piece in pieces.chained if is_term(piece)]
        size, listed = sum(map(len, pieces.chained)), sum(map(len, terms))
        if _is_note(pieces):
            continue
        is_fragment = size <= TERM_WORDS and is_bare_term(pieces.words) and not is_statement(pieces.words)
        span = text.span_of(text.sentences[number])
        if number in mentioning or _is_enumeration(pieces.links):
            found.append(Listing(number, *span))
            listed_words += len(pieces.words)
        elif is_fragment or listed >= LISTING_SHARE * size:
            found.append(Listing(number, *span))
            listed_words += listed
        else:
            for row in _rows(pieces.links):
                found.append(Listing(number, row[0][0].start, row[-1][-1].end))
                listed_words += sum(map(len, row))
    return found if listed_words >= fewest_words else []


def _is_note(pieces: Pieces) -> bool:
    """Whether a label comes first and little after it, as in "State: DynamoDB or S3"; that says something."""
    stretches = pieces.stretches
    is_labelled = len(stretches) > 1 and stretches[1][0].before is Break.CLAUSE
    return is_labelled and len(stretches[0]) <= LABEL_WORDS and len(stretches) <= NOTE_PIECES


def _is_enumeration(links: Sequence[Piece]) -> bool:
    """Whether a sentence is mostly terms, whatever small words lead from one to the next."""
    if len(links) < LONGEST_ENUMERATION:
        return False
    terms = [len(link) for link in links if is_bare_term(link)]
    return len(terms) >= LONGEST_ENUMERATION and sum(terms) >= LISTING_SHARE * sum(map(len, links))


def _rows(links: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The long rows of terms in a sentence that says something as well."""
    if len(links) < LONGEST_ENUMERATION:
        return
    bare = [is_bare_term(link) for link in links]
    for is_row, row in groupby(
        range(len(links)), lambda place: bare[place] or _is_among_terms(links, bare, place)
    ):
        terms = [links[place] for place in row]
        if is_row and len(terms) >= LONGEST_ENUMERATION:
            yield terms


def _is_among_terms(links: Sequence[Piece], bare: Sequence[bool], place: int) -> bool:
    """Whether a few words stand between terms, as one more of them: "uptime and pay as you go and cost"."""
    return (
        len(links[place]) <= TERM_WORDS
        and all(bare[max(place - 1, 0) : place])
        and all(bare[place + 1 : place + 2])
    )


def is_introduced(listing: Listing, text: Text, topic: Collection[str]) -> bool:
    """Whether its sentence says in words of the topic what it lists."""
    pieces = pieces_in(text.words_of(text.sentences[listing.sentence]))
    return any(_introduces(piece, topic) for piece in pieces.chained)


def _introduces(piece: Piece, topic: Collection[str]) -> bool:
    says_of_topic = any(token.key in topic for token in piece)
    return (
        says_of_topic
        and is_statement(main_clause(piece))
        and not is_term(piece)
        and _VACUOUS.isdisjoint(token.form for token in piece)
    )
