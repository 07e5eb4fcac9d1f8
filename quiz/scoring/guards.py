"""What doesn't count, however many words of the rubric it has: lists of terms, echoes, questions, copies."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise, zip_longest

from quiz.scoring.clauses import is_statement
from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import word_list

TERM_WORDS = 4
"""Words that a term has at most; without any function word between them, ROW_WORDS are a row of terms."""

ROW_WORDS = 6

CHAINED_TERMS = 4
"""Stretches joined by "and" from which they are taken one by one: "the handler and the zip and also ..."."""

LISTING_SHARE = 0.6
"""Words of a sentence in terms from which it lists rather than says something."""

FEWEST_STUFFED_WORDS = 8
"""Below this a list of terms is a short answer."""

ECHO_SHARE = 0.75
FEWEST_ECHOED_WORDS = 2

COPIED_RUN = 4
COPIED_SHARE = 0.8
FEWEST_COPIED_WORDS = 15

FEWEST_WORDS = 4

_JOINTS = frozenset(("and", "or", "plus", "also"))
_ARTICLES = frozenset(("the", "a", "an"))
_ASKING = word_list("question_openers")
_REFUSALS = word_list("refusals")
_LEAD_INS = word_list("question_lead_ins")


def listings(text: Text, fewest_words: int = FEWEST_STUFFED_WORDS) -> frozenset[int]:
    """The sentences that list terms and say nothing about them, if those are many."""
    listing: set[int] = set()
    listed_words = 0
    for number, sentence in enumerate(text.sentences):
        words = text.words_of(sentence)
        pieces = list(_pieces(words))
        terms = sum(len(piece) for piece in pieces if _is_term(piece))
        size = sum(map(len, pieces))
        is_fragment = size <= TERM_WORDS and not is_statement(words)
        if is_fragment or terms >= LISTING_SHARE * size:
            listing.add(number)
            listed_words += terms
    return frozenset(listing) if listed_words >= fewest_words else frozenset()


def introduced(text: Text, listing: Iterable[int], topic: Collection[str]) -> Iterator[int]:
    """The sentences that say in words of the topic what they list."""
    for number in listing:
        pieces = _pieces(text.words_of(text.sentences[number]))
        if any(is_statement(piece) and any(token.key in topic for token in piece) for piece in pieces):
            yield number


def echoes(text: Text, question: Text) -> Iterator[int]:
    """The sentences that mostly repeat the question."""
    asked = {token.key for token in question.tokens if token.is_content}
    for number, sentence in enumerate(text.sentences):
        content = [token.key for token in text.words_of(sentence) if token.is_content]
        repeated = sum(key in asked for key in content)
        if len(content) >= FEWEST_ECHOED_WORDS and repeated > ECHO_SHARE * len(content):
            yield number


def questions(text: Text) -> Iterator[int]:
    """The sentences that ask rather than say, or are answered with no."""
    for number, (sentence, following) in enumerate(zip_longest(text.sentences, text.sentences[1:])):
        if sentence.is_question and (_asks(text, sentence) or _says_no(text, following)):
            yield number


def runs(text: Text) -> frozenset[tuple[str, ...]]:
    """All that stands side by side in runs of four words."""
    keys = [token.key for token in text.tokens]
    return frozenset(tuple(keys[place : place + COPIED_RUN]) for place in range(len(keys) - COPIED_RUN + 1))


def is_copy(text: Text, model_runs: frozenset[tuple[str, ...]]) -> bool:
    """Whether most runs of words stand in the model answer as well."""
    if len(text.tokens) < FEWEST_COPIED_WORDS:
        return False
    written = runs(text)
    return len(written & model_runs) >= COPIED_SHARE * len(written)


def _pieces(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The stretches of a sentence between punctuation marks, and between the joints of a long chain."""
    first = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or words[place].before is not Break.NONE:
            yield from _links(words[first:place])
            first = place


def _links(stretch: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What "and" joins, without articles, where it joins many or opens a stretch; else the stretch."""
    joints = [place for place, token in enumerate(stretch) if not token.is_content and token.form in _JOINTS]
    if not joints or (joints[0] > 0 and len(joints) + 1 < CHAINED_TERMS):
        yield stretch
        return
    for first, last in pairwise((-1, *joints, len(stretch))):
        link = list(dropwhile(lambda token: token.form in _ARTICLES, stretch[first + 1 : last]))
        if link:
            yield link


def _is_term(piece: Sequence[Token]) -> bool:
    return all(token.is_content for token in piece) and not TERM_WORDS < len(piece) < ROW_WORDS


def _says_no(text: Text, sentence: Sentence | None) -> bool:
    return sentence is not None and text.tokens[sentence.first].form in _REFUSALS


def _asks(text: Text, sentence: Sentence) -> bool:
    forms = [token.form for token in text.words_of(sentence)]
    opening = next((form for form in forms if form not in _LEAD_INS), "")
    return opening in _ASKING
