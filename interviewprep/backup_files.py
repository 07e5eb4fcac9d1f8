"""Backups as files: a dump, what it holds, and the checksums of both, all three by one name.

The dump gets its name last, so that a dump that is there is whole.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

PREFIX = "interviewprep-"
UNFINISHED = ".partial"
OURS = re.compile(rf"{PREFIX}\d{{8}}T\d{{6}}Z\.(dump|json|sha256|dump{re.escape(UNFINISHED)})", re.ASCII)
"""The names that a backup gives to its files."""


class BackupError(Exception):
    """Its message is one line that says what is wrong and, where that helps, what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a dump holds, so that a restore can tell whether it has all of it."""

    taken_at: str
    release: str
    server: int
    """The major version of PostgreSQL that was dumped."""
    tool: int
    """The major version of the pg_dump that wrote it."""
    migrations: list[str]
    """As `app.name`."""
    rows: dict[str, int]
    """By `schema.table`."""


@dataclass(frozen=True, order=True)
class Backup:
    dump: Path

    @classmethod
    def of(cls, directory: Path, moment: datetime) -> Backup:
        """Named by the second, in UTC, so that names sort by time."""
        return cls(directory / f"{PREFIX}{moment:%Y%m%dT%H%M%SZ}.dump")

    @property
    def unfinished(self) -> Path:
        return self.dump.with_name(self.dump.name + UNFINISHED)

    @property
    def manifest_file(self) -> Path:
        return self.dump.with_suffix(".json")

    @property
    def checksum_file(self) -> Path:
        """In the format of sha256sum, for `sha256sum --check`."""
        return self.dump.with_suffix(".sha256")

    @property
    def files(self) -> tuple[Path, Path, Path]:
        return self.dump, self.manifest_file, self.checksum_file

    def finish(self, manifest: Manifest) -> None:
        """Write what goes with the unfinished dump, and give that its name once all is on the disk."""
        text = json.dumps(asdict(manifest), indent=1).encode()
        _write(self.manifest_file, text)
        sums = {self.dump: _sha256(self.unfinished), self.manifest_file: hashlib.sha256(text).hexdigest()}
        _write(self.checksum_file, "".join(f"{sums[file]}  {file.name}\n" for file in sums).encode())
        _sync(self.unfinished)
        self.unfinished.rename(self.dump)
        _sync(self.dump.parent)

    def read(self) -> Manifest:
        """What it holds, once every byte is found to be as it was written. Raises BackupError."""
        try:
            self._check()
            return self.manifest()
        except OSError as error:
            raise BackupError(f"{error.filename} cannot be read: {error.strerror}.") from error
        except (TypeError, ValueError) as error:
            raise BackupError(f"{self.manifest_file} is not what `manage.py backup` writes.") from error

    def manifest(self) -> Manifest:
        """What it says it holds. Raises OSError, TypeError and ValueError."""
        return Manifest(**json.loads(self.manifest_file.read_text()))

    def _check(self) -> None:
        lines = self.checksum_file.read_text().splitlines()
        wanted = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        for file in (self.dump, self.manifest_file):
            if wanted.get(file.name) != _sha256(file):
                raise BackupError(f"{file} is damaged: {self.checksum_file} has another checksum.")

    def delete(self) -> None:
        """The dump first: what is left of a deletion that is cut short doesn't look like a backup."""
        for file in self.files:
            file.unlink(missing_ok=True)


def backups_in(directory: Path) -> list[Backup]:
    """The whole ones, oldest first."""
    found = sorted(Backup(file) for file in _files_in(directory) if file.suffix == ".dump")
    return [backup for backup in found if all(file.exists() for file in backup.files)]


def delete_all_but(directory: Path, newest: Backup, *, keep: int) -> list[Backup]:
    """Keep `newest`, which was just written, whatever the clock says of the others, and `keep` in all."""
    others = [backup for backup in backups_in(directory) if backup != newest]
    old = others[: max(0, len(others) - (keep - 1))]
    for backup in old:
        backup.delete()
    return old


def delete_unfinished(directory: Path) -> None:
    """What was left by backups that were killed; needs the lock."""
    for file in _files_in(directory):
        if file.suffix == UNFINISHED or not file.with_suffix(".dump").exists():
            file.unlink()


def _files_in(directory: Path) -> list[Path]:
    """Those of backups; whatever else lies there is somebody else's."""
    return [file for file in directory.iterdir() if OURS.fullmatch(file.name) and file.is_file()]


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """One backup at a time in this directory. Raises BackupError."""
    with (directory / ".lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"another backup is being written to {directory}.") from None
        yield


def create_private(path: Path) -> None:
    """An empty file for its owner alone. Raises OSError, also if it is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _write(path: Path, content: bytes) -> None:
    create_private(path)
    path.write_bytes(content)
    _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
