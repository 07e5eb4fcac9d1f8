"""Blocks cut where one of them holds several turns: at labels, after bold words, after a question's line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, takewhile

from quiz.documents.markdown.block import Block
from quiz.documents.markdown.labels import ASK, FOLLOW_UP, REPLY, Label, label_of, whole_label
from quiz.documents.markdown.looks import asks, asks_to_explain, bold_lead, question_of
from quiz.documents.markdown.speakers import names_in
from quiz.documents.markdown.styles import MARKS, SILENT, reads_as_question
from quiz.documents.markdown.tables import rows_of

_LONGEST_LINE = 300
_REPLIED_HERE = re.compile(r"[?？؟][*_ ]*\s(?=(?:\*\*|__)?(?:A|Ans|Answer)\s*:)")
"""Where a line goes on with the answer, as in `Q: What is it? A: This.`"""


def pieces_of(blocks: list[Block]) -> list[Block]:
    """Return the blocks, cut so that each begins at most one turn, with labels on those that have one."""
    names = names_in(line for block in blocks for line in _first_lines(block))
    following = [*blocks[1:], None]
    in_tables = not any(block.kind in ("heading", "summary") and reads_as_question(block) for block in blocks)
    cut = chain.from_iterable(
        rows_of(block, with_others=in_tables) if block.kind == "table" else _turns(block, after, names)
        for block, after in zip(blocks, following, strict=False)
    )
    turns = list(_completed(cut))
    following = [*turns[1:], None]
    return list(chain.from_iterable(map(_cut, turns, following)))


def _first_lines(block: Block) -> list[str]:
    return block.text.split("\n") if block.kind in ("paragraph", "heading", "summary") else []


def _completed(turns: Iterable[Block]) -> Iterator[Block]:
    """What is asked may stand in the paragraph after its label."""
    label: Block | None = None
    for turn in turns:
        if label and turn.kind == "paragraph" and turn.label is None:
            yield replace(label, text=turn.text, end=turn.end)
            label = None
            continue
        if label and turn.kind not in SILENT:
            yield label
            label = None
        if turn.label and turn.label.role in (ASK, FOLLOW_UP) and not turn.text.strip():
            label = turn
        else:
            yield turn
    if label:
        yield label


def _turns(block: Block, following: Block | None, names: dict[str, str]) -> Iterator[Block]:
    """Cut a paragraph before each line that begins with a label or a question in bold."""
    if block.kind in ("heading", "summary"):
        yield _labelled(block, label_of(block.text, names) or whole_label(block.text))
        return
    if block.kind != "paragraph":
        yield block
        return
    lines = block.text.split("\n")
    next_lines = [*lines[1:], following.text if following else ""]
    labels = [
        None if _is_option(line, next_line) else label_of(line, names)
        for line, next_line in zip(lines, next_lines, strict=True)
    ]
    starts = sorted({0, *(place for place, line in enumerate(lines) if labels[place] or _asks_in_bold(line))})
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        last = block.end if end == len(lines) else block.start + end
        part = replace(block, start=block.start + start, end=last, text="\n".join(lines[start:end]))
        label = labels[start] or (whole_label(part.text) if end - start == 1 else None)
        yield _labelled(replace(part, opens_item=block.opens_item and not start), label)


def _asks_in_bold(line: str) -> bool:
    lead = bold_lead(line)
    return lead is not None and asks(question_of(lead.text).text)


def _is_option(line: str, next_line: str) -> bool:
    """Whether `A` begins the first of several options."""
    return line.startswith("A") and next_line.startswith(("B:", "B.", "B)"))


def _labelled(block: Block, label: Label | None) -> Block:
    if label is None:
        return block
    text = "\n".join([label.rest, *block.text.split("\n")[1:]])
    said = None if block.said is None else label.rest
    return replace(block, label=label, text=text.strip("\n"), head=label.rest, said=said)


def _cut(block: Block, following: Block | None) -> Iterator[Block]:
    """Cut what is asked from what is said to it in the same paragraph."""
    if block.kind != "paragraph" or (block.label and block.label.role not in (ASK, FOLLOW_UP)):
        yield block
        return
    is_replied = following is not None and following.label is not None and following.label.role == REPLY
    lead = bold_lead(block.text)
    here = _REPLIED_HERE.search(block.text.split("\n", 1)[0]) if block.label else None
    if here:
        yield from _in_two(block, block.text[: here.end()], block.text[here.end() :])
    elif lead and not (block.label and is_replied):
        yield from _in_two(replace(block, kind="bold"), lead.text, lead.rest)
    elif "\n" in block.text and not is_replied and _is_line(block):
        lines = block.text.split("\n")
        asked = 1 + sum(1 for _ in takewhile(_goes_on_asking, lines[1:]))
        yield from _in_two(block, "\n".join(lines[:asked]) + "\n", "\n".join(lines[asked:]))
    else:
        yield block


def _goes_on_asking(line: str) -> bool:
    return line.rstrip(" *_\\").endswith(MARKS) and asks(question_of(line).text)


def _is_line(block: Block) -> bool:
    """Whether its first line is by itself what is asked."""
    line = block.text.split("\n", 1)[0].rstrip(" *_\\")
    is_asked = line.endswith(MARKS) or (line.endswith(".") and asks_to_explain(question_of(line).text))
    return len(line) <= _LONGEST_LINE and (block.label is not None or is_asked)


def _in_two(block: Block, asked: str, rest: str) -> Iterator[Block]:
    line = block.start + asked.count("\n")
    text = " ".join(asked.split("\n")).strip()
    if not rest.strip():
        yield replace(block, text=text)
        return
    yield replace(block, text=text, end=line + (not asked.endswith("\n")))
    rest = rest if asked.endswith("\n") else rest.lstrip(" \t:-–—")
    head = None if asked.endswith("\n") else rest.split("\n", 1)[0].strip()
    label = label_of(rest.lstrip(), {})
    second = replace(
        block, kind="paragraph", start=line, text=rest.strip(), opens_item=False, head=head, label=None
    )
    yield _labelled(second, label if label and label.role == REPLY else None)
