"""Lists of terms: words of the rubric in a row, with nothing said about them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile, groupby, pairwise
from typing import NamedTuple

from quiz.scoring.clauses import FORMS_OF_BE, is_statement, says_something
from quiz.scoring.text import Break, Text, Token
from quiz.scoring.words import is_content, word_list

TERM_WORDS = 4
"""Words that a term has at most; without any function word between them, ROW_WORDS are a row of terms."""

ROW_WORDS = 6

LONG_ROW = 9
"""Words without any function word between them from which they are a row of terms, whatever is around."""

CHAINED_TERMS = 4
"""Stretches joined by "and" from which they are taken one by one: "the handler and the zip and also ..."."""

LISTING_SHARE = 0.6
"""Words of a sentence in terms from which it lists rather than says something."""

FEWEST_STUFFED_WORDS = 7
"""Below this a list of terms is a short answer."""

LONGEST_ENUMERATION = 7
"""Terms in a row from which a sentence that says something, too, doesn't say it of them."""

FEWEST_WRAPPED_TERMS = 5
"""Terms that prose only wraps, from which an answer lists them."""

_JOINTS = frozenset(("and", "or", "plus", "also"))
_ARTICLES = word_list("articles")
_LEAD_INS = word_list("lead_ins")
_POSSESSORS = word_list("possessors")
_EXISTENTIAL_VERBS = word_list("existential_verbs")
_PREDICATE_OPENINGS = FORMS_OF_BE | {"very", "really", "so", "also"}
_EMPTY_PREDICATES = word_list("empty_predicates")


class Listing(NamedTuple):
    """A list of terms, from `start` to `end` in code points (half-open), in a sentence of this number."""

    sentence: int
    start: int
    end: int


def listings(text: Text, fewest_words: int = FEWEST_STUFFED_WORDS) -> list[Listing]:
    """What lists terms and says nothing about them, if that is much: sentences, and long rows in others."""
    found: list[Listing] = []
    listed_words = 0
    wrapped = _wrapped_listings(text)
    for number, sentence in enumerate(text.sentences):
        words = text.words_of(sentence)
        pieces = list(_pieces(words))
        terms = [piece for piece in pieces if _is_term(piece)]
        size, listed = sum(map(len, pieces)), sum(map(len, terms))
        is_fragment = size <= TERM_WORDS and not is_statement(words)
        if number in wrapped or is_fragment or listed >= LISTING_SHARE * size:
            found.append(Listing(number, *text.span_of(sentence)))
            listed_words += len(words) if number in wrapped else listed
        else:
            for row in _rows(pieces):
                found.append(Listing(number, row[0][0].start, row[-1][-1].end))
                listed_words += sum(map(len, row))
    return found if listed_words >= fewest_words else []


def _rows(pieces: Sequence[Sequence[Token]]) -> Iterator[Sequence[Sequence[Token]]]:
    """The long rows of terms among the pieces of a sentence that says something as well."""
    for is_row, row in groupby(pieces, _is_term):
        terms = list(row)
        if is_row and len(terms) >= LONGEST_ENUMERATION:
            yield terms


def _wrapped_listings(text: Text) -> frozenset[int]:
    """The sentences of terms that prose only wraps: "there is the X, the Y", "we have X", "X is good"."""
    counts = {
        number: _wrapped_terms(text.words_of(sentence)) for number, sentence in enumerate(text.sentences)
    }
    found = {number: count for number, count in counts.items() if count}
    return frozenset(found) if sum(found.values()) >= FEWEST_WRAPPED_TERMS else frozenset()


def _wrapped_terms(words: Sequence[Token]) -> int:
    """How many terms a sentence has if it has nothing but terms, most in a wrapping of prose; else 0."""
    count = wrapped = 0
    for stretch in _stretches(words):
        for piece in _split(stretch, _JOINTS):
            bare = _unwrapped([token.form for token in piece])
            if not bare or len(bare) > TERM_WORDS or not all(map(is_content, bare)):
                return 0
            count += 1
            wrapped += len(bare) < len(piece)
    return count if 2 * wrapped > count else 0


def _unwrapped(forms: Sequence[str]) -> Sequence[str]:
    """A piece without what only says that its term is there, is used, or is important."""
    rest = list(dropwhile(_LEAD_INS.__contains__, forms))
    if len(rest) > 1 and rest[0] in _POSSESSORS and rest[1] in _EXISTENTIAL_VERBS:
        rest = rest[2:]
    if rest and rest[-1] in _EMPTY_PREDICATES:
        said = list(dropwhile(_PREDICATE_OPENINGS.__contains__, reversed(rest[:-1])))[::-1]
        rest = said if len(said) < len(rest) - 1 else rest
    return list(dropwhile(_ARTICLES.__contains__, rest))


def is_introduced(listing: Listing, text: Text, topic: Collection[str]) -> bool:
    """Whether its sentence says in words of the topic what it lists."""
    pieces = _pieces(text.words_of(text.sentences[listing.sentence]))
    return any(is_statement(piece) and any(token.key in topic for token in piece) for piece in pieces)


def _pieces(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The stretches of a sentence between punctuation marks, and between the joints of a long chain."""
    for stretch in _stretches(words):
        yield from _links(stretch)


def _stretches(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What stands between punctuation marks, a long row of terms apart from the rest."""
    first = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or words[place].before is not Break.NONE:
            yield from _rows_apart(words[first:place])
            first = place


def _rows_apart(stretch: Sequence[Token]) -> Iterator[Sequence[Token]]:
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


def _links(stretch: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What "and" joins, without articles, where it joins many, or terms only, or opens; else the stretch."""
    joints = [place for place, token in enumerate(stretch) if token.form in _JOINTS]
    joins_terms = sum(not token.is_content for token in stretch) == len(joints)
    if not joints or (joints[0] > 0 and len(joints) + 1 < CHAINED_TERMS and not joins_terms):
        yield stretch
    else:
        for link in _split(stretch, _JOINTS):
            if bare := list(dropwhile(lambda token: token.form in _ARTICLES, link)):
                yield bare


def _split(stretch: Sequence[Token], joints: Collection[str]) -> Iterator[Sequence[Token]]:
    """What stands between the joints of a stretch."""
    places = [place for place, token in enumerate(stretch) if token.form in joints]
    for first, last in pairwise((-1, *places, len(stretch))):
        if first + 1 < last:
            yield stretch[first + 1 : last]


def _is_term(piece: Sequence[Token]) -> bool:
    if all(len(token.form) == 1 or token.form[0].isdigit() for token in piece):
        return False  # numbers and variables, as in a formula
    if any(not token.is_content for token in piece) or TERM_WORDS < len(piece) < ROW_WORDS:
        return False
    return not 1 < len(piece) <= TERM_WORDS or not says_something(piece)
