"""Tables as files to take along: all in one JSON file, or a CSV file each in an archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from quiz.documents.archives import zip_pieces
from quiz.documents.spreadsheets import csv_pieces

Row = Mapping[str, Any]
NamedTable = tuple[str, Sequence[str], Iterable[Row]]
"""Its name, its columns, and its rows by column; values as JSON has them."""


def json_of(tables: Iterable[NamedTable], units: Mapping[str, str]) -> Iterator[str]:
    """An object with a list of rows for each table, and the units of columns."""
    yield f'{{\n"units": {json.dumps(units)}'
    for name, _, rows in tables:
        yield f",\n{json.dumps(name)}: ["
        for number, row in enumerate(rows):
            yield f"{',' if number else ''}\n{json.dumps(row)}"
        yield "]"
    yield "\n}\n"


def csv_archive_of(tables: Iterable[NamedTable], units: Mapping[str, str], at: datetime) -> Iterator[bytes]:
    """A file for each table, whose header has the units; a list or an object in a cell is JSON."""
    return zip_pieces(
        ((f"{name}.csv", csv_pieces(_lines(columns, rows, units))) for name, columns, rows in tables), at
    )


def _lines(columns: Sequence[str], rows: Iterable[Row], units: Mapping[str, str]) -> Iterator[list[object]]:
    yield [f"{column} ({units[column]})" if column in units else column for column in columns]
    for row in rows:
        yield [_cell(row[column]) for column in columns]


def _cell(value: Any) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value) if isinstance(value, list | dict) else value
