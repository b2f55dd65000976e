from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractors.documents import SetAside
from extractors.errors import UnreadableSourceError
from extractors.readers.sources import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "inner/deep/c.jsonl", ".hidden", ".cache/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def test_folder_stands_for_its_files_in_order(folder: Path) -> None:
    names = ("a.txt", "b.txt", "inner/deep/c.jsonl")

    assert list(find_files([folder])) == [str(folder / name) for name in names]


def test_paths_keep_order_and_spelling(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)

    assert list(find_files(["b.txt", "-", Path("a.txt")])) == ["b.txt", "-", "a.txt"]


def test_file_is_read_once_under_its_first_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)

    assert list(find_files(["b.txt", folder / "b.txt", "inner/../b.txt", "-", "-"])) == ["b.txt", "-"]


def test_hidden_file_is_read_when_named(folder: Path) -> None:
    assert list(find_files([folder / ".hidden"])) == [str(folder / ".hidden")]


def test_empty_folder_is_set_aside(tmp_path: Path) -> None:
    assert list(find_files([tmp_path])) == [SetAside(str(tmp_path), 0, "a folder without files")]


def test_what_is_no_file_is_set_aside(folder: Path) -> None:
    (folder / "dangling").symlink_to(folder / "absent")
    os.mkfifo(folder / "pipe")

    set_aside = [found for found in find_files([folder]) if isinstance(found, SetAside)]

    assert set_aside == [SetAside(str(folder / name), 0, "not a regular file") for name in ("dangling", "pipe")]


def test_forbidden_file_in_a_folder_is_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything, so the answer of the system is replaced.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "a.txt")

    first, *others = find_files([folder])

    assert first == SetAside(str(folder / "a.txt"), 0, "no permission to read the file")
    assert len(others) == 2


def test_forbidden_inner_folder_is_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list_folder = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "inner":
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    monkeypatch.setattr(Path, "iterdir", refuse)

    assert list(find_files([folder])) == [
        str(folder / "a.txt"),
        str(folder / "b.txt"),
        SetAside(str(folder / "inner"), 0, "the folder cannot be listed: Permission denied"),
    ]


def test_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="no such file or folder; check the path"):
        list(find_files([tmp_path / "absent"]))


def test_impossible_path_is_an_error() -> None:
    with pytest.raises(UnreadableSourceError, match="File name too long"):
        list(find_files(["x" * 5000]))


def test_one_string_is_refused() -> None:
    with pytest.raises(TypeError, match="not one string"):
        list(find_files("papers.txt"))
