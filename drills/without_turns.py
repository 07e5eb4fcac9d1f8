"""Settings of a site that lacks a protection: it doesn't ask which turn an answer was sent for.

The drill must find what comes of that: an answer that is sent again is taken for the next turn's, too.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from interviewprep.settings import *
from interviewprep.settings import MIDDLEWARE

MIDDLEWARE = [*MIDDLEWARE, "drills.without_turns.for_any_turn"]


def for_any_turn(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """An answer counts for the turn that waits in its interview."""
    from quiz.models import Attempt

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.endswith("/submit/"):
            sent = Attempt.objects.get(pk=int(request.path.split("/")[2]))
            waiting = Attempt.objects.waiting().filter(interview=sent.interview_id).first()
            if waiting:
                fields = request.POST.copy()
                fields["turn"] = str(waiting.turn)
                request.POST = fields  # type: ignore[assignment]
                request.path = request.path_info = f"/attempts/{waiting.pk}/submit/"
        return get_response(request)

    return middleware
