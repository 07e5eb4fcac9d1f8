"""What a response came near to: the phrase it says most of, and what that lacks."""

from collections.abc import Collection, Sequence

from quiz.scoring.crediting import Source, accepted, is_guarded
from quiz.scoring.matching import Hit, Part, Together
from quiz.scoring.phrases import Phrase
from quiz.scoring.score import Lack, NearMiss
from quiz.scoring.wording import name_of

NEAR = 0.5
"""Share of the parts of a phrase from which a response is near it."""


def nearest(phrases: Sequence[Phrase], source: Source, known: Collection[str] = ()) -> NearMiss | None:
    """The phrase that one sentence of a source says most of, the first of several; None if none is near.

    Words whose keys are `known`, such as those of the question, bring nobody nearer.
    """
    best, most = None, (0.0, 0)
    for phrase in phrases:
        for options in phrase.items:
            for option in options:
                parts = option.parts if isinstance(option, Together) else (option,)
                found = _most_in_one_sentence(parts, source, known)
                rank = (len(found) / len(parts), len(found))
                if rank[0] >= NEAR and rank > most:
                    best, most = _near_miss(phrase, option, parts, found, source), rank
    return best


def _most_in_one_sentence(parts: Sequence[Part], source: Source, known: Collection[str]) -> dict[int, Hit]:
    """The first hit of each part, by its number, in the sentence that has most of them."""
    index = source.reading.everything
    sentence_of = source.reading.text.sentence_of
    by_sentence: dict[int, dict[int, Hit]] = {}
    for number, part in enumerate(parts):
        if all(not need.isdisjoint(index.present) for need in part.needs):
            for hit in part.find(index):
                by_sentence.setdefault(sentence_of[hit.first], {}).setdefault(number, hit)
    telling = [found for found in by_sentence.values() if _tells(found, known)]
    return max(telling, key=len, default={})


def _tells(found: dict[int, Hit], known: Collection[str]) -> bool:
    return any(key not in known for hit in found.values() for _, key in hit.matched)


def _near_miss(
    phrase: Phrase, option: Part, parts: Sequence[Part], found: dict[int, Hit], source: Source
) -> NearMiss:
    tokens = source.reading.text.tokens
    spans = sorted({(tokens[hit.first].start, tokens[hit.last].end) for hit in found.values()})
    lacking = tuple(name_of(part) for number, part in enumerate(parts) if number not in found)
    lack = Lack.WORDS if lacking else _lack_of_whole(phrase, option, source)
    return NearMiss(source.name, tuple(spans), phrase.text, lack, lacking)


def _lack_of_whole(phrase: Phrase, option: Part, source: Source) -> Lack:
    """Why a phrase doesn't count although each of its parts is in the sentence."""
    hits = option.find(source.reading.everything)
    if not hits:
        return Lack.NEARNESS
    if any(is_guarded(hit, phrase, source.reading) for hit in accepted(option, source.reading)):
        return Lack.PERMISSION
    return Lack.DENIAL if option.may_want_denial else Lack.AFFIRMATION
