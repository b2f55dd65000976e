"""A real Neo4j for the tests where no container engine runs: the server's own jars and the JDK of the machine."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VERSION = "5.26.16"

_HERE = Path(__file__).parent
_DOWNLOAD_TIMEOUT_S = 600
_START_TIMEOUT_S = 120
_STOP_TIMEOUT_S = 60


class NoServerError(Exception):
    """The server cannot be started here; the text says why."""


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    uri: str
    password: str


@contextmanager
def running_server(home: Path) -> Iterator[Server]:
    """Run a server in an empty home folder while the block lasts.

    Raises:
        NoServerError: There is no JDK, or the jars are neither cached nor to be had.
    """
    java = _tool("java")
    classpath = f"{_jars()}/*"
    server = Server(f"bolt://127.0.0.1:{_free_port()}", secrets.token_urlsafe(16))
    _configure(home, server.uri)
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    set_password = ["org.neo4j.cli.AdminTool", "dbms", "set-initial-password", server.password]
    _run([java, "-cp", classpath, *set_password], environment, timeout_s=_START_TIMEOUT_S)
    command = [java, "-Xmx1g", "-cp", classpath, str(_HERE / "StartNeo4j.java"), str(home)]
    with (home / "console.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=environment)
    try:
        _wait_until_ready(process, home)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=_STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _jars() -> Path:
    """Return the folder with the server's jars; Maven downloads them once."""
    cache = Path(os.environ.get("KG_TEST_CACHE", "~/.cache/scholargraph")).expanduser() / f"neo4j-{VERSION}"
    if not cache.is_dir():
        cache.parent.mkdir(parents=True, exist_ok=True)
        maven = _tool("mvn")
        with tempfile.TemporaryDirectory(dir=cache.parent) as folder:
            target = Path(folder, "lib")
            goal = ["dependency:copy-dependencies", f"-DoutputDirectory={target}"]
            command = [maven, "-q", "-B", "-f", str(_HERE / "pom.xml"), f"-Dneo4j.version={VERSION}", *goal]
            _run(command, dict(os.environ), timeout_s=_DOWNLOAD_TIMEOUT_S)
            target.rename(cache)
    return cache


def _configure(home: Path, uri: str) -> None:
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": uri.removeprefix("bolt://"),
        "dbms.security.auth_enabled": "true",
        "server.memory.pagecache.size": "256m",
        "dbms.usage_report.enabled": "false",
    }
    (home / "conf").mkdir(parents=True)
    text = "".join(f"{key}={value}\n" for key, value in settings.items())
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")


def _wait_until_ready(process: subprocess.Popen[bytes], home: Path) -> None:
    assert process.stdout is not None
    watchdog = threading.Timer(_START_TIMEOUT_S, process.kill)
    watchdog.start()
    try:
        is_ready = process.stdout.readline().strip() == b"ready"
    finally:
        watchdog.cancel()
    if not is_ready:
        log = (home / "console.log").read_text(encoding="utf-8", errors="replace")
        raise NoServerError(f"the server did not start: {log[-500:]}")


def _run(command: list[str], environment: dict[str, str], *, timeout_s: int) -> None:
    try:
        subprocess.run(command, env=environment, timeout=timeout_s, check=True, capture_output=True)
    except subprocess.TimeoutExpired as err:
        raise NoServerError(f"{Path(command[0]).name} took longer than {timeout_s} s") from err
    except subprocess.CalledProcessError as err:
        tail = (err.stderr + err.stdout).decode(errors="replace").strip()[-500:]
        raise NoServerError(f"{Path(command[0]).name} failed: {tail}") from err


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise NoServerError(f"{name} is not installed")
    return path


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
