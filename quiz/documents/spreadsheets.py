"""CSV that is safe to open in a spreadsheet, and read back as it was.

A spreadsheet calculates a cell that begins like a formula, whoever wrote it; OWASP calls that CSV injection.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""By which spreadsheets know that a file is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, in some languages with full-width signs."""
_AT_ONCE = 64 * 1024
"""Characters of a piece of a file, about."""


def harmless(text: str) -> str:
    """An apostrophe before what a spreadsheet would calculate, and before what looks like that."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def bare(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


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
