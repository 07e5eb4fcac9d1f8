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
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "'=1", "''@x", '=cmd|"/c calc"!A1'],
)
def test_what_would_be_calculated_has_an_apostrophe_before_it(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("well;=1+1", "well;'=1+1"),
        ("see\t+2", "see\t'+2"),
        ("first\n- second\r\n- third", "first\n'- second\r\n'- third"),
        ("\n=1", "'\n'=1"),
        ("x;'=1", "x;''=1"),
    ],
)
def test_so_has_what_would_be_calculated_where_a_cell_is_split(text: str, expected: str) -> None:
    assert harmless(text) == expected
    assert bare(expected) == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_begins_like_a_formula_however_a_row_is_split(delimiter: str) -> None:
    row = ["well;=1+1", "well\n=1+1 and so", 'see "\t=2+2";@x', "=3"]
    text = "".join(csv_pieces([row])).removeprefix(BOM)
    cells = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", ["", "plain", "1 = 1", "'quoted'", "a-b", "  x", "one; two", "a\nb"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(alphabet="'=+-@\t\r\n;ab ＝"))
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
