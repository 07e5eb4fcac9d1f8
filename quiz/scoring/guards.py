"""What doesn't count, however many words of the rubric it has: lists of terms, echoes, questions, copies."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise, zip_longest

from quiz.scoring.clauses import FORMS_OF_BE, is_statement
from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import is_content, word_list

TERM_WORDS = 4
"""Words that a term has at most; without any function word between them, ROW_WORDS are a row of terms."""

ROW_WORDS = 6

LONG_ROW = 9
"""Words without any function word between them that end a stretch, from which they are a row of terms."""

CHAINED_TERMS = 4
"""Stretches joined by "and" from which they are taken one by one: "the handler and the zip and also ..."."""

LISTING_SHARE = 0.6
"""Words of a sentence in terms from which it lists rather than says something."""

FEWEST_STUFFED_WORDS = 7
"""Below this a list of terms is a short answer."""

FEWEST_WRAPPED_TERMS = 5
"""Terms that prose only wraps, from which an answer lists them."""

FEWEST_FAULTS = 2
FAULT_SHARE = 0.08
"""Pairs of neighbors that no sentence has, from which, for so many words, its words are in no order."""

ECHO_SHARE = 0.75
FEWEST_ECHOED_WORDS = 2

COPIED_RUN = 4
COPIED_SHARE = 0.8
FEWEST_COPIED_WORDS = 15

FEWEST_WORDS = 4

_JOINTS = frozenset(("and", "or", "plus", "also"))
_ARTICLES = word_list("articles")
_LEAD_INS = word_list("lead_ins")
_POSSESSORS = word_list("possessors")
_EXISTENTIAL_VERBS = word_list("existential_verbs")
_PREDICATE_OPENINGS = FORMS_OF_BE | {"very", "really", "so", "also"}
_EMPTY_PREDICATES = word_list("empty_predicates")
_NEVER_AFTER_ARTICLE = word_list("never_after_article")
_STRICT_PREPOSITIONS = word_list("strict_prepositions")
_NEVER_AFTER_PREPOSITION = word_list("never_after_preposition")
_ASKING = word_list("question_openers")
_REFUSALS = word_list("refusals")
_QUESTION_LEAD_INS = word_list("question_lead_ins")
_RETELLINGS = tuple(tuple(entry.split()) for entry in sorted(word_list("retellings")))


def listings(text: Text, fewest_words: int = FEWEST_STUFFED_WORDS) -> frozenset[int]:
    """The sentences that list terms and say nothing about them, if those are many."""
    listing: set[int] = set()
    listed_words = 0
    wrapped = _wrapped_listings(text)
    for number, sentence in enumerate(text.sentences):
        words = text.words_of(sentence)
        pieces = list(_pieces(words))
        terms = sum(len(piece) for piece in pieces if _is_term(piece))
        size = sum(map(len, pieces))
        is_fragment = size <= TERM_WORDS and not is_statement(words)
        if number in wrapped or is_fragment or terms >= LISTING_SHARE * size:
            listing.add(number)
            listed_words += len(words) if number in wrapped else terms
    return frozenset(listing) if listed_words >= fewest_words else frozenset()


def _wrapped_listings(text: Text) -> frozenset[int]:
    """The sentences of terms that prose only wraps: "there is the X, the Y", "we have X", "X is good"."""
    counts = {
        number: _wrapped_terms(text.words_of(sentence)) for number, sentence in enumerate(text.sentences)
    }
    found = {number: count for number, count in counts.items() if count}
    return frozenset(found) if sum(found.values()) >= FEWEST_WRAPPED_TERMS else frozenset()


def _wrapped_terms(words: Sequence[Token]) -> int:
    """How many terms a sentence has if it has nothing but terms, most in a wrapping of prose; else 0."""
    pieces = [link for stretch in _stretches(words) for link in _split(stretch, _JOINTS)]
    unwrapped = [_unwrapped([token.form for token in piece]) for piece in pieces]
    wrapped = sum(len(bare) < len(piece) for bare, piece in zip(unwrapped, pieces, strict=True))
    are_terms = all(0 < len(bare) <= TERM_WORDS and all(map(is_content, bare)) for bare in unwrapped)
    return len(pieces) if are_terms and 2 * wrapped > len(pieces) else 0


def _unwrapped(forms: Sequence[str]) -> Sequence[str]:
    """A piece without what only says that its term is there, is used, or is important."""
    rest = list(dropwhile(_LEAD_INS.__contains__, forms))
    if len(rest) > 1 and rest[0] in _POSSESSORS and rest[1] in _EXISTENTIAL_VERBS:
        rest = rest[2:]
    if rest and rest[-1] in _EMPTY_PREDICATES:
        said = list(dropwhile(_PREDICATE_OPENINGS.__contains__, reversed(rest[:-1])))[::-1]
        rest = said if len(said) < len(rest) - 1 else rest
    return list(dropwhile(_ARTICLES.__contains__, rest))


def shuffled(text: Text) -> Iterator[int]:
    """The sentences whose words stand in no order that a sentence has."""
    for number, sentence in enumerate(text.sentences):
        words = text.words_of(sentence)
        faults = sum(_cannot_follow(*pair) for pair in pairwise(words)) + (words[-1].form in _ARTICLES)
        if faults >= max(FEWEST_FAULTS, FAULT_SHARE * len(words)):
            yield number


def _cannot_follow(token: Token, following: Token) -> bool:
    if following.before is not Break.NONE or token.form == following.form:
        return False
    return (token.form in _ARTICLES and following.form in _NEVER_AFTER_ARTICLE) or (
        token.form in _STRICT_PREPOSITIONS and following.form in _NEVER_AFTER_PREPOSITION
    )


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
    """The sentences that ask rather than say, are answered with no, or tell what was asked."""
    for number, (sentence, following) in enumerate(zip_longest(text.sentences, text.sentences[1:])):
        asks = sentence.is_question and (_asks(text, sentence) or _says_no(text, following))
        if asks or _retells(text, sentence):
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
    for stretch in _stretches(words):
        yield from _links(stretch)


def _stretches(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What stands between punctuation marks, a long row of terms apart from what stands before it."""
    first = row = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or words[place].before is not Break.NONE:
            if first < row and place - row >= LONG_ROW:
                yield words[first:row]
                first = row
            yield words[first:place]
            first = row = place
        elif not words[place].is_content:
            row = place + 1


def _links(stretch: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What "and" joins, without articles, where it joins many or opens a stretch; else the stretch."""
    joints = [place for place, token in enumerate(stretch) if token.form in _JOINTS]
    if not joints or (joints[0] > 0 and len(joints) + 1 < CHAINED_TERMS):
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
    return all(token.is_content for token in piece) and not TERM_WORDS < len(piece) < ROW_WORDS


def _says_no(text: Text, sentence: Sentence | None) -> bool:
    return sentence is not None and text.tokens[sentence.first].form in _REFUSALS


def _asks(text: Text, sentence: Sentence) -> bool:
    return next(iter(_without_lead_in(text, sentence)), "") in _ASKING


def _retells(text: Text, sentence: Sentence) -> bool:
    forms = _without_lead_in(text, sentence)
    return any(forms[: len(retelling)] == list(retelling) for retelling in _RETELLINGS)


def _without_lead_in(text: Text, sentence: Sentence) -> list[str]:
    forms = (token.form for token in text.words_of(sentence))
    return list(dropwhile(_QUESTION_LEAD_INS.__contains__, forms))
