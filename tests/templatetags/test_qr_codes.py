"""QR codes as SVG that the content security policy lets through."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import segno

from quiz.templatetags.qr_codes import qr_code

ADDRESS = f"https://prep.example.org/join/{'x' * 43}/"


def dark_modules(path: str) -> set[tuple[int, int]]:
    """Columns and rows that the runs of a path cover."""
    dark: set[tuple[int, int]] = set()
    x = y = 0.0
    for command, arguments in re.findall(r"([Mmh])([^Mmh]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", arguments)]
        if command == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(numbers[0]))}
            x += numbers[0]
        else:
            base = (0.0, 0.0) if command == "M" else (x, y)
            x, y = base[0] + numbers[0], base[1] + numbers[1]
    return dark


def test_a_code_is_drawn_whole_within_its_margin() -> None:
    (path,) = re.findall(r' d="([^"]+)"', qr_code(ADDRESS))
    matrix = segno.make(ADDRESS, error="m", boost_error=False).matrix
    expected = {(x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert dark_modules(path) == expected


def test_nothing_in_it_is_inline_style_or_comes_from_elsewhere() -> None:
    svg = qr_code(ADDRESS)
    ElementTree.fromstring(svg)
    assert not re.findall(r"style|href|url\(|<script|data:", svg)


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "Ünï ☕"])
def test_whatever_the_text_is_it_is_only_drawn(text: str) -> None:
    assert "script" not in qr_code(text)
