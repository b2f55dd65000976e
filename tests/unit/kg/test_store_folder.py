from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.folder import Credentials, StoreFolder


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "a" / "kg.db")


def test_passwords_are_made_once(folder: StoreFolder) -> None:
    lock = folder.claim()
    assert lock is not None
    first = folder.prepare()
    assert folder.prepare() == first
    assert first.root != first.reader
    lock.release()


def test_passwords_do_not_show(folder: StoreFolder) -> None:
    assert repr(Credentials("secret", "other")) == "Credentials()"


def test_second_claim_is_refused_until_release(folder: StoreFolder) -> None:
    lock = folder.claim()
    assert lock is not None
    assert folder.claim() is None
    lock.release()
    again = folder.claim()
    assert again is not None
    again.release()


def test_folder_of_a_start_that_was_broken_off_can_be_claimed(folder: StoreFolder) -> None:
    lock = folder.claim()
    assert lock is not None
    lock.release()
    (folder.path / "credentials.json.123").touch()
    again = folder.claim()
    assert again is not None
    again.release()


def test_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.touch()
    with pytest.raises(StoreError, match=r"notes\.txt is a file, not a store; name another path$"):
        StoreFolder(path).claim()


def test_folder_with_other_things_is_no_store_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(StoreError, match=r"is a folder that holds thesis\.tex and no store; name another path$"):
        StoreFolder(tmp_path).claim()
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"^cannot write to .*: .*; name a path that you may write$"):
        StoreFolder(tmp_path / "file" / "kg.db").claim()


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"root": "x"}'])
def test_unreadable_passwords_are_an_error(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "credentials.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=r"has no readable credentials\.json; restore the file"):
        StoreFolder(tmp_path).credentials()


def test_address_is_published_and_withdrawn(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path)
    assert folder.published() is None
    folder.publish("bolt://127.0.0.1:1234")
    assert folder.published() == "bolt://127.0.0.1:1234"
    folder.withdraw()
    folder.withdraw()
    assert folder.published() is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"address": 3}'])
def test_damaged_address_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "runtime.json").write_text(content, encoding="utf-8")
    assert StoreFolder(tmp_path).published() is None
