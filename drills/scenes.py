"""Where a fault happens: a database, a site on it, candidates who use it. Each is ended with its block."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from drills.candidates import Candidate
from drills.databases import Database
from drills.sites import Site

CANDIDATES = 8


class SkippedError(Exception):
    """This machine doesn't permit the fault; the message says what it lacks."""


class WrongError(Exception):
    """The scene isn't as it must be by now; the message is a sentence for the report."""


@dataclass(frozen=True)
class Scene:
    """`others` are further databases of the scene, such as a replica."""

    home: Path
    database: Database
    site: Site
    candidates: Sequence[Candidate]
    others: Sequence[Database] = ()

    def serving_database(self) -> Database:
        """The one that takes writes: a primary that is gone has left that to its replica."""
        return next(each for each in (self.database, *self.others) if each.is_up())


Setting = Callable[[Scene], AbstractContextManager[Scene]]
"""Makes the scene of a fault out of the usual one."""


@contextmanager
def usual(home: Path, candidate_count: int = CANDIDATES) -> Iterator[Scene]:
    """A new database and a site, with candidates who have signed up."""
    database = Database.create(home / "primary")
    try:
        with serving(Site(home, database.url())) as site:
            yield Scene(home, database, site, signed_up(site, candidate_count))
    finally:
        database.stop()


def signed_up(site: Site, count: int = CANDIDATES) -> list[Candidate]:
    candidates = [Candidate(number) for number in range(1, count + 1)]
    for candidate in candidates:
        candidate.browser.visit(site)
        candidate.sign_up()
    return candidates


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    try:
        site.start()
        yield site
    finally:
        site.stop()


@contextmanager
def as_it_is(scene: Scene) -> Iterator[Scene]:
    yield scene


@contextmanager
def with_site(scene: Scene, url: str, **variables: str) -> Iterator[Scene]:
    """Another site on the database of the scene, with these environment variables."""
    with serving(Site(scene.home, url, **variables)) as site:
        for candidate in scene.candidates:
            candidate.browser.visit(site)
        try:
            yield replace(scene, site=site)
        finally:
            for candidate in scene.candidates:
                candidate.browser.visit(scene.site)


@contextmanager
def on_a_copy(scene: Scene, home: Path | None = None, **variables: str) -> Iterator[Scene]:
    """A copy of the database, for what does harm to it."""
    home = home or scene.home / "copy"
    database = scene.database.copied_to(home)
    try:
        with with_site(replace(scene, database=database), database.url(), **variables) as inner:
            yield inner
    finally:
        database.stop("immediate")
        shutil.rmtree(home)


@contextmanager
def with_a_replica(scene: Scene) -> Iterator[Scene]:
    """A primary that acknowledges nothing before its replica has it on its disk, too."""
    primary = scene.database.copied_to(scene.home / "first")
    replica = None
    try:
        replica = primary.copied_to(scene.home / "second", follows=True)
        primary.configure(synchronous_standby_names="*")
        there = replace(scene, database=primary, others=[replica])
        with with_site(there, primary.url(replica)) as inner:
            yield inner
    finally:
        for database in filter(None, (primary, replica)):
            database.stop("immediate")
            shutil.rmtree(database.home)


@contextmanager
def on_a_small_disk(scene: Scene, megabytes: int = 256) -> Iterator[Scene]:
    """Raises SkippedError where nothing may be mounted."""
    place = scene.home / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SkippedError("a tmpfs can't be mounted here; it takes root") from error
    try:
        with on_a_copy(scene, place / "server") as inner:
            yield inner
    finally:
        subprocess.run(["umount", str(place)], check=True)
