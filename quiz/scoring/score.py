"""What a response earned, as plain values that can be stored and read again."""

import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from quiz.scoring.rubric import FULL_POINTS


class Band(StrEnum):
    """A score in a word."""

    COMPLETE = "Complete"
    STRONG = "Strong"
    ON_THE_WAY = "On the way"
    TAKING_SHAPE = "Taking shape"
    FIRST_STEPS = "First steps"


class State(StrEnum):
    """Where a criterion stands: earned unprompted, earned after the follow-up, or anything less."""

    COVERED = "covered"
    PROMPTED = "prompted"
    NOT_YET = "not-yet"


class RemarkKind(StrEnum):
    """What a guard noticed about an answer."""

    EMPTY = "empty"
    SHORT = "short"
    TERMS = "terms"
    ECHO = "echo"
    QUESTION = "question"
    COPIED = "copied"
    CONTRADICTION = "contradiction"


_BAND_FLOORS = ((90, Band.COMPLETE), (70, Band.STRONG), (50, Band.ON_THE_WAY), (25, Band.TAKING_SHAPE))


def band_of(value: int) -> Band:
    """The band of a score of 0 to 100."""
    return next((band for floor, band in _BAND_FLOORS if value >= floor), Band.FIRST_STEPS)


@dataclass(frozen=True)
class Evidence:
    """The half-open span, in code points of the original text of a part, that a phrase was found in."""

    part: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True)
class CriterionScore:
    """What one criterion earned.

    `first` is the credit (0 to 1) of the response alone, `total` that with the follow-up. `lacking` says
    how many things of a list are still missing, `denied` where the answer says the opposite and only that.
    """

    slug: str
    name: str
    points: int
    is_bonus: bool
    first: float
    total: float
    evidence: tuple[Evidence, ...] = ()
    lacking: int = 0
    denied: Evidence | None = None

    @property
    def earned(self) -> float:
        """Points; what was said only after the follow-up counts half."""
        return self.points * (self.first + (self.total - self.first) / 2)

    @property
    def state(self) -> State:
        if self.first >= 1:
            return State.COVERED
        return State.PROMPTED if self.total >= 1 else State.NOT_YET


@dataclass(frozen=True)
class MisconceptionHit:
    """A misconception that showed up, the points it costs, and where."""

    slug: str
    name: str
    points: int
    evidence: Evidence


@dataclass(frozen=True)
class Remark:
    """What a guard did, in words; `points` is what it changed in the sum, never more than 0."""

    kind: RemarkKind
    message: str
    points: float = 0


@dataclass(frozen=True)
class Score:
    """What a response earned by a rubric, and why."""

    engine_version: str
    criteria: tuple[CriterionScore, ...]
    misconceptions: tuple[MisconceptionHit, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def points(self) -> float:
        """0 to 10: what the criteria earned, at most 10, less misconceptions and what remarks took off."""
        earned = min(FULL_POINTS, sum(criterion.earned for criterion in self.criteria))
        lost = sum(hit.points for hit in self.misconceptions) - sum(remark.points for remark in self.remarks)
        return round(max(0.0, earned - lost), 6)

    @property
    def value(self) -> int:
        """0 to 100, half rounded up."""
        return math.floor(self.points * 10 + 0.5)

    @property
    def band(self) -> Band:
        return band_of(self.value)

    def to_json(self) -> dict[str, Any]:
        """Plain lists, dicts, numbers and strings, derived ones included."""
        derived = {"value": self.value, "points": self.points, "band": str(self.band)}
        data = asdict(self)
        for entry, criterion in zip(data["criteria"], self.criteria, strict=True):
            entry |= {"earned": criterion.earned, "state": str(criterion.state)}
            entry["evidence"] = list(entry["evidence"])
        for entry in data["remarks"]:
            entry["kind"] = str(entry["kind"])
        lists = {name: list(data[name]) for name in ("criteria", "misconceptions", "remarks")}
        return derived | data | lists

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The score that to_json() was called on."""
        return cls(
            engine_version=data["engine_version"],
            criteria=tuple(_criterion_score(fields) for fields in data["criteria"]),
            misconceptions=tuple(
                MisconceptionHit(**(fields | {"evidence": Evidence(**fields["evidence"])}))
                for fields in data["misconceptions"]
            ),
            remarks=tuple(
                Remark(RemarkKind(fields["kind"]), fields["message"], fields["points"])
                for fields in data["remarks"]
            ),
        )


def _criterion_score(fields: dict[str, Any]) -> CriterionScore:
    stored = {name: value for name, value in fields.items() if name not in ("earned", "state")}
    return CriterionScore(
        **stored
        | {
            "evidence": tuple(Evidence(**evidence) for evidence in fields["evidence"]),
            "denied": Evidence(**fields["denied"]) if fields["denied"] else None,
        }
    )
