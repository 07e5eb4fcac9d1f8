"""What people do, from the sign-in to the end, by way of all parts; each raises WrongError where it fails."""

from __future__ import annotations

import re
from collections import Counter

from drills.browsers import NoReplyError, Reply
from drills.candidates import Candidate
from drills.cluster.clusters import NODES, Cluster
from drills.cluster.scenes import cluster_of
from drills.scenes import Scene, WrongError

NUMBERS = {"Candidate": 101, "Lead": 102, "Editor": 103}
"""Each has an address of their own."""
TEXT = "Lambda scales by itself, each request in an environment of its own."
ADMIN_PAGES = ("/admin/", "/admin/quiz/question/")


def go_all_ways(scene: Scene) -> None:
    """While the others answer. A node that nothing came from is wrong, too."""
    cluster = cluster_of(scene)
    before_all = len(cluster.replies())
    try:
        _hold_an_interview(_newcomer(cluster))
        before = _looks(scene)
        _lead_a_cohort(_signed_in(cluster, "Lead"))
        if missing := {"cohort_seen", "cohort_exported"} - set(_looks(scene) - before):
            raise WrongError(f"what the lead looked at is not in the audit log: {', '.join(sorted(missing))}")
        _open_the_admin(_signed_in(cluster, "Editor"))
    except NoReplyError as error:
        raise WrongError(f"a journey had no reply: {error.__cause__!r}") from error
    if silent := set(NODES) - cluster.nodes_that_answered(before_all):
        raise WrongError(f"nothing came from {' and '.join(silent)}")


def _looks(scene: Scene) -> Counter[str]:
    """How often each action is in the audit log; looking at a page writes there."""
    with scene.serving_database().connect() as connection:
        rows = connection.execute("SELECT action, count(*) FROM quiz_auditentry GROUP BY action").fetchall()
    return Counter({row["action"]: row["count"] for row in rows})


def _newcomer(cluster: Cluster) -> Candidate:
    """Signs up, out and in again."""
    somebody = Candidate(NUMBERS["Candidate"])
    somebody.browser.visit(cluster)
    somebody.sign_up()
    form = somebody.form_of("/accounts/logout/", "logout")
    somebody.browser.post("/accounts/logout/", form.fields)
    _expect(somebody.sign_in("/accounts/login/"), "the sign-in")
    return somebody


def _signed_in(cluster: Cluster, role: str) -> Candidate:
    somebody = Candidate(NUMBERS[role])
    somebody.browser.visit(cluster)
    somebody.account = cluster.sign_ins[role]
    _expect(somebody.sign_in("/accounts/login/"), f"the sign-in of the {role}")
    return somebody


def _hold_an_interview(somebody: Candidate) -> None:
    """To the debrief, which has what was said."""
    form = somebody.form_of("/interviews/new/", "/interviews/new/")
    started = somebody.browser.post("/interviews/new/", form.fields | {"plan": "warm-up"})
    room = somebody.follow(started)
    while waiting := room.form("/submit/"):
        room = somebody.follow(somebody.browser.post(waiting.action, waiting.fields | {"text": TEXT}))
    _expect(room, "the debrief")
    if "/debrief/" not in room.path or TEXT not in room.text:
        raise WrongError(f"the interview ended at {room.path}, without what was said")


def _lead_a_cohort(lead: Candidate) -> None:
    """The page of the first cohort, and all its answers as CSV."""
    cohorts = lead.browser.get("/cohorts/")
    found = re.search(r"/cohorts/\d+/", cohorts.body)
    if not found:
        raise WrongError("the lead finds no cohort")
    _expect(lead.browser.get(found[0]), "the page of the cohort")
    table = lead.browser.get(f"{found[0]}export/attempts/")
    _expect(table, "the table of answers")
    if len(table.body.splitlines()) < 2:
        raise WrongError("the table of answers is empty")


def _open_the_admin(editor: Candidate) -> None:
    for page in ADMIN_PAGES:
        _expect(editor.browser.get(page), page)


def _expect(reply: Reply, what: str) -> None:
    if reply.status != 200:
        raise WrongError(f"{what} was answered with {reply.status}")
