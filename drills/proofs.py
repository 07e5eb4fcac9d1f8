"""The drill's own proof: where a protection is missing, it must find what comes of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from drills.checks import Found
from drills.faults import FAULTS, Fault
from drills.processes import command_line
from drills.scenes import Scene, on_a_copy

WRITERS = ("walwriter", "background writer", "checkpointer")
"""PostgreSQL's processes that bring to the disk what commits don't wait for."""


@dataclass(frozen=True)
class Proof:
    """`fault` is tried without a protection; `finds` says how many of what it does were found."""

    fault: Fault
    finds: Callable[[Found], int]
    what: str


@contextmanager
def _without_synchronous_commit(scene: Scene) -> Iterator[Scene]:
    with on_a_copy(scene) as copy:
        copy.database.configure(synchronous_commit="off")
        # They write several times a second, and there would not always be something to lose.
        # The crash ends them as they are.
        for process in copy.database.processes():
            if any(name in " ".join(command_line(process)) for name in WRITERS):
                process.suspend()
        yield copy


@contextmanager
def _without_turns(scene: Scene) -> Iterator[Scene]:
    with on_a_copy(scene, DJANGO_SETTINGS_MODULE="drills.without_turns") as copy:
        yield copy


PROOFS = {
    "synchronous-commit-off": Proof(
        Fault(FAULTS["crash-database"].strike, _without_synchronous_commit),
        lambda found: found.lost,
        "lost answers",
    ),
    "turns-unprotected": Proof(
        Fault(FAULTS["lost-replies"].strike, _without_turns), lambda found: found.doubled, "doubles"
    ),
}
