"""How log lines are written: without what people wrote, and short where the fault is the sender's."""

import logging
import re
from typing import Any

from gunicorn import glogging

# PostgreSQL's detail of a broken constraint quotes the row, somebody's response included. It ends a
# traceback, or the part of one before the next exception.
ROW_DETAIL = re.compile(
    r"^DETAIL:.*?(?=\n\n(?:The above exception|During handling of the above)|\Z)", re.DOTALL | re.MULTILINE
)

# Procrastinate writes a job with its arguments, task[7](name='value', ...), which may be a whole mail. Line
# ends in them are escaped.
JOB_ARGUMENTS = re.compile(r"(\[\d+\])\(.*\)")

# Whoever has one of these addresses has what it opens. The end of such a path is the key.
KEY_IN_PATH = re.compile(r"(/(?:join|shared|accounts/password/reset/key|accounts/confirm-email)/)[^/\s'\"?]+")


class DiscreetFormatter(logging.Formatter):
    """Leaves out the rows that database errors quote, keys in addresses, and the arguments of jobs."""

    def format(self, record: logging.LogRecord) -> str:
        text = ROW_DETAIL.sub("(detail left out)", super().format(record))
        text = KEY_IN_PATH.sub(r"\1(key left out)", text)
        return JOB_ARGUMENTS.sub(r"\1", text) if record.name.startswith("procrastinate") else text


class RefusedInOneLine(logging.Filter):
    """Keeps the traceback out of what says that Django refused a request (django.security.*)."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = None
        return True


class ServerLogger(glogging.Logger):
    """gunicorn's own lines, which quote requests that can't be read, are as discreet."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(DiscreetFormatter(self.error_fmt, self.datefmt))
