from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from extractors.documents import Corpus, SetAside, document_id
from extractors.errors import UnreadableSourceError
from extractors.readers import read_documents

DATA = Path(__file__).parents[2] / "data" / "listings"
COPPER = "Copper: Compressing Gradients without Forgetting Signs"
UNKNOWN = "not a known format; known: Daily Papers listing, JSON Lines (arXiv or plain), each also as gzip"


def titles(corpus: Corpus) -> set[str]:
    return {document.title for document in corpus.documents}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.jsonl"
    path.write_text('{"title": "Boats of Folded Paper", "abstract": "Boats of paper float for an hour."}\n')
    return path


def test_folder_of_all_formats() -> None:
    corpus = read_documents([DATA])

    assert [(d.id, d.sources) for d in corpus.documents] == [
        ("abstract:87e0effb20c28447", ("spaced.txt",)),
        ("arxiv:2599.00001", ("compact.txt", "harvest.jsonl")),
        ("arxiv:2599.00002", ("harvest.jsonl", "snapshot.jsonl")),
        ("title:99c2d5527d77d165", ("compact.txt",)),
        ("title:c24148e4847f8fcd", ("spaced.txt",)),
        ("title:f8c19144f4c0b2c5", ("compact.txt", "spaced.txt")),
    ]
    assert corpus.n_read == 9
    assert corpus.set_aside == (SetAside(str(DATA / "README.md"), 0, UNKNOWN),)


def test_names_of_files_say_nothing(tmp_path: Path) -> None:
    names = {"compact.txt": "a.jsonl.gz", "spaced.txt": "b.png", "harvest.jsonl": "c", "snapshot.jsonl": "d.txt"}
    for name, new_name in names.items():
        (tmp_path / new_name).write_bytes((DATA / name).read_bytes())

    corpus = read_documents([tmp_path])

    assert titles(corpus) == titles(read_documents([DATA / name for name in names]))
    assert corpus.set_aside == ()


def test_gzip_changes_nothing_but_the_name(tmp_path: Path) -> None:
    for path in DATA.iterdir():
        (tmp_path / path.name).write_bytes(gzip.compress(path.read_bytes()))

    assert read_documents([tmp_path]).documents == read_documents([DATA]).documents


@pytest.mark.parametrize("name", ["compact.txt", "spaced.txt", "harvest.jsonl", "snapshot.jsonl"])
def test_windows_files_read_the_same(tmp_path: Path, name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_documents([tmp_path]) == read_documents([DATA / name])


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((DATA / "spaced.txt").read_bytes())))

    corpus = read_documents(["-"])

    assert COPPER in titles(corpus)
    assert {document.sources for document in corpus.documents} == {("-",)}


def test_order_of_files_does_not_matter() -> None:
    files = sorted(DATA.iterdir())

    assert read_documents(files) == read_documents(files[::-1])


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        pytest.param(b"", 0, "an empty file", id="empty"),
        pytest.param(gzip.compress(b""), 0, "an empty file", id="empty gzip"),
        pytest.param(b"\n\t\n", 0, "a file of nothing but blank lines", id="blank"),
        pytest.param(bytes(range(256)), 0, "binary data, or text in another encoding than UTF-8", id="binary"),
        pytest.param(
            "Boats\nof paper".encode("utf-16"), 0, "binary data, or text in another encoding than UTF-8", id="UTF-16"
        ),
        pytest.param(b"some text\n", 0, UNKNOWN, id="text"),
        pytest.param(b"x" * 50_000_000, 1, "a line of 50,000,000 bytes; the limit is 10,485,760", id="long line"),
        pytest.param(
            b'{"title": "' + b"x" * 50_000_000 + b'"}\n',
            1,
            "a line of 50,000,013 bytes; the limit is 10,485,760",
            id="long object",
        ),
        pytest.param(b"[1, 2]\n", 1, "not a JSON object but an array", id="no object"),
        pytest.param(b'{"title": "T"}\n', 1, "no abstract", id="no abstract"),
        pytest.param(b"caf\xe9 au lait\n", 1, "not valid UTF-8: byte 0xe9 at position 4 of the line", id="Latin-1"),
        pytest.param(
            gzip.compress(b"{}")[:12],
            1,
            "the file is damaged from here on: Compressed file ended before the end-of-stream marker was reached",
            id="cut gzip",
        ),
    ],
)
def test_bad_file_is_named_and_the_rest_is_read(
    tmp_path: Path, good: Path, content: bytes, line: int, reason: str
) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(content)

    corpus = read_documents([tmp_path])

    assert corpus.set_aside == (SetAside(str(bad), line, reason),)
    assert [d.sources for d in corpus.documents] == [(good.name,)]
    assert corpus.n_read == 1


def test_long_line_among_others_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    objects = [json.dumps({"title": f"Paper Boats Number {n}", "abstract": "They float."}).encode() for n in range(2)]
    path.write_bytes(b"\n".join([objects[0], b"x" * 50_000_000, objects[1]]))

    corpus = read_documents([path])

    assert titles(corpus) == {"Paper Boats Number 0", "Paper Boats Number 1"}
    assert [(s.line, s.reason) for s in corpus.set_aside] == [
        (2, "a line of 50,000,000 bytes; the limit is 10,485,760")
    ]


def test_invalid_utf8_in_a_listing_costs_one_paper(tmp_path: Path) -> None:
    path = tmp_path / "listing"
    path.write_bytes((DATA / "compact.txt").read_bytes().replace(b"twelve networks", b"twelve n\xe9tworks"))

    corpus = read_documents([path])

    assert titles(corpus) == titles(read_documents([DATA / "compact.txt"])) - {"A Second Look at Small Batches"}
    assert corpus.set_aside == (SetAside(str(path), 6, "not valid UTF-8: byte 0xe9 at position 95 of the line"),)


@pytest.mark.parametrize("n_bytes", [640, 755, 900])
def test_cut_listing_keeps_the_papers_before(tmp_path: Path, n_bytes: int) -> None:
    path = tmp_path / "cut"
    path.write_bytes((DATA / "compact.txt").read_bytes()[:n_bytes])

    corpus = read_documents([path])

    assert len(corpus.set_aside) == 1
    assert titles(corpus) < titles(read_documents([DATA / "compact.txt"]))
    assert "Tidal Attention: Reading Long Documents with Moving Windows" in titles(corpus)


def test_truncated_gzip_keeps_the_papers_before(tmp_path: Path) -> None:
    objects = [
        {"title": f"Paper Boats Number {n}", "abstract": f"Boat {n * n} floats for {n**3} s."} for n in range(5000)
    ]
    packed = gzip.compress("\n".join(map(json.dumps, objects)).encode())
    path = tmp_path / "cut.gz"
    path.write_bytes(packed[: len(packed) // 2])

    corpus = read_documents([path])

    (set_aside,) = corpus.set_aside
    assert 1000 < len(corpus.documents) < 4000
    assert set_aside.line == len(corpus.documents) + 1
    assert set_aside.reason.startswith("the file is damaged from here on: ")


def test_set_aside_is_sorted_and_names_paths_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b").write_text("5\n[]\n")
    Path("a").touch()

    corpus = read_documents(["b", "./a"])

    assert corpus.set_aside == (
        SetAside("./a", 0, "an empty file"),
        SetAside("b", 1, "not a JSON object but a number"),
        SetAside("b", 2, "not a JSON object but an array"),
    )
    assert corpus.documents == ()


def test_duplicate_with_other_text_is_set_aside(tmp_path: Path, good: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"title": "Boats of folded paper", "abstract": "Lanterns."}')

    corpus = read_documents([good, other])

    assert [d.abstract for d in corpus.documents] == ["Boats of paper float for an hour."]
    reason = (
        f"another abstract for {document_id(title='Boats of Folded Paper')} than the one kept, which is at {good}:1"
    )
    assert corpus.set_aside == (SetAside(str(other), 1, reason),)
    assert corpus.n_read == 2


def test_missing_file_stops_before_any_is_read(good: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="absent"):
        read_documents([good, tmp_path / "absent"])


def test_nothing_gives_an_empty_corpus() -> None:
    assert read_documents([]) == Corpus((), (), n_read=0)
