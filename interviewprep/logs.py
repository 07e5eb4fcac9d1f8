"""How log lines are written: without what people wrote, and short where the fault isn't the program's."""

import json
import logging
import os
import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from gunicorn import glogging

from interviewprep.database import why_away
from interviewprep.request_ids import current_request_id

LEFT_OUT = [
    # PostgreSQL's detail of a broken constraint quotes the row, somebody's response included, and an error
    # in a statement quotes that. It ends a traceback, or the part of one before the next exception.
    (
        re.compile(
            r"^(?:DETAIL|LINE \d+):.*?(?=\n\n(?:The above exception|During handling of the above)|\Z)",
            re.DOTALL | re.MULTILINE,
        ),
        "(detail left out)",
    ),
    # So does what it can't read.
    (re.compile(r"(invalid input (?:syntax|value) for [^:\n]+): .*"), r"\1"),
    # Whoever has one of these addresses may join, read, or set a password. The end of such a path is the key.
    (re.compile(r"(/(?:join|shared|confirm-email|reset/key)/)(?!done/)[^/\s'\"?]+"), r"\1(key left out)"),
]

# Procrastinate writes a job with its arguments, task[7](name='value', ...), which may be a whole mail. Line
# ends in them are escaped.
JOB_ARGUMENTS = re.compile(r"(\[\d+\])\(.*\)")


class DiscreetFormatter(logging.Formatter):
    """Leaves out what database errors quote, addresses that are secrets, and the arguments of jobs."""

    def format(self, record: logging.LogRecord) -> str:
        return _discreet(record, super().format(record))


class JsonFormatter(logging.Formatter):
    """One object a line, with these keys alone: a record may carry a whole request besides."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": current_request_id(),
            "message": _discreet(record, record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = _discreet(record, self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def last_words(text: str) -> str:
    """What a program that can't start says, as its log would; settings may not be there."""
    if os.environ.get("LOG_FORMAT") != "json":
        return text
    return JsonFormatter().format(logging.LogRecord(__name__, logging.CRITICAL, "", 0, text, None, None))


def _discreet(record: logging.LogRecord, text: str) -> str:
    for pattern, instead in LEFT_OUT:
        text = pattern.sub(instead, text)
    return JOB_ARGUMENTS.sub(r"\1", text) if record.name.startswith("procrastinate") else text


class WithRequestId(logging.Filter):
    """Gives the record the id of the request that is being answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True


class InOneLine(logging.Filter):
    """Keeps the traceback out of what isn't our fault.

    That is what Django refused (django.security.*), and pages that the database was away for; why it was is
    said instead.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        why = why_away(record.exc_info[1]) if record.exc_info else ""
        if why and record.name.startswith("django."):
            record.msg, record.args = f"{record.getMessage()} ({why})", ()
            record.exc_info = None
        elif record.name.startswith("django.security."):
            record.exc_info = None
        return True


class ServerLogger(glogging.Logger):
    """gunicorn's own lines, which quote requests that can't be read: as discreet, and in the same form."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        plain = DiscreetFormatter(self.error_fmt, self.datefmt)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter() if settings.LOG_FORMAT == "json" else plain)
