"""How a drill is run: one fault after the other in one scene, a line for each, and the verdict."""

from __future__ import annotations

import argparse
import signal
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NoReturn

from drills import report
from drills.checks import Found
from drills.faults import Fault
from drills.load import Outcome, scored_otherwise, try_fault
from drills.proofs import PROOFS
from drills.scenes import Scene


def run(
    program: str, faults: Mapping[str, Fault], make: Callable[[Path], AbstractContextManager[Scene]]
) -> int:
    """Try the faults that the command line names, all if it names none; the exit status.

    That is 1 if anything is wrong.
    """
    parser = argparse.ArgumentParser(
        prog=program, description="Break things under load, and see what is lost."
    )
    parser.add_argument("names", nargs="*", metavar="FAULT", help=f"one of: {', '.join(faults)}")
    names = parser.parse_args().names or list(faults)
    unknown = [name for name in names if name not in faults]
    if unknown:
        parser.error(f"there is no fault {', '.join(unknown)}; there are {', '.join(faults)}.")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        with tempfile.TemporaryDirectory(prefix="drill-") as home, make(Path(home)) as scene:
            print(f"{report.machine()}; {len(scene.candidates)} candidates\n\n{report.heading()}", flush=True)
            outcomes = [_tried(name, faults[name], scene) for name in names]
            outcomes.append(Outcome("all", Found(wrongs=scored_otherwise(scene))))
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return verdict(outcomes)


def _interrupt(*_: object) -> NoReturn:
    """End all that was started, undisturbed by further signals."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _tried(name: str, fault: Fault, scene: Scene) -> Outcome:
    outcome = try_fault(name, fault, scene)
    print(report.row(outcome), flush=True)
    return outcome


def verdict(outcomes: Sequence[Outcome]) -> int:
    """Say what was wrong; 1 if anything was, or if a proof didn't find what it must."""
    failed = False
    print()
    for outcome in outcomes:
        proof = PROOFS.get(outcome.name)
        if proof is None:
            failed = failed or bool(outcome.found.wrongs)
            print(report.wrongs(outcome), end="\n" if outcome.found.wrongs else "")
        elif count := proof.finds(outcome.found):
            print(f"Proof {outcome.name}: {count} {proof.what} were found, as they must be.")
        else:
            failed = True
            print(f"WRONG in the drill: {outcome.name} should lead to {proof.what}, and none were found.")
    print("Something is wrong." if failed else "Every acknowledged answer is there, once.")
    return int(failed)
