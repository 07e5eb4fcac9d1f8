"""The Dockerfile and the compose file fit the program. They aren't built here: that takes an engine."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import load_command_class

from interviewprep.caching import cache_settings
from interviewprep.database import databases

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
[ENVIRONMENT] = {id(each["environment"]): each["environment"] for each in OURS.values()}.values()


def instructions(name: str) -> list[list[str]]:
    """The words after it, line by line."""
    whole = re.sub(r"\\\n\s*", "", DOCKERFILE)
    return [shlex.split(words) for words in re.findall(rf"^{name} (.+)$", whole, re.MULTILINE)]


def copied() -> list[tuple[list[str], str]]:
    """What comes from the checkout, and where to."""
    return [(words[:-1], words[-1]) for words in instructions("COPY") if not words[0].startswith("--from")]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as the image has it."""
    place = tmp_path_factory.mktemp("image")
    for sources, target in copied():
        for source in sources:
            end = place / target.strip("/") / (Path(source).name if target.endswith("/") else "")
            end.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, end, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, end)
    return place


def test_what_goes_to_the_builder_is_what_is_copied() -> None:
    lines = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in lines if line.startswith("!")}

    assert lines[1] == "*"
    assert let_in == {source for sources, _ in copied() for source in sources}


def test_the_image_has_all_files_that_the_program_reads(image: Path) -> None:
    code = [path.read_text(encoding="utf-8") for path in image.rglob("*.py")]
    named = re.findall(r'BASE_DIR((?: / "[^"]+")+)', "\n".join(code))
    paths = {"/".join(re.findall(r'"([^"]+)"', names)) for names in named}

    assert {"docs/phrases.md", "pyproject.toml", "templates", "fixtures"} <= paths
    assert all((image / path).exists() for path in paths)


def test_the_program_starts_from_what_the_image_has(image: Path, tmp_path: Path) -> None:
    environment = {"VAR_DIR": str(tmp_path), "DATABASE_URL": "postgres://prep@127.0.0.1:1/prep"}
    settings = {"DJANGO_SETTINGS_MODULE": "interviewprep.settings", "SECRET_KEY": "x" * 50}
    for command in ("check", "collectstatic --noinput --verbosity=0"):
        done = subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=image,
            env=os.environ | environment | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()


def test_the_image_runs_as_somebody_without_rights_and_has_no_secret() -> None:
    [[user]] = instructions("USER")
    [made] = [words for words in instructions("RUN") if "useradd" in words]

    assert user.isdigit()
    assert user in made
    assert int(user) > 0
    assert not re.search("SECRET_KEY|PASSWORD|_URL", DOCKERFILE)
    assert instructions("VOLUME") == [["/var/lib/interviewprep"]]
    assert "VAR_DIR=/var/lib/interviewprep" in instructions("ENV")[0]
    assert "/healthz" in str(instructions("HEALTHCHECK"))


def commands() -> list[list[str]]:
    [default] = re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)
    return [yaml.safe_load(default), *(each["command"] for each in OURS.values() if "command" in each)]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_commands_are_those_of_the_program(command: list[str]) -> None:
    python, manage, name, *arguments = command

    assert (python, manage) == ("python", "manage.py")
    load_command_class("quiz", name).create_parser("manage.py", name).parse_args(arguments)


def test_variables_are_settings_that_the_readme_tells() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(ENVIRONMENT)
    named |= {
        word.partition("=")[0] for word in instructions("ENV")[0] if not word.startswith(("PATH", "PYTHON"))
    }

    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "VAR_DIR", "HOST", "PORT"} <= named
    assert [name for name in named if f"`{name}`" not in readme] == []


def filled_in(value: str) -> str:
    """As compose does it from `.env`; each variable has its own name for a value here."""
    return re.sub(r"\$\{(\w+):?\?[^}]+\}", r"\1", value)


def test_secrets_come_from_env_and_are_the_same_at_both_ends() -> None:
    urls = {name: filled_in(value) for name, value in ENVIRONMENT.items() if name.endswith("_URL")}
    redis = SERVICES["redis"]["command"]

    assert filled_in(ENVIRONMENT["SECRET_KEY"]) == "SECRET_KEY"
    assert urls["EMAIL_URL"] == "EMAIL_URL"
    assert urlsplit(urls["DATABASE_URL"]).password == "DATABASE_PASSWORD"
    assert filled_in(SERVICES["database"]["environment"]["POSTGRES_PASSWORD"]) == "DATABASE_PASSWORD"
    assert urlsplit(urls["REDIS_URL"]).password == "REDIS_PASSWORD"
    assert filled_in(redis[redis.index("--requirepass") + 1]) == "REDIS_PASSWORD"


def test_addresses_lead_to_services_that_there_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", filled_in(ENVIRONMENT["DATABASE_URL"]))
    database = databases(tmp_path)["default"]
    caches, _ = cache_settings(filled_in(ENVIRONMENT["REDIS_URL"]))
    made = SERVICES["database"]["environment"]

    assert database["HOST"] in SERVICES
    assert (database["NAME"], database["USER"]) == (made["POSTGRES_DB"], made["POSTGRES_USER"])
    assert urlsplit(caches["default"]["LOCATION"]).hostname in SERVICES
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)


def fixed_addresses() -> list[str]:
    return [each["networks"]["default"]["ipv4_address"] for each in OURS.values() if "networks" in each]


def test_the_database_is_there_once_others_reach_it() -> None:
    assert "--host=127.0.0.1" in SERVICES["database"]["healthcheck"]["test"]
    assert SERVICES["setup"]["restart"].startswith("on-failure")


def test_nobody_gets_the_address_of_a_web_node() -> None:
    [network] = COMPOSE["networks"]["default"]["ipam"]["config"]
    others = IPv4Network(network["ip_range"])

    assert others.subnet_of(IPv4Network(network["subnet"]))
    for address in map(IPv4Address, fixed_addresses()):
        assert address in IPv4Network(network["subnet"])
        assert address not in others


def test_nginx_finds_the_web_nodes() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    mounted = [volume.split(":") for volume in SERVICES["nginx"]["volumes"]]

    assert re.findall(r"server ([\d.]+):8000", conf) == fixed_addresses()
    assert (ROOT / "deploy" / mounted[0][0]).exists()
    assert re.findall(r"ssl_certificate(?:_key)? (\S+);", conf) == [inside for _, inside, _ in mounted[1:]]
