"""The job worker: what takes long is done here and not in a request."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app

from interviewprep.preparing import check_prepared

STALLED_AFTER = 20.0
"""Seconds without a sign of life after which a worker counts as gone, and its jobs are anybody's."""


class Command(BaseCommand):
    help = "Do the jobs of the queue until Ctrl-C or SIGTERM. `make run` has a worker beside the web server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-stdin-ends", action="store_true", help="Stop when standard input ends, as a pipe does."
        )

    def handle(self, *args: object, **options: Any) -> None:
        check_prepared()
        if options["until_stdin_ends"]:
            Thread(target=_stop_with_stdin, daemon=True).start()
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            asyncio.run(_work())


async def _work() -> None:
    """A job that is under way at the signal puts itself down after its step, and is taken up again."""
    async with app.open_async(), asyncio.TaskGroup() as group:
        watch = group.create_task(_take_up_again())
        await app.run_worker_async(
            name=f"worker {os.getpid()}",
            concurrency=2,
            shutdown_graceful_timeout=0,
            delete_jobs="successful",
            update_heartbeat_interval=STALLED_AFTER / 4,
            stalled_worker_timeout=STALLED_AFTER,
        )
        watch.cancel()


async def _take_up_again() -> None:
    """Queue the jobs of workers that are gone once more."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
            await app.job_manager.retry_job(job)
        await asyncio.sleep(STALLED_AFTER / 4)


def _stop_with_stdin() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
