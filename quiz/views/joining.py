"""Join links, the page they lead to, and the end of a membership."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from quiz import reports
from quiz.forms.cohorts import JoinLinkForm
from quiz.models import Cohort, JoinLink, Membership, Task, User
from quiz.services import joining
from quiz.views.requests import AuthenticatedRequest, address_of, limited, missing_is_404
from quiz.views.shares import UNLISTED

NEW_LINK = "new-join-link"
"""Where the session keeps the token of a new link, with its number, until it is shown."""


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_links(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The links that work now; on POST make one, which is shown once after that, with its QR code."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    form = JoinLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with missing_is_404():
            token = joining.make_link(
                request.user,
                pk,
                lifetime=form.lifetime,
                most_uses=form.cleaned_data["most_uses"],
                key=form.cleaned_data["key"],
            )
        if token:
            request.session[f"{NEW_LINK}-{pk}"] = token
        return redirect("cohort_links", pk)
    token = request.session.pop(f"{NEW_LINK}-{pk}", "") if request.method == "GET" else ""
    page = {
        "cohort": cohort,
        "form": form,
        "links": cohort.join_links.live().select_related("made_by"),
        "made": JoinLink.objects.live().with_token(token).first() if token else None,
        "address": address_of(request, reverse("cohort_join", args=[token])) if token else "",
    }
    return render(request, "quiz/cohort/links.html", page)


@require_POST
def join_link_revoke(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """End a link at once, and say which one it was."""
    with missing_is_404():
        link = joining.revoke_link(request.user, pk)
    made = date(timezone.localtime(link.created_at), "j F, H:i")
    messages.success(request, f"The link made on {made} is revoked: it lets nobody in any more.")
    return redirect("cohort_members", link.cohort_id)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("join")
def cohort_join(request: HttpRequest, token: str) -> HttpResponse:
    """What joining means, for anybody with the link; on POST join. 404 for a link that lets nobody in."""
    person = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and person is None:
        return redirect_to_login(request.path)
    if request.method == "POST" and person:
        with suppress(ObjectDoesNotExist, joining.IsALeadError):  # the page says so
            joined = joining.join(person, token)
            given = Task.objects.of(person).open().filter(assignment__cohort=joined.cohort_id).exists()
            more = " Something is assigned to you: you find it below." if given else ""
            messages.success(request, f"You are in {joined.cohort}.{more}")
            return redirect("home" if given else "cohort_list")
    return _unlisted(_invitation(request, token, person), has_form=person is not None)


@require_http_methods(["GET", "HEAD", "POST"])
def membership_leave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask, with what ends and what stays; on POST leave."""
    if request.method == "POST":
        with missing_is_404():
            left = joining.leave(request.user, pk)
        messages.success(request, f"You have left {left.cohort}. Its leads see nothing of you any more.")
        return redirect("cohort_list")
    mine = Membership.objects.filter(member=request.user).select_related("cohort")
    return render(request, "quiz/cohort/leave.html", {"membership": get_object_or_404(mine, pk=pk)})


@require_http_methods(["GET", "HEAD", "POST"])
def membership_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask, with what ends and what stays; on POST remove the member."""
    if request.method == "POST":
        with missing_is_404():
            removed = joining.remove(request.user, pk)
        messages.success(request, f"{removed.member} is removed. What they have answered is still theirs.")
        return redirect("cohort_members", removed.cohort_id)
    led = Membership.objects.led_by(request.user).select_related("cohort", "member")
    membership = get_object_or_404(led, pk=pk)
    page = {"membership": membership, "cohort": membership.cohort}
    return render(request, "quiz/cohort/remove.html", page)


def _invitation(request: HttpRequest, token: str, person: User | None) -> HttpResponse:
    invitation = reports.invitation(token, person)
    if invitation is None:
        return render(request, "quiz/cohort/gone.html", status=404)
    back = urlencode({"next": request.path})
    page = {
        "invitation": invitation,
        "login_url": f"{reverse('account_login')}?{back}",
        "signup_url": f"{reverse('account_signup')}?{back}",
    }
    return render(request, "quiz/cohort/join.html", page)


def _unlisted(response: HttpResponse, *, has_form: bool) -> HttpResponse:
    """Keep the address to those who have it.

    Where no referrer is sent, browsers say that a form comes from “null”, which is refused: a page with a
    form tells it to this site, and to no other.
    """
    for name, value in UNLISTED.items():
        response[name] = value
    if has_form:
        response["Referrer-Policy"] = "same-origin"
    return response
