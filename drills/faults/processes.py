"""Faults of the site's own processes."""

from __future__ import annotations

import random
import time

from drills.scenes import Scene


def kill_web_workers(scene: Scene) -> None:
    """SIGKILL to one web worker after the other, a second apart."""
    for _ in range(3):
        random.choice(scene.site.web_workers()).kill()
        time.sleep(1)


def kill_server(scene: Scene) -> None:
    """SIGKILL to the whole web server; the drill starts it again, as systemd would."""
    scene.site.kill()
    scene.site.start()


def kill_job_worker(scene: Scene) -> None:
    for process in scene.site.job_workers():
        process.kill()
