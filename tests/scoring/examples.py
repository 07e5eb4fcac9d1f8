"""The examples in a document: blocks of a phrase, and texts in which it is found or not."""

import re
from collections.abc import Iterator
from pathlib import Path


def examples(page: Path, block: str) -> Iterator[tuple[str, str, str]]:
    """The phrase, kind and text of each example line in the blocks of a name."""
    for found in re.findall(rf"```{block}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        (_, phrase), *lines = (line.split(": ", 1) for line in found.splitlines())
        yield from ((phrase, kind, text) for kind, text in lines)
