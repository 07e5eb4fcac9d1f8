"""Faults on the way between browser and site, and of sessions, tokens and time."""

from __future__ import annotations

import time

from drills.candidates import Candidate
from drills.proxies import losing_replies
from drills.scenes import Scene

SECONDS = 6.0
PATIENCE = 30.0


def lose_replies(scene: Scene) -> None:
    """Half of all replies, until everybody has missed several; what they answer was done."""
    with losing_replies(scene.site.port, share=0.5) as port:
        for candidate in scene.candidates:
            candidate.browser.port = port
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(map(_has_lost_few, scene.candidates)):
            time.sleep(0.1)
        for candidate in scene.candidates:
            candidate.browser.visit(scene.site)
        time.sleep(1)  # what is on its way still goes through


def _has_lost_few(candidate: Candidate) -> bool:
    return candidate.browser.tally.statuses["no reply"] < 5


def let_time_run_out(scene: Scene) -> None:
    """Again and again: the time of every interview, with the grace, ends within the next 0.6 seconds."""
    with scene.database.connect() as connection:
        for _ in range(8):
            connection.execute(
                "UPDATE quiz_interview SET started_at = now() - time_limit - interval '5 seconds' "
                "+ random() * interval '0.6 seconds' WHERE finished_at IS NULL AND time_limit IS NOT NULL"
            )
            time.sleep(0.8)


def end_sessions(scene: Scene) -> None:
    """Everybody's session expires, twice; not the one that keeps what came in after that."""
    with scene.database.connect() as connection:
        for _ in range(2):
            keys = [candidate.session for candidate in scene.candidates]
            connection.execute("DELETE FROM django_session WHERE session_key = ANY(%s)", [keys])
            time.sleep(2)


def sign_in_in_another_tab(scene: Scene) -> None:
    """Everybody, once, just before they send an answer: its form has a token from before."""
    for candidate in scene.candidates:
        candidate.signs_in_elsewhere_first = True
    time.sleep(SECONDS)
