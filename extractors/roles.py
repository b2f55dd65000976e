"""The component that decides how a paper relates to each concept that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, register_attributes
from extractors.role_context import ConceptContext, ConceptKey, concept_contexts
from extractors.role_cues import CUES
from extractors.sentences import sentence_ranges
from extractors.tokens import read_words
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Vocabulary, load_vocabulary

register_attributes()

# A concept of one background mention is background, if at most this part of its words returns in the paper's own part.
# On 2,124 annotated abstracts 68 % of such tasks, metrics and hardware are so annotated, and half of such methods.
_MAX_RECURRENCE = {
    ConceptType.METHOD: 0.0,
    ConceptType.TASK: 0.0,
    ConceptType.DATASET: 0.0,
    ConceptType.METRIC: 0.9,
    ConceptType.HARDWARE: 0.0,
}


@Language.factory("concept_roles", assigns=["span._.role"], requires=["doc.spans", "token.is_sent_start"])
def create_roles(nlp: Language, name: str) -> ConceptRoles:
    """Return the component over the vocabulary that comes with the package."""
    return ConceptRoles(load_vocabulary())


class ConceptRoles:
    """Sets ``Span._.role`` of every recognised concept; all mentions of one concept have the same role."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def use(self, vocabulary: Vocabulary) -> None:
        """Take another vocabulary for what is known from now on."""
        self._vocabulary = vocabulary

    def __call__(self, doc: Doc) -> Doc:
        """Decide the roles of a doc's concepts; the role of a recognised pattern is kept and goes before others."""
        concepts: dict[ConceptKey, list[Span]] = {}
        for span in doc.spans.get(CONCEPTS, ()):
            concepts.setdefault((ConceptType(span.label_), span.kb_id_), []).append(span)
        if concepts:
            contexts = _contexts(doc, concepts)
            for key, spans in concepts.items():
                is_known = self._vocabulary.get(key[1]) is not None
                role = _preset_role(spans) or decide_role(contexts[key], is_known=is_known)
                for span in spans:
                    span._.role = role.value
        return doc


def decide_role(context: ConceptContext, *, is_known: bool) -> Role:
    """Return the role of the first cue that a mention shows, else mentioned for pure background, else used.

    Args:
        context: The mentions of the concept.
        is_known: Whether the vocabulary has the concept. "We propose a transformer for ..." introduces something else.
    """
    for cue in CUES:
        if not (is_known and cue.only_new) and any(cue.fires(mention) for mention in context.mentions):
            return cue.role
    return Role.MENTIONED if _is_pure_background(context) else Role.USED


def _contexts(doc: Doc, concepts: Mapping[ConceptKey, Sequence[Span]]) -> dict[ConceptKey, ConceptContext]:
    return concept_contexts(
        read_words(doc).text,
        sentence_ranges(doc),
        {key: [(span.start_char, span.end_char) for span in spans] for key, spans in concepts.items()},
        title_end=doc._.title_end,
    )


def _preset_role(spans: Sequence[Span]) -> Role | None:
    preset = {cast(str, span._.role) for span in spans} - {""}
    return next((role for role in Role if role.value in preset), None)


def _is_pure_background(context: ConceptContext) -> bool:
    first, *others = context.mentions
    return not others and first.in_background and context.recurrence <= _MAX_RECURRENCE[context.type]
