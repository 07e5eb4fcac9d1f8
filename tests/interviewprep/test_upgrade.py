"""Data of another major version of PostgreSQL: what the refusal says to do is done, word by word."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

from interviewprep.backup_files import backups_in
from tests.interviewprep.conftest import Manage
from tests.interviewprep.test_serve import refusal

PATIENCE = 120
"""Seconds for each command, however busy the machine."""


def test_the_way_that_the_refusal_tells_leads_to_the_new_version(
    manage: Manage, var_dir: Path, tmp_path: Path
) -> None:
    assert manage(var_dir, "migrate", "--verbosity=0").wait(PATIENCE) == 0
    account = ["--noinput", "--email=edda@example.org", "--name=Edda"]
    variables = {"DJANGO_SUPERUSER_PASSWORD": "long enough 1"}
    assert manage(var_dir, "createsuperuser", *account, **variables).wait(PATIENCE) == 0
    assert manage(var_dir, "backup", str(tmp_path)).wait(PATIENCE) == 0
    [backup] = backups_in(tmp_path)
    assert backup.read().rows["public.quiz_user"] == 1
    (var_dir / "postgres" / "PG_VERSION").write_text("17\n")

    line = refusal(manage(var_dir, "setup"))

    told = re.search(r"then here: (mv .*) && \.venv/bin/python manage\.py (restore) DIR/NAME\.dump$", line)
    assert told is not None
    subprocess.run(shlex.split(told[1]), check=True)
    restoring = manage(var_dir, told[2], str(backup.dump))
    said, errors = restoring.communicate(timeout=PATIENCE)
    assert (restoring.returncode, errors) == (0, "")
    assert "every table has the rows of the backup" in said
    assert (var_dir / "postgres.17").is_dir()


def test_a_backup_is_refused_while_the_data_is_of_another_version(
    manage: Manage, var_dir: Path, tmp_path: Path
) -> None:
    (var_dir / "postgres").mkdir(parents=True)
    (var_dir / "postgres" / "PG_VERSION").write_text("19\n")

    assert "made by PostgreSQL 19" in refusal(manage(var_dir, "backup", str(tmp_path)))
    assert list(tmp_path.iterdir()) == []
