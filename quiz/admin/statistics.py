"""How questions and their criteria do, and phrases that may mend them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from quiz.admin.editors import editor_of
from quiz.admin.publishing import PublishingAdmin
from quiz.forms.phrases import PhraseForm
from quiz.models import Criterion, Question
from quiz.reports.figures import ENOUGH_FOR_DISCRIMINATION, ENOUGH_FOR_SHARES
from quiz.reports.statistics import latest_versions, question_figures
from quiz.scoring import RubricError
from quiz.services.phrases import add_phrases
from quiz.services.suggestions import Suggestions, suggestions

QUESTIONS_A_PAGE = 50
ENOUGH = {"enough": ENOUGH_FOR_SHARES, "enough_for_discrimination": ENOUGH_FOR_DISCRIMINATION}


class StatisticsAdmin(PublishingAdmin):
    """Figures of all questions and of one, and suggested phrases, each put into the draft by a click."""

    def get_urls(self) -> list[URLPattern]:
        admin_view = self.admin_site.admin_view
        suggestions_page = require_http_methods(["GET", "HEAD", "POST"])(self.suggestions_page)
        own = [
            path(
                "statistics/",
                admin_view(require_safe(self.statistics_list_page)),
                name="quiz_question_statistics_list",
            ),
            path(
                "<int:pk>/statistics/",
                admin_view(require_safe(self.statistics_page)),
                name="quiz_question_statistics",
            ),
            path("<int:pk>/suggestions/", admin_view(suggestions_page), name="quiz_question_suggestions"),
        ]
        return [*own, *super().get_urls()]

    def statistics_list_page(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        pages = Paginator(latest_versions(), QUESTIONS_A_PAGE)
        versions = pages.get_page(request.GET.get("page"))
        rows = question_figures(list(versions))
        page = {"title": "Statistics", "opts": self.opts, "versions": versions, "rows": rows}
        return render(
            request,
            "admin/quiz/question/statistics_list.html",
            {**self.admin_site.each_context(request), **page, **ENOUGH},
        )

    def statistics_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.question_for(request, pk)
        latest = question.versions.order_by("number").last()
        figures = question_figures([latest])[0] if latest else None
        return self.render(request, question, "statistics", figures=figures, **ENOUGH)

    def suggestions_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.question_for(request, pk)
        if request.method == "POST":
            self._add_phrase(request, question)
            return redirect("admin:quiz_question_suggestions", pk)
        return self.render(request, question, "suggestions", found=_suggestions(request, question))

    def _add_phrase(self, request: HttpRequest, question: Question) -> None:
        form = PhraseForm(request.POST)
        if not form.is_valid():
            for problems in form.errors.values():
                messages.error(request, " ".join(map(str, problems)))
            return
        phrase = form.cleaned_data["phrase"]
        try:
            slug = form.cleaned_data["criterion"]
            criterion = add_phrases(editor_of(request), question.pk, slug, [phrase])
        except Criterion.DoesNotExist:
            messages.error(request, f"The criterion is gone meanwhile; “{phrase}” was not added.")
            return
        self.log_change(request, question, f"Phrase “{phrase}” added to “{criterion}”: good answers say it.")
        messages.success(request, f"“{phrase}” is in the draft of “{criterion}”. It counts once published.")


def _suggestions(request: HttpRequest, question: Question) -> Suggestions | None:
    """None, and the reason said, while the draft is no rubric."""
    try:
        return suggestions(question)
    except RubricError as error:
        for problem in error.problems:
            messages.warning(request, f"Nothing can be scored by the draft yet. {problem}")
        return None
