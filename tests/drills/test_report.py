"""What the drill says in the end, and with which exit status."""

from __future__ import annotations

import subprocess
import sys

import pytest

from drills.checks import Found
from drills.load import Outcome
from drills.report import COLUMNS, row
from drills.running import verdict
from interviewprep.paths import BASE_DIR


def test_nothing_wrong_is_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict([Outcome("kill-worker", Found(acknowledged=3, stored=3))]) == 0
    assert capsys.readouterr().out == "\nEvery acknowledged answer is there, once.\n"


def test_what_is_wrong_is_said_once_and_is_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict([Outcome("kill-worker", Found(wrongs=["1 is lost", "1 is lost"]))]) == 1
    assert capsys.readouterr().out == "\nWRONG in kill-worker: 1 is lost\nSomething is wrong.\n"


def test_losses_of_a_proof_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict([Outcome("synchronous-commit-off", Found(lost=4, wrongs=["4 are lost"]))]) == 0
    assert "4 lost answers were found, as they must be" in capsys.readouterr().out


def test_a_proof_that_finds_nothing_is_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict([Outcome("turns-unprotected")]) == 1
    assert "should lead to doubles, and none were found" in capsys.readouterr().out


def test_a_skipped_fault_says_why_in_its_row() -> None:
    line = row(Outcome("disk-full", skipped="it takes root"))

    assert "| disk-full | skipped: it takes root |" in line
    assert line.count("|") == len(COLUMNS) + 1


def test_an_unknown_fault_is_refused_with_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "drills", "flood"], cwd=BASE_DIR, capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "there is no fault flood; there are kill-worker, " in done.stderr
