"""The benchmarks of a question: what the rubric scores each, and the way in and out as CSV."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from quiz.admin.editors import editor_of
from quiz.admin.publishing import PublishingAdmin
from quiz.forms.benchmarks import ImportBenchmarksForm, as_csv, first_of
from quiz.forms.question_bank import BenchmarkForm, BenchmarksFormSet
from quiz.models import MOST_BENCHMARKS, Benchmark, Question
from quiz.scoring import Rubric, RubricError
from quiz.services.benchmarks import Agreement, BenchmarkScore, BenchmarksError, add_benchmarks, agreement
from quiz.services.question_bank import rubric_content


class BenchmarkInline(admin.StackedInline[Benchmark, Question]):
    """Beside each grade stands what the rubric as it is saved scores the answer."""

    model = Benchmark
    form = BenchmarkForm
    formset = BenchmarksFormSet
    extra = 0
    max_num = MOST_BENCHMARKS
    classes = ("collapse",)
    readonly_fields = ("rubric_score",)
    fields = (("grade", "rubric_score"), "text", "why")

    def get_formset(self, request: HttpRequest, obj: Question | None = None, **kwargs: Any) -> Any:
        """An inline is made anew for each request, so it may keep what it shows of one question."""
        found = _agreement(obj) if obj else Agreement(())
        self.scores = {row.benchmark.pk: row for row in found.rows}
        if found.count:
            self.verbose_name_plural = (
                f"Benchmarks: the rubric agrees with the graders on {found.agreed} of {found.count}"
            )
        return super().get_formset(request, obj, validate_max=True, **kwargs)

    @admin.display(description="the rubric scores it")
    def rubric_score(self, benchmark: Benchmark) -> str:
        row = self.scores.get(benchmark.pk)
        return _score_in_words(row) if row else "-"


def _agreement(question: Question) -> Agreement:
    """Nothing can be scored by a rubric that is unfinished."""
    try:
        rubric = Rubric.from_json(rubric_content(question))
    except RubricError:
        return Agreement(())
    return agreement(rubric, question.benchmarks.all())


def _score_in_words(row: BenchmarkScore) -> str:
    return f"{row.score / 10:.1f}, {'agrees' if row.agrees else 'disagrees'}"


class BenchmarksAdmin(PublishingAdmin):
    """Benchmarks are added to a question from a file, and taken from it as one."""

    def get_urls(self) -> list[URLPattern]:
        pages = {"import_benchmarks": self.import_page, "export_benchmarks": require_safe(self.export_page)}
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"quiz_question_{name}")
            for name, view in pages.items()
        ]
        return [*own, *super().get_urls()]

    def import_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add what a file has, all of it or nothing."""
        question = self.question_for(request, pk)
        if not request.user.has_perm("quiz.add_benchmark"):
            raise PermissionDenied
        form = ImportBenchmarksForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and self._added(request, question, form):
            return redirect("admin:quiz_question_change", pk)
        return self.render(request, question, "import_benchmarks", form=form, title="Import benchmarks")

    def export_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.question_for(request, pk)
        response = HttpResponse(as_csv(question.benchmarks.all()), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{question.slug}-benchmarks.csv"'
        return response

    def _added(self, request: HttpRequest, question: Question, form: ImportBenchmarksForm) -> bool:
        given = form.cleaned_data["file"]
        try:
            add_benchmarks(question, editor_of(request), given)
        except BenchmarksError as error:
            form.add_error("file", first_of(error.problems))
            return False
        added = f"{len(given)} benchmark{'' if len(given) == 1 else 's'} imported"
        self.log_change(request, question, f"{added}: {form.cleaned_data['why']}")
        messages.success(request, f"{added}.")
        return True
