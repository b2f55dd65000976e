"""Tables and JSON as the commands print them."""

from __future__ import annotations

import json

import pytest

from extractors.documents import SetAside
from kg.console import print_json, print_rows, report_set_aside, track


def test_piped_table_is_aligned_and_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"name": "x" * 300, "n": 7}, {"name": "y", "n": 12}])

    head, rule, first, second = capsys.readouterr().out.splitlines()
    assert head == "name" + " " * 296 + "    n"
    assert set(rule) == {"─"}
    assert first == "x" * 300 + "    7"
    assert second == "y" + " " * 299 + "   12"


def test_text_of_papers_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"title": "[bold]x[/bold] :smile:"}])

    assert capsys.readouterr().out.splitlines()[-1] == "[bold]x[/bold] :smile:"


def test_json_keeps_letters_of_every_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([{"name": "潮"}])

    out = capsys.readouterr().out
    assert "潮" in out
    assert json.loads(out) == [{"name": "潮"}]


def test_no_rows_is_said_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([])

    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "no rows\n")


def test_no_rows_is_an_empty_list_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([], as_json=True)

    assert capsys.readouterr().out == "[]\n"


def test_long_list_of_warnings_is_cut_with_the_count(capsys: pytest.CaptureFixture[str]) -> None:
    report_set_aside([SetAside("a.txt", line, "no abstract") for line in range(1, 26)])

    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "warning: a.txt:1: no abstract"
    assert lines[-1] == "warning: 5 more; --json lists all"
    assert len(lines) == 21


def test_progress_shows_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track([1, 2], "extracting", 2)) == [1, 2]
    assert capsys.readouterr() == ("", "")
