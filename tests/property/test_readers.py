"""What holds for every input of the readers."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.documents import Corpus, title_key
from extractors.readers import read_documents
from extractors.readers.merge import merge_records
from extractors.readers.records import Record, clean_text
from extractors.readers.streams import read_lines

HEADERS = (
    "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe",
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
    "byAK and the research community\n\nOct 3\n\n",
)

TITLES = st.builds(
    "{} {}".format,
    st.sampled_from(
        ["Boats:", "On the Depth of", "GPT-4 vs.", "Lanterns are", "C++ and", "A Study of", "What Is Lost in"]
    ),
    st.sampled_from(
        [
            "Folding Networks",
            "Light, Paper and Sparse Graphs?",
            "Small Things!",
            "What We Need to Fold before All Others Can Follow the River to Its End and Find the Boats We Left There",
            "rivers (part 2)",
        ]
    ),
)
SENTENCES = st.sampled_from(
    [
        "We fold boats.",
        "This paper is about rivers, sparse networks and the light between them, which no one has measured so far.",
        "Our lanterns, which cost $3.50, glow for 7.5 h in all tests [1].",
        "Is a graph a river?",
        "In this work we study small boats, e.g. those of paper (see https://example.org/boats).",
        "Walks end where they began.",
    ]
)
ABSTRACTS = st.lists(SENTENCES, min_size=1, max_size=5).map(lambda sentences: " ".join([*sentences, "It works."]))
PAPERS = st.lists(st.tuples(TITLES, ABSTRACTS), min_size=1, max_size=8, unique_by=lambda paper: title_key(paper[0]))

# Few values, so that records meet in every way.
RECORDS = st.lists(
    st.builds(
        Record,
        title=st.sampled_from(
            ["", "Boats", "Paper Boats", "Boats of Folded Paper", "boats of folded-paper", "A B C D"]
        ),
        abstract=st.sampled_from(
            ["Boats float.", "Boats float for an hour.", "Lanterns glow at night.", "Boats, float!"]
        ),
        file=st.sampled_from(["a", "b", "c"]),
        line=st.integers(1, 50),
        arxiv_id=st.sampled_from([None, None, "2599.00001", "2599.00002"]),
        doi=st.sampled_from([None, None, "10.1000/a", "10.1000/b"]),
        authors=st.sampled_from([(), ("A. Example",), ("B. Sample",)]),
        published=st.sampled_from([None, "2025", "2025-08-01", "2025-08-02"]),
        url=st.sampled_from([None, "https://example.org"]),
    ),
    max_size=9,
)

FIELDS = (
    *("title", "abstract", "summary", "id", "arxiv_id", "doi", "authors", "authors_parsed", "categories"),
    *("versions", "date", "url", "meta"),
)


def read_bytes(*contents: bytes) -> Corpus:
    with TemporaryDirectory() as folder:
        for number, content in enumerate(contents):
            Path(folder, str(number)).write_bytes(content)
        return read_documents([folder])


def pairs(corpus: Corpus) -> list[tuple[str, str]]:
    return sorted((document.title, document.abstract) for document in corpus.documents)


@settings(deadline=None)
@given(papers=PAPERS, header=st.sampled_from(HEADERS), line_break=st.sampled_from(["\n", "\n\n", "\r\n", "\n\t \n"]))
def test_listing_reads_back(papers: list[tuple[str, str]], header: str, line_break: str) -> None:
    text = header + "".join(f"{title}{line_break}{abstract}{line_break}" for title, abstract in papers)

    corpus = read_bytes(text.encode())

    assert pairs(corpus) == sorted(papers)
    assert corpus.set_aside == ()


@settings(deadline=None)
@given(papers=PAPERS)
def test_listing_without_header_is_known_by_its_shape(papers: list[tuple[str, str]]) -> None:
    papers = [(title, f"{abstract} {abstract} We stop here.") for title, abstract in papers]

    corpus = read_bytes("".join(f"{title}\n{abstract}\n" for title, abstract in papers).encode())

    assert pairs(corpus) == sorted(papers)


@settings(deadline=None)
@given(papers=PAPERS, header=st.sampled_from(HEADERS), data=st.data())
def test_listing_without_one_abstract_loses_that_paper(
    papers: list[tuple[str, str]], header: str, data: st.DataObject
) -> None:
    lost = data.draw(st.integers(0, len(papers) - 1))
    lines = [line for n, paper in enumerate(papers) for line in (paper[:1] if n == lost else paper)]

    corpus = read_bytes((header + "\n".join(lines) + "\n").encode())

    assert pairs(corpus) == sorted(papers[:lost] + papers[lost + 1 :])
    assert len(corpus.set_aside) == 1


@settings(deadline=None)
@given(papers=PAPERS, data=st.data())
def test_listing_cut_anywhere_invents_nothing(papers: list[tuple[str, str]], data: st.DataObject) -> None:
    content = (HEADERS[0] + "".join(f"{title}\n{abstract}\n" for title, abstract in papers)).encode()
    cut = content[: data.draw(st.integers(len(HEADERS[0]) + 1, len(content)))]
    n_whole = cut.count(b"\n", len(HEADERS[0])) // 2

    corpus = read_bytes(cut)

    # A cut after a full stop inside an abstract cannot be seen.
    assert set(papers[:n_whole]) <= set(pairs(corpus))
    assert len(corpus.documents) <= n_whole + 1
    assert {document.title for document in corpus.documents} <= {title for title, _ in papers}


@settings(deadline=None)
@given(papers=PAPERS, n_first=st.integers(0, 8))
def test_split_into_files_changes_nothing_but_sources(papers: list[tuple[str, str]], n_first: int) -> None:
    def to_lines(some: Sequence[tuple[str, str]]) -> bytes:
        return "".join(json.dumps({"title": t, "abstract": a}) + "\n" for t, a in some).encode()

    listing = (HEADERS[1] + "".join(f"{title}\n\n{abstract}\n\n" for title, abstract in papers[n_first:])).encode()

    split = read_bytes(to_lines(papers[:n_first]), gzip.compress(listing))

    assert pairs(split) == pairs(read_bytes(to_lines(papers)))


@settings(deadline=None)
@given(records=RECORDS, data=st.data())
def test_merging_does_not_depend_on_order(records: list[Record], data: st.DataObject) -> None:
    documents, set_aside = merge_records(records)

    shuffled_documents, shuffled_set_aside = merge_records(data.draw(st.permutations(records)))

    assert shuffled_documents == documents
    assert set(shuffled_set_aside) == set(set_aside)


@settings(deadline=None)
@given(records=RECORDS)
def test_merging_loses_no_record_and_repeats_no_id(records: list[Record]) -> None:
    documents, set_aside = merge_records(records)

    ids = [document.id for document in documents]
    assert ids == sorted(set(ids))
    assert {r.arxiv_id for r in records if r.arxiv_id} == {d.arxiv_id for d in documents if d.arxiv_id}
    merged = {file for document in documents for file in document.sources}
    assert {record.file for record in records} == merged | {part.file for part in set_aside}


@settings(deadline=None)
@given(records=RECORDS)
def test_merging_again_changes_nothing(records: list[Record]) -> None:
    documents, _ = merge_records(records)
    again = [
        Record(d.title, d.abstract, d.sources[0], 1, d.arxiv_id, d.doi, d.authors, d.published, d.categories, d.url)
        for d in documents
    ]

    assert [(d.id, d.title, d.abstract) for d in merge_records(again)[0]] == [
        (d.id, d.title, d.abstract) for d in documents
    ]


@settings(deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_set_aside(content: bytes) -> None:
    corpus = read_bytes(content)

    assert corpus.documents or corpus.set_aside


@settings(deadline=None)
@given(
    values=st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(FIELDS),
                    inner,
                    max_size=6,
                )
            ),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_json_line_is_a_document_or_set_aside(values: list[object]) -> None:
    corpus = read_bytes("\n".join(map(json.dumps, values)).encode())

    assert corpus.n_read + len({part.line for part in corpus.set_aside}) >= len(values)
    for document in corpus.documents:
        assert document.abstract.encode()
        assert document.text == clean_text(document.title) + "\n" + clean_text(document.abstract)


@settings(deadline=None)
@given(content=st.binary(max_size=2000), packed=st.booleans())
def test_lines_are_those_of_the_bytes(content: bytes, packed: bool) -> None:
    stream = io.BufferedReader(io.BytesIO(gzip.compress(content) if packed else b"-" + content))
    expected = (content if packed else b"-" + content).split(b"\n")

    lines = list(read_lines(stream))

    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) == len(expected) - (not expected[-1])
    assert [line.text for line in lines] == [
        raw.decode(errors="replace").removeprefix("\ufeff") for raw in expected[: len(lines)]
    ]


@settings(deadline=None)
@given(text=st.text())
def test_clean_text_is_stable(text: str) -> None:
    cleaned = clean_text(text)

    assert clean_text(cleaned) == cleaned
    assert "".join(cleaned.split()) == "".join(c for c in cleaned if c != " ")
