"""Pages for requests that can't be answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is out of date; an answer that was in it is shown, so that it isn't lost."""
    return render(request, "403_csrf.html", {"text": request.POST.get("text", "")}, status=403)
