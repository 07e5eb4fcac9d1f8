"""Where the faults of a cluster happen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drills.cluster.clusters import Cluster
from drills.databases import Database
from drills.scenes import Scene, SkippedError, serving, signed_up
from drills.sites import unused_port


@contextmanager
def in_a_cluster(home: Path) -> Iterator[Scene]:
    """A primary that acknowledges nothing before its replica has it, a cluster on both, and candidates."""
    primary = Database.create(home / "primary", unused_port())
    replica = None
    try:
        replica = primary.copied_to(home / "replica", unused_port(), follows=True)
        primary.configure(synchronous_standby_names="*")
        with serving(Cluster(home, primary, replica)) as site:
            yield Scene(home, primary, site, signed_up(site), others=[replica])
    finally:
        for database in filter(None, (primary, replica)):
            database.stop("immediate")


def cluster_of(scene: Scene) -> Cluster:
    assert isinstance(scene.site, Cluster)
    return scene.site


@contextmanager
def whole(scene: Scene) -> Iterator[Scene]:
    """What was killed must be there again afterwards."""
    yield scene
    cluster_of(scene).wait_until_whole()


@contextmanager
def with_redis(scene: Scene) -> Iterator[Scene]:
    if "redis" not in cluster_of(scene).parts:
        raise SkippedError("redis-server isn't on the PATH")
    with whole(scene):
        yield scene
