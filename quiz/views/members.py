"""A member, for the leads of the cohort: the page, an answer with its ledger, notes and grades."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quiz import reports
from quiz.forms.overrides import NoteForm, OverrideForm
from quiz.models import Action, Interview, Membership
from quiz.services import notes, overrides
from quiz.services.audit import record
from quiz.views.requests import AuthenticatedRequest, missing_is_404
from quiz.views.unsent import kept_until_sign_in, take_unsent


@require_safe
def membership_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Interviews and answers, standings, trend and notes."""
    return _render_member(request, pk)


@require_safe
def membership_attempt(request: AuthenticatedRequest, pk: int, attempt_pk: int) -> HttpResponse:
    """One answer with its evidence, the rubric's score and what leads gave it."""
    return _render_answer(request, pk, attempt_pk)


@require_safe
def override_look(request: AuthenticatedRequest, pk: int, attempt_pk: int) -> HttpResponse:
    """The answer, with the grade that was sent before the sign-in."""
    sent = take_unsent(request)
    form = OverrideForm(initial=sent) if any(sent.values()) else None
    return _render_answer(request, pk, attempt_pk, form)


@kept_until_sign_in(OverrideForm, look=override_look)
def override_create(request: AuthenticatedRequest, pk: int, attempt_pk: int) -> HttpResponse:
    """Give the answer another grade."""
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return _render_answer(request, pk, attempt_pk, form)
    try:
        with missing_is_404():
            overrides.override(
                request.user, pk, attempt_pk, score=form.score, reason=form.cleaned_data["reason"]
            )
    except overrides.OwnAnswerError:
        messages.warning(request, "Nobody grades an answer of their own; another lead can.")
    return redirect("membership_attempt", pk, attempt_pk)


@require_safe
def note_look(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The member, with the note that was sent before the sign-in."""
    return _render_member(request, pk, NoteForm(initial=take_unsent(request)))


@kept_until_sign_in(NoteForm, look=note_look)
def note_create(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write a note on the member."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _render_member(request, pk, form)
    with missing_is_404():
        notes.write_note(request.user, pk, text=form.cleaned_data["text"])
    return redirect(_notes_of(pk))


@require_POST
def note_delete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Delete a note of one's own."""
    with missing_is_404():
        note = notes.delete_note(request.user, pk)
    return redirect(_notes_of(note.membership_id))


def _notes_of(membership_id: int) -> str:
    return reverse("membership_detail", args=[membership_id]) + "#notes"


def _membership(request: AuthenticatedRequest, pk: int) -> Membership:
    led = Membership.objects.led_by(request.user).select_related("member", "cohort")
    return get_object_or_404(led, pk=pk)


def _frame(membership: Membership) -> dict[str, Any]:
    return {"membership": membership, "cohort": membership.cohort}


def _render_member(request: AuthenticatedRequest, pk: int, form: NoteForm | None = None) -> HttpResponse:
    membership = _membership(request, pk)
    record(request.user, Action.MEMBER_SEEN, [membership.member_id], cohort=membership.cohort_id)
    member = reports.member(
        membership,
        page=request.GET.get("page"),
        with_interview=request.GET.get("interview", ""),
        opened=request.GET.get("topic"),
    )
    taken = next((note.text for note in member.notes if note.author_id == request.user.pk), "")
    context = _frame(membership) | {"member": member, "page": member.page, "taken": taken}
    return render(request, "quiz/membership/detail.html", context | {"form": form or NoteForm()})


def _render_answer(
    request: AuthenticatedRequest, pk: int, attempt_pk: int, form: OverrideForm | None = None
) -> HttpResponse:
    membership = _membership(request, pk)
    theirs = Interview.objects.of(membership.member).finished().titled_for(membership.cohort)
    interview = get_object_or_404(theirs, attempts=attempt_pk)
    debrief = reports.debrief_for_lead(interview, attempt_pk, membership.cohort)
    if not debrief.exchanges:
        raise Http404
    about = {"cohort": membership.cohort_id, "attempt": attempt_pk}
    record(request.user, Action.ANSWER_SEEN, [membership.member_id], **about)
    exchange = debrief.exchanges[0]
    taken = next((each.reason for each in exchange.overrides if each.lead_id == request.user.pk), "")
    context = _frame(membership) | {"debrief": debrief, "exchange": exchange, "taken": taken}
    return render(request, "quiz/membership/attempt.html", context | {"form": form or OverrideForm()})
