"""Two scores of one question held against each other: what was gained and what was lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quiz.scoring.score import CriterionScore, Score, State

_NOT_ASKED = "not asked"
_IN_PART = "in part"


@dataclass(frozen=True)
class Change:
    """A criterion that stands otherwise than before; `None` where a rubric didn't or doesn't have it.

    `words` are those that earn it now, as they were said.
    """

    before: CriterionScore | None
    after: CriterionScore | None
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        criterion = self.after or self.before
        return criterion.name if criterion else ""

    @property
    def stood(self) -> str:
        return standing(self.before)

    @property
    def stands(self) -> str:
        return standing(self.after)

    @property
    def gained(self) -> float:
        """Points, below 0 for what was lost."""
        before, after = (criterion.earned if criterion else 0.0 for criterion in (self.before, self.after))
        return round(after - before, 6)

    @property
    def difference(self) -> str:
        """What was gained or lost, with its sign."""
        return _signed(self.gained)


def changes(before: Score, after: Score, parts: Mapping[str, str] | None = None) -> tuple[Change, ...]:
    """The criteria that stand otherwise than before, matched by slug, in the order of the later rubric.

    Those that are only in the earlier one come last. `parts` are the texts of the later answer; without them
    no words are quoted.
    """
    earlier = {criterion.slug: criterion for criterion in before.criteria}
    later = {criterion.slug: criterion for criterion in after.criteria}
    pairs = [(earlier.get(slug), criterion) for slug, criterion in later.items()]
    gone = [(criterion, None) for slug, criterion in earlier.items() if slug not in later]
    return tuple(
        Change(then, now, _words(now, parts) if parts else ())
        for then, now in (*pairs, *gone)
        if _differ(then, now)
    )


def reasons(before: Score, after: Score) -> tuple[str, ...]:
    """Why the later score of one answer is another one, each with the points it makes up."""
    criteria = (
        f"{change.name}: {change.stood} → {change.stands}, {change.difference}"
        for change in changes(before, after)
    )
    return (*criteria, *_losses(before, after))


def _losses(before: Score, after: Score) -> Iterator[str]:
    earlier, later = ({hit.slug: hit for hit in score.misconceptions} for score in (before, after))
    for slug, hit in (earlier | later).items():
        then, now = (hits[slug].points if slug in hits else 0 for hits in (earlier, later))
        if then != now:
            yield f"{hit.name}, mixed up: {_signed(then - now)}"
    gained = _other_losses(before) - _other_losses(after)
    if gained:
        yield f"What doesn’t belong here or is denied: {_signed(gained)}"


def _other_losses(score: Score) -> float:
    return score.lost - sum(hit.points for hit in score.misconceptions)


def _signed(points: float) -> str:
    return f"{points:+g}".replace("-", "−")


def standing(criterion: CriterionScore | None) -> str:
    """Where a criterion stands in words: covered, prompted, in part, not yet, or not asked."""
    if criterion is None:
        return _NOT_ASKED
    if criterion.state is State.NOT_YET and criterion.earned:
        return _IN_PART
    return criterion.state.replace("-", " ")


def _differ(then: CriterionScore | None, now: CriterionScore | None) -> bool:
    return then is None or now is None or (then.first, then.total) != (now.first, now.total)


def _words(criterion: CriterionScore | None, parts: Mapping[str, str]) -> tuple[str, ...]:
    evidence = criterion.evidence if criterion else ()
    return tuple(" ".join(parts[span.part][span.start : span.end].split()) for span in evidence)
