"""Who speaks in a document: people by name, found by how they take turns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from quiz.documents.markdown.labels import ASK, REPLY, SPEAKERS, WORDS, NamedTurn, named_turn
from quiz.documents.markdown.looks import asks, question_of

_ASKS_BRIEFLY = re.compile(r"[*_]{0,3}Q[.)]\s")
"""Where questions begin so, answers may begin with `A.`, which is an option elsewhere."""


def names_in(lines: Iterable[str]) -> dict[str, str]:
    """The roles of speakers by other names: one asks, again and again, and the other one replies;

    and whoever else gets a reply from those who are known to reply asks as well.
    """
    lines = list(lines)
    turns = [
        turn for turn in map(named_turn, lines) if turn and turn.word not in WORDS.keys() - SPEAKERS.keys()
    ]
    names = {"a": REPLY} if any(map(_ASKS_BRIEFLY.match, lines)) else {}
    names |= _pairs([turn for turn in turns if turn.word not in SPEAKERS])
    return names | _further_askers(turns, SPEAKERS | names)


def _pairs(turns: list[NamedTurn]) -> dict[str, str]:
    """The roles of those who take turns with each other."""
    asked: defaultdict[str, list[bool]] = defaultdict(list)
    followed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for turn in turns:
        asked[turn.word].append(_asks(turn))
    for turn, following in pairwise(turns):
        followed[turn.word][following.word] += 1
    names: dict[str, str] = {}
    for word, answers in asked.items():
        other, times = followed[word].most_common(1)[0] if followed[word] else ("", 0)
        is_asker = len(answers) >= 2 and sum(answers) >= 0.6 * len(answers)
        if (
            is_asker
            and times >= 0.6 * len(answers)
            and other != word
            and sum(asked[other]) < 0.5 * len(asked[other])
        ):
            names |= {word: ASK, other: REPLY}
    return names


def _further_askers(turns: list[NamedTurn], roles: Mapping[str, str]) -> dict[str, str]:
    """Those who stand before a reply, marked as it is, where nobody has asked that yet."""
    names: dict[str, str] = {}
    before: NamedTurn | None = None
    for turn, following in pairwise(turns):
        is_marked = bool(turn.mark) and turn.mark == following.mark
        if turn.word not in roles and is_marked and roles.get(following.word) == REPLY:
            is_replied = before is not None and roles.get(before.word) == REPLY
            if is_replied or (_asks(turn) and not (before and _asks(before))):
                names[turn.word] = ASK
        before = turn
    return names


def _asks(turn: NamedTurn) -> bool:
    return asks(question_of(turn.rest).text)
