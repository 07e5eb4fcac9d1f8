"""Assignments: an interview that a lead plans for members, and how far each of them is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from quiz.models.cohorts import Cohort
from quiz.models.interviews import MOST_FOLLOW_UPS, TITLE_LENGTH, Interview
from quiz.models.question_bank import Question

if TYPE_CHECKING:
    from quiz.models.accounts import User


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def led_by(self, lead: User) -> AssignmentQuerySet:
        return self.filter(cohort__leads=lead)


class Assignment(models.Model):
    """The plan of an interview for members of a cohort, to be done by a day.

    It draws from `topics` as any plan does, or asks the `questions` that it names. `is_for_all` means that
    who joins later gets it as well.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="assignments")
    title = models.CharField(max_length=TITLE_LENGTH)
    topics = ArrayField(models.SlugField(), default=list, blank=True)
    questions = models.ManyToManyField(Question, blank=True, related_name="+")
    question_count = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    mix = models.CharField(max_length=10, help_text="Which difficulties are drawn, as plans name them.")
    time_limit = models.DurationField(null=True, blank=True)
    question_time_limit = models.DurationField(null=True, blank=True)
    follow_ups = models.PositiveSmallIntegerField(default=1, help_text="On one question, at most.")
    feedback = models.CharField(max_length=4, choices=Interview.Feedback, default=Interview.Feedback.EACH)
    due_at = models.DateTimeField(help_text="What is not done by then is overdue, and can still be done.")
    is_for_all = models.BooleanField(default=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    assigned_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(
        null=True, blank=True, editable=False, help_text="Of the form that it was sent by."
    )
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="It reminds once.")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="form_assigns_once"),
            models.CheckConstraint(
                condition=Q(follow_ups__lte=MOST_FOLLOW_UPS), name="assignment_asks_at_most_two_follow_ups"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="assignment_has_a_title"),
            models.CheckConstraint(
                condition=(Q(time_limit__isnull=True) | Q(time_limit__gt=timedelta()))
                & (Q(question_time_limit__isnull=True) | Q(question_time_limit__gt=timedelta())),
                name="assignment_has_time_if_it_is_limited",
            ),
            models.CheckConstraint(
                condition=Q(feedback__in=Interview.Feedback.values),
                name="assignment_gives_feedback_as_interviews_do",
            ),
            models.CheckConstraint(
                condition=Q(question_count__gte=1, question_count__lte=50),
                name="assignment_asks_between_1_and_50_questions",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assignment_detail", args=[self.pk])

    @property
    def is_past(self) -> bool:
        """Whether what isn't done is overdue."""
        return self.due_at < timezone.now()


class TaskQuerySet(models.QuerySet["Task"]):
    def of_members(self) -> TaskQuerySet:
        """Those of people who are in the cohort: who leaves it has none there until they are back.

        Nor has who can't sign in any more.
        """
        return self.filter(assignment__cohort__memberships__member=F("member"), member__is_active=True)

    def of(self, candidate: User) -> TaskQuerySet:
        return self.of_members().filter(member=candidate)

    def open(self) -> TaskQuerySet:
        """Those that aren't done."""
        return self.filter(Q(interview__isnull=True) | Q(interview__finished_at__isnull=True))


class Task(models.Model):
    """An assignment for one member, and the interview that it became once the member has started it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="tasks", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tasks")
    interview = models.OneToOneField(
        Interview, on_delete=models.SET_NULL, null=True, blank=True, related_name="task"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["assignment__due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "member"], name="member_has_an_assignment_once"),
        ]

    def __str__(self) -> str:
        return f"Assignment {self.assignment_id} for {self.member_id}"
