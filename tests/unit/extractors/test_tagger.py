from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import SimpleNamespace

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, candidates
from extractors.decoding import LABELS, ROLES, Floats
from extractors.network_inputs import CNN_INPUTS, TRANSFORMER_INPUTS, Arrays
from extractors.tagger import ConceptTagger
from extractors.tagger_network import Calibration, ModelCard, TaggerNetwork
from extractors.tokens import create_tokenizer, read_words
from extractors.wordpiece import WordPieces
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Concept, Vocabulary

VOCABULARY = ["[UNK]", "[PAD]", "quick", "##net", "net", "zork", "9", "3", "5", ".", "on", "we", "beat", "-"]
LABEL_OF = {"quick": "B-Method", "zork": "B-Dataset", "9": "I-Dataset", "3": "I-Method", "5": "I-Method"}


class StubSession:
    """Labels each word by its first piece; a piece without a label is outside, and so is what has no word before it."""

    def __init__(self, names: Sequence[str] = TRANSFORMER_INPUTS) -> None:
        self.names, self.feeds = names, list[Arrays]()

    def get_inputs(self) -> Sequence[SimpleNamespace]:
        return [SimpleNamespace(name=name) for name in self.names]

    def run(self, output_names: Sequence[str], input_feed: Arrays) -> Sequence[Floats]:
        assert list(output_names) == ["labels", "roles"]
        assert set(input_feed) == set(self.names)
        self.feeds.append(input_feed)
        first = input_feed["pieces"][input_feed["firsts"]] if "firsts" in input_feed else input_feed["first_pieces"]
        labels = np.full((len(first), len(LABELS)), 0.001, dtype=np.float32)
        roles = np.full((len(first), len(ROLES)), 0.1, dtype=np.float32)
        for number, row in enumerate(first):
            labels[number, LABELS.index(LABEL_OF.get(VOCABULARY[int(row)], "O"))] = 0.9
            roles[number, int(row) % len(ROLES)] = 0.7
        return labels, roles


def tagger(session: StubSession | None = None, *, vocabulary: Vocabulary | None = None) -> ConceptTagger:
    card = ModelCard("stub", "2.0", calibration=dict.fromkeys(ConceptType, Calibration(0.0, -0.5)))
    network = TaggerNetwork(session or StubSession(), card, WordPieces(VOCABULARY))
    return ConceptTagger(lambda: network, vocabulary or Vocabulary.of([]), batch_size=3)


@pytest.fixture(scope="module")
def make_doc() -> Callable[[str], Doc]:
    nlp: Language = spacy.blank("en")
    nlp.max_length = 1 << 30
    nlp.tokenizer = create_tokenizer(nlp)
    return nlp.make_doc


def surfaces(doc: Doc) -> list[tuple[str, ConceptType]]:
    words = read_words(doc)
    return [(words.surface(c.start, c.end), c.type) for c in candidates(doc)]


def test_tagger_adds_what_the_network_sees(make_doc: Callable[[str], Doc]) -> None:
    (first, second) = candidates(tagger()(make_doc("We beat quick on Zork 9.")))
    confidence = 1 / (1 + np.exp(0.5))  # what the calibration makes of any probability
    assert first == Candidate(
        2, 3, ConceptType.METHOD, pytest.approx(confidence), "concept_tagger_stub@2.0", role=Role.COMPARED
    )
    assert (second.start, second.end, second.type, second.role) == (4, 6, ConceptType.DATASET, Role.USED)


def test_tagger_takes_whole_tokens(make_doc: Callable[[str], Doc]) -> None:
    # "3.5" is one token and three words, of which the network may name the first alone.
    assert surfaces(tagger()(make_doc("on quick 3.5 on"))) == [("quick 3.5", ConceptType.METHOD)]


def test_tagger_gives_every_token_the_role_scores_of_its_first_word(make_doc: Callable[[str], Doc]) -> None:
    scores = tagger()(make_doc("zork 3.5 net"))._.role_scores
    assert scores.argmax(axis=1).tolist() == [5 % 4, 7 % 4, 4 % 4]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t"], ids=["empty", "blank", "lines"])
def test_tagger_takes_texts_without_words(make_doc: Callable[[str], Doc], text: str) -> None:
    session = StubSession()
    assert candidates(tagger(session)(make_doc(text))) == []
    assert session.feeds == []


def test_tagger_reads_long_texts_in_windows(make_doc: Callable[[str], Doc]) -> None:
    session = StubSession()
    doc = tagger(session)(make_doc("on Zork 9 we beat quick . " * 300))
    assert len(session.feeds) > 1
    assert max(len(feed["pieces"]) for feed in session.feeds) <= 512
    assert surfaces(doc) == [("Zork 9", ConceptType.DATASET), ("quick", ConceptType.METHOD)] * 300


def test_tagger_feeds_what_the_network_asks_for(make_doc: Callable[[str], Doc]) -> None:
    session = StubSession(CNN_INPUTS)
    assert surfaces(tagger(session)(make_doc("on Zork 9"))) == [("Zork 9", ConceptType.DATASET)]


def test_tagger_tells_the_network_of_known_names(make_doc: Callable[[str], Doc]) -> None:
    session = StubSession()
    vocabulary = Vocabulary.of([Concept("dataset:zork-9", ConceptType.DATASET, "Zork-9")])
    tagger(session, vocabulary=vocabulary)(make_doc("on Zork-9"))
    assert session.feeds[0]["known"].tolist() == [0, 0, 5, 6, 6, 0]


@pytest.mark.parametrize("batch_size", [1, 2, 7, 100])
def test_tagger_gives_the_same_in_any_batch(make_doc: Callable[[str], Doc], batch_size: int) -> None:
    texts = ["quick", "", "on Zork 9 " * 9, "we beat quick 3.5 " * 4, "net", "zork " * 700, "on Zork 9"]
    single = [candidates(tagger()(make_doc(text))) for text in texts]
    docs = list(tagger().pipe(map(make_doc, texts), batch_size=batch_size))
    assert [doc.text for doc in docs] == texts
    assert [candidates(doc) for doc in docs] == single


@settings(max_examples=100, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(["quick", "Zork 9", " ", "-", "3.5", "\n", "é\u0301", "_", "."])).map("".join),
    )
)
def test_candidates_are_ranges_of_tokens_in_order(make_doc: Callable[[str], Doc], text: str) -> None:
    doc = tagger()(make_doc(text))
    for candidate in candidates(doc):
        assert 0 <= candidate.start < candidate.end <= len(doc)
        assert not doc[candidate.start].is_space
    starts = [candidate.start for candidate in candidates(doc)]
    assert starts == sorted(starts)


def test_time_grows_with_the_length_of_the_text(make_doc: Callable[[str], Doc]) -> None:
    def seconds(n_sentences: int) -> float:
        doc = make_doc("on Zork 9 we beat quick net . " * n_sentences)
        begin = time.process_time()
        assert len(candidates(tagger()(doc))) == 2 * n_sentences
        return time.process_time() - begin

    short, long = min(seconds(1000) for _ in range(2)), seconds(8000)
    assert long < 24 * short  # eight times as long; were it quadratic, 64 times
