"""How items do as items of a test, and what to do about it; from how many answers on that means anything."""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH_FOR_SHARES = 30
"""Answers from which a share is told. What none of 30 did, at most one in ten does: 3/n by the rule of three
(Hanley and Lippman-Hand 1983, 95 % confidence)."""

ENOUGH_FOR_DISCRIMINATION = 50
"""Answers from which a correlation is told; it is then off by 0.28 at most, about 1.96/√(n - 3)."""

POOR = 0.2
"""Discrimination below which an item says little (Ebel and Frisbie 1991, Essentials of Educational
Measurement)."""

WRONG = -0.1
"""Discrimination below which something is wrong with an item; nearer to 0 it may be chance."""

HARD, EASY = 0.2, 0.95
"""Shares of the points below which, and from which, an item tells few people apart."""

OFTEN = 0.1
"""Share of those who missed a criterion that dispute it, from which its phrases are suspect."""


@dataclass(frozen=True)
class Figure:
    """A share (0 to 1) or a correlation (-1 to 1) of so many answers; None where there is none."""

    value: float | None
    count: int
    enough: int = ENOUGH_FOR_SHARES

    @property
    def is_sound(self) -> bool:
        """Whether it is of so many answers that it means anything."""
        return self.value is not None and self.count >= self.enough

    @property
    def percent(self) -> float | None:
        return None if self.value is None else 100 * self.value

    def is_below(self, limit: float) -> bool:
        return self.value is not None and self.is_sound and self.value < limit

    def is_at_least(self, limit: float) -> bool:
        return self.value is not None and self.is_sound and self.value >= limit


@dataclass(frozen=True)
class CriterionFigures:
    """A criterion of a version, over the answers that were scored by it.

    `covered` and `prompted` are answers that have all of it, before and after the follow-up.
    """

    slug: str
    name: str
    points: int
    answers: int
    facility: Figure
    discrimination: Figure
    covered: int
    prompted: int
    disputed: int

    @property
    def missed(self) -> int:
        return self.answers - self.covered - self.prompted

    @property
    def prompted_rate(self) -> Figure:
        return _share(self.prompted, self.answers)

    @property
    def dispute_rate(self) -> Figure:
        """Of those who were told that they missed it."""
        return _share(self.disputed, self.missed)

    @property
    def is_dead(self) -> bool:
        """Whether it tells nobody apart: covered in no answer, or in every one."""
        is_told = self.answers >= ENOUGH_FOR_SHARES
        return is_told and self.covered + self.prompted in (0, self.answers)

    @property
    def advice(self) -> str:
        """What to do about it, in a sentence or two; the worst that there is to say."""
        if self.answers < ENOUGH_FOR_SHARES:
            return _too_few(self.answers)
        if self.is_dead:
            return _DEAD_FULL if self.missed == 0 else _DEAD_EMPTY
        if self.dispute_rate.is_at_least(OFTEN):
            return "Many who missed it say they did say it: read their disputes, and add their words."
        if self.discrimination.is_below(WRONG):
            return "Those who do well otherwise miss it more: do its phrases find something else?"
        if self.facility.is_below(HARD):
            return "Hardly anybody says this: are its phrases too narrow, or is it too much to ask?"
        if self.prompted_rate.is_at_least(0.5):
            return "Most say this only when they are asked: does the question ask for it?"
        if self.discrimination.is_below(POOR):
            return "It says little about the rest of an answer: does it belong to this question?"
        if self.facility.is_at_least(EASY):
            return "Nearly everybody says this: could it ask for more?"
        return "Nothing to do."


_DEAD_EMPTY = "Nobody says this: are its phrases too narrow?"
_DEAD_FULL = "Everybody says this, so it tells nobody apart: ask for more, or give its points to another."


@dataclass(frozen=True)
class QuestionFigures:
    """A question, over the answers that its latest version scored, of so many people."""

    question_id: int
    name: str
    version: int
    answers: int
    people: int
    facility: Figure
    discrimination: Figure
    criteria: tuple[CriterionFigures, ...]

    @property
    def prompted_rate(self) -> Figure:
        """Of all criteria in all answers."""
        share = _share(sum(line.prompted for line in self.criteria), self.answers * len(self.criteria))
        return Figure(share.value, self.answers)

    @property
    def disputed(self) -> int:
        return sum(line.disputed for line in self.criteria)

    @property
    def dead(self) -> int:
        return sum(line.is_dead for line in self.criteria)

    @property
    def advice(self) -> str:
        """What to do about it, in a sentence; the worst that there is to say."""
        if self.answers < ENOUGH_FOR_SHARES:
            return _too_few(self.answers)
        if self.dead:
            return f"Criteria that tell nobody apart: {self.dead}. Mend these first."
        if self.discrimination.is_below(WRONG):
            return "Those who do well on other questions do worse here: is the rubric right?"
        if self.facility.is_below(HARD):
            return "Hardly anybody does well: is it clear what is asked?"
        if self.discrimination.is_below(POOR):
            return "It says little about how people do on other questions: look at its criteria."
        if self.facility.is_at_least(EASY):
            return "Nearly everybody does well: a harder question would say more."
        return "Nothing to do."


def _share(part: int, whole: int) -> Figure:
    return Figure(part / whole if whole else None, whole)


def _too_few(answers: int) -> str:
    return f"Too few answers to tell: {answers} of {ENOUGH_FOR_SHARES}."
