"""Which share of a criterion its phrases find in a response."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from quiz.scoring.matching import Hit, Part, can_be_found
from quiz.scoring.negation import denying
from quiz.scoring.negators import Negator
from quiz.scoring.phrases import Phrase
from quiz.scoring.reading import Reading
from quiz.scoring.score import Evidence

GUARD_REACH = 8
"""Words between a hit and what rules it out, at most, in dictated speech."""


class Source(NamedTuple):
    """A part of an answer by its name."""

    name: str
    reading: Reading


@dataclass(frozen=True)
class Credit:
    """The share (0 to 1) that the best phrase found, where, and what its list still lacks.

    `lacking` is how many things are, `left` the numbers of the items that weren't found. `is_cut` says that
    more was found than the share, in a list of terms.
    """

    share: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    phrase: Phrase | None = None
    left: tuple[int, ...] = ()
    is_cut: bool = False

    @property
    def lacking(self) -> int:
        return max(0, self.phrase.count - len(self.evidence)) if self.phrase else 0

    def cut_to(self, share: float) -> "Credit":
        return self if share >= self.share else replace(self, share=share, is_cut=True)


NOTHING = Credit()


def credit(phrases: Sequence[Phrase], sources: Sequence[Source]) -> Credit:
    """The credit of the phrase that finds most, the first of several."""
    best = NOTHING
    first, *others = (source.reading.everything.present for source in sources)
    present = first.union(*others) if others else first
    for phrase in phrases:
        if not can_be_found(phrase.needs, present):
            continue
        found = [_item(item, phrase, sources) for item in phrase.items]
        evidence = tuple(one for one in found if one)
        share = min(1.0, len(evidence) / phrase.count)
        if share > best.share:
            left = tuple(number for number, one in enumerate(found) if one is None)
            best = Credit(share, evidence, phrase, left)
            if share == 1:
                break
    return best


def denial(phrases: Sequence[Phrase], source: Source) -> Evidence | None:
    """Where a source denies what one of the phrases asks for."""
    if not any(source.reading.polarity.denied):
        return None
    for phrase in phrases:
        if not can_be_found(phrase.needs, source.reading.everything.present):
            continue
        denied = [hit for item in phrase.items if (hit := _denied_hit(item, phrase, source.reading))]
        if len(denied) >= phrase.count:
            return _evidence(denied[0], phrase, source)
    return None


def _item(options: Sequence[Part], phrase: Phrase, sources: Sequence[Source]) -> Evidence | None:
    for source in sources:
        for option in options:
            for hit in accepted(option, source.reading):
                if not is_guarded(hit, phrase, source.reading):
                    return _evidence(hit, phrase, source)
    return None


def accepted(option: Part, reading: Reading) -> Iterable[Hit]:
    """The hits whose polarity is the one that the phrase asks for."""
    return _denied(option, reading) if option.may_want_denial else option.find(reading.affirmed)


def _denied(option: Part, reading: Reading) -> Iterator[Hit]:
    for hit in option.find(reading.everything):
        if hit.to_deny:
            negators = denying(reading.text, reading.polarity, hit.to_deny)
            if negators:
                yield _widened(hit, negators)
        elif not any(reading.polarity.denied[place] for place, _ in hit.matched):
            yield hit


def _widened(hit: Hit, negators: Collection[Negator]) -> Hit:
    """The hit with the negators that earned it."""
    places = [place for negator in negators for place in range(negator.first, negator.last)]
    first, last = min(hit.first, *places), max(hit.last, *places)
    return hit._replace(first=first, last=last, matched=(*hit.matched, *((place, "") for place in places)))


def _denied_hit(options: Sequence[Part], phrase: Phrase, reading: Reading) -> Hit | None:
    for option in options:
        if not option.may_want_denial:
            for hit in option.find(reading.everything):
                denied = any(reading.polarity.denied[place] for place, _ in hit.matched)
                if denied and not is_guarded(hit, phrase, reading):
                    return hit
    return None


def is_guarded(hit: Hit, phrase: Phrase, reading: Reading) -> bool:
    """Whether words that rule the phrase out, or tell a contrast, stand beside a hit."""
    guards = (found for guard in phrase.guards for found in _said(guard, reading))
    return any(_is_beside(found, hit, reading) for found in chain(guards, _contrasts(hit, phrase, reading)))


def _said(guard: Part, reading: Reading) -> Iterator[Hit]:
    """Where the words of a guard are; those that ask for a denial, only where they are denied."""
    for hit in guard.find(reading.everything):
        if not hit.to_deny or denying(reading.text, reading.polarity, hit.to_deny):
            yield hit


def _is_beside(guard: Hit, hit: Hit, reading: Reading) -> bool:
    """Whether they share a sentence; a dictated one is long, so there they must be near each other."""
    number = reading.text.sentence_of[hit.first]
    if reading.text.sentence_of[guard.first] != number:
        return False
    is_near = guard.first - hit.last <= GUARD_REACH and hit.first - guard.last <= GUARD_REACH
    return is_near or number not in reading.text.dictated


def _contrasts(hit: Hit, phrase: Phrase, reading: Reading) -> Iterator[Hit]:
    """The words of contrast that are no part of what the phrase found."""
    own = {place for place, _ in hit.matched}
    for contrast in phrase.contrasts:
        for found in contrast.find(reading.everything):
            if own.isdisjoint(range(found.first, found.last + 1)):
                yield found


def _evidence(hit: Hit, phrase: Phrase, source: Source) -> Evidence:
    tokens = source.reading.text.tokens
    return Evidence(source.name, tokens[hit.first].start, tokens[hit.last].end, phrase.text)
