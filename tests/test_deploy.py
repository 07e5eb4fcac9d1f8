"""The files in deploy/ fit the program: its commands, its settings and its limits."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import gunicorn.config
import pytest
from django.core.management import load_command_class
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from interviewprep.database import PATIENCE, WATCHED, databases
from interviewprep.logs import LEFT_OUT
from interviewprep.tls import behind_tls

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
KEPT_ALIVE = {"idle": "idle", "interval": "intvl", "count": "cnt"}
UNITS = sorted(DEPLOY.glob("*.service"))


def discreet(path: str) -> str:
    """As the site's own log has it."""
    for pattern, instead in LEFT_OUT:
        path = pattern.sub(instead, path)
    return path.removesuffix("/") if "left out" in path else path


def variables_in(name: str) -> dict[str, str]:
    """As a shell reads them, which systemd does, too."""
    words = shlex.split((DEPLOY / name).read_text(encoding="utf-8"), comments=True)
    return dict(word.split("=", 1) for word in words)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_units_run_commands_that_there_are(unit: Path) -> None:
    [line] = re.findall(r"^ExecStart=/\S+ manage\.py (.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    name, *arguments = line.split()

    parser = load_command_class("quiz", name).create_parser("manage.py", name)

    parser.parse_args(arguments)


def test_a_backup_goes_to_a_disk_that_is_mounted() -> None:
    unit = (DEPLOY / "interviewprep-backup.service").read_text(encoding="utf-8")
    [place] = re.findall(r"^ExecStart=.* backup (\S+)$", unit, re.MULTILINE)

    assert f"\nRequiresMountsFor={place}\n" in unit
    assert f"\nExecStartPre=+/usr/bin/mountpoint --quiet {place}\n" in unit


@pytest.mark.parametrize(
    "unit", [unit for unit in UNITS if "backup" not in unit.stem], ids=lambda unit: unit.stem
)
def test_units_try_again_when_the_database_is_late(unit: Path) -> None:
    assert re.search(
        r"^Restart=(always|on-failure)\nRestartSec=\d$", unit.read_text(encoding="utf-8"), re.MULTILINE
    )


@pytest.mark.parametrize("name", ["environment", "web"])
def test_variables_are_settings_that_the_readme_tells(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert all(f"`{variable}`" in readme for variable in variables_in(name))


@pytest.mark.parametrize("name", ["environment", "web"])
def test_a_shell_can_read_the_variables(name: str) -> None:
    program = ["sh", "-aec", '. "$0" && env', str(DEPLOY / name)]
    done = subprocess.run(program, capture_output=True, text=True, check=True, env={})

    assert variables_in(name).items() <= dict(line.split("=", 1) for line in done.stdout.splitlines()).items()


def test_only_web_nodes_go_through_the_pooler(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, is_pooled in (("environment", False), ("web", True)):
        monkeypatch.setenv("DATABASE_URL", variables_in(name)["DATABASE_URL"])
        assert databases(tmp_path)["default"]["DISABLE_SERVER_SIDE_CURSORS"] is is_pooled
    with_web = [unit.stem for unit in UNITS if "/etc/interviewprep/web" in unit.read_text(encoding="utf-8")]
    assert with_web == ["interviewprep-web"]


def test_the_pooler_limits_waiting_as_the_site_does() -> None:
    """In milliseconds there, and in seconds by the startup parameter that it ignores."""
    program = "import os, interviewprep.database as d; d.limit_waiting(); print(os.environ['PGOPTIONS'])"
    environment = {name: value for name, value in os.environ.items() if name != "PGOPTIONS"}
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    own = {name: int(seconds) * 1000 for name, seconds in re.findall(r"(\w+_timeout)=(\d+)s", said)}
    pooler = (DEPLOY / "pgbouncer.ini").read_text(encoding="utf-8")

    assert {name: int(ms) for name, ms in re.findall(r"SET (\w+) = (\d+)", pooler)} == own
    assert "\nignore_startup_parameters = options\n" in pooler
    assert "\npool_mode = transaction\n" in pooler


def test_the_account_of_the_site_may_watch_the_pooler_and_command_nothing() -> None:
    pooler = (DEPLOY / "pgbouncer.ini").read_text(encoding="utf-8")

    assert f"\nstats_users = {urlsplit(variables_in('web')['DATABASE_URL']).username}\n" in pooler
    assert "admin_users" not in pooler


def test_the_pooler_gives_a_frozen_server_up_before_the_site_does() -> None:
    """After the server itself would have ended the statement."""
    pooler = (DEPLOY / "pgbouncer.ini").read_text(encoding="utf-8")
    numbers = {name: int(value) for name, value in re.findall(r"^(\w+) = (\d+)$", pooler, re.MULTILINE)}
    [own] = map(int, re.findall(r"SET statement_timeout = (\d+)000", pooler))

    assert own < numbers["query_timeout"] < PATIENCE
    assert numbers["tcp_user_timeout"] == WATCHED["tcp_user_timeout"]
    kept = {f"keepalives_{name}": numbers[f"tcp_keep{short}"] for name, short in KEPT_ALIVE.items()}
    assert kept == {name: value for name, value in WATCHED.items() if name in kept}


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/join/abc-123/", "/join/(key left out)"),
        ("/shared/abc/", "/shared/(key left out)"),
        ("/accounts/password/reset/key/1-abc-def/", "/accounts/password/reset/key/(key left out)"),
        ("/accounts/password/reset/key/done/", "/accounts/password/reset/key/done/"),
        ("/interviews/7/", "/interviews/7/"),
    ],
)
def test_nginx_logs_no_key_and_the_paths_that_the_site_logs(path: str, logged: str) -> None:
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    [(pattern, group)] = re.findall(r'"~(\^\(\?<(\w+)>.+?)" "\$', site)
    found = re.search(pattern.replace("(?<", "(?P<"), path)

    assert (f"{found[group]}(key left out)" if found else path) == logged
    assert discreet(path) == logged
    assert site.count("access_log /var/log/nginx/access.log discreet;") == site.count("\nserver {")


def test_nginx_sends_the_hsts_of_the_site_with_its_own_replies(settings: Settings) -> None:
    for name, value in behind_tls().items():
        setattr(settings, name, value)
    site, request = SecurityMiddleware(lambda _: HttpResponse()), RequestFactory().get("/", secure=True)
    sent = site.process_response(request, HttpResponse())["Strict-Transport-Security"]
    proxy = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    places = [block for block in re.split(r"\n(?=server|    location)", proxy) if "add_header" in block]

    assert f'"" "{sent}";' in proxy
    assert places
    assert all("add_header Strict-Transport-Security $missing_hsts always;" in place for place in places)


def test_nginx_ends_an_idle_connection_before_a_node_does() -> None:
    proxy = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    [seconds] = map(int, re.findall(r"^ +keepalive_timeout (\d+)s;$", proxy, re.MULTILINE))

    assert seconds < gunicorn.config.Config().keepalive


def test_what_operations_points_to_is_there() -> None:
    page = ROOT / "docs" / "operations.md"
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))

    assert links
    assert all((page.parent / link).exists() for link in links)
