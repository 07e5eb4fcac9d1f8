"""Tables that have questions in one column and answers in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quiz.documents.markdown.block import Block
from quiz.documents.markdown.labels import ASK, LEVEL, REPLY, WORDS, Label
from quiz.documents.markdown.looks import words_of

_PLURALS = {"questions": ASK, "answers": REPLY}


def rows_of(table: Block) -> Iterator[Block]:
    """Yield question and answer of each row; the table itself if it holds something else."""
    header, *rows = table.rows
    roles = [_role(cell) for cell in header[1]]
    others = (cell for _, row in rows for role, cell in zip(roles, row, strict=False) if role is None)
    if roles.count(ASK) != 1 or roles.count(REPLY) != 1 or any(map(_has_letters, others)):
        yield table
        return
    for line, cells in rows:
        by_role = dict(zip(roles, cells, strict=False))
        for role in (ASK, LEVEL, REPLY):
            if by_role.get(role, "").strip():
                yield _cell(table, line, role, by_role[role])


def _cell(table: Block, line: int, role: str, cell: str) -> Block:
    text = cell.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n").strip()
    word = {ASK: "question", LEVEL: "level", REPLY: "answer"}[role]
    label = Label(role, word, text)
    return replace(
        table,
        kind="paragraph",
        start=line,
        end=line + 1,
        text=text,
        said=text,
        head=text,
        label=label,
        rows=(),
    )


def _role(cell: str) -> str | None:
    word = words_of(cell).lower().strip(" :")
    role = (WORDS | _PLURALS).get(word)
    return role if role in (ASK, REPLY, LEVEL) else None


def _has_letters(cell: str) -> bool:
    return any(map(str.isalpha, cell))
