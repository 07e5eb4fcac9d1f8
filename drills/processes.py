"""Processes that may end at any moment, as those of a server's connections do."""

from __future__ import annotations

import psutil


def command_line(process: psutil.Process) -> list[str]:
    """Of one that has ended meanwhile it is empty."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []
