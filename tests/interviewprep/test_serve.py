"""`manage.py serve` from outside: what it says, how it ends, what it leaves behind."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from interviewprep.embedded import running
from interviewprep.postgres import DATABASE, USER, Server
from tests.interviewprep.conftest import Manage


def wait_until_it_serves(process: subprocess.Popen[str], port: str) -> None:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if f"http://127.0.0.1:{port}" in line:
            return
    pytest.fail(f"it never served: {said}{process.communicate()}")


def end(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    return process.returncode, errors


def refusal(process: subprocess.Popen[str]) -> str:
    """The one line with which it refuses to start."""
    said, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said == ""
    assert errors.count("\n") == 1
    return errors


def test_first_start_makes_everything_and_serves(manage: Manage, var_dir: Path, unused_port: str) -> None:
    process = manage(var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)

    with urllib.request.urlopen(f"http://127.0.0.1:{unused_port}/accounts/login/") as response:
        page = response.read().decode()
    [stylesheet, *_] = re.findall(r'href="(/static/[^"]+\.css)"', page)
    with urllib.request.urlopen(f"http://127.0.0.1:{unused_port}{stylesheet}") as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert {"Content-Security-Policy", "Permissions-Policy"} <= set(response.headers)

    assert Server(var_dir).is_running()
    assert end(process) == (0, "")
    assert not Server(var_dir).is_running()


def test_too_large_a_request_is_refused_in_one_line_and_ends_the_connection(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    connection = HTTPConnection("127.0.0.1", int(unused_port))
    connection.putrequest("POST", "/accounts/login/")
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={'a' * 32}"}
    for name, value in (form | {"Content-Length": "1000000"}).items():
        connection.putheader(name, value)
    connection.endheaders()

    response = connection.getresponse()

    assert (response.status, response.headers["Connection"]) == (400, "close")
    connection.close()
    _, errors = end(process)
    assert errors.count("\n") == 1
    assert "DATA_UPLOAD_MAX_MEMORY_SIZE" in errors


def test_an_address_of_8000_characters_reaches_the_site(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)
    with urllib.request.urlopen(f"http://127.0.0.1:{unused_port}/scoring/?q={'a' * 8000}") as response:
        assert response.status == 200
    assert end(process) == (0, "")


def test_second_start_is_quick_and_finds_everything_again(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    email = f"{time.time()}@example.org"
    account = ["--noinput", f"--email={email}", "--name=Edda"]
    made = manage(used_var_dir, "createsuperuser", *account, DJANGO_SUPERUSER_PASSWORD="long enough 1")
    assert made.wait(30) == 0
    secret = (used_var_dir / "secret_key").read_text()

    began = time.monotonic()
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)

    assert time.monotonic() - began < 5
    assert (used_var_dir / "secret_key").read_text() == secret
    query = f"from quiz.models import User; print(User.objects.filter(email='{email}').count())"
    beside = manage(used_var_dir, "shell", "--no-imports", "-c", query)
    assert beside.communicate(timeout=30)[0] == "1\n"
    assert end(process)[0] == 0


def test_ctrl_c_ends_everything(manage: Manage, used_var_dir: Path, unused_port: str) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)

    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(20) == 0
    assert not Server(used_var_dir).is_running()


def test_ctrl_c_before_it_serves_ends_everything(
    manage: Manage, used_var_dir: Path, unused_port: str
) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    while not Server(used_var_dir).is_running():
        time.sleep(0.01)

    os.killpg(process.pid, signal.SIGINT)

    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 128 + signal.SIGINT
    assert not Server(used_var_dir).is_running()


def test_closing_the_terminal_ends_everything(manage: Manage, used_var_dir: Path, unused_port: str) -> None:
    process = manage(used_var_dir, "serve", PORT=unused_port)
    wait_until_it_serves(process, unused_port)

    assert end(process, signal.SIGHUP) == (0, "")
    assert not Server(used_var_dir).is_running()


def test_taken_port_is_refused_in_one_line(manage: Manage, used_var_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])

        assert f"port {port}: Address already in use" in refusal(manage(used_var_dir, "serve", PORT=port))


def test_private_directory_that_cannot_be_made_is_refused_in_one_line(manage: Manage, var_dir: Path) -> None:
    var_dir.write_text("a file in its place")

    assert f"{var_dir} cannot be used" in refusal(manage(var_dir, "serve"))


def test_secret_key_that_cannot_be_made_is_refused_in_one_line(manage: Manage, var_dir: Path) -> None:
    var_dir.write_text("a file in its place")

    line = refusal(manage(var_dir, "serve", DATABASE_URL="postgres://prep@127.0.0.1:1/prep"))
    assert f"secret key {var_dir}/secret_key cannot be kept" in line


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("mysql://prep@127.0.0.1/prep", "DATABASE_URL must read postgres://"),
        ("postgres://prep:secret@127.0.0.1:1/prep", "the database prep at 127.0.0.1 port 1 cannot be used"),
        ("postgres://prep@127.0.0.1/prep?nonsense=1", "the database prep at 127.0.0.1 cannot be used"),
    ],
)
def test_unusable_database_is_refused_in_one_line(
    manage: Manage, used_var_dir: Path, url: str, complaint: str, unused_port: str
) -> None:
    line = refusal(manage(used_var_dir, "serve", PORT=unused_port, DATABASE_URL=url))

    assert complaint in line
    assert "secret" not in line


def test_nothing_is_embedded_when_a_server_is_named(manage: Manage, var_dir: Path, unused_port: str) -> None:
    url = "postgres://prep@127.0.0.1:1/prep"
    manage(var_dir, "serve", PORT=unused_port, DATABASE_URL=url).wait(30)

    assert not (var_dir / "postgres").exists()


def test_named_server_is_used(manage: Manage, used_var_dir: Path, unused_port: str) -> None:
    with running(Server(used_var_dir)):
        url = f"postgres://{USER}@/{DATABASE}?host={quote(str(Server(used_var_dir).socket_dir))}"
        process = manage(used_var_dir, "serve", PORT=unused_port, DATABASE_URL=url)
        wait_until_it_serves(process, unused_port)

        assert end(process) == (0, "")
        assert Server(used_var_dir).is_running()
