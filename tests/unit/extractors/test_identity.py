"""Which concept a name denotes, and by which rule."""

from __future__ import annotations

import pytest

from extractors.identity import DocumentNames, NameLinker, definition_key
from extractors.mentions import LinkReason
from ontology.terms import ConceptType
from ontology.vocabulary import Concept, Vocabulary

METHOD, METRIC, DATASET, TASK, HARDWARE = (
    ConceptType.METHOD,
    ConceptType.METRIC,
    ConceptType.DATASET,
    ConceptType.TASK,
    ConceptType.HARDWARE,
)
VOCABULARY = Vocabulary.of(
    [
        Concept("method:adam", METHOD, "Adam"),
        Concept("method:transformer", METHOD, "Transformer"),
        Concept("method:lstm", METHOD, "LSTM", ("long short-term memory",)),
        Concept("method:large-language-model", METHOD, "large language model", ("LLM",)),
        Concept("method:reinforcement-learning", METHOD, "reinforcement learning", ("RL",)),
        Concept("method:gaussian-mixture-model", METHOD, "Gaussian mixture model"),
        Concept("method:k-means", METHOD, "k-means", ("k-means++",)),
        Concept("method:sam", METHOD, "segment anything model", ("SAM",)),
        Concept("method:sharpness", METHOD, "sharpness-aware minimization"),
        Concept("dataset:coco", DATASET, "COCO"),
        Concept("dataset:imagenet", DATASET, "ImageNet", ("ImageNet-1K",)),
        Concept("metric:bleu", METRIC, "BLEU score"),
        Concept("metric:parameter-count", METRIC, "number of parameters"),
        Concept("hardware:nvidia-a100", HARDWARE, "NVIDIA A100", ("A100",)),
        Concept("hardware:rtx-4090", HARDWARE, "NVIDIA GeForce RTX 4090"),
    ]
)
LINKER = NameLinker(VOCABULARY)


def document(*pairs: tuple[str, str], text: str = "") -> DocumentNames:
    return DocumentNames({definition_key(form): pair for pair in pairs for form in pair}, text)


@pytest.mark.parametrize(
    ("name", "concept_type", "concept", "reason"),
    [
        pytest.param("adam", METHOD, "method:adam", LinkReason.VOCABULARY, id="name"),
        pytest.param("Adam optimizer", METHOD, "method:adam", LinkReason.HEAD_NOUN, id="head"),
        pytest.param("Adam optimisers", METHOD, "method:adam", LinkReason.HEAD_NOUN, id="head-british-plural"),
        pytest.param("Gaussian mixtures", METHOD, "method:gaussian-mixture-model", LinkReason.HEAD_NOUN, id="no-head"),
        pytest.param("Long-Short Term Memory", METHOD, "method:lstm", LinkReason.VOCABULARY, id="hyphen-moved"),
        pytest.param("the COCO dataset", DATASET, "dataset:coco", LinkReason.HEAD_NOUN, id="dataset"),
        pytest.param("BLEU", METRIC, "metric:bleu", LinkReason.HEAD_NOUN, id="name-without-its-head"),
        pytest.param("parameter counts", METRIC, "metric:parameter-count", LinkReason.VARIANT, id="word-order"),
        pytest.param("A100 GPUs", HARDWARE, "hardware:nvidia-a100", LinkReason.HEAD_NOUN, id="device"),
        pytest.param("RTX 4090 GPU", HARDWARE, "hardware:rtx-4090", LinkReason.VARIANT, id="device-without-vendor"),
        pytest.param("Nvidia 4090", HARDWARE, "hardware:rtx-4090", LinkReason.VARIANT, id="device-without-series"),
        pytest.param("ImageNet1K", DATASET, "dataset:imagenet", LinkReason.VARIANT, id="number-in-a-label"),
        pytest.param(
            "large language model (LLM)", METHOD, "method:large-language-model", LinkReason.VOCABULARY, id="own"
        ),
    ],
)
def test_name_links_to_the_vocabulary(name: str, concept_type: ConceptType, concept: str, reason: LinkReason) -> None:
    link = LINKER.link(name, concept_type)

    assert (link.concept, link.reason) == (concept, reason)


@pytest.mark.parametrize(
    ("name", "concept_type", "expected"),
    [
        pytest.param("GPT-3", METHOD, "method:gpt-3", id="number"),
        pytest.param("k-means++", METHOD, "method:k-mean++", id="mark-against-the-vocabulary"),
        pytest.param("Transformer encoder", METHOD, "method:transformer-encoder", id="part-is-no-kind"),
        pytest.param("diffusion models", METHOD, "method:diffusion-model", id="head-of-one-plain-word"),
        pytest.param("FooNet model", METHOD, "method:foonet", id="head-after-a-name"),
        pytest.param("deep RL", METHOD, "method:deep-reinforcement-learning", id="letters-written-out"),
        pytest.param("RL-Zero", METHOD, "method:rl-zero", id="letters-in-a-name"),
        pytest.param("recognition of speech", TASK, "task:speech-recognition", id="task-order"),
        pytest.param("Mixture of Depths", METHOD, "method:mixture-of-depth", id="method-order"),
        pytest.param("∑", METHOD, "method:∑", id="no-letters"),
    ],
)
def test_other_names_are_coined(name: str, concept_type: ConceptType, expected: str) -> None:
    link = LINKER.link(name, concept_type)

    assert (link.concept, link.reason) == (expected, LinkReason.COINED)


@pytest.mark.parametrize(
    "names",
    [
        ("multi-agent RL", "multi agent reinforcement learning", "Multi-agent Reinforcement-Learning"),
        ("tree-like search methods", "tree-like search"),
        ("Zork-9", "Zork 9", "ZORK9"),
        ("colour correction", "color-correction"),
    ],
)
def test_variants_of_a_coined_name_have_one_id(names: tuple[str, ...]) -> None:
    assert len({LINKER.link(name, METHOD).concept for name in names}) == 1


def test_the_documents_long_form_decides_what_letters_mean() -> None:
    link = LINKER.link("RL", METHOD, document(("RL", "representation learning")))

    assert (link.concept, link.reason) == ("method:representation-learning", LinkReason.ABBREVIATION)


def test_the_documents_letters_count_inside_names() -> None:
    link = LINKER.link("deep RL", METHOD, document(("RL", "representation learning")))

    assert link.concept == "method:deep-representation-learning"


def test_letters_link_where_the_long_forms_agree() -> None:
    link = LINKER.link("SAM", METHOD, document(("SAM", "segment anything")))

    assert (link.concept, link.reason) == ("method:sam", LinkReason.ABBREVIATION)


def test_an_abbreviation_that_counts_the_head_keeps_it() -> None:
    names = document(("AdamO", "Adam optimizer"))

    assert LINKER.link("Adam optimizer", METHOD, names).concept == "method:adam-optimizer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We train with SAM.", "method:sam", id="usual"),
        pytest.param("Sharpness-aware minimization is costly. SAM is costly.", "method:sharpness", id="other"),
        pytest.param(
            "Sharpness-aware minimization, segment anything models and SAM.", "method:sam", id="both-named-is-usual"
        ),
    ],
)
def test_a_document_chooses_between_meanings_that_it_names(text: str, expected: str) -> None:
    assert LINKER.link("SAM", METHOD, document(text=text)).concept == expected


@pytest.mark.parametrize("short", ["SAGE", "LISA"])
def test_letters_of_two_proposals_are_two_concepts(short: str) -> None:
    first = LINKER.link(short, METHOD, document((short, "secure agent game engine")), by_short=True)
    second = LINKER.link(short, METHOD, document((short, "sampled gradient estimate")), by_short=True)

    assert first.concept != second.concept
    assert (first.name, second.name) == (short, short)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("POMDP", "method:partially-observable-markov-decision-process", id="bare"),
        pytest.param("POMDPs", "method:partially-observable-markov-decision-process", id="plural"),
        pytest.param("POMDP planning", "method:partially-observable-markov-decision-process-planning", id="inside"),
    ],
)
def test_letters_that_nobody_explains_mean_what_papers_nearly_always_mean(name: str, expected: str) -> None:
    assert LINKER.link(name, METHOD).concept == expected


@pytest.mark.parametrize(("concept_type", "expected"), [(METRIC, "metric:jaccard-index"), (METHOD, "method:ji")])
def test_letters_of_a_metric_are_the_initials_of_one(concept_type: ConceptType, expected: str) -> None:
    linker = NameLinker(Vocabulary.of([Concept("metric:jaccard-index", METRIC, "Jaccard index")]))

    assert linker.link("JI", concept_type).concept == expected


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        pytest.param("Gausian mixture model", "method:gaussian-mixture-model", id="letter-less"),
        pytest.param("large langauge model", "method:large-language-model", id="letters-swapped"),
        pytest.param("large longuage modal", "method:large-longuage-modal", id="two-words"),
        pytest.param("Gausian mixture", "method:gausian-mixture", id="two-words-in-all"),
        pytest.param("number transformer model", "method:number-transformer-model", id="known-word"),
    ],
)
def test_one_letter_may_be_wrong_in_a_word_that_no_name_has(name: str, concept: str) -> None:
    assert LINKER.link(name, METHOD).concept == concept


def test_brackets_inside_a_name_say_nothing_of_the_whole() -> None:
    link = LINKER.link("reinforcement learning (RL) fine-tuning", METHOD)

    assert link.concept == LINKER.link("RL fine-tuning", METHOD).concept
    assert link.known is None


def test_a_long_form_with_a_modifier_more_is_another_concept() -> None:
    assert LINKER.link("offline reinforcement learning (RL)", METHOD).concept == "method:offline-reinforcement-learning"


def test_a_size_in_a_label_wins_over_the_vocabulary() -> None:
    linker = NameLinker(Vocabulary.of([Concept("method:bert", METHOD, "BERT", ("BERT-base", "BERT-large"))]))

    assert {linker.link(name, METHOD).concept for name in ("BERT-base", "BERT-large", "BERT")} == {
        "method:bert",
        "method:bert-base",
        "method:bert-large",
    }
