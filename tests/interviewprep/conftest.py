"""A place and an environment for programs that are started the way a person starts them."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

Manage = Callable[..., "subprocess.Popen[str]"]


def start_manage(var_dir: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """`manage.py` with the embedded server in `var_dir`; keywords are environment variables."""
    environment = {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "interviewprep.settings"}
    return subprocess.Popen(
        [sys.executable, PROJECT / "manage.py", *arguments],
        env=os.environ | {"VAR_DIR": str(var_dir)} | environment | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def var_dir() -> Iterator[Path]:
    """Does not exist yet, and has a space in its name. Short, unlike pytest's own: a socket has to fit."""
    with tempfile.TemporaryDirectory(prefix="prep ") as directory:
        yield Path(directory).resolve() / "var"


@pytest.fixture(scope="session")
def used_var_dir() -> Iterator[Path]:
    """One that was set up, for tests that leave it as they found it: whole, with no server running."""
    with tempfile.TemporaryDirectory(prefix="prep ") as directory:
        path = Path(directory).resolve() / "var"
        with start_manage(path, "setup") as setup:
            assert setup.wait(180) == 0
        yield path


@pytest.fixture
def unused_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


@pytest.fixture
def manage() -> Iterator[Manage]:
    """As start_manage; whatever still runs is killed in the end."""
    started: list[subprocess.Popen[str]] = []

    def start(var_dir: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
        started.append(start_manage(var_dir, *arguments, **variables))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
