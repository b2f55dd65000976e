"""Roles: one cue a case, on sentences made for it, then what holds over a whole document."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS
from extractors.role_context import OTHER, concept_contexts
from extractors.role_cues import CUES
from extractors.roles import ConceptRoles, decide_role
from ontology.terms import ConceptType
from ontology.vocabulary import Concept, MatchRule, Vocabulary

M, T, D, E, H = ConceptType.METHOD, ConceptType.TASK, ConceptType.DATASET, ConceptType.METRIC, ConceptType.HARDWARE
NOTHING = Vocabulary.of([])


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def _doc(nlp: Language, title: str, sentences: list[str], **concepts: ConceptType) -> Doc:
    """Make a doc with all mentions of concepts given by surface, blanks written as underscores."""
    text = f"{title}\n{' '.join(sentences)}"
    doc = nlp.make_doc(text)
    doc._.title_end = len(title)
    starts, position = {0}, len(title) + 1
    for sentence in sentences:
        starts.add(position)
        position += len(sentence) + 1
    for token in doc:
        token.is_sent_start = token.idx in starts
    spans = []
    for surface, concept_type in concepts.items():
        name = surface.replace("_", " ")
        start = text.find(name)
        while start >= 0:
            span = doc.char_span(start, start + len(name), label=concept_type.value, kb_id=f"x:{name}")
            if span is not None:
                spans.append(span)
            start = text.find(name, start + 1)
    doc.spans[CONCEPTS] = sorted(spans, key=lambda span: span.start)
    return doc


def _roles(doc: Doc) -> dict[str, str]:
    roles: dict[str, set[str]] = {}
    for span in doc.spans[CONCEPTS]:
        roles.setdefault(span.text, set()).add(span._.role)
    assert all(len(found) == 1 for found in roles.values())
    return {surface: found.pop() for surface, found in roles.items()}


@pytest.mark.parametrize(
    ("title", "abstract", "surface", "type_", "cue"),
    [
        ("Zorp: Fast Parsing", "Parsing is slow.", "Zorp", M, "title-colon"),
        ("Zorp (v2): Fast Parsing", "Parsing is slow.", "Zorp", M, "title-colon"),
        ("Parsing", "Here we propose Zorp, which parses.", "Zorp", M, "proposed-name"),
        ("Parsing", "This paper presents the Zorp framework and its code.", "Zorp", M, "proposed-name-noun"),
        ("Parsing", "We release ZorpBench, for parsers.", "ZorpBench", D, "proposed-name"),
        ("Parsing", "We train one parser, dubbed Zorp.", "Zorp", M, "named-so"),
        ("Parsing", "We propose a chart parser called Zorp.", "chart parser", M, "kind-of-proposal"),
        ("Parsing", "We introduce a novel chart decoding method that is fast.", "chart decoding", M, "proposed-phrase"),
        ("Parsing", "Our tests show that Zorp outperforms others.", "Zorp", M, "shown-that"),
        ("Parsing", "In this work Zorp is proposed as a remedy.", "Zorp", M, "passive"),
        ("Parsing", "The proposed chart decoding is fast.", "chart decoding", M, "proposed-adjective"),
        ("Parsing", "In our Zorp the chart is shared.", "Zorp", M, "our-name"),
        ("Zorp for Parsing", "Parsing is slow.", "Zorp", M, "title-phrase"),
        ("Parsing", "We get there by designing an adaptive chart loss.", "chart loss", M, "making"),
        ("Parsing", "We add a novel chart loss.", "chart loss", M, "novelty"),
        ("Parsing", "We outperform the CKY parser.", "CKY", M, "comparison"),
        ("Parsing", "We are twice as fast as and better than CKY.", "CKY", M, "comparison"),
        ("Parsing", "We need less memory compared to CKY.", "CKY", M, "comparison"),
        ("Parsing", "We measure CKY baselines too.", "CKY", M, "baseline"),
        ("Parsing", "Most parsers rely on CKY. We do not.", "CKY", M, "reliance"),
        ("Parsing", "Parsers such as CKY are slow. We change that.", "CKY", M, "background-example"),
    ],
)
def test_cue_decides(nlp: Language, title: str, abstract: str, surface: str, type_: ConceptType, cue: str) -> None:
    text = f"{title}\n{abstract}"
    start = text.index(surface)
    sentences = [(0, len(title))]
    for sentence in abstract.replace(". ", ".\n").split("\n"):
        sentences.append((text.index(sentence), text.index(sentence) + len(sentence)))
    key = (type_, "x")
    context = concept_contexts(text, sentences, {key: [(start, start + len(surface))]}, title_end=len(title))[key]
    first = next(c for c in CUES if any(c.fires(mention) for mention in context.mentions))
    assert (first.name, decide_role(context, is_known=False)) == (cue, first.role)


@pytest.mark.parametrize(
    ("sentence", "surface", "type_"),
    [
        ("We propose a BERT-based parser.", "BERT", M),
        ("We train a CNN on text.", "CNN", M),
        ("We outperform others on CoNLL.", "CoNLL", D),
        ("We improve accuracy over CKY.", "accuracy", E),
        ("All runs use an A100.", "A100", H),
        ("We address chart parsing.", "chart parsing", T),
    ],
)
def test_concept_without_cue_is_used(nlp: Language, sentence: str, surface: str, type_: ConceptType) -> None:
    doc = ConceptRoles(NOTHING)(_doc(nlp, "Parsing", [sentence], **{surface.replace(" ", "_"): type_}))
    assert _roles(doc) == {surface: "used"}


def test_every_member_of_a_list_is_compared(nlp: Language) -> None:
    doc = _doc(nlp, "Parsing", ["We outperform CKY, Earley and GLR on CoNLL."], CKY=M, Earley=M, GLR=M, CoNLL=D)
    assert _roles(ConceptRoles(NOTHING)(doc)) == {
        "CKY": "compared",
        "Earley": "compared",
        "GLR": "compared",
        "CoNLL": "used",
    }


def test_introduced_goes_before_compared_and_holds_for_every_mention(nlp: Language) -> None:
    sentences = ["We propose Zorp, and compare it.", "It is smaller than Zorp with a chart."]
    assert _roles(ConceptRoles(NOTHING)(_doc(nlp, "Parsing", sentences, Zorp=M))) == {"Zorp": "introduced"}


def test_background_that_does_not_return_is_mentioned(nlp: Language) -> None:
    sentences = [
        "Progress in machine translation is fast.",
        "Charts help sentence parsing.",
        "We study how to parse a text.",
    ]
    doc = _doc(nlp, "Text", sentences, machine_translation=T, sentence_parsing=T)
    assert _roles(ConceptRoles(NOTHING)(doc)) == {"machine translation": "mentioned", "sentence parsing": "mentioned"}


def test_background_that_returns_in_other_words_is_used(nlp: Language) -> None:
    sentences = ["Progress in machine translation is fast.", "We study machines that translate."]
    assert _roles(ConceptRoles(NOTHING)(_doc(nlp, "Text", sentences, machine_translation=T))) == {
        "machine translation": "used"
    }


def test_role_of_a_pattern_is_kept(nlp: Language) -> None:
    doc = _doc(nlp, "Parsing", ["We outperform Zorp.", "Zorp is a parser."], Zorp=M)
    spans: list[Span] = list(doc.spans[CONCEPTS])
    spans[1]._.role = "introduced"
    assert _roles(ConceptRoles(NOTHING)(doc)) == {"Zorp": "introduced"}


def test_concepts_of_one_name_and_two_types_are_decided_apart(nlp: Language) -> None:
    doc = _doc(nlp, "Parsing", ["We outperform Zorp.", "We report Zorp."])
    compared, reported = (
        doc.char_span(start, start + 4, label=t, kb_id="x:zorp") for start, t in ((22, "Method"), (38, "Metric"))
    )
    doc.spans[CONCEPTS] = [compared, reported]
    assert [span._.role for span in ConceptRoles(NOTHING)(doc).spans[CONCEPTS]] == ["compared", "used"]


def test_known_concept_is_what_a_proposal_is_made_of(nlp: Language) -> None:
    doc = _doc(nlp, "Parsing", ["We propose a chart parser for text."], chart_parser=M)
    known = Vocabulary.of([Concept("x:chart parser", M, "chart parser", (), MatchRule.ANY, (), {}, "made up")])
    component = ConceptRoles(NOTHING)
    assert _roles(component(doc)) == {"chart parser": "introduced"}
    component.use(known)
    doc.spans[CONCEPTS][0]._.role = ""
    assert _roles(component(doc)) == {"chart parser": "used"}


def test_known_name_is_introduced_by_the_title(nlp: Language) -> None:
    known = Vocabulary.of([Concept("x:Zorp", M, "Zorp", (), MatchRule.ANY, (), {}, "made up")])
    assert _roles(ConceptRoles(known)(_doc(nlp, "Zorp: Parsing", ["It parses."], Zorp=M))) == {"Zorp": "introduced"}


def test_doc_without_concepts_passes(nlp: Language) -> None:
    doc = nlp.make_doc("Parsing\nNothing here.")
    assert ConceptRoles(NOTHING)(doc) is doc


def test_context_masks_mentions_and_lets_a_short_form_share_its_place() -> None:
    text = "T\nWe call \\textbf{Big Zorp} (BZ) a CKY parser."
    spans = {(M, "zorp"): [(18, 26), (29, 31)], (M, "cky"): [(35, 38)]}
    contexts = concept_contexts(text, [(0, 1), (2, len(text))], spans, title_end=1)
    assert [(c.before, c.after) for c in contexts[M, "zorp"].mentions] == [("We call ", f" a {OTHER} parser.")] * 2


def test_background_is_two_sentences_where_the_paper_never_names_itself() -> None:
    text = "T\nAa. Bb. Cc."
    sentences = [(0, 1), (2, 5), (6, 9), (10, 13)]
    spans = {(M, name): [(start, start + 2)] for name, start in (("a", 2), ("b", 6), ("c", 10))}
    contexts = concept_contexts(text, sentences, spans, title_end=1)
    assert [contexts[M, name].mentions[0].in_background for name in "abc"] == [True, True, False]
