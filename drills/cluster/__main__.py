"""`python -m drills.cluster [FAULT ...]`: all faults of a cluster, or those named."""

from __future__ import annotations

import sys

from drills.cluster.faults import FAULTS
from drills.cluster.programs import MissingError, find
from drills.cluster.scenes import in_a_cluster
from drills.running import run

if __name__ == "__main__":
    try:
        find("nginx", "pgbouncer")
    except MissingError as error:
        sys.exit(str(error))
    sys.exit(run("drills.cluster", FAULTS, in_a_cluster))
