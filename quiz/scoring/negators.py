"""The words that deny: negators, where a sentence has them, and those that only sound like one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quiz.scoring.clauses import FORMS_OF_BE
from quiz.scoring.text import Sentence
from quiz.scoring.words import FUNCTION_WORDS, word_list

LONGEST_HARMLESS = 3
"""Words of an opening that only sounds like a negator."""

FARTHEST_FROM = 6
"""Words up to "from" in "keeps the database from being flooded"."""

_CONTRACTED = frozenset(word for word in FUNCTION_WORDS if word.endswith("n't"))
_NEGATORS = word_list("negators") | _CONTRACTED
_PAIRS = word_list("negator_pairs")
_WEAK = word_list("weak_negators")
_PROTECTORS = word_list("protectors")
_KEEPERS = word_list("keepers") | _PROTECTORS
_VANISHED = word_list("vanished")
_COPULAS = FORMS_OF_BE | word_list("becoming")
_TAKERS = word_list("takers")
_BURDENED = word_list("burdened")
_PARTICIPLES = word_list("denying_participles")
_PREDICATES = word_list("denying_predicates")
_HARMLESS = word_list("harmless")
_DENIERS = word_list("deniers")
_DENYING_VERBS = word_list("denying_verbs")
_UNDOABLE = _DENIERS | word_list("undoable")
_BETWEEN_DENIALS = word_list("between_denials") | FORMS_OF_BE
_CLAUSE_SUBJECTS = frozenset(("that", "this", "it", "they", "he", "she", "we", "you"))
_AVOIDING = "avoid"
_FIRST_OF_PAIRS = frozenset(pair.split()[0] for pair in _PAIRS)

OPENERS = (
    _NEGATORS
    | _WEAK
    | _KEEPERS
    | _TAKERS
    | _VANISHED
    | _PARTICIPLES
    | _PREDICATES
    | _FIRST_OF_PAIRS
    | {_AVOIDING}
)
"""What every negator begins with."""


class Negator(NamedTuple):
    """A negator at the tokens `first` to `last` (half-open); a weak one is a verb such as "eliminates"."""

    first: int
    last: int
    is_weak: bool


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


def negators(forms: Sequence[str], sentence: Sentence) -> list[Negator]:
    """The negators of a sentence, but for those that undo each other ("can't be anything but")."""
    found = [one for one in _negators(forms, sentence) if one.is_weak or not _is_doubt_denied(forms, one)]
    undone = {
        place
        for place, (one, other) in enumerate(pairwise(found))
        if not one.is_weak and _is_undone_by(forms, one, other)
    }
    return [negator for place, negator in enumerate(found) if not undone & {place, place - 1}]


def is_denier(form: str) -> bool:
    """Whether a word denies what follows in a clause of its own ("a myth that", "I doubt")."""
    return form in _DENIERS


def is_strongly_negative(form: str) -> bool:
    """Whether a verb or a sentence is denied by this word ("not", "isn't")."""
    return form in ("not", "never", "cannot") or form.endswith("n't")


def is_vanishing(forms: Sequence[str], place: int) -> bool:
    """Whether this word does away with its subject: "is gone", "becomes unnecessary"."""
    return place > 0 and forms[place] in _VANISHED and forms[place - 1] in _COPULAS


def denies_subject(form: str) -> bool:
    """Whether a negator does so by itself ("should be avoided", "is useless")."""
    return form in _PARTICIPLES or form in _PREDICATES


def _negators(forms: Sequence[str], sentence: Sentence) -> Iterator[Negator]:
    end = sentence.first
    for place in range(sentence.first, sentence.last):
        if forms[place] not in OPENERS or place < end:
            continue
        length = _length_at(forms, place) or _is_prohibition(forms, sentence, place)
        harmless = 0 if length else _harmless_at(forms, place)
        weak = 0 if length or harmless else _weak_length(forms, sentence, place)
        end = place + (length or harmless)
        if length or weak:
            yield Negator(place, place + (length or weak), is_weak=weak > 0)


def _length_at(forms: Sequence[str], place: int) -> int:
    """How many words the negator has that begins here; 0 if none does."""
    form = forms[place]
    if form not in OPENERS:
        return 0
    pair = " ".join(forms[place : place + 2])
    if pair in _PAIRS:
        return 2
    previous = forms[place - 1] if place else ""
    if form in _PARTICIPLES:
        return int(previous == "be")
    if form in _PREDICATES and previous in FORMS_OF_BE and previous not in _CONTRACTED:
        return 1
    return int(form in _NEGATORS and not _harmless_at(forms, place))


def _harmless_at(forms: Sequence[str], place: int) -> int:
    """How many words the opening has that only sounds like a negator; 0 if none begins here."""
    for length in range(LONGEST_HARMLESS, 1, -1):
        if " ".join(forms[place : place + length]) in _HARMLESS:
            return length
    return 0


def _weak_length(forms: Sequence[str], sentence: Sentence, place: int) -> int:
    """How many words a weak negator has: up to "from" in "keeps the database from being flooded"."""
    form = forms[place]
    following = forms[place + 1 : min(place + FARTHEST_FROM, sentence.last)]
    if form in _KEEPERS and "from" in following[:-1]:
        length = following.index("from") + 1
        if form in _PROTECTORS or following[length].endswith("ing"):
            return length + 1
    if form in _TAKERS:
        return int("off" in following and not _BURDENED.isdisjoint(following[following.index("off") :]))
    return int(form in _WEAK or is_vanishing(forms, place))


def _is_prohibition(forms: Sequence[str], sentence: Sentence, place: int) -> bool:
    """Whether a sentence begins with "avoid logging" or the like; "avoid cold starts" says they are there."""
    following = forms[place + 1] if place + 1 < sentence.last else ""
    return place == sentence.first and forms[place] == _AVOIDING and following.endswith("ing")


def _is_undone_by(forms: Sequence[str], one: Negator, other: Negator) -> bool:
    """Whether "isn't" and "a myth" stand beside each other."""
    if other.is_weak or not _BETWEEN_DENIALS.issuperset(forms[one.last : other.first]):
        return False
    return not _UNDOABLE.isdisjoint(forms[other.first : other.last])


def _is_doubt_denied(forms: Sequence[str], negator: Negator) -> bool:
    """Whether "nobody" is followed by "denies it", or "no" by "denying that"."""
    if negator.last + 1 >= len(forms) or forms[negator.last] not in _DENYING_VERBS:
        return False
    verb, clause = forms[negator.last : negator.last + 2]
    return clause in _CLAUSE_SUBJECTS and f"{verb} {clause}" not in _PAIRS
