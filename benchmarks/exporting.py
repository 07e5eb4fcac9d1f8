"""An export in a process of its own, which tells how much memory it took."""

from __future__ import annotations

import json
import time

import psutil
from django.test import Client

from quiz.models import User


def main(lead: int, path: str) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=lead))
    client.get("/scoring/")
    before, begun = memory(), time.perf_counter()
    peak, size = before, 0
    for number, piece in enumerate(client.get(path)):
        size += len(piece)
        if number % 50 == 0:
            peak = max(peak, memory())
    found = {"bytes": size, "seconds": time.perf_counter() - begun, "before": before, "peak": peak}
    print(json.dumps(found))


def memory() -> float:
    """Of this process, in MB. The system's own high-water mark has that of the parent in it."""
    return float(psutil.Process().memory_info().rss) / 1e6
