"""`manage.py score_answers` in a pipe whose reader has seen enough."""

import json
import signal
from pathlib import Path

import pytest

from tests.interviewprep.conftest import Manage

LINE = {"id": 1, "question": "aws-lambda/benefits", "text": "You pay per use."}


@pytest.mark.parametrize("count", [1, 500])
def test_output_that_nobody_reads_on_ends_it_quietly(
    manage: Manage, used_var_dir: Path, tmp_path: Path, count: int
) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text(f"{json.dumps(LINE)}\n" * count)
    process = manage(used_var_dir, "score_answers", str(answers), PYTHONUNBUFFERED="")
    assert process.stdout is not None
    process.stdout.close()

    assert process.wait(30) == 128 + signal.SIGPIPE
    assert process.stderr is not None
    assert process.stderr.read() == ""
