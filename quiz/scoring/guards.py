"""What doesn't count, however many words of the rubric it has: lists of terms, echoes, questions, copies."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import word_list

TERM_WORDS = 4
"""Words that a term has at most; without any function word between them, ROW_WORDS are a row of terms."""

ROW_WORDS = 6
STUFFED_SHARE = 0.6
FEWEST_STUFFED_WORDS = 8
"""Below this a list of terms is a short answer."""

ECHO_SHARE = 0.75
FEWEST_ECHOED_WORDS = 2

COPIED_RUN = 4
COPIED_SHARE = 0.8
FEWEST_COPIED_WORDS = 15

FEWEST_WORDS = 4

_ASKING = word_list("question_openers")
_REFUSALS = word_list("refusals")
_LEAD_INS = word_list("question_lead_ins")


def is_list_of_terms(text: Text, fewest_words: int = FEWEST_STUFFED_WORDS) -> bool:
    """Whether most words stand in short pieces that say nothing about one another."""
    words = len(text.tokens)
    terms = sum(len(piece) for piece in _pieces(text) if _is_term(piece))
    return words >= fewest_words and terms >= STUFFED_SHARE * words


def echoes(text: Text, question: Text) -> Iterator[int]:
    """The sentences that mostly repeat the question."""
    asked = {token.key for token in question.tokens if token.is_content}
    for number, sentence in enumerate(text.sentences):
        content = [token.key for token in text.tokens[sentence.first : sentence.last] if token.is_content]
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


def _pieces(text: Text) -> Iterator[Sequence[Token]]:
    """The stretches between punctuation marks."""
    first = 0
    for place, token in enumerate(text.tokens):
        if place > first and token.before is not Break.NONE:
            yield text.tokens[first:place]
            first = place
    yield text.tokens[first:]


def _is_term(piece: Sequence[Token]) -> bool:
    return all(token.is_content for token in piece) and not TERM_WORDS < len(piece) < ROW_WORDS


def _says_no(text: Text, sentence: Sentence | None) -> bool:
    return sentence is not None and text.tokens[sentence.first].form in _REFUSALS


def _asks(text: Text, sentence: Sentence) -> bool:
    forms = [token.form for token in text.tokens[sentence.first : sentence.last]]
    opening = next((form for form in forms if form not in _LEAD_INS), "")
    return opening in _ASKING
