"""How log lines are written: without what people wrote, and short where the fault is the sender's."""

import logging
import re

# PostgreSQL's detail of a broken constraint quotes the row, somebody's response included. It ends a
# traceback, or the part of one before the next exception.
ROW_DETAIL = re.compile(
    r"^DETAIL:.*?(?=\n\n(?:The above exception|During handling of the above)|\Z)", re.DOTALL | re.MULTILINE
)

# Procrastinate writes a job with its arguments, task[7](name='value', ...), which may be a whole mail. Line
# ends in them are escaped.
JOB_ARGUMENTS = re.compile(r"(\[\d+\])\(.*\)")


class DiscreetFormatter(logging.Formatter):
    """Leaves out the rows that database errors quote, and the arguments of jobs."""

    def format(self, record: logging.LogRecord) -> str:
        text = ROW_DETAIL.sub("(detail left out)", super().format(record))
        return JOB_ARGUMENTS.sub(r"\1", text) if record.name.startswith("procrastinate") else text


class RefusedInOneLine(logging.Filter):
    """Keeps the traceback out of what says that Django refused a request (django.security.*)."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = None
        return True
