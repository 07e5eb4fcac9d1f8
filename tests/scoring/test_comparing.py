"""Two scores held against each other."""

import pytest

from quiz.scoring import CriterionScore, Evidence, Score, changes
from quiz.scoring.comparing import standing

COVERED = (1.0, 1.0)
PROMPTED = (0.0, 1.0)
IN_PART = (0.5, 0.5)
NOT_YET = (0.0, 0.0)


def criterion(slug: str, credit: tuple[float, float], points: int = 4) -> CriterionScore:
    words = (Evidence("response", 0, 4, "cold"),) if credit != NOT_YET else ()
    return CriterionScore(slug, slug.capitalize(), points, False, *credit, evidence=words)


def score(**credits: tuple[float, float]) -> Score:
    return Score("2", tuple(criterion(slug, credit) for slug, credit in credits.items()), (), ())


CASES = [
    (NOT_YET, COVERED, "not yet", "covered", "+4", ("cold",)),
    (NOT_YET, PROMPTED, "not yet", "prompted", "+2", ("cold",)),
    (PROMPTED, COVERED, "prompted", "covered", "+2", ("cold",)),
    (IN_PART, COVERED, "in part", "covered", "+2", ("cold",)),
    (COVERED, NOT_YET, "covered", "not yet", "−4", ()),
    (COVERED, IN_PART, "covered", "in part", "−2", ("cold",)),
    (IN_PART, PROMPTED, "in part", "prompted", "+0", ("cold",)),
]


@pytest.mark.parametrize(("before", "after", "stood", "stands", "difference", "words"), CASES)
def test_a_criterion_that_stands_otherwise_is_a_change(
    before: tuple[float, float],
    after: tuple[float, float],
    stood: str,
    stands: str,
    difference: str,
    words: tuple[str, ...],
) -> None:
    (change,) = changes(score(slow=before), score(slow=after), {"response": "cold start"})
    assert (change.stood, change.stands, change.difference, change.words) == (
        stood,
        stands,
        difference,
        words,
    )


@pytest.mark.parametrize("credit", [COVERED, PROMPTED, IN_PART, NOT_YET])
def test_what_stands_as_before_is_no_change(credit: tuple[float, float]) -> None:
    assert changes(score(slow=credit), score(slow=credit), {"response": "cold start"}) == ()


def test_criteria_of_other_versions_are_matched_by_slug() -> None:
    before, after = score(slow=COVERED, gone=COVERED), score(fresh=NOT_YET, slow=COVERED)
    fresh, gone = changes(before, after, {"response": "cold start"})
    assert (fresh.name, fresh.stood, fresh.stands) == ("Fresh", "not asked", "not yet")
    assert (gone.name, gone.stood, gone.stands) == ("Gone", "covered", "not asked")
    assert gone.gained == -4


def test_what_was_not_asked_stands_nowhere() -> None:
    assert standing(None) == "not asked"
