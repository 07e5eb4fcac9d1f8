"""From a rubric as it is being edited to a published version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from quiz import tasks
from quiz.admin.editors import editor_of
from quiz.forms.publishing import PublishForm
from quiz.models import WHY_LIMIT, Question, Replay
from quiz.reports.versions import difference
from quiz.scoring import RubricError
from quiz.services.benchmarks import agreement
from quiz.services.flips import Flip, flips
from quiz.services.publishing import NotTriedError, latest_replay, publish_tried
from quiz.services.regrades import disputed, start_disputed
from quiz.services.replays import replay_step, start_replay

ANSWERS_A_PAGE = 25
OTHERWISE_NOW = "Nothing was published: the draft was changed meanwhile, or its trial isn’t over."


class PublishingAdmin(admin.ModelAdmin[Question]):
    """A question's draft is tried on stored answers and published with a reason."""

    def get_urls(self) -> list[URLPattern]:
        """Each page under the question's, named by the last part of its path."""
        own = [
            path(
                f"<int:pk>/{route}/",
                self.admin_site.admin_view(view),
                name=f"quiz_question_{route.rpartition('/')[2]}",
            )
            for route, view in self.pages().items()
        ]
        return [*own, *super().get_urls()]

    def pages(self) -> dict[str, Callable[..., HttpResponse]]:
        return {
            "publish": self.publish_page,
            "try": require_POST(self.try_page),
        }

    def publish_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What publishing would change, and the form that does it."""
        question = self.question_for(request, pk)
        replay = latest_replay(question)
        why = _typed(request)
        page: dict[str, Any] = {"replay": replay, "why": why, "stored": question.attempts.closed().count()}
        page["given_up"] = tasks.is_given_up("replay", replay)
        if replay and replay.finished_at:
            page |= _effect(question, replay, request.GET.get("page"))
            seen = {"base": question.revision, "flips": len(page["flips"])}
            form = page["form"] = PublishForm(
                request.POST or None, replay=replay, initial={"why": why}, **seen
            )
            if request.method == "POST" and form.is_valid():
                return self._publish(request, question, **_said(form))
        elif request.method == "POST":
            return self._refused(request, question)
        return self.render(request, question, "publish", **page)

    def try_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Score the first stored answers at once and leave the others to a job."""
        question = self.question_for(request, pk)
        try:
            with transaction.atomic():
                replay = start_replay(question, editor_of(request))
                if replay_step(replay.pk):
                    tasks.replay.defer(replay_id=replay.pk)
        except RubricError as error:
            for problem in error.problems:
                messages.error(request, f"Not ready to be published. {problem}")
            return redirect("admin:quiz_question_change", pk)
        return _to_publish(request, question)

    def _publish(
        self, request: HttpRequest, question: Question, *, tried: int, base: int, why: str
    ) -> HttpResponse:
        """Whoever was right in a dispute gets the score that the new version gives."""
        try:
            with transaction.atomic():
                publication = publish_tried(question, editor_of(request), tried=tried, base=base, why=why)
                published = f"Version {publication.version.number}"
                self.log_change(request, question, f"{published} published: {why}")
                if begun := start_disputed(publication):
                    tasks.regrade.defer(regrade_id=begun.pk)
        except NotTriedError:
            return self._refused(request, question)
        messages.success(request, f"{published} is published.")
        if begun:
            messages.info(request, f"Answers with an accepted dispute are being scored again: {begun.total}.")
        return redirect("admin:quiz_question_versions", question.pk)

    def _refused(self, request: HttpRequest, question: Question) -> HttpResponse:
        messages.error(request, OTHERWISE_NOW)
        return _to_publish(request, question)

    def question_for(self, request: HttpRequest, pk: int) -> Question:
        question = get_object_or_404(Question.objects.select_related("topic", "current_version"), pk=pk)
        if not self.has_change_permission(request, question):
            raise PermissionDenied
        return question

    def render(self, request: HttpRequest, question: Question, page: str, **context: Any) -> HttpResponse:
        shared = {"title": page.capitalize(), "question": question, "opts": self.opts}
        every = self.admin_site.each_context(request)
        return render(request, f"admin/quiz/question/{page}.html", {**every, **shared, **context})


def _typed(request: HttpRequest) -> str:
    """The reason that was typed, and is kept in the address while the draft is tried once more."""
    return (request.POST.get("why") or request.GET.get("why") or "")[:WHY_LIMIT]


def _to_publish(request: HttpRequest, question: Question) -> HttpResponse:
    page, why = reverse("admin:quiz_question_publish", args=[question.pk]), _typed(request).strip()
    return redirect(f"{page}?{urlencode({'why': why})}" if why else page)


def _said(form: PublishForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("tried", "base", "why")}


def _effect(question: Question, replay: Replay, page: str | None) -> dict[str, Any]:
    """What the draft changes: answers, benchmarks, agreement with the graders, and the rubric itself."""
    benchmarks = list(question.benchmarks.all())
    current = question.current_version
    found: list[Flip] = flips(current.rubric, replay.rubric, benchmarks) if current else []
    return {
        "disputed": disputed(question.pk, by=timezone.now()).count(),
        "flips": found,
        "answers": Paginator(replay.scores.select_related("attempt"), ANSWERS_A_PAGE).get_page(page),
        "agreement": agreement(replay.rubric, benchmarks),
        "agreement_before": agreement(current.rubric, benchmarks) if current else None,
        "difference": difference(current.content, replay.content) if current else (),
    }
