"""Jobs: what takes long, done by `manage.py work`.

A job may be killed at any moment and is then taken up again, so each goes in steps that are a transaction of
their own and leave a mark of how far they came.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.management import call_command
from django.db.models import Model
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobAborted

from quiz.services import mail, retention
from quiz.services.exports import make_export
from quiz.services.imports import apply_import, read_import
from quiz.services.interviews import end_overdue_step
from quiz.services.regrades import regrade_step
from quiz.services.replays import replay_step
from quiz.services.sealed_factors import seal_all
from quiz.services.sweeping import sweep_audit_log, sweep_cache, sweep_documents

logger = logging.getLogger(__name__)

AGAIN = RetryStrategy(max_attempts=5, linear_wait=10)
"""For what failed, or was put down by a worker that had to stop; waits are in seconds."""
PATIENTLY = RetryStrategy(max_attempts=15, exponential_wait=2)
"""For what needs another server: after 2 seconds, then 4, and so on; the last wait is nine hours long, all
together eighteen."""
MAIL = "mail"
"""The queue that a worker is kept free for."""
MAIL_IS_KEPT_FOR = 72
"""Hours for which mail that could not be sent is kept: as long as the link in it would be good for."""


def is_given_up(task: str, row: Model | None, *, over: str = "finished_at") -> bool:
    """Whether `row` still waits for a job of this name, and there is none for it any more.

    The row is over once its field `over` is set.
    """
    if row is None or getattr(row, over) is not None:
        return False
    waiting = ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
    arguments = {f"{row._meta.model_name}_id": row.pk}
    if waiting.filter(task_name=f"{__name__}.{task}", args=arguments).exists():
        return False
    row.refresh_from_db(fields=[over])  # it may just have been done
    return getattr(row, over) is None


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
def read_document(import_id: int) -> None:
    read_import(import_id)


@app.task(retry=AGAIN)
def import_questions(import_id: int) -> None:
    """One transaction: it is done as a whole or not at all."""
    apply_import(import_id)


@app.task(retry=AGAIN)
def export(export_id: int) -> None:
    """One transaction likewise."""
    make_export(export_id)


@app.task(pass_context=True, queue=MAIL, retry=PATIENTLY)
def send_mail(context: JobContext, message: dict[str, Any]) -> None:
    """Send what `mail.fields_of` has kept of a message. It is deleted with the job once it is sent.

    It is sent once, as far as can be known: if the worker is killed, or the line breaks, after the mail
    server has taken the message and before that is noted, it is sent again, with the same Message-ID.
    """
    try:
        mail.send(message)
    except mail.RefusedError as error:
        logger.error("Mail %s is given up: %s", context.job.id, error)
    except mail.NotSentError as error:
        logger.warning(
            "Mail %s could not be sent, try %d: %s", context.job.id, context.job.attempts + 1, error
        )
        raise


@app.periodic(cron="*/5 * * * *")
@app.task(pass_context=True, retry=AGAIN)
def end_overdue(context: JobContext, timestamp: int) -> None:
    """Every five minutes: interviews that were left and whose time is over."""
    in_steps(context, end_overdue_step)


@app.periodic(cron="0 3 * * *")
@app.task(retry=AGAIN)
async def sweep(timestamp: int) -> None:
    """Every day: mail that could not be sent, sessions that are over, documents that have served, the audit
    log of long ago. Secrets that are sealed by an older key are sealed anew."""
    await app.job_manager.delete_old_jobs(
        MAIL_IS_KEPT_FOR, queue=MAIL, include_failed=True, include_cancelled=True, include_aborted=True
    )
    await sync_to_async(call_command)("clearsessions")
    await sync_to_async(sweep_documents)()
    await sync_to_async(sweep_cache)()
    await sync_to_async(sweep_audit_log)()
    await sync_to_async(seal_all)()


@app.periodic(cron="0 3 * * *")
@app.task(pass_context=True, retry=AGAIN)
def forget(context: JobContext, timestamp: int) -> None:
    """Every day: what is older than the settings say that it is kept."""
    steps = retention.sweep()
    in_steps(context, lambda: next(steps, False))


@app.task(retry=AGAIN)
def back_up(timestamp: int) -> None:
    call_command("backup")


if settings.DAILY_BACKUP:
    # Before the sweep, so that what it deletes can be had back for a day.
    app.periodic(cron="0 2 * * *")(back_up)
