"""A short drill: real servers, a few candidates, quick faults; and the proof that it finds losses."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills.faults import FAULTS
from drills.load import scored_otherwise, try_fault
from drills.proofs import PROOFS
from drills.scenes import Scene, usual


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with tempfile.TemporaryDirectory(prefix="drill-") as home, usual(Path(home), candidate_count=3) as scene:
        yield scene


@pytest.mark.parametrize("name", ["kill-worker", "crash-database", "csrf-rotates"])
def test_every_acknowledged_answer_is_there_once_after_the_fault(scene: Scene, name: str) -> None:
    outcome = try_fault(name, FAULTS[name], scene)

    assert outcome.found.wrongs == []
    assert 0 < outcome.found.acknowledged == outcome.found.stored
    assert scored_otherwise(scene) == []


def test_the_drill_finds_what_a_database_loses_that_does_not_wait_for_its_disk(scene: Scene) -> None:
    outcome = try_fault("synchronous-commit-off", PROOFS["synchronous-commit-off"].fault, scene)

    assert outcome.found.lost > 0
    assert any("acknowledged answers are lost" in wrong for wrong in outcome.found.wrongs)


def test_the_drill_finds_what_a_site_doubles_that_asks_for_no_turn(scene: Scene) -> None:
    """Which replies are lost is chance: of some twenty that are sent again three are doubled, seldom none."""
    tries = (try_fault("turns-unprotected", PROOFS["turns-unprotected"].fault, scene) for _ in range(3))

    found = next(outcome.found for outcome in tries if outcome.found.doubled)

    assert found.lost == 0
    assert any("there more than once" in wrong for wrong in found.wrongs)
