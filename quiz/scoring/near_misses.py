"""What a response came near to: the phrase it says most of, and what that lacks."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Sized
from itertools import chain

from quiz.scoring.crediting import Source, accepted, is_guarded
from quiz.scoring.matching import Hit, Part, Together, can_be_found
from quiz.scoring.phrases import Phrase
from quiz.scoring.score import Lack, NearMiss
from quiz.scoring.text import Token
from quiz.scoring.wording import name_of

NEAR = 0.5
"""Share of the parts of a phrase from which a response is near it."""

Said = Collection[tuple[Token, str]]
"""Words of a response that say something, each with the key that it was found by."""


def nearest(
    phrases: Sequence[Phrase], source: Source, tells: Callable[[Said], bool], nearness: float = NEAR
) -> NearMiss | None:
    """The phrase that one sentence of a source says most of, the first of several; None if none is near.

    Those that it says must be such as `tells` finds telling; `nearness` is the share (0 to 1) of a phrase
    that must be there.
    """
    best, most = None, (0.0, 0)
    for phrase in phrases:
        for option in chain.from_iterable(phrase.items):
            parts = option.parts if isinstance(option, Together) else (option,)
            present = _present(parts, source)
            if len(present) < nearness * len(parts) or _rank(present, parts) <= most:
                continue
            found = _most_in_one_sentence(present, source, tells)
            if len(found) >= nearness * len(parts) and _rank(found, parts) > most:
                best, most = _near_miss(phrase, option, parts, found, source), _rank(found, parts)
    return best


def _rank(found: Sized, parts: Sized) -> tuple[float, int]:
    """How near it is: the share of the parts, then their number."""
    return len(found) / len(parts), len(found)


def _present(parts: Sequence[Part], source: Source) -> dict[int, Part]:
    """The parts, by number, whose words are anywhere in the source."""
    present = source.reading.everything.present
    return {number: part for number, part in enumerate(parts) if can_be_found(part.needs, present)}


def _most_in_one_sentence(
    parts: Mapping[int, Part], source: Source, tells: Callable[[Said], bool]
) -> dict[int, Hit]:
    """The first hit of each part, by its number, in the sentence that has most of them."""
    sentence_of = source.reading.text.sentence_of
    by_sentence: dict[int, dict[int, Hit]] = {}
    for number, part in parts.items():
        for hit in part.find(source.reading.everything):
            by_sentence.setdefault(sentence_of[hit.first], {}).setdefault(number, hit)
    tokens = source.reading.text.tokens
    most_first = sorted(by_sentence.values(), key=len, reverse=True)
    return next((found for found in most_first if tells(_said(found, tokens))), {})


def _said(found: Mapping[int, Hit], tokens: Sequence[Token]) -> Said:
    matched = {pair for hit in found.values() for pair in hit.matched}
    return [(tokens[place], key) for place, key in matched if tokens[place].is_content]


def _near_miss(
    phrase: Phrase, option: Part, parts: Sequence[Part], found: dict[int, Hit], source: Source
) -> NearMiss:
    tokens = source.reading.text.tokens
    spans = sorted({span for hit in found.values() for span in _spans(hit, tokens)})
    lacking = tuple(name_of(part) for number, part in enumerate(parts) if number not in found)
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
