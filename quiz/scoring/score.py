"""What a response earned, as plain values that can be stored and read again."""

import math
from dataclasses import dataclass
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
    SHUFFLED = "shuffled"
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


class Lack(StrEnum):
    """What a near miss lacks."""

    WORDS = "words"
    NEARNESS = "nearness"
    DENIAL = "denial"
    AFFIRMATION = "affirmation"
    PERMISSION = "permission"


@dataclass(frozen=True)
class NearMiss:
    """A phrase that a part says most of, where, and what it lacks.

    `spans` are half-open, in code points of the part; `missing` are the words that are lacking, as the
    phrase has them. A phrase whose words are all there may still lack nearness (they stand too far apart),
    the denial it asks for, an affirmation (they are denied), or permission (other words rule it out).
    """

    part: str
    spans: tuple[tuple[int, int], ...]
    phrase: str
    lack: Lack
    missing: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        spans = [list(span) for span in self.spans]
        return vars(self) | {"spans": spans, "lack": str(self.lack), "missing": list(self.missing)}


@dataclass(frozen=True)
class CriterionScore:
    """What one criterion earned.

    `first` is the credit (0 to 1) of the response alone, `total` that with the follow-up. `lacking` says
    how many things of a list are still missing, `denied` where the answer says the opposite and only that,
    `near_miss` what it came near to, and `rest` the shortest words that would have earned what is missing.
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
    near_miss: NearMiss | None = None
    rest: str = ""

    @property
    def earned(self) -> float:
        """Points; what was said only after the follow-up counts half."""
        return self.points * (self.first + (self.total - self.first) / 2)

    @property
    def state(self) -> State:
        if self.first >= 1:
            return State.COVERED
        return State.PROMPTED if self.total >= 1 else State.NOT_YET

    def to_json(self) -> dict[str, Any]:
        return vars(self) | {
            "evidence": [dict(vars(evidence)) for evidence in self.evidence],
            "denied": dict(vars(self.denied)) if self.denied else None,
            "near_miss": self.near_miss.to_json() if self.near_miss else None,
            "earned": self.earned,
            "state": str(self.state),
        }


@dataclass(frozen=True)
class MisconceptionHit:
    """A misconception that showed up, the points it costs, and where."""

    slug: str
    name: str
    points: int
    evidence: Evidence


@dataclass(frozen=True)
class AlienTerm:
    """A term that has no place in an answer on this subject, the points it costs, and where."""

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
    alien_terms: tuple[AlienTerm, ...] = ()

    @property
    def earned(self) -> float:
        """0 to 10: what the criteria earned together."""
        return min(FULL_POINTS, sum(criterion.earned for criterion in self.criteria))

    @property
    def lost(self) -> float:
        """What misconceptions, alien terms and contradictions took off, 0 or more points."""
        mixed_up = sum(hit.points for hit in self.misconceptions)
        alien = sum(term.points for term in self.alien_terms)
        return mixed_up + alien - sum(remark.points for remark in self.remarks)

    @property
    def points(self) -> float:
        """0 to 10: what was earned less what was lost."""
        return round(max(0.0, self.earned - self.lost), 6)

    @property
    def value(self) -> int:
        """0 to 100, half rounded up."""
        return math.floor(self.points * 10 + 0.5)

    @property
    def band(self) -> Band:
        return band_of(self.value)

    def to_json(self) -> dict[str, Any]:
        """Plain lists, dicts, numbers and strings, derived ones included."""
        value = self.value
        return {
            "value": value,
            "points": self.points,
            "band": str(band_of(value)),
            "engine_version": self.engine_version,
            "criteria": [criterion.to_json() for criterion in self.criteria],
            "misconceptions": [_with_evidence(hit) for hit in self.misconceptions],
            "remarks": [vars(remark) | {"kind": str(remark.kind)} for remark in self.remarks],
            "alien_terms": [_with_evidence(term) for term in self.alien_terms],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The score that to_json() was called on; engine 1 had no near misses and no alien terms."""
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
            alien_terms=tuple(
                AlienTerm(fields["points"], Evidence(**fields["evidence"]))
                for fields in data.get("alien_terms", ())
            ),
        )


def _with_evidence(found: MisconceptionHit | AlienTerm) -> dict[str, Any]:
    return vars(found) | {"evidence": dict(vars(found.evidence))}


def _criterion_score(fields: dict[str, Any]) -> CriterionScore:
    stored = {name: value for name, value in fields.items() if name not in ("earned", "state")}
    near = fields.get("near_miss")
    return CriterionScore(
        **stored
        | {
            "evidence": tuple(Evidence(**evidence) for evidence in fields["evidence"]),
            "denied": Evidence(**fields["denied"]) if fields["denied"] else None,
            "near_miss": _near_miss(near) if near else None,
        }
    )


def _near_miss(fields: dict[str, Any]) -> NearMiss:
    spans = tuple((start, end) for start, end in fields["spans"])
    return NearMiss(fields["part"], spans, fields["phrase"], Lack(fields["lack"]), tuple(fields["missing"]))
