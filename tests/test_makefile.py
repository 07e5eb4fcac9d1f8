"""The commands of the project keep out of each other's way."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = """#!/bin/sh
echo "$COVERAGE_FILE" >> seen
test -z "$COVERAGE_FILE" || : > "$COVERAGE_FILE.found"
"""


def test_runs_of_the_tests_in_one_clone_keep_what_they_covered_apart(tmp_path: Path) -> None:
    """With a Python that only notes where it is to be kept."""
    clone = tmp_path / "a clone"
    (clone / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", clone)
    for name in ("requirements.txt", ".venv/.stamp", "requirements-dev.txt", ".venv/.dev-stamp"):
        (clone / name).touch()
    python = clone / ".venv" / "bin" / "python"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o700)
    given = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "COVERAGE"))}
    for _ in range(2):
        subprocess.run(["make", "tests"], cwd=clone, env=given, check=True)
    files = {Path(line) for line in (clone / "seen").read_text(encoding="utf-8").splitlines() if line}
    assert len(files) == 2
    assert not any(file.parent.exists() for file in files), "what isn't needed any more is left"
