"""The embedded engine: started once a process, stopped with its last user, shared with other processes over Bolt.

One process owns the files. It publishes its Bolt address in the folder; another process that opens the same path
connects to that address. The package ``arcadedb`` is imported only when an engine starts.
"""

from __future__ import annotations

import atexit
import base64
import http.client
import json
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError, StoreLockedError, StoreUnavailableError
from kg.store.folder import READER, Credentials, Lock, StoreFolder

logger = logging.getLogger(__name__)

DATABASE = "neo4j"
ROOT = "root"

_OWNER_WAIT_S = 10.0  # a cold start takes about one second
_POLL_S = 0.1
_START_ATTEMPTS = 3  # another program can take a free port before the engine does
_LOG_FOLDER = "ARCADEDB_LOG_DIR"
_PORT_TAKEN = "Unable to listen"
_LOCKED = "locked by another process"


class EmbeddedEngine:
    """One user's hold on the engine of a folder; `close` lets go of it."""

    def __init__(self, uri: str, credentials: Credentials, running: _Running | None) -> None:
        self.uri = uri
        self.credentials = credentials
        self._running = running

    def declare(self, statements: Sequence[str]) -> None:
        """Run statements in the engine's SQL; in a process that does not own the engine, the owner has run them."""
        if self._running is not None:
            with _guard, _engine_faults(self._running.folder):
                for statement in statements:
                    self._running.database.command("sql", statement)

    def publish(self) -> None:
        """Let other processes connect to the engine."""
        if self._running is not None:
            with _guard:
                self._running.folder.publish(self.uri)

    def close(self) -> None:
        """Let go of the engine; it stops when nobody in this process uses it any more."""
        running, self._running = self._running, None
        if running is not None:
            _release(running)


@dataclass(slots=True)
class _Running:
    """An engine of this process."""

    folder: StoreFolder
    uri: str
    credentials: Credentials
    server: Any
    database: Any
    lock: Lock
    n_users: int = 0


_engines: dict[Path, _Running] = {}
_guard = threading.RLock()


def open_engine(path: str | Path) -> EmbeddedEngine:
    """Return the engine of a folder: this process's own, or the one of the process that owns the folder.

    The folder is made if it is not there. Other processes can connect after `EmbeddedEngine.publish`.

    Raises:
        StoreError: The path is no folder of a store, or the engine does not start.
        StoreLockedError: Another process owns the folder and does not answer.
        StoreUnavailableError: The engine is not installed, or has no build for this platform.
    """
    folder = StoreFolder(path)
    deadline = time.monotonic() + _OWNER_WAIT_S
    while time.monotonic() < deadline:
        engine = _own_engine(folder) or _others_engine(folder)
        if engine is not None:
            return engine
        time.sleep(_POLL_S)
    raise _locked(folder)


def _own_engine(folder: StoreFolder) -> EmbeddedEngine | None:
    with _guard:
        running = _engines.get(folder.path)
        if running is None and (lock := folder.claim()) is not None:
            running = _engines[folder.path] = _start(folder, lock)
        if running is None:
            return None
        running.n_users += 1
        return EmbeddedEngine(running.uri, running.credentials, running)


def _others_engine(folder: StoreFolder) -> EmbeddedEngine | None:
    uri = folder.published()
    return EmbeddedEngine(uri, folder.credentials(), None) if uri is not None and _answers(uri) else None


def _start(folder: StoreFolder, lock: Lock) -> _Running:
    with ExitStack() as undo:
        undo.callback(lock.release)
        credentials = folder.prepare()
        folder.withdraw()  # left behind by a process that was killed
        server, http_port, bolt_port = _start_server(folder, credentials)
        undo.callback(server.stop)
        with _engine_faults(folder):
            database = server.create_database(DATABASE)
        _create_reader(folder, http_port, credentials)
        undo.pop_all()
    uri = f"bolt://127.0.0.1:{bolt_port}"
    logger.info("embedded engine for %s answers at %s", folder.path, uri)
    return _Running(folder, uri, credentials, server, database, lock)


def _start_server(folder: StoreFolder, credentials: Credentials) -> tuple[Any, int, int]:
    """Return a started server with its HTTP and Bolt ports, both on the loopback interface."""
    arcadedb = _import_engine(folder)
    for attempts_left in reversed(range(_START_ATTEMPTS)):
        http_port, bolt_port = _free_ports(2)
        config = {
            "http_port": http_port,
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt_port": bolt_port,
        }
        server = arcadedb.ArcadeDBServer(str(folder.path), credentials.root, config=config)
        with _engine_faults(folder):
            try:
                server.start()
                break
            except arcadedb.ArcadeDBError as err:
                if _PORT_TAKEN not in str(err) or not attempts_left:
                    raise
    return server, http_port, bolt_port


@contextmanager
def _engine_faults(folder: StoreFolder) -> Iterator[None]:
    """Translate what the engine raises inside the block."""
    import arcadedb

    try:
        yield
    except arcadedb.ArcadeDBError as err:
        if _LOCKED in str(err):
            raise _locked(folder) from err
        reason = " ".join(str(err).split())
        raise StoreError(f"the engine cannot open {folder.path}: {reason}; see {os.environ[_LOG_FOLDER]}") from err


def _import_engine(folder: StoreFolder) -> Any:  # noqa: ANN401  # a module without types
    # The engine reads both when it is loaded, once a process; without them it logs to the console and the user's home.
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault(_LOG_FOLDER, str(folder.logs))
    try:
        import arcadedb
    except (ImportError, OSError) as err:
        raise StoreUnavailableError(
            f"the embedded engine is not available here ({err}); pip install arcadedb, "
            "or use a Neo4j server: --store neo4j://localhost:7687"
        ) from err
    return arcadedb


def _create_reader(folder: StoreFolder, http_port: int, credentials: Credentials) -> None:
    """Create the user that may only read, unless the engine has it from an earlier start."""
    user = {"name": READER, "password": credentials.reader, "databases": {DATABASE: [READER]}}
    token = base64.b64encode(f"{ROOT}:{credentials.root}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", http_port, timeout=30)
    try:
        connection.request(
            "POST",
            "/api/v1/server",
            json.dumps({"command": f"create user {json.dumps(user)}"}),
            {"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        status = connection.getresponse().status
    finally:
        connection.close()
    if status in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
        raise folder.refused_passwords()
    if status not in (http.HTTPStatus.OK, http.HTTPStatus.CONFLICT):
        raise StoreError(f"the embedded engine refuses to create its reading user (HTTP {status}); see its log")


def _locked(folder: StoreFolder) -> StoreLockedError:
    return StoreLockedError(
        f"another process holds {folder.path} and does not answer; end that process, or build into another path"
    )


def _answers(uri: str) -> bool:
    host, _, port = uri.removeprefix("bolt://").partition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=1):
            return True
    except (OSError, ValueError):
        return False


def _free_ports(n: int) -> list[int]:
    with ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.socket()) for _ in range(n)]
        for s in sockets:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in sockets]


def _release(running: _Running) -> None:
    with _guard:
        running.n_users -= 1
        if running.n_users == 0 and _engines.pop(running.folder.path, None) is not None:
            _stop(running)


def _stop(running: _Running) -> None:
    running.folder.withdraw()
    try:
        running.server.stop()
    finally:
        running.lock.release()


@atexit.register
def _stop_all() -> None:
    with _guard:
        while _engines:
            _, running = _engines.popitem()
            _stop(running)
