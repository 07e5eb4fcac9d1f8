"""The key an installation makes for itself."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from interviewprep.secret_key import secret_key_from


def test_key_is_made_once_and_for_its_user_alone(tmp_path: Path) -> None:
    key = secret_key_from(tmp_path / "var")

    assert len(key) == 50
    assert secret_key_from(tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        keys = set(threads.map(secret_key_from, [tmp_path] * 64))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
