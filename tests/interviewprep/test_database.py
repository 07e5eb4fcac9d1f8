"""Which database the settings name."""

from pathlib import Path

import pytest

from interviewprep.database import WATCHED, database_settings
from interviewprep.errors import StartError


def test_embedded_server_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "")

    settings = database_settings(tmp_path)

    assert settings["HOST"] == str(tmp_path / "postgres")
    assert list(tmp_path.iterdir()) == []


def test_url_names_another_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://prep:p%40ss@db.example.org:6432/prep?sslmode=require")

    settings = database_settings(tmp_path)

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

    settings = database_settings(tmp_path)

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
        database_settings(tmp_path)
