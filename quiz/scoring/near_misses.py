"""What a response came near to: the phrase it says most of, and what that lacks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from operator import itemgetter
from typing import NamedTuple

from quiz.scoring.crediting import Source, accepted, is_guarded
from quiz.scoring.matching import Hit, Part, Together, can_be_found
from quiz.scoring.phrases import Phrase
from quiz.scoring.score import Lack, NearMiss
from quiz.scoring.telling import Said, Telling
from quiz.scoring.text import Token
from quiz.scoring.wording import name_of

NEAR = 0.5
"""Share of the parts of a phrase from which a response is near it."""


def nearest(
    phrases: Sequence[Phrase], source: Source, telling: Telling | None, nearness: float = NEAR
) -> NearMiss | None:
    """The phrase that one sentence of a source says most of, the first of several; None if none is near.

    What it says must tell something; without `telling` all does. `nearness` is the share (0 to 1) of a phrase
    that must be there.
    """
    candidates = list(_candidates(phrases, source, telling, nearness))
    best, most = None, _Rank(0.0, 0, 0)
    for bound, phrase, option, present in sorted(candidates, key=itemgetter(0), reverse=True):
        if bound <= most:
            break
        found = _most_in_one_sentence(present, source, telling)
        rank = _rank(found, _parts(option), bound.place)
        if len(found) >= nearness * len(_parts(option)) and rank > most:
            best, most = (phrase, option, found), rank
    return _near_miss(*best, source) if best else None


class _Rank(NamedTuple):
    """How near it is: the share of the parts, their number, and its place, below 0, the first nearest."""

    share: float
    number: int
    place: int


class _Candidate(NamedTuple):
    """An option of a phrase, its parts whose words are anywhere in the source, and how near it is at most."""

    bound: _Rank
    phrase: Phrase
    option: Part
    present: Sequence[tuple[int, Part]]


def _candidates(
    phrases: Sequence[Phrase], source: Source, telling: Telling | None, nearness: float
) -> Iterator[_Candidate]:
    present = source.reading.everything.present
    words_wanted = telling.words if telling else present
    options = ((phrase, *option) for phrase in phrases for option in phrase.options)
    for place, (phrase, option, words) in enumerate(options):
        if words_wanted.isdisjoint(words):
            continue
        parts = _parts(option)
        found = [part for part in enumerate(parts) if can_be_found(part[1].needs, present)]
        if found and len(found) >= nearness * len(parts):
            yield _Candidate(_rank(found, parts, -place), phrase, option, found)


def _rank(found: Sized, parts: Sized, place: int) -> _Rank:
    return _Rank(len(found) / len(parts), len(found), place)


def _parts(option: Part) -> Sequence[Part]:
    return option.parts if isinstance(option, Together) else (option,)


def _most_in_one_sentence(
    parts: Sequence[tuple[int, Part]], source: Source, telling: Telling | None
) -> dict[int, Hit]:
    """The first hit of each part, by its number, in the sentence that has most of them."""
    sentence_of = source.reading.text.sentence_of
    by_sentence: dict[int, dict[int, Hit]] = {}
    for number, part in parts:
        for hit in part.find(source.reading.everything):
            by_sentence.setdefault(sentence_of[hit.first], {}).setdefault(number, hit)
    tokens = source.reading.text.tokens
    tells = telling.tells if telling else bool
    if not tells(_said([hit for found in by_sentence.values() for hit in found.values()], tokens)):
        return {}
    most_first = sorted(by_sentence.values(), key=len, reverse=True)
    return next((found for found in most_first if tells(_said(found.values(), tokens))), {})


def _said(hits: Iterable[Hit], tokens: Sequence[Token]) -> Said:
    matched = {pair for hit in hits for pair in hit.matched}
    return [(tokens[place], key) for place, key in matched if tokens[place].is_content]


def _near_miss(phrase: Phrase, option: Part, found: Mapping[int, Hit], source: Source) -> NearMiss:
    tokens = source.reading.text.tokens
    spans = sorted({span for hit in found.values() for span in _spans(hit, tokens)})
    lacking = tuple(name_of(part) for number, part in enumerate(_parts(option)) if number not in found)
    lack = Lack.WORDS if lacking else _lack_of_whole(phrase, option, source)
    return NearMiss(source.name, tuple(spans), phrase.text, lack, lacking)


def _spans(hit: Hit, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """From where to where its words stand, those together that have none but small words between them."""
    places = sorted({hit.first, hit.last, *(place for place, _ in hit.matched)})
    first = last = hit.first
    for place in places:
        if len(hit.matched) > 1 and any(token.is_content for token in tokens[last + 1 : place]):
            yield tokens[first].start, tokens[last].end
            first = place
        last = place
    yield tokens[first].start, tokens[last].end


def _lack_of_whole(phrase: Phrase, option: Part, source: Source) -> Lack:
    """Why a phrase doesn't count although each of its parts is in the sentence."""
    hits = option.find(source.reading.everything)
    if not hits:
        return Lack.NEARNESS
    if any(is_guarded(hit, phrase, source.reading) for hit in accepted(option, source.reading)):
        return Lack.PERMISSION
    return Lack.DENIAL if option.may_want_denial else Lack.AFFIRMATION
