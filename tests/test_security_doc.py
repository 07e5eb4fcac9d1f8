"""docs/security.md: every requirement of ASVS 5.0.0, levels 1 and 2, has its place, and every test that is
named is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")

LEVELS = """
1.1 22  1.2 1111122223  1.3 112222222223  1.4 222  1.5 123
2.1 122  2.2 112  2.3 12223  2.4 23
3.1 3  3.2 113  3.3 12223  3.4 11222233  3.5 11122333  3.6 3  3.7 22333
4.1 12233  4.2 23333  4.3 22  4.4 1222
5.1 2  5.2 112333  5.3 113  5.4 222
6.1 122  6.2 111111112222  6.3 11223333  6.4 112233  6.5 22222333  6.6 2223  6.7 33  6.8 2222
7.1 222  7.2 1111  7.3 22  7.4 11222  7.5 223  7.6 22
8.1 1233  8.2 1123  8.3 133  8.4 23
9.1 111  9.2 1222
10.1 22  10.2 223  10.3 22223  10.4 1111122222233333  10.5 22222  10.6 22  10.7 222
11.1 2233  11.2 22233  11.3 11233  11.4 1222  11.5 23  11.6 23  11.7 33
12.1 12233  12.2 11  12.3 22223
13.1 2333  13.2 222223  13.3 2233  13.4 1222233
14.1 22  14.2 12223333  14.3 122
15.1 12233  15.2 12233  15.3 1222222  15.4 3333
16.1 2  16.2 22222  16.3 2222  16.4 222  16.5 2223
17.1 23  17.2 22223333  17.3 22
"""
"""Of each section the levels of its requirements, in their order; from the standard's own table."""
WITHOUT_ROWS = ("10.", "17.")

_sections = re.findall(r"(\d+\.\d+) (\d+)", LEVELS)
LEVEL = {f"{section}.{n}": int(level) for section, levels in _sections for n, level in enumerate(levels, 1)}
ROWS = re.findall(r"^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \|", DOC, re.MULTILINE)
NAMED = [number for row in ROWS for number in row.split(", ")]
FURTHER = re.findall(r"\d+\.\d+\.\d+", DOC.partition("### Beyond level 2")[2].partition("###")[0])


def test_the_standard_is_known_as_it_was_published() -> None:
    """So many requirements have levels 1, 2 and 3."""
    assert [list(LEVEL.values()).count(level) for level in (1, 2, 3)] == [70, 183, 92]


def test_each_requirement_of_levels_1_and_2_stands_in_one_row() -> None:
    asked = {number for number, level in LEVEL.items() if level < 3 and not number.startswith(WITHOUT_ROWS)}
    assert set(NAMED) == asked
    assert len(NAMED) == len(asked)


def test_what_is_beyond_is_of_level_3() -> None:
    assert {LEVEL[number] for number in FURTHER} == {3}


@pytest.mark.parametrize("test", sorted(set(re.findall(r"`(tests/[^`]+)`", DOC))))
def test_tests_that_are_named_are_there(test: str) -> None:
    assert (ROOT / test).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)", DOC))))
def test_links_lead_to_files(target: str) -> None:
    assert (ROOT / "docs" / target).is_file()
