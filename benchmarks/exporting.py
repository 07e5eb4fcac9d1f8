"""An export, or a deletion, in a process of its own, which tells how much memory it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import psutil
from django.conf import settings
from django.test import Client

from quiz.models import User
from quiz.services.accounts import delete_account
from tests.workers import database_url

CHILD = "import django; django.setup(); from benchmarks import exporting; exporting.{what}"
TOOK = "in {seconds:.1f} s, {cpu:.1f} s of its CPU, memory {before:.0f} MB before, {peak:.0f} MB at most"


def exported(person: User, path: str) -> str:
    """What an export takes."""
    return ("{bytes:,} bytes " + TOOK).format(**_said(f"export({person.pk}, {path!r})"))


def deleted(person: User) -> str:
    """What it takes to delete an account."""
    return TOOK.format(**_said(f"delete({person.pk})"))


def export(person: int, path: str) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=person))
    client.get("/scoring/")
    with _measured() as found:
        found["bytes"] = sum(len(piece) for piece in client.get(path))


def delete(person: int) -> None:
    user = User.objects.get(pk=person)
    with _measured():
        delete_account(user)


def _said(what: str) -> dict[str, Any]:
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE_URL": database_url()}
    command = [sys.executable, "-c", CHILD.format(what=what)]
    return dict(json.loads(subprocess.check_output(command, env=environ, cwd=settings.BASE_DIR)))


@contextmanager
def _measured() -> Iterator[dict[str, float]]:
    """Print seconds and memory of the block, looked at every hundredth of a second, beside what it finds."""
    ended, found = Event(), {"before": _memory()}
    found["peak"] = found["before"]

    def watch() -> None:
        while not ended.wait(0.01):
            found["peak"] = max(found["peak"], _memory())

    watcher, begun, spent = Thread(target=watch), time.perf_counter(), time.process_time()
    watcher.start()
    try:
        yield found
    finally:
        found |= {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - spent}
        ended.set()
        watcher.join()
    print(json.dumps(found))


def _memory() -> float:
    """Of this process, in MB. The system's own high-water mark has that of the parent in it."""
    return float(psutil.Process().memory_info().rss) / 1e6
