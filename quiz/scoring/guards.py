"""What doesn't count, whatever words of the rubric it has: words in no order, echoes, questions, copies."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise, zip_longest

from quiz.scoring.clauses import is_statement
from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import entries_by_opening, word_classes, word_list

FEWEST_FAULTS = 2
FAULT_SHARE = 0.08
"""Pairs of neighbors that no sentence has, from which, for so many words, its words are in no order."""

FEWEST_FAULTS_IN_ALL = 3
FAULT_SHARE_IN_ALL = 0.06
"""The same for a whole text."""

ECHO_SHARE = 0.75
"""Words of a sentence that the question has, too, above which it may be an echo."""

REPEATED_SHARE = 0.6
"""Words of one sentence of the question that an echo repeats at least; words from all over it are a topic."""

FEWEST_ECHOED_WORDS = 2

COPIED_RUN = 4
COPIED_SHARE = 0.8
FEWEST_COPIED_WORDS = 15

FEWEST_WORDS = 4

_CLASSES = word_classes()
_LETTERS = frozenset("bcd")
_ARTICLE, _END = "article", "end"
_IMPOSSIBLE = frozenset(tuple(pair.split()) for pair in word_list("impossible_pairs"))
_ASKING = word_list("question_openers")
_REFUSALS = word_list("refusals")
_QUESTION_LEAD_INS = word_list("question_lead_ins")
_RETELLINGS = entries_by_opening("retellings")


def shuffled(text: Text) -> Iterator[int]:
    """The sentences whose words stand in no order that a sentence has; all, if that is so in all the text."""
    if not _LETTERS.isdisjoint(text.forms):
        return  # where B and C are, A is a name, too
    faults = [_faults(text.words_of(sentence)) for sentence in text.sentences]
    is_shuffled = sum(map(len, faults)) >= max(FEWEST_FAULTS_IN_ALL, FAULT_SHARE_IN_ALL * len(text.tokens))
    for number, sentence in enumerate(text.sentences):
        fewest = max(FEWEST_FAULTS, FAULT_SHARE * (sentence.last - sentence.first))
        if is_shuffled or (len(faults[number]) >= fewest and _ARTICLE in faults[number]):
            yield number


def _faults(words: Sequence[Token]) -> list[str]:
    """The classes of the small words that are followed by what never follows them."""
    classes = [_CLASSES.get(token.form, "") for token in words]
    faults = [
        classes[place]
        for place, pair in enumerate(pairwise(classes))
        if pair in _IMPOSSIBLE and _are_neighbors(words[place], words[place + 1])
    ]
    return [*faults, classes[-1]] if (classes[-1], _END) in _IMPOSSIBLE else faults


def _are_neighbors(token: Token, following: Token) -> bool:
    return following.before is Break.NONE and token.form != following.form and len(following.form) > 1


def echoes(text: Text, question: Text) -> Iterator[int]:
    """The sentences that hardly say anything but the question, and most of one of its sentences."""
    asked, asked_at_once = question.content_keys, question.content_by_sentence
    for number, sentence in enumerate(text.sentences):
        content = [token.key for token in text.words_of(sentence) if token.is_content]
        repeated = sum(key in asked for key in content)
        if len(content) < FEWEST_ECHOED_WORDS or repeated <= ECHO_SHARE * len(content):
            continue
        if any(len(one.intersection(content)) >= REPEATED_SHARE * len(one) for one in asked_at_once):
            yield number


def questions(text: Text) -> Iterator[int]:
    """The sentences that ask rather than say, are answered with no, or tell what was asked."""
    for number, (sentence, following) in enumerate(zip_longest(text.sentences, text.sentences[1:])):
        asks = sentence.is_question and (_asks(text, sentence) or _is_unanswered(text, sentence, following))
        if asks or _retells(text, sentence):
            yield number


def runs(text: Text) -> frozenset[tuple[str, ...]]:
    """All that stands side by side in runs of four words."""
    keys = [token.key for token in text.tokens]
    return frozenset(zip(*(keys[start:] for start in range(COPIED_RUN)), strict=False))


def is_copy(text: Text, model_runs: frozenset[tuple[str, ...]]) -> bool:
    """Whether most runs of words stand in the model answer as well."""
    if len(text.tokens) < FEWEST_COPIED_WORDS:
        return False
    written = runs(text)
    return len(written & model_runs) >= COPIED_SHARE * len(written)


def _is_unanswered(text: Text, sentence: Sentence, following: Sentence | None) -> bool:
    """Whether "cold start?" is followed by no, or by nothing."""
    if following is None:
        return not is_statement(text.words_of(sentence))
    return text.tokens[following.first].form in _REFUSALS


def _asks(text: Text, sentence: Sentence) -> bool:
    return next(iter(_without_lead_in(text, sentence)), "") in _ASKING


def _retells(text: Text, sentence: Sentence) -> bool:
    forms = _without_lead_in(text, sentence)
    return any(forms[: len(words)] == words for words in _RETELLINGS.get(next(iter(forms), ""), ()))


def _without_lead_in(text: Text, sentence: Sentence) -> tuple[str, ...]:
    return tuple(dropwhile(_QUESTION_LEAD_INS.__contains__, text.row[sentence.first : sentence.last]))
