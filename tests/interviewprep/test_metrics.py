"""Metrics: on their own port, added up over processes that come and go."""

from __future__ import annotations

import socket
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError

import psutil
import pytest
from django.db import connection

from interviewprep.measures import SUBMISSIONS
from interviewprep.metrics import Waiting
from quiz.reports.waiting import waiting
from quiz.services.interviews import submit_response
from tests.factories import GOOD_ANSWER, make_interview, make_user, waiting_attempt
from tests.interviewprep.conftest import Manage
from tests.interviewprep.test_serve import end, refusal, wait_until_it_serves

PAGES = "django_http_requests_before_middlewares_total"


def get(port: str, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return str(response.read().decode())


def figure(text: str, name: str) -> float:
    return next(float(line.split()[-1]) for line in text.splitlines() if line.startswith(f"{name} "))


def wait_for(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def metrics_port(unused_port: str) -> str:
    return str(int(unused_port) - 1 if int(unused_port) > 60000 else int(unused_port) + 1)


def test_what_killed_processes_counted_stays_and_a_new_start_counts_anew(
    manage: Manage, used_var_dir: Path, unused_port: str, metrics_port: str
) -> None:
    ports = {"PORT": unused_port, "METRICS_PORT": metrics_port, "WEB_CONCURRENCY": "2"}
    process = manage(used_var_dir, "serve", **ports)
    wait_until_it_serves(process, unused_port)
    for _ in range(5):
        get(unused_port, "/scoring/")
    text = get(metrics_port, "/metrics")
    assert figure(text, PAGES) == 5
    assert figure(text, "interviewprep_database_up") == 1
    assert figure(text, "interviewprep_disputes_open") == 0
    assert "interviewprep_submissions_total" in text

    workers = psutil.Process(process.pid).children()
    for worker in (each for each in workers if "serve" in each.cmdline()):
        worker.kill()
    wait_for(lambda: figure(get(metrics_port, "/metrics"), PAGES) == 5)
    with pytest.raises(HTTPError, match="404"):
        get(unused_port, "/metrics")
    assert figure(get(metrics_port, "/metrics"), PAGES) == 6
    process.terminate()
    process.communicate(timeout=20)

    process = manage(used_var_dir, "serve", **ports)
    wait_until_it_serves(process, unused_port)
    get(unused_port, "/scoring/")
    assert figure(get(metrics_port, "/metrics"), PAGES) == 1
    assert end(process) == (0, "")


def test_zeros_before_its_number_leave_the_metrics_on_their_port(
    manage: Manage, used_var_dir: Path, unused_port: str, metrics_port: str
) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port, METRICS_PORT=f"0{metrics_port}")
    wait_until_it_serves(process, unused_port)
    assert "interviewprep_submissions_total" in get(metrics_port, "/accounts/login/")
    assert "interviewprep_submissions_total" not in get(unused_port, "/accounts/login/")
    assert end(process) == (0, "")


@pytest.mark.parametrize("zeros", ["", "0"])
def test_the_port_of_the_site_at_another_address_is_refused(
    manage: Manage, used_var_dir: Path, unused_port: str, zeros: str
) -> None:
    ports = {"PORT": f"{zeros}{unused_port}", "METRICS_PORT": unused_port, "METRICS_HOST": "127.0.0.2"}
    line = refusal(manage(used_var_dir, "serve", **ports))
    assert "METRICS_PORT must be another than PORT, also at another address." in line


def test_a_port_that_is_taken_is_refused_in_one_line(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = str(listener.getsockname()[1])
        line = refusal(manage(used_var_dir, "serve", PORT=unused_port, METRICS_PORT=taken))
    assert f"port {taken}: Address already in use. Set METRICS_HOST or METRICS_PORT." in line


@pytest.mark.parametrize("port", ["../elsewhere", "-1", "metrics", "0", "65536", "9" * 5000])
def test_nonsense_for_a_port_is_refused(manage: Manage, used_var_dir: Path, port: str) -> None:
    line = refusal(manage(used_var_dir, "serve", METRICS_PORT=port))
    assert "METRICS_PORT must be a number from 1 to 65535" in line


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_answer_is_counted_once_it_is_stored() -> None:
    before = SUBMISSIONS._value.get()
    attempt = waiting_attempt(make_interview(make_user(), questions=2))
    submit_response(attempt.interview.candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    assert SUBMISSIONS._value.get() == before + 1


@pytest.mark.django_db
def test_what_waits_is_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES "
            "('mail', 'a', NULL), ('mail', 'b', now()), ('default', 'c', now() + interval '1 hour')"
        )
    assert waiting().jobs == {"mail": 2}
    assert waiting().disputes == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_that_is_away_is_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        [up] = Waiting().collect()
    assert [sample.value for sample in up.samples] == [0]
