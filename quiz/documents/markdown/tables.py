"""Tables that have questions in one column and answers in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quiz.documents.markdown.block import Block
from quiz.documents.markdown.labels import ASK, LEVEL, REPLY, WORDS, Label
from quiz.documents.markdown.looks import words_of

_PLURALS = {"questions": ASK, "answers": REPLY}


def rows_of(table: Block, *, with_others: bool = False) -> Iterator[Block]:
    """Yield question and answer of each row, and its end; the table itself if it holds something else.

    A table `with_others` may have further columns, and is then told beside its rows.
    """
    header, *rows = table.rows
    roles = [_role(cell) for cell in header[1]]
    others = [place for place, role in enumerate(roles) if role is None and _says_something(rows, place)]
    if roles.count(ASK) != 1 or roles.count(REPLY) != 1 or (others and not with_others):
        yield table
        return
    if others:
        names = " and ".join(f"“{words_of(header[1][place])}”" for place in others)
        yield replace(table, kind="columns", text=names, rows=())
    for line, cells in rows:
        by_role = dict(zip(roles, cells, strict=False))
        for role in (ASK, LEVEL, REPLY):
            if by_role.get(role, "").strip():
                yield _cell(table, line, role, by_role[role])
        yield replace(table, kind="row-end", start=line, end=line + 1, rows=())


def _says_something(rows: Sequence[tuple[int, tuple[str, ...]]], column: int) -> bool:
    return any(_has_letters(cell) for _, row in rows for cell in row[column : column + 1])


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
