"""What a sentence denies: negators, and which words each of them reaches.

A negator reaches forward to the end of its clause, through a list ("not X, Y or Z") and no further. It
reaches back to its subject only where the subject is what is denied ("Java is not supported"). In long
stretches without punctuation, as dictation gives them, it reaches a few words forward only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import FUNCTION_WORDS, is_content, word_list

SPOKEN_SENTENCE = 30
"""Words without any punctuation from which a sentence is taken for dictated."""

SHORT_REACH = 6
"""Words that a negator reaches in a dictated sentence, or in a relative clause, whose end can't be seen."""

LIST_ITEM = 4
"""Words that an item of a list has at most."""

MOST_ITEMS = 12
LONGEST_SUBJECT = 16

_CONTRACTED = frozenset(word for word in FUNCTION_WORDS if word.endswith("n't"))
_NEGATORS = word_list("negators") | _CONTRACTED
_NEGATOR_PAIRS = word_list("negator_pairs")
_WEAK_NEGATORS = word_list("weak_negators")
_DENYING_PARTICIPLES = word_list("denying_participles")
_HARMLESS = word_list("harmless")
_CLAUSE_OPENERS = word_list("clause_openers")
_SUBJECTS = word_list("subjects")
_OBJECT_GOVERNORS = word_list("object_governors")
_BE = word_list("forms_of_be")
_VERBS = _BE | word_list("auxiliaries")
_DENIED_PREDICATES = word_list("denied_predicates")
_OPENERS = _NEGATORS | _WEAK_NEGATORS | _DENYING_PARTICIPLES | {pair.split()[0] for pair in _NEGATOR_PAIRS}
_UNIVERSALS = word_list("universals")
_RELATIVES = frozenset(("that", "which", "who"))
_LAST_ITEM_OPENERS = frozenset(("or", "nor"))


class Negator(NamedTuple):
    """A negator at the tokens `first` to `last` (half-open); a weak one is a verb such as "eliminates"."""

    first: int
    last: int
    is_weak: bool


@dataclass(frozen=True)
class Polarity:
    """For each token whether it is denied, and whether it is denied or done away with."""

    denied: Sequence[bool]
    absent: Sequence[bool]


def is_negative(forms: Sequence[str]) -> bool:
    """Whether the words of a phrase contain a negator."""
    return any(_length_at(forms, place) for place in range(len(forms)))


def without_negators(forms: Sequence[str]) -> list[int]:
    """The places of the words that are no part of a negator."""
    places, place = [], 0
    while place < len(forms):
        length = _length_at(forms, place)
        if not length:
            places.append(place)
        place += length or 1
    return places


def polarity(text: Text) -> Polarity:
    """Find what each sentence of a text denies."""
    forms = [token.form for token in text.tokens]
    denied, absent = [False] * len(forms), [False] * len(forms)
    for sentence in text.sentences:
        negators = _negators(forms, sentence)
        if negators:
            _deny(text.tokens, forms, sentence, negators, denied, absent)
    return Polarity(denied, absent)


def _length_at(forms: Sequence[str], place: int) -> int:
    """How many words the negator has that begins here; 0 if none does."""
    form = forms[place]
    if form not in _OPENERS:
        return 0
    pair = " ".join(forms[place : place + 2])
    if pair in _NEGATOR_PAIRS:
        return 2
    if form in _DENYING_PARTICIPLES:
        return int(place > 0 and forms[place - 1] == "be")
    if form not in _NEGATORS:
        return 0
    return 0 if pair in _HARMLESS or " ".join(forms[place : place + 3]) in _HARMLESS else 1


def _negators(forms: Sequence[str], sentence: Sentence) -> list[Negator]:
    found: list[Negator] = []
    for place in range(sentence.first, sentence.last):
        if forms[place] in _OPENERS:
            length = _length_at(forms, place)
            if length:
                found.append(Negator(place, place + length, is_weak=False))
            elif forms[place] in _WEAK_NEGATORS:
                found.append(Negator(place, place + 1, is_weak=True))
    return found


def _deny(
    tokens: Sequence[Token],
    forms: Sequence[str],
    sentence: Sentence,
    negators: list[Negator],
    denied: list[bool],
    absent: list[bool],
) -> None:
    dictated = _is_dictated(tokens, sentence)
    is_reached = False
    limits = (*(negator.first for negator in negators[1:]), sentence.last)
    for negator, limit in zip(negators, limits, strict=True):
        end = _reach(tokens, sentence, negator, limit, dictated)
        cancelled = is_reached and forms[negator.first] == "without"
        is_reached = end == limit and not negator.is_weak
        start = negator.first
        if not negator.is_weak and not dictated and _denies_subject(forms, negator, sentence, end):
            start = _subject_start(tokens, sentence, negator)
        for place in range(start, end):
            denied[place] = denied[place] or not (negator.is_weak or cancelled)
            absent[place] = absent[place] or not cancelled
        for place in range(negator.first, negator.last):
            denied[place] = False


def _is_dictated(tokens: Sequence[Token], sentence: Sentence) -> bool:
    breaks = sum(tokens[place].before is not Break.NONE for place in range(sentence.first + 1, sentence.last))
    return sentence.last - sentence.first > SPOKEN_SENTENCE * (breaks + 1)


def _reach(tokens: Sequence[Token], sentence: Sentence, negator: Negator, limit: int, dictated: bool) -> int:
    """Where the words that a negator reaches end, at the limit at the latest."""
    in_relative_clause = tokens[max(negator.first - 1, 0)].form in _RELATIVES
    end = min(limit, negator.last + SHORT_REACH) if dictated or in_relative_clause else limit
    for place in range(negator.last, end):
        token = tokens[place]
        if token.before is Break.CLAUSE:
            return place
        if token.before is Break.COMMA and not _list_goes_on(tokens, sentence, place):
            return place
        if place > negator.last and _opens_clause(tokens, sentence, place):
            return place
        if token.form == "and" and not _is_last_item(tokens, sentence, place):
            return place
    return end


def _opens_clause(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether a new statement begins at this word, with a conjunction or a subject of its own."""
    form, previous = tokens[place].form, tokens[place - 1].form
    if form in _CLAUSE_OPENERS:
        return True
    governs = previous in _OBJECT_GOVERNORS or (previous.endswith("ing") and not previous.endswith("thing"))
    if form not in ("it", "you") or governs:
        return False
    following = tokens[place + 1].form if place + 1 < sentence.last else ""
    return (
        (form == "you" and bool(following)) or following.endswith("s") or following in ("can", "will", "just")
    )


def _segment(tokens: Sequence[Token], sentence: Sentence, place: int) -> list[str]:
    """The forms from here to the next punctuation, or one more than an item of a list has."""
    forms = [tokens[place].form]
    for token in tokens[place + 1 : min(sentence.last, place + LIST_ITEM + 1)]:
        if token.before is not Break.NONE:
            break
        forms.append(token.form)
    return forms


def _list_goes_on(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether short items follow up to one with "or" or "nor"."""
    for _ in range(MOST_ITEMS):
        if place >= sentence.last or tokens[place].before is not Break.COMMA:
            return False
        forms = _segment(tokens, sentence, place)
        if forms[0] in _CLAUSE_OPENERS or forms[0] in _SUBJECTS:
            return False
        if not _LAST_ITEM_OPENERS.isdisjoint(forms):
            return True
        if len(forms) > LIST_ITEM:
            return False
        place += len(forms)
    return False


def _is_last_item(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether "and" is followed by one thing only, as in "Java and Go"."""
    after = _segment(tokens, sentence, place)[1:]
    if len(after) >= LIST_ITEM or not _SUBJECTS.isdisjoint(after) or not _VERBS.isdisjoint(after):
        return False
    return sum(map(is_content, after)) <= 1


def _denies_subject(forms: Sequence[str], negator: Negator, sentence: Sentence, end: int) -> bool:
    """Whether the subject itself is denied ("is not supported", "can't do anything")."""
    form = forms[negator.first]
    if form in _DENYING_PARTICIPLES:
        return True
    if not (form in ("not", "never", "cannot") or form.endswith("n't")):
        return False
    after = forms[negator.last : min(negator.last + 3, sentence.last)]
    if not _UNIVERSALS.isdisjoint(forms[negator.last : end]):
        return True
    passive = form in _BE or forms[max(negator.first - 1, 0)] in _BE or (after and after[0] in _BE)
    if passive:
        return any(word in _DENIED_PREDICATES or word.endswith("ed") for word in after)
    return bool(after) and after[0] in _DENIED_PREDICATES


def _subject_start(tokens: Sequence[Token], sentence: Sentence, negator: Negator) -> int:
    """Where the subject before a negator begins; a list of short items is one subject."""
    place = negator.first
    listed = False
    while place > max(sentence.first, negator.first - LONGEST_SUBJECT):
        token = tokens[place]
        if token.before is Break.CLAUSE or (token.before is Break.COMMA and not listed):
            return place
        if token.form in _CLAUSE_OPENERS or (token.form in _SUBJECTS and tokens[place - 1].form == "and"):
            return place
        listed = listed or token.form in ("and", "or", "nor")
        place -= 1
    return place
