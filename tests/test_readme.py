"""What the README points to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_links_lead_to_files(target: str) -> None:
    assert (ROOT / target).is_file()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z-]+)", README))))
def test_commands_are_targets_of_the_makefile(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"^\| `([A-Z_]+)`", README, re.MULTILINE))))
def test_settings_are_read_somewhere(variable: str) -> None:
    sources = [*(ROOT / "interviewprep").glob("*.py"), ROOT / "tests" / "settings.py"]
    assert any(variable in source.read_text(encoding="utf-8") for source in sources)
