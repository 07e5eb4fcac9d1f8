"""Words quoted from an answer, found in it again."""

import re
from collections.abc import Mapping

_AROUND = " \t\n\"“”‘’'.,;:!?…"
"""What stands around a quotation and isn't quoted."""

_APOSTROPHES = "['’‘]"


def quoted(quote: str, parts: Mapping[str, str]) -> str | None:
    """The words as one of the `parts` of an answer has them, whole and in a row; None if none does.

    Case, white space, and what the quotation stands in don't matter.
    """
    words = quote.strip(_AROUND).split()
    if not words:
        return None
    row = r"\s+".join(map(_written, words))
    pattern = re.compile(rf"(?<!\w){row}(?!\w)", re.IGNORECASE)
    found = filter(None, map(pattern.search, parts.values()))
    return next((match[0] for match in found), None)


def _written(word: str) -> str:
    return re.sub(_APOSTROPHES, _APOSTROPHES, re.escape(word))
