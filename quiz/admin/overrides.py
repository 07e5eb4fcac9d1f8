"""Overrides: what leads gave answers, to be accepted as benchmarks or declined."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quiz.admin.editors import editor_of
from quiz.admin.interviews import ReadOnly
from quiz.admin.recorded import RecordedAdmin
from quiz.forms.overrides import DecisionForm
from quiz.models import Action, Override, User
from quiz.services import overrides

ANSWERED = ("attempt", "question", "answer", "follow_ups", "rubric_score")
GRADED = ("grade", "reason", "lead", "made_at")
DECIDED = ("decided_at", "decided_by", "benchmark")
TOGETHER = (
    "The lead graded both, so the benchmark has both, a paragraph each, without the follow-ups’ questions."
)


@admin.register(Override)
class OverrideAdmin(ReadOnly, RecordedAdmin[Override]):
    """Nobody adds one here; who may change one decides it, once, and changes nothing else."""

    person = "attempt__interview__candidate"
    opened = Action.ATTEMPT_OPENED
    deleted = Action.ANSWERS_DELETED
    form = DecisionForm
    fieldsets = (
        (None, {"fields": ANSWERED}),
        ("The lead’s grade", {"fields": GRADED}),
        ("Your decision", {"fields": ("state", "why", "reply", *DECIDED)}),
    )
    list_display = ("question", "state", "rubric_score", "grade", "lead", "made_at")
    list_filter = (
        "state",
        "attempt__question__topic",
        ("attempt__question", admin.RelatedOnlyFieldListFilter),
        "made_at",
    )
    list_select_related = ("attempt__question", "lead")
    search_fields = ("reason", "attempt__question__short_name", "lead__email")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.has_perm("quiz.change_override")

    def get_fieldsets(self, request: HttpRequest, obj: Override | None = None) -> Any:
        """Once it is decided, without what is only asked for then."""
        given = super().get_fieldsets(request, obj)
        if obj and obj.is_open and self.has_change_permission(request, obj):
            return given
        return [(title, {"fields": [name for name in of["fields"] if name != "why"]}) for title, of in given]

    def get_readonly_fields(self, request: HttpRequest, obj: Override | None = None) -> list[str]:
        """All of them, but for what an editor decides while it is open."""
        shown = [*ANSWERED, *GRADED, *DECIDED]
        return shown if obj and obj.is_open else [*shown, "state", "reply"]

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Lock what is about to be decided, and say so if that was done meanwhile."""
        with transaction.atomic():
            if request.method == "POST" and object_id and _is_decided(object_id):
                return _give_back(request)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: Any, obj: Override, form: Any, change: bool) -> None:
        """Decide it; what was accepted stands in the history of the question, too."""
        is_there = overrides.earlier_benchmark(obj) is not None
        overrides.decide(editor_of(request), obj, why=form.cleaned_data["why"])
        if obj.benchmark:
            question, done = obj.attempt.question, "changed" if is_there else "added"
            added = f"Benchmark {obj.benchmark.position} {done}, which a lead has graded {self.grade(obj)}."
            LogEntry.objects.log_actions(request.user.pk, [question], CHANGE, added, single_object=True)
            page = reverse("admin:quiz_question_change", args=[question.pk])
            messages.info(request, format_html('{} <a href="{}">See the question</a>', added, page))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        decided: Override = form.instance
        return f"{decided.get_state_display()}. {decided.reply}".strip()

    @admin.display(description="what was answered")
    def answer(self, override: Override) -> SafeString:
        return format_html("<p>{}</p>", override.attempt.response)

    @admin.display(description="and to follow-ups", empty_value="-")
    def follow_ups(self, override: Override) -> SafeString | None:
        said = [text for text in override.attempt.follow_ups if text]
        return format_html_join("", "<p>{}</p>", ((text,) for text in [*said, TOGETHER])) if said else None

    @admin.display(description="the rubric’s score", ordering="attempt__score")
    def rubric_score(self, override: Override) -> str:
        return f"{(override.attempt.score or 0) / 10:.1f}"

    @admin.display(description="the lead’s grade", ordering="score")
    def grade(self, override: Override) -> str:
        return f"{override.score / 10:.1f}"

    @admin.display(description="question", ordering="attempt__question")
    def question(self, override: Override) -> str:
        return str(override.attempt.question)


def _is_decided(object_id: str) -> bool:
    if not object_id.isdecimal():
        return False
    locked = Override.objects.select_for_update(no_key=True).filter(pk=object_id).first()
    return locked is not None and not locked.is_open


def _give_back(request: HttpRequest) -> HttpResponse:
    """Show how it was decided, with the reply that was not taken, so that it isn't lost."""
    reply = request.POST.get("reply", "").strip()
    sent = f" You wrote: “{reply}”" if reply else ""
    messages.warning(request, f"This was decided already, and nothing was changed.{sent}")
    return redirect(request.path)
