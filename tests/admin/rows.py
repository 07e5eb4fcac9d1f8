"""Some of everything that the admin has pages for, and more of it."""

from __future__ import annotations

from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from quiz import tasks
from quiz.models import (
    AuditEntry,
    Criterion,
    Import,
    Misconception,
    Publication,
    Regrade,
    Topic,
)
from quiz.services import disputes, overrides
from quiz.services.exports import make_export, start_export
from quiz.services.imports import read_import, start_import
from quiz.services.question_bank import publish
from quiz.services.replays import replay_step, start_replay
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    HALF_ANSWER,
    make_benchmark,
    make_editor,
    make_entry,
    make_interview,
    make_question,
    make_topic,
    make_user,
)
from tests.joining import make_link
from tests.practice import practice

DOCUMENT = "**What is start {0}?**\n\nThe start number {0}.\n\n"


class Rows:
    """One of everything; `add` makes more, of what belongs to them as well. `ids` fill the addresses."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.editor = make_editor()
        self.candidate = make_user("zebedee@example.net", name="Zebedee Quux")
        self.cohort = make_cohort(self.editor)
        self.membership = make_membership(self.cohort, self.candidate)
        self.question = make_question()
        self.undrafted = make_question(published=False)
        self.undrafted.criteria.all().delete()
        self.entry = make_entry()
        self.document = DOCUMENT.format(0)
        self.begun = self._import("Starts")
        self.export = start_export(self.question.topic, self.editor, "md")
        make_export(self.export.pk)
        self.ids: dict[str, Any] = {"number": 1, "ending": "md", "app_label": "quiz", "missing": "nothing"}
        self.add(1)

    def add(self, times: int) -> None:
        for _ in range(times):
            self._add_to_question(next(self.numbers))
            self._add_beside(next(self.numbers))
        again = make_user(f"zebedee-{next(self.numbers)}@example.net", name="Zebedee Quux")
        interview = make_interview(again, questions=times)
        self.question.criteria.filter(slug="slow").update(phrases=["new environment"])
        replay = start_replay(self.question, self.editor)
        while replay_step(replay.pk):
            pass
        self._name(interview)
        answered = (self.attempt, interview, self.dispute, self.override)
        for row in (self.question, self.entry, self.question.topic, *answered, self.cohort):
            self._log(row, times)

    def _add_to_question(self, number: int) -> None:
        """A version more, in whose draft another criterion is due, with answers scored by those before."""
        question = self.question
        line = {"question": question, "name": f"Line {number}", "phrases": [f"@slow start{number}"]}
        today = timezone.localdate()
        self.criterion = Criterion.objects.create(
            **line, points=1, is_bonus=True, missed="Say @slow.", probe="And?", review_by=today
        )
        Misconception.objects.create(**line | {"phrases": [f"lag{number}"]}, points=1, correction="No.")
        make_benchmark(question, text=f"It is number {number}.", grade="6.0")
        make_benchmark(self.undrafted, text=f"A new environment, number {number}, takes time.")
        self.attempt = practice(self.candidate, question, HALF_ANSWER)
        self.dispute = disputes.dispute(
            self.candidate, self.attempt.pk, criterion="slow", quote="new environment", why="It is."
        )
        self.override = overrides.override(
            self.editor, self.membership.pk, self.attempt.pk, score=80, reason="It is."
        )
        said = {"by": self.editor, "why": f"Number {number}."}
        question.criteria.filter(slug="slow").update(phrases=[f"first request slow {number}"])
        version = publish(question)
        Publication.objects.create(version=version, answers=0, raised=0, lowered=0, other_band=0, **said)
        Regrade.objects.create(version=version, total=0, finished_at=timezone.now(), **said)

    def _add_beside(self, number: int) -> None:
        topic = make_topic(f"other-{number}")
        for place in (topic, self.question.topic):
            made = make_question(topic=place)
            made.criteria.filter(slug="slow").update(phrases=["@slow"])
        make_entry(f"entry{number}")
        make_cohort(self.editor)
        make_membership(self.cohort)
        make_link(self.cohort)
        make_user(is_staff=True)
        self.group = Group.objects.create(name=f"Group {number}")
        self.job = tasks.replay.defer(replay_id=number)
        self.address = EmailAddress.objects.create(user=self.candidate, email=f"z{number}@example.net")
        self.factor = Authenticator.objects.create(
            user=make_user(), type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
        )
        self.document += DOCUMENT.format(number)
        self.begun = self._import(topic.name)

    def _import(self, topic_name: str) -> Import:
        begun = start_import(self.editor, topic_name, file_name="a.md", data=self.document.encode())
        return read_import(begun.pk)

    def _name(self, interview: Model) -> None:
        question, topic = self.question, self.question.topic
        self.ids |= {
            "r/": ContentType.objects.get_for_model(Topic).pk,
            "object_id": topic.pk,
            "quiz/question/": question.pk,
            "quiz/question/facts/": self.criterion.pk,
            "quiz_question_draft": self.undrafted.pk,
            "quiz/topic/": topic.pk,
            "quiz/topic/import/": self.begun.pk,
            "quiz/attempt/": self.attempt.pk,
            "quiz/interview/": interview.pk,
            "quiz/dispute/": self.dispute.pk,
            "quiz/override/": self.override.pk,
            "quiz/cohort/": self.cohort.pk,
            "quiz/auditentry/": AuditEntry.objects.concerning(self.candidate.pk)[0].pk,
            "quiz/glossaryentry/": self.entry.pk,
            "quiz/user/": self.candidate.pk,
            "auth/group/": self.group.pk,
            "account/emailaddress/": self.address.pk,
            "mfa/authenticator/": self.factor.pk,
            "procrastinate/procrastinatejob/": self.job,
        }

    def _log(self, row: Model, times: int) -> None:
        kind = ContentType.objects.get_for_model(row)
        LogEntry.objects.bulk_create(
            LogEntry(
                user=self.editor,
                content_type=kind,
                object_id=row.pk,
                object_repr=str(row),
                action_flag=CHANGE,
                change_message="Changed.",
            )
            for _ in range(times)
        )
