"""What pages read across models, returned as frozen dataclasses: templates query nothing."""

from quiz.reports.assignments import AssignmentRow, OpenTask, TaskRow, assignment_rows, task_rows
from quiz.reports.debriefs import Debrief, debrief, debrief_for_lead, shared_debrief
from quiz.reports.disputes import DisputeRow, dispute_rows
from quiz.reports.exchanges import Exchange, LedgerLine, Mark, Spoken
from quiz.reports.exports import EXPORTS
from quiz.reports.members import Member, member
from quiz.reports.memberships import Cohorts, Invitation, Roster, cohorts_of, invitation, roster
from quiz.reports.personal_data import PERSONAL_UNITS, personal_tables
from quiz.reports.progress import Progress, progress
from quiz.reports.question_details import QuestionDetail, question_detail
from quiz.reports.question_lists import Choice, QuestionList, question_list
from quiz.reports.reviews import Asked, Checked, Due, checked, due, next_asked
from quiz.reports.rooms import Room, Waiting, room, room_with
from quiz.reports.sightings import Sighting, Sightings, sightings
from quiz.reports.standings import TopicStanding, topic_standings
from quiz.reports.todays import Today, today

__all__ = [
    "EXPORTS",
    "PERSONAL_UNITS",
    "Asked",
    "AssignmentRow",
    "Checked",
    "Choice",
    "Cohorts",
    "Debrief",
    "DisputeRow",
    "Due",
    "Exchange",
    "Invitation",
    "LedgerLine",
    "Mark",
    "Member",
    "OpenTask",
    "Progress",
    "QuestionDetail",
    "QuestionList",
    "Room",
    "Roster",
    "Sighting",
    "Sightings",
    "Spoken",
    "TaskRow",
    "Today",
    "TopicStanding",
    "Waiting",
    "assignment_rows",
    "checked",
    "cohorts_of",
    "debrief",
    "debrief_for_lead",
    "dispute_rows",
    "due",
    "invitation",
    "member",
    "next_asked",
    "personal_tables",
    "progress",
    "question_detail",
    "question_list",
    "room",
    "room_with",
    "roster",
    "shared_debrief",
    "sightings",
    "task_rows",
    "today",
    "topic_standings",
]
