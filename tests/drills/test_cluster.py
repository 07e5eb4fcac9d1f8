"""What of the drill of several machines works without nginx and PgBouncer."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from drills.cluster import configurations
from drills.cluster.faults import FAULTS
from drills.cluster.programs import MissingError, find
from drills.cluster.services import Service
from drills.databases import Database
from drills.faults import Fault
from drills.load import try_fault
from drills.running import verdict
from drills.scenes import Scene, WrongError
from drills.sites import Site

PATIENCE = 20.0
EXAMPLES = re.compile(r"10\.0\.0\.|example\.org|/etc/|:8000|:443\b|6432|5432")
"""Of places in deploy/."""
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def commands_in(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("#", ";")))


def test_configurations_are_those_of_deploy_at_other_places(tmp_path: Path) -> None:
    database = Database(tmp_path / "primary", port=5001)
    nginx = configurations.nginx_site(tmp_path, port=5002, plain_port=5003, nodes=(5004, 5005))
    pgbouncer = configurations.pgbouncer(tmp_path, port=5006, database=database)

    for name, text in (("nginx.conf", nginx), ("pgbouncer.ini", pgbouncer)):
        assert not EXAMPLES.findall(commands_in(text))
        there = (configurations.DEPLOY / name).read_text(encoding="utf-8").splitlines()
        untouched = [line for line in commands_in("\n".join(there)).splitlines() if not EXAMPLES.search(line)]
        missing = [line for line in untouched if line not in text.splitlines()]
        # Ports, and where it logs.
        assert not [line for line in missing if not re.search(r"listen|\$host|access_log", line)]
    assert "server 127.0.0.1:5004 max_fails" in nginx
    assert "host=127.0.0.1 port=5001 dbname=" in pgbouncer
    assert "listen_port = 5006" in pgbouncer


def test_web_nodes_come_by_the_pooler() -> None:
    variables = configurations.web_node(pooler_port=5006)

    assert variables["HOST"] == "127.0.0.1"
    assert variables["DATABASE_URL"].endswith("@127.0.0.1:5006/prep?disable_server_side_cursors=true")


def test_a_place_that_deploy_has_no_more_is_noticed() -> None:
    with pytest.raises(ValueError, match=r"deploy/nginx\.conf says '10\.9\.9\.9' no more"):
        configurations.rendered("nginx.conf", {"10.9.9.9": "127.0.0.1"})


def test_what_is_missing_is_told_in_one_sentence() -> None:
    assert find("true")
    with pytest.raises(MissingError, match=r"^absent-a and absent-b are missing here; .* absent-a absent-b$"):
        find("absent-a", "true", "absent-b")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Of two processes, one the child of the other; its log has the child's number at each start."""
    service = Service("pair", tmp_path, [sys.executable, "-c", PARENT])
    service.start()
    try:
        yield service
    finally:
        service.tell_to_end()
        service.wait()


def children(service: Service, count: int) -> list[int]:
    """The numbers of the children so far, once there are so many."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        numbers = service.log.read_text().split() if service.log.exists() else []
        if len(numbers) >= count:
            return [int(number) for number in numbers]
        time.sleep(0.05)
    pytest.fail("the service did not start")


def is_there(number: int) -> bool:
    """One that has ended and that nobody has asked after yet isn't."""
    return psutil.pid_exists(number) and psutil.Process(number).status() != psutil.STATUS_ZOMBIE


def has_gone(number: int) -> bool:
    """Within a moment."""
    deadline = time.monotonic() + PATIENCE
    while is_there(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_there(number)


def test_a_service_that_is_killed_is_started_again_without_leftovers(service: Service) -> None:
    [first] = children(service, 1)
    service.kill()
    _, second = children(service, 2)

    assert has_gone(first)
    assert service.is_up()
    assert is_there(second)


def test_a_service_that_is_told_to_end_ends_with_its_children(service: Service) -> None:
    [child] = children(service, 1)
    service.tell_to_end()
    service.wait()

    assert not service.is_up()
    assert has_gone(child)


def test_a_part_that_does_not_come_back_is_wrong(tmp_path: Path) -> None:
    @contextmanager
    def without_it(scene: Scene) -> Iterator[Scene]:
        raise WrongError("node-1 did not come up")
        yield scene

    scene = Scene(tmp_path, Database(tmp_path), Site(tmp_path, "postgres://"), [])

    outcome = try_fault("kill-node-1", Fault(FAULTS["kill-node-1"].strike, without_it), scene)

    assert outcome.found.wrongs == ["node-1 did not come up"]
    assert verdict([outcome]) == 1
