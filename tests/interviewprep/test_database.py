"""Which database the settings name."""

from pathlib import Path

import pytest

from interviewprep.database import WATCHED, databases
from interviewprep.errors import StartError


def test_embedded_server_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "")

    settings = databases(tmp_path)["default"]

    assert settings["HOST"] == str(tmp_path / "postgres")
    assert list(tmp_path.iterdir()) == []


def test_url_names_another_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://prep:p%40ss@db.example.org:6432/prep?sslmode=require")

    settings = databases(tmp_path)["default"]

    assert settings["HOST"] == "db.example.org"
    assert settings["PORT"] == 6432
    assert settings["PASSWORD"] == "p@ss"
    assert settings["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"} | WATCHED


@pytest.mark.parametrize(
    ("query", "pooled"),
    [
        ("", False),
        ("?disable_server_side_cursors=false", False),
        ("?disable_server_side_cursors=true", True),
        ("?disable_server_side_cursors=True", True),
        ("?disable_server_side_cursors=1", True),
    ],
)
def test_url_may_say_that_it_leads_through_a_pooler(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, query: str, pooled: bool
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://prep@127.0.0.1:6432/prep{query}")

    settings = databases(tmp_path)["default"]

    assert settings["DISABLE_SERVER_SIDE_CURSORS"] is pooled
    assert settings["OPTIONS"] == {"connect_timeout": 10} | WATCHED


@pytest.mark.parametrize(
    "url",
    [
        "prep",
        "mysql://prep@127.0.0.1/prep",
        "postgres://prep@127.0.0.1",
        "postgres://prep@127.0.0.1:port/prep",
    ],
)
def test_nonsense_for_a_url_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(StartError, match="DATABASE_URL must read postgres://"):
        databases(tmp_path)

    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("REPLICA_URL", url)
    with pytest.raises(StartError, match="REPLICA_URL must read postgres://"):
        databases(tmp_path)


def test_a_replica_stands_beside_it_and_is_given_up_sooner(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("REPLICA_URL", "")
    assert list(databases(tmp_path)) == ["default"]

    monkeypatch.setenv("REPLICA_URL", "postgres://prep@replica.example.org/prep")
    found = databases(tmp_path)

    assert found["replica"]["HOST"] == "replica.example.org"
    assert found["replica"]["ENGINE"] == found["default"]["ENGINE"]
    assert [found[alias]["OPTIONS"]["connect_timeout"] for alias in found] == [10, 2]
