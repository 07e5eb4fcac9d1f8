"""What a spreadsheet would calculate comes out as text, and comes in again as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.documents.spreadsheets import BOM, bare, csv_pieces, harmless


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''@x", '=cmd|"/c calc"!A1'],
)
def test_what_would_be_calculated_has_an_apostrophe_before_it(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "1 = 1", "'quoted'", "a-b", "  x"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(alphabet="'=+-@\t\r\nab ＝"))
def test_it_comes_in_again_as_it_was(text: str) -> None:
    assert bare(harmless(text)) == text


def test_rows_are_written_in_pieces_with_one_bom() -> None:
    rows = [("name", "score"), *(("=x" * 50, number) for number in range(2000))]
    pieces = list(csv_pieces(rows))
    assert len(pieces) > 2
    text = "".join(pieces)
    assert text.count(BOM) == 1
    read = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
    assert len(read) == 2001
    assert read[-1] == ["'" + "=x" * 50, "1999"]
