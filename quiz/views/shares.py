"""Links to a debrief: made, listed and revoked by its owner, opened by anybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quiz import reports
from quiz.forms.debriefs import ShareForm
from quiz.models import Action, Interview, Share
from quiz.services import shares
from quiz.services.audit import record
from quiz.views.requests import AuthenticatedRequest, missing_is_404

UNLISTED = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""The address is the key: it is kept from search engines, caches, and the sites that the page links to."""


@require_http_methods(["GET", "HEAD", "POST"])
def interview_share(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What a link would show, and the links there are; on POST make one, which is shown once after that."""
    interview = get_object_or_404(Interview.objects.of(request.user).finished(), pk=pk)
    form = ShareForm(request.POST if request.method == "POST" else None, name=str(request.user))
    if form.is_valid():
        with missing_is_404():
            token = shares.share(
                request.user, pk, lifetime=form.lifetime, shows_name=form.cleaned_data["shows_name"]
            )
        request.session[_new_link(pk)] = token
        return redirect("interview_share", pk)
    page = {"interview": interview, "form": form, "links": interview.shares.live()}
    return render(request, "quiz/share/create.html", page | {"address": _new_address(request, pk)})


@require_POST
def share_revoke(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """End a link at once, and say which one it was."""
    with missing_is_404():
        link = shares.revoke(request.user, pk)
    made = date(timezone.localtime(link.created_at), "j F, H:i")
    messages.success(request, f"The link made on {made} is revoked: it opens nothing any more.")
    return redirect("interview_share", link.interview_id)


@login_not_required
@require_safe
def shared_debrief(request: HttpRequest, token: str) -> HttpResponse:
    """The debrief as its owner shares it; 404 for a link that doesn't work, whatever the reason."""
    found = Share.objects.live().with_token(token).select_related("interview__candidate").first()
    if found is None:
        response = render(request, "quiz/share/gone.html", status=404)
    else:
        if request.user != found.interview.candidate:
            # The link is the key: who has it isn't asked for a name, and none is kept.
            record(None, Action.SHARE_OPENED, [found.interview.candidate_id], share=found.pk)
        page = {"share": found, "debrief": reports.shared_debrief(found.interview)}
        response = render(request, "quiz/share/debrief.html", page)
    for name, value in UNLISTED.items():
        response[name] = value
    return response


def _new_link(pk: int) -> str:
    """Where the session keeps the token of a new link to an interview until it is shown."""
    return f"new-link-{pk}"


def _new_address(request: AuthenticatedRequest, pk: int) -> str:
    """The address of the link that was just made, once; then nothing."""
    token = request.session.pop(_new_link(pk), "")
    return request.build_absolute_uri(reverse("shared_debrief", args=[token])) if token else ""
