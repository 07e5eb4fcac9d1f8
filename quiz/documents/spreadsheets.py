"""CSV that is safe to open in a spreadsheet, and read back as it was.

A spreadsheet calculates a cell that begins like a formula, whoever wrote it; OWASP calls that CSV injection.
One that splits at semicolons or tabs, whatever the quotes say, finds cells within cells, so these count too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""By which spreadsheets know that a file is UTF-8."""
_SIGNS = "=+\\-@＝＋－＠"
"""What a spreadsheet takes for the beginning of a formula, in some languages with full-width signs."""
_BEGINS = rf"(?='*[{_SIGNS}\t\r\n])"
_BEGINS_WITHIN = rf"(?='*[{_SIGNS}])"
_UNMARKED = re.compile(rf"\A{_BEGINS}|(?<=[;\t\r\n]){_BEGINS_WITHIN}")
_MARKED = re.compile(rf"\A'{_BEGINS}|(?<=[;\t\r\n])'{_BEGINS_WITHIN}")
_AT_ONCE = 64 * 1024
"""Characters of a piece of a file, about."""


def harmless(text: str) -> str:
    """An apostrophe before what a spreadsheet would calculate, and before what looks like that."""
    return _UNMARKED.sub("'", text)


def bare(text: str) -> str:
    """What `harmless` was given."""
    return _MARKED.sub("", text)


def csv_pieces(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write rows as they come, in pieces, with a BOM and every text harmless."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        if file.tell() > _AT_ONCE:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()
