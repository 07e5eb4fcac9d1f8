"""`manage.py serve --pages-only`, whose database may be behind a pooler, and what refuses a pooler."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from interviewprep.embedded import running
from interviewprep.postgres import DATABASE, USER, Server
from tests.interviewprep.conftest import Manage
from tests.interviewprep.test_serve import end, refusal, wait_until_it_serves


@pytest.fixture
def pooled(used_var_dir: Path) -> Iterator[str]:
    """A URL that says that it leads through a pooler."""
    with running(Server(used_var_dir)):
        host = quote(str(Server(used_var_dir).socket_dir))
        yield f"postgres://{USER}@/{DATABASE}?host={host}&disable_server_side_cursors=true"


def test_it_serves_without_a_worker(
    manage: Manage, used_var_dir: Path, pooled: str, unused_port: str
) -> None:
    variables = {"PORT": unused_port, "DATABASE_URL": pooled, "SECRET_KEY": "theirs"}
    process = manage(used_var_dir, "serve", "--pages-only", **variables)
    wait_until_it_serves(process, unused_port)

    with urllib.request.urlopen(f"http://127.0.0.1:{unused_port}/accounts/login/") as response:
        assert response.status == 200
    family = psutil.Process(process.pid).children(recursive=True)
    assert not any("interviewprep.job_worker" in one.cmdline() or "work" in one.cmdline() for one in family)
    assert end(process) == (0, "")


def test_it_prepares_nothing(manage: Manage, var_dir: Path, unused_port: str) -> None:
    line = refusal(manage(var_dir, "serve", "--pages-only", PORT=unused_port))

    assert "run make setup first" in line


ELSEWHERE = "postgres://prep@nowhere.invalid/prep"
PAGES, JOBS, JOBS_BESIDE_PAGES = ("serve", "--pages-only"), ("work",), ("work", "--until-stdin-ends")


@pytest.mark.parametrize("command", [PAGES, JOBS])
def test_one_of_several_machines_makes_no_key_of_its_own(
    manage: Manage, used_var_dir: Path, unused_port: str, command: tuple[str, ...]
) -> None:
    line = refusal(manage(used_var_dir, *command, PORT=unused_port, DATABASE_URL=ELSEWHERE))

    assert "SECRET_KEY must be set" in line


def test_nor_does_one_behind_a_pooler_of_its_own(
    manage: Manage, used_var_dir: Path, unused_port: str, pooled: str
) -> None:
    line = refusal(manage(used_var_dir, *PAGES, PORT=unused_port, DATABASE_URL=pooled))

    assert "SECRET_KEY must be set" in line


@pytest.mark.parametrize(
    ("command", "key"), [(PAGES, "theirs"), (JOBS, "theirs"), (JOBS_BESIDE_PAGES, ""), (("serve",), "")]
)
def test_one_that_has_the_key_or_is_alone_goes_on_to_the_database(
    manage: Manage, used_var_dir: Path, unused_port: str, command: tuple[str, ...], key: str
) -> None:
    variables = {"PORT": unused_port, "DATABASE_URL": ELSEWHERE, "SECRET_KEY": key}
    line = refusal(manage(used_var_dir, *command, **variables))

    assert "the database prep at nowhere.invalid cannot be used" in line


@pytest.mark.parametrize("command", ["setup", "serve", "work"])
def test_what_needs_a_session_refuses_a_pooler(
    manage: Manage, used_var_dir: Path, pooled: str, unused_port: str, command: str
) -> None:
    line = refusal(manage(used_var_dir, command, PORT=unused_port, DATABASE_URL=pooled))

    assert "it leads through a pooler" in line
