"""Disputes: what a candidate says to read, the answer to give."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from quiz.admin.editors import editor_of
from quiz.admin.interviews import ReadOnly
from quiz.admin.opened import OpenedAdmin
from quiz.admin.recorded import RecordedAdmin
from quiz.forms.disputes import AnswerForm
from quiz.models import Action, Dispute, User
from quiz.services import disputes


@admin.register(Dispute)
class DisputeAdmin(ReadOnly, RecordedAdmin[Dispute], OpenedAdmin[Dispute]):
    """Nobody adds one here; who may change one gives state and reason, and nothing else.

    Words are answered, not people: whose they are isn't told.
    """

    person = "attempt__interview__candidate"
    opened = Action.ATTEMPT_OPENED
    deleted = Action.ANSWERS_DELETED
    form = AnswerForm
    fieldsets = (
        (None, {"fields": ("attempt", "made_at", "quote", "why", "answer")}),
        ("The criterion", {"fields": ("criterion_now", "phrases_now")}),
        (
            "Your answer",
            {"fields": ("state", "reason", "phrases", "answered_at", "answered_by", "base", "over")},
        ),
    )
    readonly_fields = (
        "attempt",
        "made_at",
        "quote",
        "why",
        "answer",
        "criterion_now",
        "phrases_now",
        "answered_at",
        "answered_by",
    )
    list_display = ("criterion", "question", "made_at", "state")
    list_filter = (
        "state",
        "attempt__question__topic",
        ("attempt__question", admin.RelatedOnlyFieldListFilter),
        "made_at",
    )
    list_select_related = ("attempt__question",)
    search_fields = ("criterion", "quote", "attempt__question__short_name")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.has_perm("quiz.change_dispute")

    def get_fieldsets(self, request: HttpRequest, obj: Dispute | None = None) -> Any:
        """Phrases go into the draft, which is for those who may change questions."""
        if _may_draft(request):
            return self.fieldsets
        return [
            (name, {"fields": tuple(field for field in options["fields"] if field != "phrases")})
            for name, options in self.fieldsets
        ]

    def save_model(self, request: Any, obj: Dispute, form: Any, change: bool) -> None:
        """Keep the answer, and say what is still to be done for the score to change."""
        phrases = form.cleaned_data["phrases"]
        if phrases and not _may_draft(request):
            raise PermissionDenied
        if criterion := disputes.answer(editor_of(request), obj, phrases=phrases):
            added = ", ".join(f"“{phrase}”" for phrase in phrases)
            said = f"Into “{criterion}” by an accepted dispute: {added}."
            LogEntry.objects.log_actions(editor_of(request).pk, [obj.attempt.question], CHANGE, said)
        if obj.state == Dispute.State.ACCEPTED:
            said = "The answer is scored again when the draft is published next."
            page = reverse("admin:quiz_question_publish", args=[obj.attempt.question_id])
            link = format_html(' <a href="{}">Publish it</a>', page) if _may_draft(request) else ""
            messages.info(request, format_html("{}{}", said, link))

    def construct_change_message(  # type: ignore[override]
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> str:
        """The answer itself, which says more than which fields were filled in."""
        over = " It was answered otherwise before." if form.cleaned_data["over"] else ""
        reason = f": {form.instance.reason}" if form.instance.reason else "."
        return f"{form.instance.get_state_display()}{reason}{over}"

    @admin.display(description="what was answered")
    def answer(self, dispute: Dispute) -> SafeString:
        said = [dispute.attempt.response, *dispute.attempt.follow_ups]
        return format_html_join("", "<p>{}</p>", ((text,) for text in said if text))

    @admin.display(description="criterion")
    def criterion_now(self, dispute: Dispute) -> str:
        criterion = disputes.disputed_criterion(dispute)
        return (
            f"{criterion.name}, {criterion.points} points" if criterion else "It is no longer in the draft."
        )

    @admin.display(description="its phrases in the draft", empty_value="-")
    def phrases_now(self, dispute: Dispute) -> SafeString:
        criterion = disputes.disputed_criterion(dispute)
        phrases = criterion.phrases if criterion else []
        return format_html_join(mark_safe("<br>"), "{}", ((phrase,) for phrase in phrases))

    @admin.display(description="question", ordering="attempt__question")
    def question(self, dispute: Dispute) -> str:
        return str(dispute.attempt.question)


def _may_draft(request: HttpRequest) -> bool:
    return editor_of(request).has_perm("quiz.change_question")
