"""Which criteria stand out."""

from __future__ import annotations

import pytest

from quiz.reports import LedgerLine
from quiz.reports.highlights import strongest, weakest
from quiz.scoring import CriterionScore

COVERED, PROMPTED, IN_PART, NOT_YET = (1.0, 1.0), (0.0, 1.0), (0.5, 0.5), (0.0, 0.0)


def line(name: str, points: int, credit: tuple[float, float], is_bonus: bool = False) -> LedgerLine:
    return LedgerLine(name, name, CriterionScore(name, name, points, is_bonus, *credit), 1)


CASES = [
    ([], [], []),
    ([line("a", 3, COVERED)], ["a"], []),
    ([line("a", 3, PROMPTED), line("b", 2, NOT_YET), line("c", 2, IN_PART)], [], ["b", "a", "c"]),
    ([line("a", 1, COVERED), line("b", 3, COVERED), line("c", 3, COVERED)], ["b", "c", "a"], []),
    ([line(name, 2, COVERED) for name in "abcd"], ["a", "b", "c"], []),
    ([line(name, 2, NOT_YET) for name in "abcd"], [], ["a", "b", "c"]),
    ([line("a", 2, NOT_YET, True), line("b", 1, COVERED, True)], ["b"], []),
]


@pytest.mark.parametrize(("lines", "strong", "weak"), CASES)
def test_the_strongest_are_covered_and_the_weakest_lack_most(
    lines: list[LedgerLine], strong: list[str], weak: list[str]
) -> None:
    assert [found.id for found in strongest(lines)] == strong
    assert [found.id for found in weakest(lines)] == weak


def test_points_are_told_apart_by_when_they_were_earned() -> None:
    after_both = line("a", 4, (0.5, 1.0))
    assert (after_both.unprompted, after_both.prompted) == (2, 1)
