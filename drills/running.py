"""`python -m drills [FAULT ...]`: all faults and the proofs, or those named.

The exit status is 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from drills import report
from drills.checks import Found
from drills.faults import FAULTS
from drills.load import Outcome, scored_otherwise, try_fault
from drills.proofs import PROOFS
from drills.scenes import Scene, usual


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="drills", description="Break things under load, and see what is lost."
    )
    parser.add_argument("names", nargs="*", metavar="FAULT", help=f"one of: {', '.join([*FAULTS, *PROOFS])}")
    names = parser.parse_args().names or [*FAULTS, *PROOFS]
    unknown = [name for name in names if name not in FAULTS and name not in PROOFS]
    if unknown:
        parser.error(f"there is no fault {', '.join(unknown)}; there are {', '.join([*FAULTS, *PROOFS])}.")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    with tempfile.TemporaryDirectory(prefix="drill-") as home, usual(Path(home)) as scene:
        print(f"{report.machine()}; {len(scene.candidates)} candidates\n\n{report.heading()}", flush=True)
        outcomes = [_tried(name, scene) for name in names]
        outcomes.append(Outcome("all", Found(wrongs=scored_otherwise(scene))))
    return verdict(outcomes)


def _interrupt(*_: object) -> NoReturn:
    """End all that was started, undisturbed by further signals."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _tried(name: str, scene: Scene) -> Outcome:
    outcome = try_fault(name, FAULTS[name] if name in FAULTS else PROOFS[name].fault, scene)
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


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
