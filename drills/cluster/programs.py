"""What is not Python's, and comes from the system: nginx, PgBouncer, Redis."""

from __future__ import annotations

import os
import shutil

PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
"""Not everybody has the last two on the PATH."""


class MissingError(Exception):
    """Its message is one sentence that says what to install."""


def path_of(program: str) -> str | None:
    return shutil.which(program, path=PLACES)


def find(*programs: str) -> list[str]:
    """Where each of them is. Raises MissingError."""
    found = {program: path_of(program) for program in programs}
    if missing := [program for program, path in found.items() if not path]:
        verb = "is" if len(missing) == 1 else "are"
        raise MissingError(
            f"{' and '.join(missing)} {verb} missing here; "
            f"on Debian and Ubuntu: apt-get install {' '.join(missing)}"
        )
    return [path for path in found.values() if path]
