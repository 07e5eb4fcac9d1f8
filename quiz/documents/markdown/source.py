"""The lines of a document as they are written, for answers."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from quiz.documents.html import without_ends
from quiz.documents.markdown.block import Block

_QUOTE = re.compile(r" {0,3}> ?")


def written(blocks: Iterable[Block], lines: Sequence[str]) -> str:
    """Return what the blocks say, as it is written, without the indentation and quoting they share.

    The label that it begins with is left out, and the ends of tags that began before.
    """
    parts: list[tuple[bool, str]] = []
    place = None
    is_whole = False
    for block in blocks:
        if parts and place is not None and block.start > place:
            parts.append((True, ""))
        is_said_on = block.label is not None and any(text for _, text in parts)
        said = list(_lines(block, lines, with_label=is_said_on))
        is_said = is_whole and block.said is None and place is not None and block.start < place
        parts += said[1:] if is_said else said
        place, is_whole = block.end, block.said is None
    return without_ends(_dedented(parts))


def _lines(block: Block, lines: Sequence[str], *, with_label: bool) -> Iterator[tuple[bool, str]]:
    """The lines of a block, and whether each stands in the document so."""
    if block.said is not None:
        yield from ((False, line) for line in block.said.split("\n"))
        return
    head = None if with_label else block.head
    if head:
        yield False, head
    yield from ((True, line) for line in lines[block.start + (head is not None) : block.end])


def _dedented(parts: list[tuple[bool, str]]) -> str:
    own = [line for is_own, line in parts if is_own]
    while any(map(str.strip, own)) and all(_QUOTE.match(line) for line in own if line.strip()):
        own = [_QUOTE.sub("", line, count=1) for line in own]
    dedented = iter(textwrap.dedent("\n".join(own)).split("\n"))
    return "\n".join(next(dedented) if is_own else line for is_own, line in parts).strip("\n").rstrip()
