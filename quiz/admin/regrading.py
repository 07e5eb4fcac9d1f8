"""Scoring old answers again by the published version, with a look at what that changes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from quiz import tasks
from quiz.admin.editors import editor_of
from quiz.admin.publishing import ANSWERS_A_PAGE, PublishingAdmin
from quiz.forms.publishing import RegradeForm
from quiz.models import Question
from quiz.services.publishing import latest_preview
from quiz.services.regrades import NothingToRegradeError, outdated, start_regrade
from quiz.services.replays import replay_step, start_preview

NOTHING = "No answer is left that another version has scored."


class RegradingAdmin(PublishingAdmin):
    def pages(self) -> dict[str, Callable[..., HttpResponse]]:
        own = {"regrade": self.regrade_page, "preview": require_POST(self.preview_page)}
        return {**super().pages(), **own}

    def preview_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Score the first answers at once and leave the others to a job."""
        question = self.question_for(request, pk)
        if question.current_version:
            with transaction.atomic():
                replay = start_preview(question.current_version, editor_of(request))
                if replay_step(replay.pk):
                    tasks.replay.defer(replay_id=replay.pk)
        return redirect("admin:quiz_question_regrade", pk)

    def regrade_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a regrade would change, and the form that begins it."""
        question = self.question_for(request, pk)
        version = question.current_version
        left = outdated(version).count() if version else 0
        if version is None or not left:
            messages.info(request, NOTHING)
            return redirect("admin:quiz_question_versions", pk)
        replay = latest_preview(version)
        form = RegradeForm(request.POST or None, replay=replay) if replay else None
        if request.method == "POST" and replay and replay.finished_at and form and form.is_valid():
            return self._regrade(request, question, form.cleaned_data["why"])
        page: dict[str, Any] = {"replay": replay, "form": form, "left": left}
        page["given_up"] = tasks.is_given_up("replay", replay)
        if replay:
            changed = replay.scores.filter(attempt__in=outdated(version)).select_related("attempt")
            page["answers"] = Paginator(changed, ANSWERS_A_PAGE).get_page(request.GET.get("page"))
        return self.render(request, question, "regrade", **page)

    def _regrade(self, request: HttpRequest, question: Question, why: str) -> HttpResponse:
        try:
            with transaction.atomic():
                begun = start_regrade(question, editor_of(request), why=why)
                tasks.regrade.defer(regrade_id=begun.pk)
        except NothingToRegradeError:
            messages.info(request, NOTHING)
        else:
            self.log_change(request, question, f"Regrade by version {begun.version.number}: {why}")
            messages.success(request, f"{begun.total} answers are being scored again.")
        return redirect("admin:quiz_question_versions", question.pk)
