"""Jobs: what takes long, done by `manage.py work`.

A job may be killed at any moment and is then taken up again, so each goes in steps that are a transaction of
their own and leave a mark of how far they came.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from quiz.services.exports import make_export
from quiz.services.imports import apply_import
from quiz.services.regrades import regrade_step
from quiz.services.replays import replay_step

AGAIN = RetryStrategy(max_attempts=5, linear_wait=10)
"""For what failed, or was put down by a worker that had to stop; waits are in seconds."""


def in_steps(context: JobContext, step: Callable[[], bool]) -> None:
    """Call `step` until it says that nothing is left. Raises JobAborted if the worker has to stop before."""
    while step():
        if context.should_abort():
            raise JobAborted


@app.task(pass_context=True, retry=AGAIN)
def replay(context: JobContext, replay_id: int) -> None:
    in_steps(context, partial(replay_step, replay_id))


@app.task(pass_context=True, retry=AGAIN)
def regrade(context: JobContext, regrade_id: int) -> None:
    in_steps(context, partial(regrade_step, regrade_id))


@app.task(retry=AGAIN)
def import_questions(import_id: int) -> None:
    """One transaction: it is done as a whole or not at all."""
    apply_import(import_id)


@app.task(retry=AGAIN)
def export(export_id: int) -> None:
    """One transaction likewise."""
    make_export(export_id)
