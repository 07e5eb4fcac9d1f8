"""Where the processes of one server count: in files that they share, for the metrics to add up.

Apart from interviewprep.measures, since prometheus_client asks for the directory when it is imported.
"""

import os
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share_counts(directory: Path) -> None:
    """Count there, in this process and those that it starts."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[VARIABLE] = str(directory)


def forget_counts() -> None:
    """Begin anew, without the files of processes before; for the one that has the port.

    While a server runs, the files of its dead workers stay: what they counted did happen.
    """
    mine = f"_{os.getpid()}.db"
    for file in Path(os.environ[VARIABLE]).glob("*.db"):
        if not file.name.endswith(mine):
            file.unlink(missing_ok=True)
