"""score(): what a response, and what was said after the follow-ups, earn by a rubric."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from quiz.scoring import guards
from quiz.scoring.compiling import Compiled, compiled
from quiz.scoring.crediting import Credit, Source, credit, denial
from quiz.scoring.listings import FEWEST_STUFFED_WORDS, Listing, is_introduced, listings
from quiz.scoring.matching import can_be_found
from quiz.scoring.near_misses import nearest
from quiz.scoring.phrases import Phrase
from quiz.scoring.reading import read_with
from quiz.scoring.rubric import Criterion, Misconception, Rubric
from quiz.scoring.score import (
    AlienTerm,
    CriterionScore,
    Evidence,
    MisconceptionHit,
    NearMiss,
    Remark,
    RemarkKind,
    Score,
)
from quiz.scoring.telling import Telling
from quiz.scoring.text import Text, read
from quiz.scoring.turns import FOLLOW_UPS, RESPONSE, FollowUp

ENGINE_VERSION = "2"

MOST_PROBES = 4096
"""Follow-ups that are kept as texts; those of a rubric are asked over and over."""

MOST_POINTS_FOR_TERMS = 1
"""What lists of terms earn at most, unless the sentences beside them earn more, or one was asked for."""

ALIEN_TERM_POINTS = 1
MOST_ALIEN_TERMS = 3
"""Terms that don't belong to the subject, from which more cost nothing more."""

FEWEST_CONTRADICTIONS = 2
"""One criterion denied is often innocent."""

CONTRADICTION_SHARE = 0.5
"""Denied criteria that weigh this share of the credited points contradict them."""


@dataclass(frozen=True)
class _Part:
    """The response, or what was said after a follow-up.

    As a `whole`, as it is `said` without its lists of terms, and with those that are `introduced` only;
    `unguarded` is all of it, echoes and the like included.
    """

    text: Text
    whole: Source
    said: Source
    introduced: Source
    unguarded: Source
    listings: Sequence[Listing]
    telling: Telling
    has_echo: bool
    has_question: bool
    has_shuffled: bool

    @property
    def has_silent(self) -> bool:
        """Whether some sentence of it doesn't count, such as an echo."""
        return self.has_echo or self.has_question or self.has_shuffled

    def lists(self, evidence: Evidence) -> bool:
        """Whether evidence reaches into a list of terms."""
        return any(evidence.start < listing.end and listing.start < evidence.end for listing in self.listings)


def score(response: str, rubric: Rubric, follow_ups: Sequence[FollowUp] = ()) -> Score:
    """Score a response, and what was said after the follow-ups, by a rubric.

    Raises ValueError for more follow-ups than `FOLLOW_UPS` names.
    """
    ready = compiled(rubric)
    first = _read_first(response, ready)
    later = _read_follow_ups(follow_ups, ready)
    alone = _unprompted(rubric, ready, first)
    criteria = _criteria(rubric, ready, alone, first, later)
    parts = (first, *later)
    return Score(
        engine_version=ENGINE_VERSION,
        criteria=criteria,
        misconceptions=_misconceptions(rubric, ready, parts),
        remarks=(*_remarks(parts, ready), *_terms(alone, later), *_contradiction(criteria)),
        alien_terms=_alien_terms(ready, parts),
    )


def read_response(written: str, ready: Compiled) -> Source:
    """A response with all that counts of it, lists of terms included."""
    return _read_first(written, ready).whole


def heaviest_missed(result: Score, rubric: Rubric, probed: Collection[str] = ()) -> Criterion | None:
    """The criterion to ask about: it has a probe, and the most points to be had; the first of several.

    `probed` are the slugs of those that were asked about already.
    """
    open_points = {
        scored.slug: scored.points - scored.earned
        for scored in result.criteria
        if scored.points > scored.earned and scored.slug not in probed
    }
    candidates = [
        criterion for criterion in rubric.criteria if criterion.probe and criterion.slug in open_points
    ]
    return max(candidates, key=lambda criterion: open_points[criterion.slug], default=None)


def _read_first(written: str, ready: Compiled) -> _Part:
    return _read_part(RESPONSE, written, ready, [ready.question], FEWEST_STUFFED_WORDS)


def _read_follow_ups(follow_ups: Sequence[FollowUp], ready: Compiled) -> list[_Part]:
    """A probe often asks for a list, so a list of terms is a longer one here."""
    return [
        _read_part(name, said, ready, [ready.question, _asked(probe)], 2 * FEWEST_STUFFED_WORDS)
        for name, (said, probe) in zip(FOLLOW_UPS[: len(follow_ups)], follow_ups, strict=True)
        if said
    ]


@lru_cache(maxsize=MOST_PROBES)
def _asked(probe: str) -> Text:
    return read(probe)


def _read_part(
    name: str, written: str, ready: Compiled, questions: Sequence[Text], fewest_stuffed: int
) -> _Part:
    text = read(written)
    echoed = {number for question in questions for number in ready.echoes(text, question)}
    asked = set(guards.questions(text))
    shuffled = set(guards.shuffled(text))
    listing = listings(text, fewest_stuffed)
    bare = [one for one in listing if not is_introduced(one, text, ready.topic)]
    silent = echoed | asked | shuffled
    whole = read_with(ready.vocabulary, text, silent)
    said = whole.without(listing)
    return _Part(
        text=text,
        whole=Source(name, whole),
        said=Source(name, said),
        introduced=Source(name, said if bare == listing else whole.without(bare)),
        unguarded=Source(name, read_with(ready.vocabulary, text) if silent else whole),
        listings=listing,
        telling=ready.telling(whole.everything),
        has_echo=bool(echoed),
        has_question=bool(asked - echoed),
        has_shuffled=bool(shuffled),
    )


def _unprompted(rubric: Rubric, ready: Compiled, first: _Part) -> list[Credit]:
    """What the response earns for each criterion; lists of terms add no more than they may."""
    whole = [credit(phrases, [first.whole]) for phrases in ready.criteria]
    listed = [any(map(first.lists, found.evidence)) for found in whole]
    if not any(listed):
        return whole
    said, asked_for = [], []
    for found, phrases, is_listed in zip(whole, ready.criteria, listed, strict=True):
        lists = [phrase for phrase in phrases if phrase.is_list and is_listed]
        said.append(credit(phrases, [first.said]).share if is_listed else found.share)
        asked_for.append(credit(lists, [first.introduced]).share)
    points = [criterion.points for criterion in rubric.criteria]
    earned = sum(map(mul, said, points))
    most = max(MOST_POINTS_FOR_TERMS, earned, *map(mul, asked_for, points))
    added = sum(found.share * worth for found, worth in zip(whole, points, strict=True)) - earned
    scale = min(1.0, most / added) if added else 1.0
    return [
        found.cut_to(share + (found.share - share) * scale) for found, share in zip(whole, said, strict=True)
    ]


def _criteria(
    rubric: Rubric, ready: Compiled, alone: Sequence[Credit], first: _Part, later: Sequence[_Part]
) -> tuple[CriterionScore, ...]:
    both = [_with_follow_ups(*pair, first, later) for pair in zip(alone, ready.criteria, strict=True)]
    return tuple(
        CriterionScore(
            slug=criterion.slug,
            name=criterion.name,
            points=criterion.points,
            is_bonus=criterion.is_bonus,
            first=unprompted.share,
            total=total.share,
            evidence=total.evidence,
            lacking=total.lacking,
            denied=None if total.share else _denial(phrases, first, *later),
            near_miss=None if total.share else _near_miss(phrases, first, *later),
            rest="" if _is_silenced(phrases, total, first, later) else ready.rest(number, total),
        )
        for number, (criterion, phrases, unprompted, total) in enumerate(
            zip(rubric.criteria, ready.criteria, alone, both, strict=True)
        )
    )


def _with_follow_ups(
    alone: Credit, phrases: tuple[Phrase, ...], first: _Part, later: Sequence[_Part]
) -> Credit:
    """The better of what the response earned alone and what it earns together with the follow-ups."""
    if not later or alone.share >= 1:
        return alone
    together = credit(phrases, [first.said, *(part.said for part in later)])
    return together if together.share > alone.share else alone


def _denial(phrases: tuple[Phrase, ...], *parts: _Part) -> Evidence | None:
    found = (denial(phrases, part.whole) for part in parts)
    return next((evidence for evidence in found if evidence), None)


def _near_miss(phrases: tuple[Phrase, ...], *parts: _Part) -> NearMiss | None:
    found = (nearest(phrases, part.whole, part.telling) for part in parts)
    return next((near for near in found if near), None)


def _is_silenced(phrases: tuple[Phrase, ...], found: Credit, first: _Part, later: Sequence[_Part]) -> bool:
    """Whether a guard kept words from earning more, so that the same words again would earn no more."""
    parts = (first, *later)
    has_guarded = any(part.has_silent for part in parts) or any(part.listings for part in later)
    if found.is_cut or found.share >= 1 or not has_guarded:
        return found.is_cut
    return credit(phrases, [part.unguarded for part in parts]).share > found.share


def _misconceptions(rubric: Rubric, ready: Compiled, parts: Sequence[_Part]) -> tuple[MisconceptionHit, ...]:
    found = [credit(phrases, [part.whole for part in parts]) for phrases in ready.misconceptions]
    return tuple(
        _misconception_hit(misconception, hit)
        for misconception, hit in zip(rubric.misconceptions, found, strict=True)
        if hit.share >= 1
    )


def _misconception_hit(misconception: Misconception, found: Credit) -> MisconceptionHit:
    return MisconceptionHit(misconception.slug, misconception.name, misconception.points, found.evidence[0])


def _alien_terms(ready: Compiled, parts: Sequence[_Part]) -> tuple[AlienTerm, ...]:
    """One point for each of the first few that are said without contrast."""
    sources = [part.whole for part in parts]
    present = frozenset[str]().union(*(source.reading.everything.present for source in sources))
    said = [term for term in ready.alien_terms if can_be_found(term.needs, present)]
    hits = [hit.evidence[0] for term in said if (hit := credit([term], sources)).share >= 1]
    return tuple(AlienTerm(ALIEN_TERM_POINTS, evidence) for evidence in hits[:MOST_ALIEN_TERMS])


def _contradiction(criteria: Sequence[CriterionScore]) -> tuple[Remark, ...]:
    """Take off the points of what the answer denies, where that is much of what it is credited for."""
    denied = [criterion for criterion in criteria if criterion.denied]
    weight = sum(criterion.points for criterion in denied)
    credited = sum(criterion.earned for criterion in criteria)
    if len(denied) < FEWEST_CONTRADICTIONS or not credited or weight < CONTRADICTION_SHARE * credited:
        return ()
    names = " and ".join(f"“{criterion.name}”" for criterion in denied)
    lost = min(weight, credited)
    return (Remark(RemarkKind.CONTRADICTION, f"The answer denies {names}: −{lost:g} points.", -lost),)


def _terms(alone: Sequence[Credit], later: Sequence[_Part]) -> tuple[Remark, ...]:
    """Say where a list of terms earned less than its words, or nothing."""
    if any(found.is_cut for found in alone):
        message = "Terms that are only listed earn as much as the sentences beside them, or 1 point."
    elif any(part.listings for part in later):
        message = "A list of terms after the follow-up was not counted."
    else:
        return ()
    return (Remark(RemarkKind.TERMS, message),)


def _remarks(parts: Sequence[_Part], ready: Compiled) -> tuple[Remark, ...]:
    words = sum(len(part.text.tokens) for part in parts)
    kinds: dict[RemarkKind, str] = {}
    if not words:
        kinds[RemarkKind.EMPTY] = "Nothing was written."
    elif words < guards.FEWEST_WORDS:
        kinds[RemarkKind.SHORT] = "Very short: a sentence or two shows more."
    for part in parts:
        if part.has_echo:
            kinds[RemarkKind.ECHO] = "A sentence that mostly repeats the question was not counted."
        if part.has_question:
            kinds[RemarkKind.QUESTION] = "A question asked back was not counted."
        if part.has_shuffled:
            kinds[RemarkKind.SHUFFLED] = "A sentence with its words in no order was not counted."
        if guards.is_copy(part.text, ready.model_runs):
            kinds[RemarkKind.COPIED] = "Mostly the words of the model answer."
    return tuple(Remark(kind, message) for kind, message in kinds.items())
