"""The curation file: what it may hold, what contradicts what, and lines added to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.curation.decision import COLUMNS, Action, Decision
from kg.curation.file import append_decision, parse_curation, read_curation
from kg.errors import CurationError

HEADER = "\t".join(COLUMNS)
JOIN = Decision(Action.JOIN, "method:a", target="method:b", reason="same", who="Ana", date="2026-11-30")


def curation(*lines: str) -> str:
    """A file with some lines, written with ``|`` for tabs."""
    return "\n".join([HEADER, *(line.replace("|", "\t") for line in lines)]) + "\n"


def test_line_becomes_a_decision_with_its_place() -> None:
    text = "# why\n\n" + curation("join|method:a||method:b||||same|Ana|2026-11-30", "# later", "rename|method:a||A")

    found = parse_curation(text).decisions

    assert found == (JOIN, Decision(Action.RENAME, "method:a", target="A"))
    assert [d.line for d in found] == [4, 6]


def test_byte_order_mark_windows_lines_and_wide_blanks_are_read(tmp_path: Path) -> None:
    file = tmp_path / "c.tsv"
    file.write_bytes(b"\xef\xbb\xbf" + curation("split|method:a| x   y ").replace("\n", "\r\n").encode())

    assert read_curation(file).decisions == (Decision(Action.SPLIT, "method:a", surface="x y"),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("merge|method:a", "unknown action 'merge'; known: join, split, pin", id="action"),
        pytest.param("join|method:a", "join needs a value in column target", id="argument"),
        pytest.param("rename|method:a|s|A", "rename takes no surface; empty the column", id="too many"),
        pytest.param("join|mamba||method:b", "'mamba' is no concept id", id="id"),
        pytest.param("join|method:a||b", "'b' is no concept id", id="second id"),
        pytest.param("join|method:a||task:b", "retype one of them first", id="types"),
        pytest.param("join|method:a||method:a", "joins method:a with itself", id="itself"),
        pytest.param("retype|method:a||Method", "'Method' is no other type; known: Dataset", id="type"),
        pytest.param("split|method:a|x|task:x", "retype changes the type", id="split type"),
        pytest.param("add|method:a|||arxiv:1|EATS|n", "unknown relation 'EATS'; known: INTRODUCES", id="relation"),
        pytest.param("add|method:a|||arxiv:1|RUNS_ON|n", "leads to a Hardware, method:a is a Method", id="range"),
        pytest.param("add|method:a|||arxiv:1|USES", "add needs a value in column note", id="note"),
        pytest.param("join" + "|" * 10, "11 columns instead of 10", id="columns"),
    ],
)
def test_wrong_line_is_named_with_the_next_step(line: str, message: str) -> None:
    with pytest.raises(CurationError, match=r"c\.tsv:2: ") as caught:
        parse_curation(curation(line), file="c.tsv")

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(["join|method:a||method:b"] * 2, "says what line 2 says", id="twice"),
        pytest.param(
            ["join|method:a||method:b", "join|method:b||method:a"],
            "joins of lines 2, 3 go round in a circle",
            id="circle",
        ),
        pytest.param(
            ["join|method:a||method:b", "join|method:c||method:b"],
            "goes into method:a by line 2; join method:a and method:c instead",
            id="two ways",
        ),
        pytest.param(
            ["join|method:a||method:b", "split|method:a|b"],
            "splits method:b off method:a, which line 2 (join method:a -> method:b) joins",
            id="split and join",
        ),
        pytest.param(["split|method:mamba|Mambas"], "'Mambas' makes the same id, method:mamba", id="split into itself"),
        pytest.param(
            ["split|method:a|x|method:c", "split|method:a|x|method:d"], "split contradicts line 2", id="two splits"
        ),
        pytest.param(["pin|method:a|x", "split|method:a|x"], "split contradicts line 2 (pin method:a", id="pin, split"),
        pytest.param(["pin|method:a|x", "pin|method:b|x"], "pin contradicts line 2", id="two pins"),
        pytest.param(["rename|method:a||A", "rename|method:a||B"], "rename contradicts line 2", id="two names"),
        pytest.param(
            ["join|method:a||method:b", "rename|method:b||B"], "method:b goes into method:a by line 2", id="gone"
        ),
        pytest.param(
            ["add|method:a|||p|USES|n", "remove|method:a|||p|USES"], "remove contradicts line 2", id="add, remove"
        ),
        pytest.param(
            ["join|method:a||method:b", "add|method:a|||p|USES|n", "remove|method:b|||p|USES"],
            "remove contradicts line 3",
            id="add, remove joined",
        ),
        pytest.param(
            ["retype|method:a||Task", "retype|method:a||Dataset"], "retype contradicts line 2", id="two types"
        ),
    ],
)
def test_contradiction_names_both_lines(lines: list[str], message: str) -> None:
    with pytest.raises(CurationError) as caught:
        parse_curation(curation(*lines), file="c.tsv")

    assert message in str(caught.value)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["join|method:a||method:b", "join|method:b||method:c"], id="chain"),
        pytest.param(["split|method:a|x|method:c", "split|method:a|x|method:d|p"], id="one paper and all"),
        pytest.param(["pin|method:a|x", "pin|task:a|x"], id="two types"),
    ],
)
def test_what_is_no_contradiction_is_read(lines: list[str]) -> None:
    assert len(parse_curation(curation(*lines)).decisions) == len(lines)


def test_joins_lead_to_the_one_that_stays() -> None:
    found = parse_curation(curation("join|method:b||method:c", "join|method:a||method:b"))

    assert [found.root(f"method:{x}") for x in "abcd"] == ["method:a", "method:a", "method:a", "method:d"]


def test_first_decision_makes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "c.tsv"

    added = append_decision(file, JOIN)

    assert file.read_text(encoding="utf-8").splitlines()[0] == HEADER
    assert read_curation(file).decisions == (JOIN,)
    assert added.line == 2


def test_added_line_leaves_comments_and_endings_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "c.tsv"
    before = "# ours\r\n" + HEADER + "\r\n# none yet"
    file.write_bytes(before.encode())

    append_decision(file, JOIN)

    after = file.read_bytes().decode()
    assert after.startswith(before + "\r\n")
    assert after.count("\n") == after.count("\r\n") == 4


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        pytest.param(Decision(Action.JOIN, "method:b", target="method:a"), "circle", id="contradiction"),
        pytest.param(Decision(Action.RENAME, "method:z", target="a\tb"), "holds a tab or a line break", id="tab"),
    ],
)
def test_decision_that_does_not_fit_leaves_the_file_alone(tmp_path: Path, decision: Decision, message: str) -> None:
    file = tmp_path / "c.tsv"
    append_decision(file, JOIN)
    before = file.read_bytes()

    with pytest.raises(CurationError, match=message):
        append_decision(file, decision)

    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"\xff\xfe", "is not UTF-8 text; save it as UTF-8", id="encoding"),
        pytest.param(b"join\tmethod:a", "the first line must name the columns", id="header"),
    ],
)
def test_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "c.tsv").write_bytes(content)

    with pytest.raises(CurationError, match=message):
        read_curation(tmp_path / "c.tsv")


def test_missing_file_says_how_to_name_another(tmp_path: Path) -> None:
    with pytest.raises(CurationError, match="No such file or directory; name another with --curation"):
        read_curation(tmp_path / "c.tsv")
