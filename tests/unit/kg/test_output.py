"""Files that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.output import open_output


def write_and_fail(file: Path) -> None:
    with open_output(file) as stream:
        stream.write("half")
        raise RuntimeError("broken")


def test_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    with open_output(tmp_path / "a.txt") as stream:
        stream.write("grün\n")
        assert not (tmp_path / "a.txt").exists()

    assert (tmp_path / "a.txt").read_bytes() == "grün\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_failure_leaves_the_earlier_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("before")

    with pytest.raises(RuntimeError, match="broken"):
        write_and_fail(file)

    assert file.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_missing_folder_is_named(tmp_path: Path) -> None:
    message = r"cannot write .*/none/a\.txt: No such file or directory"

    with pytest.raises(OutputError, match=message), open_output(tmp_path / "none" / "a.txt"):
        pass
