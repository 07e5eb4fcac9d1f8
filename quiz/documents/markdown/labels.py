"""Labels at the start of a line, such as `**Interviewer:**`, `Q1.` or `Answer -`, and the roles they tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

ASK, REPLY, FOLLOW_UP, LEVEL = "ask", "reply", "follow-up", "level"

SPEAKERS = {
    "interviewer": ASK,
    "recruiter": ASK,
    "hiring manager": ASK,
    "candidate": REPLY,
    "interviewee": REPLY,
    "applicant": REPLY,
}
WORDS = SPEAKERS | {
    "q": ASK,
    "ques": ASK,
    "question": ASK,
    "interview question": ASK,
    "scenario": ASK,
    "a": REPLY,
    "ans": REPLY,
    "answer": REPLY,
    "answers": REPLY,
    "sample answer": REPLY,
    "example answer": REPLY,
    "model answer": REPLY,
    "suggested answer": REPLY,
    "expected answer": REPLY,
    "ideal answer": REPLY,
    "good answer": REPLY,
    "possible answer": REPLY,
    "solution": REPLY,
    "show answer": REPLY,
    "view answer": REPLY,
    "see answer": REPLY,
    "show solution": REPLY,
    "click to see the answer": REPLY,
    "click to reveal answer": REPLY,
    "frage": ASK,
    "antwort": REPLY,
    "pregunta": ASK,
    "respuesta": REPLY,
    "réponse": REPLY,
    "вопрос": ASK,
    "ответ": REPLY,
    "问": ASK,
    "答": REPLY,
    "问题": ASK,
    "回答": REPLY,
    "follow up": FOLLOW_UP,
    "follow-up": FOLLOW_UP,
    "followup": FOLLOW_UP,
    "follow-up question": FOLLOW_UP,
    "difficulty": LEVEL,
    "level": LEVEL,
}
"""Roles by label. Names of people and the like are found by how they take turns."""

_LABEL = re.compile(
    r"""(?P<before>[^\w*_(\[]{0,6}) (?P<open>\*{1,3}|_{1,3}|<b>|<strong>)? [^\w*_]{0,4}
        (?P<word>[^\W\d_]{1,15}(?:[ -][^\W\d_]{1,15}){0,4})
        (?:\s*[#.]?\s*(?P<number>\d{1,4}))? (?P<aside>\s*\([^()]{1,40}\))?
        \s* (?P<inner>\*{1,3}|_{1,3}|</b>|</strong>)? \s* (?P<sign>[:：]|[.)]|\s[-–—]) [ ]?
        (?P<outer>\*{1,3}|_{1,3}|</b>|</strong>)? (?P<rest>.*)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ALONE = re.compile(r"[^\w]{0,6}(?:<\w+>)?[*_]{0,3}([^\W\d_]+(?:[ -][^\W\d_]+){0,4})[\s*_.!👇⬇…]*(?:</\w+>)?")
_LONGEST_LABEL = 100


@dataclass(frozen=True)
class Label:
    """`rest` is what follows it on its line; `word` is in lower case."""

    role: str
    word: str
    rest: str
    number: int | None = None

    @property
    def is_speaker(self) -> bool:
        """Whether it is one of a conversation, who may ask further."""
        return self.word in SPEAKERS or self.word not in WORDS


def label_of(line: str, names: Mapping[str, str]) -> Label | None:
    """Return the label that the line begins with; `names` are the roles of the document's own speakers."""
    match = _LABEL.match(line[:_LONGEST_LABEL])
    if match is None:
        return None
    word = " ".join(match["word"].lower().split())
    number = int(match["number"]) if match["number"] else None
    role = _role(word, match["aside"] or "", names)
    if role is None or not (_is_signed(word, match, number) or word in names):
        return None
    return Label(role, word, _rest(line, match), number)


def whole_label(line: str) -> Label | None:
    """The label that the line consists of, such as a heading `Answer`."""
    match = _ALONE.fullmatch(line.strip()[:_LONGEST_LABEL])
    word = " ".join(match[1].lower().split()) if match else ""
    role = WORDS.get(word)
    is_label = role in (ASK, REPLY) and len(word) > 1 and word != "scenario"
    return Label(role, word, "") if role and is_label else None


def _role(word: str, aside: str, names: Mapping[str, str]) -> str | None:
    """An aside such as “(follow-up)” or “Anna (interviewer)” tells more than the word before it."""
    told = [role for known, role in WORDS.items() if len(known) > 4 and known in aside.lower()]
    return told[0] if told else WORDS.get(word, names.get(word))


def _is_signed(word: str, match: re.Match[str], number: int | None) -> bool:
    """Whether what follows the word makes it a label: `A.` may be an option, `Answer -` is one."""
    if match["sign"] in (":", "："):
        return True
    if word not in WORDS or word in ("difficulty", "level", "scenario"):
        return False
    return (
        word in ("q", "ques", "ans", "answer") or number is not None or bool(match["open"] and match["inner"])
    )


def _rest(line: str, match: re.Match[str]) -> str:
    """What follows, with its marks: in `**Q: What is it?**` the label is inside of them."""
    rest = line[match.start("rest") :]
    is_closed = match["inner"] or match["outer"] or not match["open"]
    return rest.strip() if is_closed else match["open"] + rest.strip()


class NamedTurn(NamedTuple):
    """A line that begins like what somebody says; `mark` is what opens the name, such as `**`."""

    word: str
    mark: str
    rest: str


def named_turn(line: str) -> NamedTurn | None:
    """What the line begins with, whether a speaker, another label or any word before a colon."""
    match = _LABEL.match(line[:_LONGEST_LABEL])
    if match is None or match["sign"] not in (":", "："):
        return None
    return NamedTurn(" ".join(match["word"].lower().split()), match["open"] or "", _rest(line, match))
