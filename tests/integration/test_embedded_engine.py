"""The embedded store and its processes: who owns the files, who connects, what stays behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_targets import embedded_driver

from kg.errors import StoreError, StoreLockedError, StoreUnavailableError
from kg.graph import KnowledgeGraph, Node
from kg.store import embedded, open_store
from ontology.terms import NodeLabel

_TIMEOUT_S = 120


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kg.db"


def _run(code: str, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ARCADEDB_")}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=_TIMEOUT_S, cwd=cwd, env=environment, check=False
    )


_WRITE_FROM_ANOTHER_PROCESS = """
import sys
from kg.graph import KnowledgeGraph, Node
from kg.store import open_store
from ontology.terms import NodeLabel
with open_store(sys.argv[1]) as store:
    print(store.counts().n_nodes)
    store.upsert(KnowledgeGraph.of([Node("task:second", NodeLabel.TASK, {"name": "second"})], []))
"""


def test_second_process_connects_to_the_first(folder: Path, tmp_path: Path, small_graph: KnowledgeGraph) -> None:
    with open_store(folder) as store:
        store.upsert(small_graph)
        done = _run(_WRITE_FROM_ANOTHER_PROCESS, folder, cwd=tmp_path)
        assert (done.stdout, done.stderr, done.returncode) == ("9\n", "", 0)
        assert store.counts().n_nodes == 10
    with open_store(folder) as store:
        assert [n.id for n in store.read_nodes(NodeLabel.TASK)] == ["task:forecasting", "task:second"]


def test_engine_writes_nothing_to_the_console_or_the_working_directory(folder: Path, tmp_path: Path) -> None:
    cwd = tmp_path / "cwd"
    cwd.mkdir()
    done = _run("import sys; from kg.store import open_store; open_store(sys.argv[1]).close()", folder, cwd=cwd)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    assert list(cwd.iterdir()) == []
    assert (folder / "log" / "arcadedb.log.0").is_file()


def test_engine_stops_with_a_process_that_does_not_close_its_store(folder: Path, tmp_path: Path) -> None:
    done = _run("import sys; from kg.store import open_store; store = open_store(sys.argv[1])", folder, cwd=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    assert not (folder / "runtime.json").exists()


def test_importing_the_store_does_not_load_the_engine(tmp_path: Path) -> None:
    done = _run("import sys, kg.store; print('arcadedb' in sys.modules)", cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("False\n", "")


_WRITE_AND_DIE = """
import os, signal, sys
from kg.graph import KnowledgeGraph, Node
from kg.store import open_store
from ontology.terms import NodeLabel
store = open_store(sys.argv[1])
store.upsert(KnowledgeGraph.of([Node("task:last", NodeLabel.TASK, {"name": "last"})], []))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_store_of_a_killed_process_opens_with_all_that_was_written(folder: Path, tmp_path: Path) -> None:
    assert _run(_WRITE_AND_DIE, folder, cwd=tmp_path).returncode == -signal.SIGKILL
    assert (folder / "runtime.json").exists()
    with open_store(folder) as store:
        assert [n.id for n in store.read_nodes(NodeLabel.TASK)] == ["task:last"]


_HOLD_LOCK = """
import sys
from kg.store.folder import StoreFolder
lock = StoreFolder(sys.argv[1]).claim()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def silent_owner(folder: Path) -> Iterator[None]:
    """Another process that owns the folder and runs no engine."""
    command = [sys.executable, "-c", _HOLD_LOCK, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate("")


@pytest.mark.usefixtures("silent_owner")
@pytest.mark.parametrize("published", [None, "bolt://127.0.0.1:1"], ids=["no address", "an address without answer"])
def test_locked_store_that_does_not_answer_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, published: str | None
) -> None:
    if published:
        (folder / "runtime.json").write_text(json.dumps({"address": published}), encoding="utf-8")
    monkeypatch.setattr(embedded, "_OWNER_WAIT_S", 0.3)
    with pytest.raises(
        StoreLockedError, match=r"^another process holds .*kg\.db and does not answer; end that process"
    ):
        open_store(folder)


_OPEN_AND_WAIT = """
import sys
from kg.store import open_store
with open_store(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def owner(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open."""
    command = [sys.executable, "-c", _OPEN_AND_WAIT, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        if process.poll() is None:
            process.communicate("")


def test_store_whose_owner_has_ended_does_not_answer(folder: Path, owner: subprocess.Popen[str]) -> None:
    with open_store(folder) as store:
        assert store.counts().n_nodes == 0
        owner.communicate("")
        with pytest.raises(
            StoreUnavailableError, match=r"^no answer from .*; the process that had opened it has ended"
        ):
            store.query("RETURN 1 AS one")


def test_store_opens_when_its_owner_ends_meanwhile(folder: Path, owner: subprocess.Popen[str]) -> None:
    (folder / "runtime.json").unlink()
    timer = threading.Timer(0.5, owner.communicate, [""])
    timer.start()
    with open_store(folder) as store:
        assert store.query("RETURN 1 AS one") == [{"one": 1}]
    timer.join()


def test_two_users_in_one_process_share_the_engine(folder: Path) -> None:
    first, second = open_store(folder), open_store(folder)
    first.upsert(KnowledgeGraph.of([Node("task:t", NodeLabel.TASK, {"name": "t"})], []))
    first.close()
    assert second.counts().n_nodes == 1
    second.close()
    assert not (folder / "runtime.json").exists()


def test_closing_twice_does_no_harm_to_others(folder: Path) -> None:
    with open_store(folder) as second:
        first = open_store(folder)
        first.close()
        first.close()
        assert second.counts().n_nodes == 0


def test_two_stores_in_one_process_stay_apart(tmp_path: Path) -> None:
    with open_store(tmp_path / "a") as a, open_store(tmp_path / "b") as b:
        a.upsert(KnowledgeGraph.of([Node("task:t", NodeLabel.TASK, {"name": "t"})], []))
        assert (a.counts().n_nodes, b.counts().n_nodes) == (1, 0)


def test_store_is_the_same_after_it_was_closed(folder: Path, small_graph: KnowledgeGraph) -> None:
    with open_store(folder) as store:
        store.upsert(small_graph)
    with open_store(folder) as store:
        assert store.read_graph() == small_graph


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_only_the_owner_may_read_passwords_and_address(folder: Path) -> None:
    with open_store(folder):
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.glob("*.json")}
    assert modes == {"credentials.json": 0o600, "runtime.json": 0o600}


def test_engine_listens_on_the_loopback_interface_only(folder: Path) -> None:
    import psutil

    with open_store(folder):
        addresses = {c.laddr.ip for c in psutil.Process().net_connections("inet") if c.status == psutil.CONN_LISTEN}
    assert {a.removeprefix("::ffff:") for a in addresses} == {"127.0.0.1"}


def test_password_is_neither_shown_nor_logged(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with open_store(folder) as store:
        secrets = json.loads((folder / "credentials.json").read_text(encoding="utf-8")).values()
        logs = [p.read_text(encoding="utf-8") for p in Path(os.environ["ARCADEDB_LOG_DIR"]).glob("arcadedb.log*")]
        shown = [repr(store), repr(vars(store)), caplog.text, *logs]
    assert any(str(folder) in log for log in logs)
    assert [s for s in secrets if any(s in text for text in shown)] == []


def test_store_whose_passwords_were_replaced_is_refused(folder: Path) -> None:
    open_store(folder).close()
    (folder / "credentials.json").write_text('{"root": "another-password", "reader": "another-one"}', encoding="utf-8")
    with pytest.raises(StoreError, match=r"was made with other passwords than those in its credentials\.json"):
        open_store(folder)
    assert not (folder / "runtime.json").exists()


def test_reader_keeps_its_rights_over_a_restart(folder: Path) -> None:
    open_store(folder).close()
    (folder / "config" / "server-groups.json").write_text("{", encoding="utf-8")
    with open_store(folder) as store:
        assert store.query("RETURN 1 AS one") == [{"one": 1}]


def test_refused_version_stops_the_engine(folder: Path) -> None:
    with open_store(folder), embedded_driver(folder) as driver:
        driver.execute_query("MATCH (v:SchemaVersion) SET v.version = 'x'", database_="neo4j")
    with pytest.raises(StoreError, match="holds schema version x"):
        open_store(folder)
    assert (folder in embedded._engines, (folder / "runtime.json").exists()) == (False, False)


def test_damaged_store_is_an_error_of_ours(folder: Path) -> None:
    open_store(folder).close()
    for dictionary in (folder / "databases" / "neo4j").glob("dictionary*"):
        dictionary.unlink()
    with pytest.raises(StoreError, match=r"^the engine cannot open .*kg\.db: .*Dictionary file not found.*; see /"):
        open_store(folder)
    assert folder not in embedded._engines


def test_engine_takes_other_ports_when_its_ports_are_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free_ports = embedded._free_ports
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answers = iter([[taken.getsockname()[1], *free_ports(1)]])
        monkeypatch.setattr(embedded, "_free_ports", lambda n: next(answers, None) or free_ports(n))
        with open_store(folder) as store:
            assert store.query("RETURN 1 AS one") == [{"one": 1}]


def test_without_the_package_a_server_is_the_way_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb", None)
    with pytest.raises(StoreUnavailableError, match=r"not available here .*use a Neo4j server: --store neo4j://"):
        open_store(folder)
