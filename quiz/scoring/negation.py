"""What a sentence denies: negators, and which words each of them reaches.

A negator reaches forward to the end of its clause, through a list ("not X, Y or Z") and no further. It
reaches back to its subject only where the subject is what is denied ("Java is not supported"). In long
stretches without punctuation, as dictation gives them, it reaches a few words forward only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.scoring.clauses import (
    FORMS_OF_BE,
    begins_statement,
    ends_relative,
    is_last_item,
    is_relative,
    leads_aside,
    list_goes_on,
    opens_clause,
    resumes,
    subject_start,
)
from quiz.scoring.rejections import rejections
from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import FUNCTION_WORDS, word_list

SHORT_REACH = 6
"""Words that a negator reaches in a dictated sentence, or in a relative clause, whose end can't be seen."""

LONGEST_COMPOUND = 4
"""Words of "permission errors" and the like, the trouble included."""

_CONTRACTED = frozenset(word for word in FUNCTION_WORDS if word.endswith("n't"))
_NEGATORS = word_list("negators") | _CONTRACTED
_NEGATOR_PAIRS = word_list("negator_pairs")
_WEAK_NEGATORS = word_list("weak_negators")
_DENYING_PARTICIPLES = word_list("denying_participles")
_DENYING_PREDICATES = word_list("denying_predicates")
_HARMLESS = word_list("harmless")
_DENIED_PREDICATES = word_list("denied_predicates")
_LOSSES = word_list("losses")
_TROUBLES = word_list("troubles")
_AVOIDING = "avoid"
_OPENERS = (
    _NEGATORS
    | _WEAK_NEGATORS
    | _DENYING_PARTICIPLES
    | _DENYING_PREDICATES
    | {pair.split()[0] for pair in _NEGATOR_PAIRS}
    | {_AVOIDING}
)
_UNIVERSALS = word_list("universals")
_LEAVING = word_list("leaving_participles")
_EMBEDDERS = word_list("embedders")
_PREFIX = "non"
"""Denies the one word that it stands before: "non-blocking"."""

_OF_NOUNS = frozenset(("no", "without", "zero"))


class Negator(NamedTuple):
    """A negator at the tokens `first` to `last` (half-open); a weak one is a verb such as "eliminates"."""

    first: int
    last: int
    is_weak: bool


@dataclass(frozen=True)
class Polarity:
    """For each token whether it is denied, and the negator that denies it or does away with it, if any."""

    denied: list[bool]
    negators: list[Negator | None]


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
    found = Polarity([False] * len(forms), [None] * len(forms))
    if not text.forms.isdisjoint(_OPENERS):
        for number, sentence in enumerate(text.sentences):
            if negators := _negators(forms, sentence):
                _deny(text, number, forms, negators, found)
    for place, negator in _rejected(text).items():
        found.negators[place] = None if found.denied[place] else negator
        found.denied[place] = not found.denied[place]
    return found


def _rejected(text: Text) -> dict[int, Negator]:
    """The words that are taken back, and by what; taken back twice is no other than once."""
    found: dict[int, Negator] = {}
    ends: dict[int, int] = {}
    for rejection in rejections(text):
        negator = Negator(rejection.by, rejection.end, is_weak=False)
        start = max(rejection.first, ends.get(rejection.first, 0))
        found |= dict.fromkeys(range(start, rejection.last), negator)
        ends[rejection.first] = max(start, rejection.last)
    return found


def denying(text: Text, found: Polarity, places: Collection[int]) -> list[Negator]:
    """The negators that deny these words, as far as they do; none if a further statement affirms some."""
    reached = [place for place in places if found.negators[place]]
    if not reached:
        return []
    last = max(reached)
    beyond = max(places)
    sentence = text.sentences[text.sentence_of[last]]
    if any(begins_statement(text.tokens, sentence, place) for place in range(last + 1, beyond + 1)):
        return []
    return [negator for place in reached if (negator := found.negators[place])]


def _length_at(forms: Sequence[str], place: int) -> int:
    """How many words the negator has that begins here; 0 if none does."""
    form = forms[place]
    if form not in _OPENERS:
        return 0
    pair = " ".join(forms[place : place + 2])
    if pair in _NEGATOR_PAIRS:
        return 2
    previous = forms[place - 1] if place else ""
    if form in _DENYING_PARTICIPLES:
        return int(previous == "be")
    if form in _DENYING_PREDICATES and previous in FORMS_OF_BE:
        return 1
    if form not in _NEGATORS:
        return 0
    return 0 if pair in _HARMLESS or " ".join(forms[place : place + 3]) in _HARMLESS else 1


def _negators(forms: Sequence[str], sentence: Sentence) -> list[Negator]:
    found: list[Negator] = []
    for place in range(sentence.first, sentence.last):
        if forms[place] in _OPENERS:
            length = _length_at(forms, place) or _is_prohibition(forms, sentence, place)
            if length:
                found.append(Negator(place, place + length, is_weak=False))
            elif forms[place] in _WEAK_NEGATORS:
                found.append(Negator(place, place + 1, is_weak=True))
    return found


def _is_prohibition(forms: Sequence[str], sentence: Sentence, place: int) -> bool:
    """Whether a sentence begins with "avoid logging" or the like; "avoid cold starts" says they are there."""
    following = forms[place + 1] if place + 1 < sentence.last else ""
    return place == sentence.first and forms[place] == _AVOIDING and following.endswith("ing")


def _deny(
    text: Text, number: int, forms: Sequence[str], negators: Sequence[Negator], found: Polarity
) -> None:
    """Note what the negators of a sentence deny."""
    tokens, sentence, dictated = text.tokens, text.sentences[number], number in text.dictated
    undone = _denied_weak(tokens, sentence, negators, dictated)
    negators = [negator for negator in negators if negator not in undone]
    is_reached = embeds = False
    limits = (*(negator.first for negator in negators[1:]), sentence.last)
    for negator, limit in zip(negators, limits, strict=True):
        end = _reach(tokens, sentence, negator, limit, dictated)
        cancelled = is_reached and (forms[negator.first] == "without" or embeds)
        is_reached = end == limit and not negator.is_weak
        embeds = not _EMBEDDERS.isdisjoint(forms[negator.last : min(negator.last + 3, end)])
        start = negator.first
        if not negator.is_weak and not dictated and _denies_subject(forms, negator, sentence, end):
            start = subject_start(tokens, sentence, negator.first)
        trouble = _trouble(tokens, negator, end)
        loss = _loss(forms, negator, end)
        for place in range(start, end):
            if cancelled or negator.last <= place < trouble:
                continue
            found.denied[place] = found.denied[place] or not negator.is_weak
            if loss is None or place == loss:
                found.negators[place] = found.negators[place] or negator
        for place in range(negator.first, negator.last):
            found.denied[place] = False
    for negator in undone:
        for place in range(negator.last, _reach(tokens, sentence, negator, sentence.last, dictated)):
            found.denied[place], found.negators[place] = False, None


def _denied_weak(
    tokens: Sequence[Token], sentence: Sentence, negators: Sequence[Negator], dictated: bool
) -> list[Negator]:
    """The weak negators that another denies: "doesn't eliminate servers" does away with nothing."""
    strong = [negator for negator in negators if not negator.is_weak]
    limits = (*(negator.first for negator in strong[1:]), sentence.last)
    reached = [
        range(negator.last, _reach(tokens, sentence, negator, limit, dictated))
        for negator, limit in zip(strong, limits, strict=False)
    ]
    return [
        negator
        for negator in negators
        if negator.is_weak and any(negator.first in places for places in reached)
    ]


def _reach(tokens: Sequence[Token], sentence: Sentence, negator: Negator, limit: int, dictated: bool) -> int:
    """Where the words that a negator reaches end, at the limit at the latest."""
    if tokens[negator.first].form == _PREFIX:
        return min(limit, negator.last + 1)
    in_relative_clause = is_relative(tokens, sentence, negator.first)
    is_aside = leads_aside(tokens, sentence, negator.first)
    end = min(limit, negator.last + SHORT_REACH) if dictated or in_relative_clause else limit
    for place in range(negator.last, end):
        token = tokens[place]
        if token.before is Break.CLAUSE:
            return place
        if token.before is Break.COMMA and not list_goes_on(tokens, sentence, place):
            return place
        if place > negator.last and opens_clause(tokens, sentence, place):
            return place
        if is_aside and place > negator.last and resumes(tokens, sentence, place):
            return place
        if in_relative_clause and place > negator.last and ends_relative(token.form):
            return place
        if token.form == "and" and not is_last_item(tokens, sentence, place):
            return place
    return end


def _trouble(tokens: Sequence[Token], negator: Negator, end: int) -> int:
    """Where the trouble stands that "no" denies in "no permission errors", or where the negator ends."""
    if tokens[negator.first].form not in _OF_NOUNS:
        return negator.last
    for place in range(negator.last, min(negator.last + LONGEST_COMPOUND, end)):
        if tokens[place].before is not Break.NONE or not (tokens[place].is_content or place == negator.last):
            break
        if tokens[place].form in _TROUBLES:
            return place
    return negator.last


def _loss(forms: Sequence[str], negator: Negator, end: int) -> int | None:
    """The place of a word such as "lost" right after a negator: what isn't lost is there."""
    if negator.is_weak:
        return None
    places = range(negator.last, min(negator.last + 2, end))
    return next((place for place in places if forms[place] in _LOSSES), None)


def _denies_existence(form: str) -> bool:
    """Whether "isn't supported" leaves nothing of the subject; "isn't relied on" does."""
    return form.endswith("ed") and form not in _LEAVING


def _denies_subject(forms: Sequence[str], negator: Negator, sentence: Sentence, end: int) -> bool:
    """Whether the subject itself is denied ("is not supported", "can't do anything")."""
    form = forms[negator.first]
    if form in _DENYING_PARTICIPLES or form in _DENYING_PREDICATES:
        return True
    if not (form in ("not", "never", "cannot") or form.endswith("n't")):
        return False
    after = forms[negator.last : min(negator.last + 3, sentence.last)]
    if not _UNIVERSALS.isdisjoint(forms[negator.last : end]):
        return True
    passive = (
        form in FORMS_OF_BE
        or forms[max(negator.first - 1, 0)] in FORMS_OF_BE
        or (after and after[0] in FORMS_OF_BE)
    )
    if passive:
        return any(word in _DENIED_PREDICATES or _denies_existence(word) for word in after)
    return bool(after) and after[0] in _DENIED_PREDICATES
