"""From mentions to concept ids: a concept of the vocabulary where one matches, else one coined from the name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, register_attributes
from extractors.lexicon import word_list
from extractors.mentions import LinkReason
from extractors.tokens import read_words, singular_form, surface_key, word_form
from ontology.names import concept_id
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Concept, Vocabulary, load_vocabulary

register_attributes()


@Language.factory("concept_linker", requires=["doc.spans"], assigns=["doc.spans"])
def create_linker(nlp: Language, name: str) -> ConceptLinker:
    """Return the component over the vocabulary that comes with the package."""
    return ConceptLinker(load_vocabulary())


class ConceptLinker:
    """Gives every concept span its id and canonical name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.use(vocabulary)

    def use(self, vocabulary: Vocabulary) -> None:
        """Link to another vocabulary from now on."""
        self._vocabulary = vocabulary
        self._known = lru_cache(maxsize=1 << 16)(self._find)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``kb_id_`` and ``concept_name`` of every span in ``doc.spans["concepts"]``."""
        partners, text = _partners(doc), read_words(doc).text
        # A group hands out copies of its spans, so the linked ones replace it.
        doc.spans[CONCEPTS] = [self._linked(doc, span, text, partners) for span in doc.spans.get(CONCEPTS, ())]
        return doc

    def _linked(self, doc: Doc, span: Span, text: str, partners: Mapping[str, tuple[str, str]]) -> Span:
        if span.kb_id_:
            span._.link = LinkReason.VOCABULARY.value
            return span
        identifier, name, reason = self._link(span, text[span.start_char : span.end_char], partners)
        span._.concept_name, span._.link = name, reason.value
        return Span(doc, span.start, span.end, label=span.label_, kb_id=identifier)

    def _link(self, span: Span, surface: str, partners: Mapping[str, tuple[str, str]]) -> tuple[str, str, LinkReason]:
        """Return id, canonical name and the reason for them.

        The rule for a name that the vocabulary does not have: the paper's own proposal goes by its short form, for
        that is its name; any other abbreviation goes by the long form that the paper gives, for letters alone may mean
        many things; the rest goes by the surface. Documents are linked one by one, so their order cannot matter.
        """
        concept_type, given = ConceptType(span.label_), span._.concept_name
        pair: tuple[str, ...] = partners.get(surface_key(surface), ())
        for name in (given or surface, surface, *pair):
            found = self._known(name, concept_type)
            if found is not None:
                concept, reason = found
                is_own = name in (given, surface)
                return concept.id, concept.name, reason if is_own else LinkReason.ABBREVIATION
        if pair:
            name = pair[0] if span._.role == Role.INTRODUCED else pair[1]
            return concept_id(concept_type, name), name, LinkReason.ABBREVIATION
        name = given or surface
        return concept_id(concept_type, name), name, LinkReason.PATTERN if given else LinkReason.COINED

    def _find(self, name: str, concept_type: ConceptType) -> tuple[Concept, LinkReason] | None:
        """Return the concept of a name, or of the name without a last word that only says what it is ("BERT model")."""
        concept = self._vocabulary.find(name, concept_type)
        if concept is not None:
            return concept, LinkReason.VOCABULARY
        shorter, _, last = name.rpartition(" ")
        if shorter and singular_form(word_form(last)) in word_list(f"{concept_type.lower()}_heads"):
            concept = self._vocabulary.find(shorter, concept_type)
        return (concept, LinkReason.HEAD_NOUN) if concept is not None else None


def _partners(doc: Doc) -> dict[str, tuple[str, str]]:
    """Return short and long form of every abbreviation, under the keys of both."""
    pairs = [(short.text, long.text) for short, long in doc._.abbreviations]
    return {surface_key(form): pair for pair in reversed(pairs) for form in pair}
