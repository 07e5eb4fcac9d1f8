"""What pages read across models, returned as frozen dataclasses: templates query nothing."""

from quiz.reports.debriefs import Debrief, debrief
from quiz.reports.exchanges import Exchange, LedgerLine, Mark, Spoken
from quiz.reports.reviews import Asked, Checked, Due, checked, due, next_asked
from quiz.reports.rooms import Room, Waiting, room
from quiz.reports.todays import Today, today

__all__ = [
    "Asked",
    "Checked",
    "Debrief",
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
    "due",
    "next_asked",
    "room",
    "today",
]
