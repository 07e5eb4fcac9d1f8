"""After a fault: is every acknowledged answer there, once, the same, scored, and its writer's own?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from drills.browsers import NoReplyError
from drills.candidates import TOKEN, Answer, Candidate
from drills.databases import Database

TURNS = ("answer", "follow-up", "follow-up-2")
WHAT_WAS_SAID = """
    SELECT attempt.id, attempt.status, attempt.draft, candidate.email,
           array_prepend(attempt.response, attempt.follow_ups) AS said,
           num_nulls(attempt.score, attempt.result, attempt.receipt) = 0 AS scored
    FROM quiz_attempt attempt
    JOIN quiz_interview interview ON interview.id = attempt.interview_id
    JOIN quiz_user candidate ON candidate.id = interview.candidate_id
"""


@dataclass
class Found:
    """What came of the acknowledged answers; `wrongs` are sentences, none if all is well."""

    acknowledged: int = 0
    refused: int = 0
    stored: int = 0
    lost: int = 0
    doubled: int = 0
    wrongs: list[str] = field(default_factory=list)


def check(database: Database, candidates: Sequence[Candidate]) -> Found:
    found = Found()
    # First, since a page may still say of the last answer that it was not taken.
    _check_pages(candidates, found)
    with database.connect() as connection:
        compare(connection.execute(WHAT_WAS_SAID).fetchall(), candidates, found)
    return found


def compare(rows: Sequence[dict[str, Any]], candidates: Sequence[Candidate], found: Found) -> None:
    """What the candidates know against the rows of WHAT_WAS_SAID."""
    places = _places(rows)
    for candidate in candidates:
        found.refused += len(candidate.refused)
        found.wrongs += candidate.wrongs
        for answer in candidate.acknowledged.values():
            found.acknowledged += 1
            _check_answer(answer, candidate, places[answer.token], found)
    found.doubled += sum(len(there) > 1 for there in places.values())
    _check_drafts(rows, candidates, found)
    if found.lost:
        found.wrongs.append(f"{found.lost} of {found.acknowledged} acknowledged answers are lost")
    if found.doubled:
        found.wrongs.append(f"{found.doubled} answers are there more than once")


def _places(rows: Sequence[dict[str, Any]]) -> dict[str, list[tuple[dict[str, Any], int]]]:
    """Where each token is: rows with the number of the turn."""
    places = defaultdict(list)
    for row in rows:
        for number, said in enumerate(row["said"]):
            if token := TOKEN.match(said):
                places[token[0]].append((row, number))
    return places


def _check_answer(
    answer: Answer, candidate: Candidate, places: Sequence[tuple[dict[str, Any], int]], found: Found
) -> None:
    if not places:
        found.lost += 1
        return
    found.stored += 1
    row, number = places[0]
    if (row["id"], TURNS[number]) != (answer.attempt, answer.turn):
        found.wrongs.append(f"{answer.token} answers another question than it was sent for")
    if row["said"][number] != answer.text:
        found.wrongs.append(f"{answer.token} has another text")
    if not row["scored"]:
        found.wrongs.append(f"{answer.token} is not scored")
    if row["email"] != candidate.account["login"]:
        found.wrongs.append(f"{answer.token} belongs to somebody else")


def _check_drafts(rows: Sequence[dict[str, Any]], candidates: Sequence[Candidate], found: Found) -> None:
    """A draft that was kept is there until its turn is over, and then something was said."""
    by_id = {row["id"]: row for row in rows}
    for candidate in candidates:
        for (attempt, turn), draft in candidate.drafts.items():
            row = by_id.get(attempt, {"said": [], "draft": "", "status": ""})
            number = TURNS.index(turn)
            said = row["said"][number] if number < len(row["said"]) else ""
            if not said and row["draft"] != draft and row["status"] != "left-out":
                found.wrongs.append(f"a draft of candidate {candidate.number} is lost")


def _check_pages(candidates: Sequence[Candidate], found: Found) -> None:
    """Everybody finds their own answers on the site, and gets into nobody else's room."""
    for candidate, other in zip(candidates, [*candidates[1:], candidates[0]], strict=True):
        rooms = defaultdict(list)
        for answer in candidate.acknowledged.values():
            rooms[answer.room].append(answer)
        try:
            candidate.read("/")  # signs in again where that has expired
            for room, answers in rooms.items():
                shown = candidate.read(room)
                missing = [answer.token for answer in answers if answer.token not in shown]
                found.wrongs += [f"{room} does not show {token}" for token in missing]
            for room in {answer.room for answer in other.acknowledged.values()} - set(rooms):
                if candidate.browser.get(room).status != 404:
                    found.wrongs.append(f"candidate {candidate.number} gets into {room} of another")
        except NoReplyError:
            found.wrongs.append("the site didn't answer when the answers were looked for")
