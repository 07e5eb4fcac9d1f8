"""What commands that read JSON Lines and write JSON Lines have in common."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from django.core.management.base import BaseCommand, CommandError

from interviewprep.preparing import check_prepared


class BadLineError(Exception):
    """Says in words what is wrong with a line."""


class JsonLinesCommand(BaseCommand):
    """Answers each line with one, in the same order.

    A bad line is reported by its number on standard error, the good ones are still answered, and the exit
    status is then 1. A subclass names the `fields` that each line has, and says in `answer` what goes out.
    """

    fields: ClassVar[tuple[str, ...]]
    refusal: ClassVar[dict[str, Any] | None] = None
    """What goes out for a bad line, where lines have no other name than their place."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="JSON Lines; standard input if left out")

    def prepare(self) -> None:
        """Fetch what all lines need."""

    def answer(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return what goes out for a line that has all fields, `text` being a string. Raises BadLineError."""
        raise NotImplementedError

    def handle(self, *args: Any, file: str | None = None, **options: Any) -> None:
        check_prepared()
        self.prepare()
        try:
            bad = self._answer_lines(file)
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has read enough. What is left goes nowhere, or Python would complain at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(128 + signal.SIGPIPE)
        if bad:
            raise CommandError(f"Bad lines: {bad}.")

    def _answer_lines(self, file: str | None) -> int:
        """Write a line for each line that can be answered; return how many can't."""
        bad = 0
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            try:
                self.stdout.write(json.dumps(self.answer(_row(line, self.fields))))
            except BadLineError as error:
                bad += 1
                self.stderr.write(f"line {number}: {error}")
                if self.refusal is not None:
                    self.stdout.write(json.dumps(self.refusal | {"lacking": str(error)}))
        return bad


def _lines(file: str | None) -> Iterable[bytes]:
    """Yield the lines of the file; raises CommandError if it can't be read."""
    try:
        lines = Path(file).read_bytes().splitlines() if file else sys.stdin.buffer
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from error
    yield from lines


def _row(line: bytes, fields: Iterable[str]) -> dict[str, Any]:
    """Read a line. Raises BadLineError."""
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadLineError(f"not JSON in UTF-8 ({error})") from error
    except ValueError as error:
        raise BadLineError("has a number that is too large") from error
    if not isinstance(row, dict):
        raise BadLineError("not a JSON object")
    missing = [name for name in fields if name not in row]
    if missing:
        raise BadLineError(f"has no {' and no '.join(missing)}")
    if not isinstance(row["text"], str):
        raise BadLineError("text is not a string")
    return row


def _refuse(constant: str) -> NoReturn:
    raise BadLineError(f"not JSON ({constant} is none of its numbers)")


def _finite(digits: str) -> float:
    """What Python reads as infinite can't be written as JSON again. Raises ValueError."""
    number = float(digits)
    if not isfinite(number):
        raise ValueError
    return number
