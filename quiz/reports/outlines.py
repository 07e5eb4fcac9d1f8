"""What pages say of questions without their phrases: the text and the criteria, as published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quiz.models import RubricVersion


@dataclass(frozen=True)
class OutlineCriterion:
    slug: str
    name: str
    points: int
    is_bonus: bool
    missed: str
    """“Say that ...”"""


@dataclass(frozen=True)
class Outline:
    """A published version of a question."""

    question: str
    criteria: Sequence[OutlineCriterion]


_kept: dict[int, Outline] = {}
"""By version; kept in memory, since a version never changes. An outline has about a kilobyte."""


def outlines(version_ids: Iterable[int]) -> Mapping[int, Outline]:
    """Return the outlines of versions; those that this process hasn't read yet cost one query together."""
    wanted = set(version_ids)
    if missing := wanted - _kept.keys():
        rows = RubricVersion.objects.filter(pk__in=missing)
        for pk, question, criteria in rows.values_list("pk", "content__question", "content__criteria"):
            _kept[pk] = Outline(question, [_criterion(fields) for fields in criteria])
    return {pk: _kept[pk] for pk in wanted}


def _criterion(fields: Mapping[str, str]) -> OutlineCriterion:
    return OutlineCriterion(
        fields["slug"], fields["name"], int(fields["points"]), bool(fields.get("is_bonus")), fields["missed"]
    )
