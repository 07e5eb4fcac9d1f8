"""The job worker: what takes long is done here and not in a request."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app

from interviewprep.job_worker import STALLED_AFTER
from interviewprep.preparing import check_key_is_shared, check_prepared, check_unpooled
from quiz.tasks import MAIL

logger = logging.getLogger(__name__)

PATIENCE = 8.0
"""Seconds that jobs have to put themselves down; one that hasn't by then is taken up again as if killed."""


class Command(BaseCommand):
    help = "Do the jobs of the queue until Ctrl-C or SIGTERM. `make run` has a worker beside the web server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-stdin-ends", action="store_true", help="Stop when standard input ends, as a pipe does."
        )

    def handle(self, *args: object, **options: Any) -> None:
        check_unpooled()
        if not options["until_stdin_ends"]:  # else it has the VAR_DIR of the server beside it
            check_key_is_shared()
        check_prepared()
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            asyncio.run(_work(until_stdin_ends=options["until_stdin_ends"]))


async def _work(*, until_stdin_ends: bool) -> None:
    """A job that is under way at the end puts itself down after its step, and is taken up again.

    Mail has a worker of its own, since a code to sign up with can't wait until long jobs are done.
    """
    stop = _stop_event(until_stdin_ends=until_stdin_ends)
    async with app.open_async():
        workers = [_worker(concurrency=2), _worker(concurrency=1, queues=[MAIL])]
        tasks = [asyncio.create_task(each) for each in (*workers, _take_up_again(), stop.wait())]
        done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in others:
            task.cancel()
        await asyncio.wait(others, timeout=PATIENCE)
        if not stop.is_set():
            # One that has lost the database ends by itself, some well. Whoever watches starts it again.
            for task in done:
                logger.error("A worker ended without being told to.", exc_info=task.exception())
            sys.exit(1)
        if not all(task.done() for task in others):
            os._exit(1)


def _worker(**options: Any) -> Coroutine[Any, Any, None]:
    return app.run_worker_async(
        name=f"worker {os.getpid()}",
        shutdown_graceful_timeout=0,
        delete_jobs="successful",
        update_heartbeat_interval=STALLED_AFTER / 4,
        stalled_worker_timeout=STALLED_AFTER,
        install_signal_handlers=False,
        **options,
    )


def _stop_event(*, until_stdin_ends: bool) -> asyncio.Event:
    """Is set by the signals that say stop, and by the end of standard input if that is asked for."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if until_stdin_ends:
        Thread(target=_wait_for_stdin, args=(loop, stop), daemon=True).start()
    return stop


def _wait_for_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Not by sys.stdin, whose lock Python wants at its end."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    with suppress(RuntimeError):  # the loop has ended before
        loop.call_soon_threadsafe(stop.set)


async def _take_up_again() -> None:
    """Queue the jobs of workers that are gone once more."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
            await app.job_manager.retry_job(job)
        await asyncio.sleep(STALLED_AFTER / 4)
