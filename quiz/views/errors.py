"""Pages for requests that can't be answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is out of date; what was written in it is shown, so that it isn't lost."""
    written = [request.POST[name] for name in ("text", "quote", "why") if request.POST.get(name)]
    return render(request, "403_csrf.html", {"written": written}, status=403)
