"""What pages read across models, returned as frozen dataclasses: templates query nothing."""

from quiz.reports.debriefs import Debrief, debrief, shared_debrief
from quiz.reports.disputes import DisputeRow, dispute_rows
from quiz.reports.exchanges import Exchange, LedgerLine, Mark, Spoken
from quiz.reports.reviews import Asked, Checked, Due, checked, due, next_asked
from quiz.reports.rooms import Room, Waiting, room
from quiz.reports.todays import Today, today

__all__ = [
    "Asked",
    "Checked",
    "Debrief",
    "DisputeRow",
    "Due",
    "Exchange",
    "LedgerLine",
    "Mark",
    "Room",
    "Spoken",
    "Today",
    "Waiting",
    "checked",
    "debrief",
    "dispute_rows",
    "due",
    "next_asked",
    "room",
    "shared_debrief",
    "today",
]
