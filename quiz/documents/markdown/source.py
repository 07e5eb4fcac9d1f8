"""The lines of a document as they are written, for answers."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from quiz.documents.markdown.blocks import Block

_QUOTE = re.compile(r" {0,3}> ?")


def written(blocks: Iterable[Block], lines: Sequence[str]) -> str:
    """Return what the blocks say, as it is written, without the indentation and quoting they share."""
    parts: list[tuple[bool, str]] = []
    place = None
    for block in blocks:
        if place is not None and block.start > place and parts and parts[-1][1]:
            parts.append((True, ""))
        place = block.end
        parts += [(False, line) for line in _replaced(block)]
        own = [] if block.said is not None else lines[block.start + (block.head is not None) : block.end]
        parts += [(True, line) for line in own]
    return _dedented(parts)


def _replaced(block: Block) -> list[str]:
    """What stands for lines of the block: all of them, or the first."""
    if block.said is not None:
        return block.said.split("\n")
    return [] if not block.head else [block.head]


def _dedented(parts: list[tuple[bool, str]]) -> str:
    own = [line for is_own, line in parts if is_own]
    while own and all(_QUOTE.match(line) for line in own if line.strip()) and any(map(str.strip, own)):
        own = [_QUOTE.sub("", line, count=1) for line in own]
    dedented = iter(textwrap.dedent("\n".join(own)).split("\n"))
    return "\n".join(next(dedented) if is_own else line for is_own, line in parts).strip("\n").rstrip()
