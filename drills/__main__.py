"""`python -m drills [FAULT ...]`: all faults and the proofs, or those named."""

from __future__ import annotations

import sys

from drills.faults import FAULTS
from drills.proofs import PROOFS
from drills.running import run
from drills.scenes import usual

if __name__ == "__main__":
    proofs = {name: proof.fault for name, proof in PROOFS.items()}
    sys.exit(run("drills", FAULTS | proofs, usual))
