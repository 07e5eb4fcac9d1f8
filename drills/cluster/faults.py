"""The faults of a cluster by name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil

from drills.cluster.journeys import go_all_ways
from drills.cluster.scenes import cluster_of, whole, with_redis
from drills.faults import FAULTS as OF_ONE_MACHINE
from drills.faults import Fault
from drills.faults.databases import fail_over
from drills.scenes import Scene

AWAY = 3.0
"""Seconds for which the replica is gone."""
TOO_LONG = 25.0
"""Seconds for which the primary is frozen, or the replica gone: longer than any page may wait."""


def killed(part: str) -> Callable[[Scene], None]:
    """SIGKILL to all processes of a part, which is started again two seconds later, as by systemd."""
    return lambda scene: cluster_of(scene).parts[part].kill()


def lose_the_replica_for_a_while(scene: Scene) -> None:
    """Nothing is acknowledged meanwhile, since the primary waits for it."""
    [replica] = scene.others
    replica.stop("immediate")
    time.sleep(AWAY)
    replica.start()


def lose_the_replica_for_too_long(scene: Scene) -> None:
    """What pages have given up goes on to wait in the primary, until somebody has it wait for nobody."""
    [replica] = scene.others
    replica.stop("immediate")
    time.sleep(TOO_LONG)
    scene.database.configure(synchronous_standby_names="")


@contextmanager
def replica_back_afterwards(scene: Scene) -> Iterator[Scene]:
    """And waited for again."""
    yield scene
    [replica] = scene.others
    replica.start()
    scene.database.configure(synchronous_standby_names="*")


def freeze_the_primary(scene: Scene) -> None:
    """It runs no more, and its machine goes on to confirm what arrives."""
    processes = scene.database.processes()
    try:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.suspend()
        time.sleep(TOO_LONG)
    finally:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()


def lose_the_primary(scene: Scene) -> None:
    """For good: the replica is promoted, and PgBouncer pointed to it; the workers find it by themselves."""
    fail_over(scene)
    [replica] = scene.others
    cluster_of(scene).point_pooler_to(replica)


FAULTS = {
    "journeys": Fault(go_all_ways),
    "kill-node-1": Fault(killed("node-1"), whole),
    "kill-node-2": Fault(killed("node-2"), whole),
    "kill-pooler": Fault(killed("pgbouncer"), whole),
    "kill-job-worker": Fault(killed("worker-1"), whole),
    "kill-redis": Fault(killed("redis"), with_redis),
    "kill-nginx": Fault(killed("nginx"), whole),
    "lose-replica": Fault(lose_the_replica_for_a_while),
    "lose-replica-for-long": Fault(lose_the_replica_for_too_long, replica_back_afterwards, longest=18),
    "row-lock": OF_ONE_MACHINE["row-lock"],
    "freeze-primary": Fault(freeze_the_primary, longest=18),
    "lose-primary": Fault(lose_the_primary, whole),
    "journeys-afterwards": Fault(go_all_ways),
}
