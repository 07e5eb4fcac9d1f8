"""The facts that are due to be checked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from quiz.admin.editors import editor_of
from quiz.admin.publishing import PublishingAdmin
from quiz.models import Criterion
from quiz.services.facts import check_fact

FACTS_A_PAGE = 50


class FactsAdmin(PublishingAdmin):
    """What criteria say is checked against its source, longest due first."""

    def get_urls(self) -> list[URLPattern]:
        admin_view = self.admin_site.admin_view
        own = [
            path("facts/", admin_view(require_safe(self.facts_page)), name="quiz_question_facts"),
            path(
                "facts/<int:pk>/checked/",
                admin_view(require_POST(self.checked_page)),
                name="quiz_question_fact_checked",
            ),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        due = Criterion.objects.due(timezone.localdate()).count()
        return super().changelist_view(request, {"facts_due": due, **(extra_context or {})})

    def facts_page(self, request: HttpRequest) -> HttpResponse:
        self._may_change(request)
        due = Criterion.objects.due(timezone.localdate()).select_related("question")
        facts = Paginator(due, FACTS_A_PAGE).get_page(request.GET.get("page"))
        later = Criterion.objects.filter(review_by__gt=timezone.localdate()).order_by("review_by").first()
        page = {"title": "Facts to check", "opts": self.opts, "facts": facts, "next": later}
        return render(
            request, "admin/quiz/question/facts.html", {**self.admin_site.each_context(request), **page}
        )

    def checked_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the criterion says still holds."""
        self._may_change(request)
        criterion = get_object_or_404(Criterion, pk=pk)
        try:
            criterion = check_fact(editor_of(request), criterion, today=timezone.localdate())
        except Criterion.DoesNotExist as error:
            raise Http404 from error
        again = date_format(criterion.review_by, "j F Y") if criterion.review_by else ""
        said = f"“{criterion}” was checked against its source; to be checked again by {again}."
        self.log_change(request, criterion.question, said)
        messages.success(request, said)
        return redirect("admin:quiz_question_facts")

    def _may_change(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied
