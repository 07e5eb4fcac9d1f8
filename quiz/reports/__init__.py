"""What pages read across models, returned as frozen dataclasses: templates query nothing."""

from quiz.reports.debriefs import Debrief, debrief, shared_debrief
from quiz.reports.disputes import DisputeRow, dispute_rows
from quiz.reports.exchanges import Exchange, LedgerLine, Mark, Spoken
from quiz.reports.rooms import Room, Waiting, room
from quiz.reports.todays import Today, today

__all__ = [
    "Debrief",
    "DisputeRow",
    "Exchange",
    "LedgerLine",
    "Mark",
    "Room",
    "Spoken",
    "Today",
    "Waiting",
    "debrief",
    "dispute_rows",
    "room",
    "shared_debrief",
    "today",
]
