"""An export in a process of its own, which tells how much memory it took."""

from __future__ import annotations

import json
import resource
import time

import psutil
from django.test import Client

from quiz.models import User


def main(lead: int, path: str) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=lead))
    client.get("/scoring/")
    before, begun = psutil.Process().memory_info().rss, time.perf_counter()
    response = client.get(path)
    size = sum(len(piece) for piece in response)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found = {
        "bytes": size,
        "seconds": time.perf_counter() - begun,
        "before": before / 1e6,
        "peak": peak / 1e6,
    }
    print(json.dumps(found))
