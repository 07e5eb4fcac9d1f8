"""The daily review: a card for each criterion that was asked for, and the log of its ratings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from quiz.models.attempts import Attempt
from quiz.models.days import start_of
from quiz.models.question_bank import Question
from quiz.models.rubric_versions import RubricVersion
from quiz.scoring import Criterion, Rubric, Score

if TYPE_CHECKING:
    from quiz.models.accounts import User


class ReviewCardQuerySet(models.QuerySet["ReviewCard"]):
    def of(self, candidate: User) -> ReviewCardQuerySet:
        return self.filter(candidate=candidate)

    def askable(self) -> ReviewCardQuerySet:
        """Those whose criterion is in the published version of its question; the longest due come first."""
        slug = Func(F("criterion"), function="to_jsonb", output_field=models.JSONField())
        published = self.filter(question__current_version__askable__contains=slug)
        return published.order_by("due", "stability", "pk")

    def due(self, day: date) -> ReviewCardQuerySet:
        """Those to be asked on the day, in this order."""
        return self.askable().filter(due__lte=day)

    def with_question(self) -> ReviewCardQuerySet:
        """With their questions and topics, for the page that asks."""
        return self.select_related("question__topic")


class ReviewCard(models.Model):
    """One criterion in one candidate's schedule.

    `stability` is after how many days it is remembered with a probability of 90 %, `difficulty` is 1 to 10,
    both as FSRS has them; `due` is a day of the candidate's.
    """

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_cards", db_index=False
    )
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="review_cards")
    criterion = models.SlugField(max_length=80, db_index=False)
    stability = models.FloatField()
    difficulty = models.FloatField()
    last_review = models.DateTimeField()
    due = models.DateField()

    objects = ReviewCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "question", "criterion"], name="candidate_has_one_card_for_a_criterion"
            ),
            models.CheckConstraint(condition=Q(stability__gt=0), name="review_card_stability_is_positive"),
            models.CheckConstraint(
                condition=Q(difficulty__gte=1, difficulty__lte=10),
                name="review_card_difficulty_is_between_1_and_10",
            ),
        ]
        indexes = [models.Index(fields=["candidate", "due"], name="review_card_due")]

    def __str__(self) -> str:
        return f"{self.criterion}, due {self.due}"


class ReviewQuerySet(models.QuerySet["Review"]):
    def of(self, candidate: User) -> ReviewQuerySet:
        return self.filter(card__candidate=candidate)

    def answered(self) -> ReviewQuerySet:
        """Those of answers in the review, without what interviews have rated; newest first."""
        return self.filter(attempt__isnull=True).order_by("-at", "-pk")


class Review(models.Model):
    """One rating of a card, never changed: of an answer in the review, or of an attempt in an interview.

    `share` is how much of the criterion was credited (0 to 1), `due` the day on which it was due again.
    """

    class Rating(models.IntegerChoices):
        """As FSRS counts; its fourth, easy, is nothing a rubric can tell."""

        AGAIN = 1, "Not yet"
        HARD = 2, "In part, or prompted"
        GOOD = 3, "Covered"

    card = models.ForeignKey(ReviewCard, on_delete=models.CASCADE, related_name="reviews")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="reviews")
    attempt = models.ForeignKey(
        Attempt, on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    at = models.DateTimeField()
    rating = models.PositiveSmallIntegerField(choices=Rating)
    share = models.FloatField(validators=[MinValueValidator(0), MaxValueValidator(1)])
    due = models.DateField()
    response = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True, help_text="As `Score.to_json` gives it.")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["card", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attempt__isnull=True, result__isnull=False)
                | Q(attempt__isnull=False, result__isnull=True, response=""),
                name="review_has_a_result_or_an_attempt",
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=3), name="review_rating_is_between_1_and_3"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="review_share_is_between_0_and_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}, {self.at:%Y-%m-%d %H:%M}: {self.get_rating_display()}"

    @property
    def scored(self) -> Score:
        """How the answer was scored; only for one in the review."""
        return Score.from_json(self.result or {})


class PracticeDay(models.Model):
    """A day on which a candidate has practised, by the calendar the candidate had then.

    One that isn't `practised` was leapt over in a move to the east: it counts for nothing, and a run that it
    stands in goes on.
    """

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_days", db_index=False
    )
    day = models.DateField()
    practised = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "day"], name="practice_day_is_kept_once"),
        ]

    def __str__(self) -> str:
        return str(self.day)


def days_practised(candidate: User) -> set[date]:
    """Days of practice, with those of interviews that aren't finished yet as the present zone sees them."""
    kept = PracticeDay.objects.filter(candidate=candidate, practised=True).values_list("day", flat=True)
    answered = Attempt.objects.of(candidate).filter(status=Attempt.Status.ANSWERED)
    open_ones = answered.filter(interview__finished_at__isnull=True).values_list("closed_at", flat=True)
    return set(kept) | {candidate.day_of(at) for at in open_ones if at}


def days_leapt_over(candidate: User) -> set[date]:
    leapt = PracticeDay.objects.filter(candidate=candidate, practised=False)
    return set(leapt.values_list("day", flat=True))


def criterion_of(rubric: Rubric, slug: str) -> Criterion:
    return next(criterion for criterion in rubric.criteria if criterion.slug == slug)


def done_on(candidate: User, day: date) -> int:
    """How many answers in the review belong to the candidate's day, or to one after it."""
    return Review.objects.of(candidate).answered().filter(at__gte=start_of(day, candidate.zone)).count()


def left_on(candidate: User, day: date) -> int:
    """How many more may be asked on the candidate's day."""
    return max(candidate.daily_limit - done_on(candidate, day), 0)
