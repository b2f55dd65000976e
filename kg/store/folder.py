"""The folder of an embedded store: passwords, the lock of the one process that owns it, and that process's address."""

from __future__ import annotations

import json
import os
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path

from extractors.readers.sources import STORE_MARK
from kg.errors import StoreAuthError, StoreError

CREDENTIALS_FILE = "credentials.json"
_RUNTIME = "runtime.json"
_GROUPS = Path("config", "server-groups.json")

READER = "reader"

_NO_ACCESS: dict[str, object] = {"access": [], "types": {"*": {"access": []}}}
_ADMIN: dict[str, object] = {
    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
}
_READER: dict[str, object] = {"access": [], "types": {"*": {"access": ["readRecord"]}}}
_UNLIMITED = {"resultSetLimit": -1, "readTimeout": -1}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Passwords of the engine's two users, made once."""

    root: str = field(repr=False)
    reader: str = field(repr=False)


def holds_store(path: str | Path) -> bool:
    """Return whether a folder holds an embedded store."""
    return (Path(path).expanduser() / STORE_MARK).is_file()


class StoreFolder:
    """A folder that holds an embedded store, or will."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).expanduser().resolve()

    @property
    def logs(self) -> Path:
        """Where the engine logs."""
        return self.path / "log"

    def prepare(self) -> Credentials:
        """Make the folder if it is not there, and return its passwords; call it with the lock held.

        Raises:
            StoreError: The folder cannot be written, or its passwords cannot be read.
        """
        try:
            self._write_groups()
            if not (self.path / CREDENTIALS_FILE).exists():
                credentials = Credentials(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
                self._write_private(CREDENTIALS_FILE, {"root": credentials.root, "reader": credentials.reader})
        except OSError as err:
            raise self._unwritable(err) from err
        return self.credentials()

    def credentials(self) -> Credentials:
        """Return the passwords.

        Raises:
            StoreError: They cannot be read.
        """
        try:
            found = json.loads((self.path / CREDENTIALS_FILE).read_text(encoding="utf-8"))
            return Credentials(root=found["root"], reader=found["reader"])
        except (OSError, ValueError, KeyError, TypeError) as err:
            raise StoreError(
                f"{self.path} has no readable {CREDENTIALS_FILE}; restore the file, or build into another path"
            ) from err

    def refused_passwords(self) -> StoreAuthError:
        """Return the error to raise when the engine does not take the passwords."""
        return StoreAuthError(
            f"the store in {self.path} was made with other passwords than those in its {CREDENTIALS_FILE}; "
            "restore the file, or build into another path"
        )

    def claim(self) -> Lock | None:
        """Return the lock on the folder, made if it is not there; None while another process holds it.

        Raises:
            StoreError: The path is a file or a folder with other things in it, or cannot be written.
        """
        self._check_ours()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            return Lock.take(self.path / STORE_MARK)
        except OSError as err:
            raise self._unwritable(err) from err

    def publish(self, address: str) -> None:
        """Tell other processes where the engine answers."""
        self._write_private(_RUNTIME, {"address": address, "process": os.getpid()})

    def published(self) -> str | None:
        """Return the address that the owner has published; None before that."""
        try:
            found = json.loads((self.path / _RUNTIME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        address = found.get("address") if isinstance(found, dict) else None
        return address if isinstance(address, str) else None

    def withdraw(self) -> None:
        """Remove the published address."""
        (self.path / _RUNTIME).unlink(missing_ok=True)

    def _check_ours(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path} is a file, not a store; name another path")
        if not self.path.is_dir() or (self.path / STORE_MARK).exists():
            return
        if strangers := sorted(p.name for p in self.path.iterdir()):
            raise StoreError(f"{self.path} is a folder that holds {strangers[0]} and no store; name another path")

    def _write_groups(self) -> None:
        groups = {"admin": _ADMIN | _UNLIMITED, READER: _READER | _UNLIMITED, "*": _NO_ACCESS | _UNLIMITED}
        path = self.path / _GROUPS
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"databases": {"*": {"groups": groups}}, "version": 2}), encoding="utf-8")

    def _write_private(self, name: str, content: dict[str, object]) -> None:
        """Write a file that only the owner may read; readers see the old content or the new, never a part."""
        path = self.path / name
        draft = path.with_name(f"{name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(content, stream)
        draft.replace(path)

    def _unwritable(self, err: OSError) -> StoreError:
        return StoreError(f"cannot write to {self.path}: {err.strerror}; name a path that you may write")


class Lock:
    """An exclusive lock on a file; the system lets go of it when the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Lock | None:
        """Return the lock, or None while somebody else holds it."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return None
        return cls(descriptor)

    def release(self) -> None:
        """Let go of the lock."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
