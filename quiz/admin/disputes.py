"""Disputes: what a candidate says to read, the answer to give."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from quiz.admin.interviews import ReadOnly
from quiz.models import Dispute, User
from quiz.services import disputes


@admin.register(Dispute)
class DisputeAdmin(ReadOnly, admin.ModelAdmin[Dispute]):
    """Nobody adds one here; who may change one gives state and reason, and nothing else."""

    fields = (
        "attempt",
        "criterion",
        "quote",
        "why",
        "made_at",
        "state",
        "reason",
        "answered_at",
        "answered_by",
    )
    readonly_fields = ("attempt", "criterion", "quote", "why", "made_at", "answered_at", "answered_by")
    list_display = ("criterion", "question", "candidate", "made_at", "state")
    list_filter = ("state", "attempt__question__topic", "made_at")
    list_select_related = ("attempt__question", "attempt__interview__candidate")
    search_fields = (
        "criterion",
        "quote",
        "attempt__question__short_name",
        "attempt__interview__candidate__email",
    )

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.has_perm("quiz.change_dispute")

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Dispute | None:
        """Lock what is about to be answered, so that it isn't withdrawn meanwhile."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        return Dispute.objects.select_for_update().filter(pk=found.pk).first()

    def save_model(self, request: Any, obj: Dispute, form: Any, change: bool) -> None:
        disputes.answer(request.user, obj)

    @admin.display(description="question", ordering="attempt__question")
    def question(self, dispute: Dispute) -> str:
        return str(dispute.attempt.question)

    @admin.display(description="candidate", ordering="attempt__interview__candidate__email")
    def candidate(self, dispute: Dispute) -> str:
        return str(dispute.attempt.interview.candidate)
