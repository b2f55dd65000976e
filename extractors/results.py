"""The component that reads numeric results: a number and the metric, dataset, method, hardware and task it is of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, concept_attributes, register_attributes
from extractors.background import n_background_sentences
from extractors.claims import Claim, find_claims
from extractors.mentions import Result
from extractors.sentences import sentence_ranges
from extractors.tokens import read_words
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Vocabulary, load_vocabulary

register_attributes()

EXTRACTOR = "numeric_results@1.0"
Range = tuple[int, int]

# "81.2 on ImageNet", "at 30 FPS with an A100": what may stand between a number and what it holds for.
_LINK = re.compile(
    r"[\s$})%]*(?:\([^()]*\)\s*)?(?:[\w-]+\s+){0,5}?(?:on|in|for|over|across|with|using|to|at|of)\s+(?:\S+\s+){0,4}\W*",
    re.IGNORECASE,
)
_SUBJECT_END = re.compile(
    r"[\s})]*(?:\([^()]*\))?\s*(?:\(\W*|(?:\w+ly\s+|also\s+|can\s+)?(?:achiev|reach|attain|obtain|deliver|get|reduc|improv"
    r"|increas|yield|show|outperform|surpass|scor|run|record|provid|boost|cut|sav)\w*\b[^.;]{0,80})",
    re.IGNORECASE,
)
_COMMA, _COMMA_CHARS = re.compile("[,;]"), 20
_START = attrgetter("start")
# Mentions on either side of a number that can belong to it; no sentence of an abstract has more of one type.
_MAX_NEAR = 32
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


@Language.factory("numeric_results", assigns=["doc._.results"], requires=["doc.spans", "token.is_sent_start"])
def create_results(nlp: Language, name: str) -> NumericResults:
    """Return the component with the metrics of the vocabulary that comes with the package."""
    return NumericResults(load_vocabulary())


class NumericResults:
    """Sets ``Doc._.results``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def use(self, vocabulary: Vocabulary) -> None:
        """Take the properties of metrics from another vocabulary from now on."""
        self._vocabulary = vocabulary

    def __call__(self, doc: Doc) -> Doc:
        """Read the results of a doc whose concepts have ids and roles."""
        doc._.results = tuple(find_results(doc, self._vocabulary))
        return doc


def find_results(doc: Doc, vocabulary: Vocabulary) -> Iterator[Result]:
    """Yield the numeric claims of a doc in the order of its text."""
    text = read_words(doc).text
    spans: Sequence[Span] = list(doc.spans.get(CONCEPTS, ()))
    span_starts = [span.start_char for span in spans]
    proposal = next((span.kb_id_ for span in spans if _is_proposal(span)), None)
    metrics = [(span.start_char, span.end_char) for span in spans if span.label_ == ConceptType.METRIC]
    sentences = list(_own_sentences(doc))
    claims = list(find_claims(text, sentences, metrics))
    claim_starts = [claim.quantity.start for claim in claims]
    for start, end in sentences:
        own_claims = claims[bisect_left(claim_starts, start) : bisect_left(claim_starts, end)]
        own_spans = spans[bisect_left(span_starts, start) : bisect_left(span_starts, end)] if own_claims else ()
        sentence = _Sentence(text, (start, end), own_spans, own_claims)
        for claim, concepts in sentence.holdings():
            metric = concepts[ConceptType.METRIC]
            quantity = claim.quantity
            yield Result(
                start=quantity.start,
                end=quantity.end,
                raw=text[quantity.start : quantity.end],
                value=quantity.value,
                unit=quantity.unit,
                metric=metric,
                dataset=concepts[ConceptType.DATASET],
                method=concepts[ConceptType.METHOD] or proposal,
                hardware=concepts[ConceptType.HARDWARE],
                task=concepts[ConceptType.TASK],
                comparator=claim.comparator,
                delta=claim.is_delta,
                higher_is_better=_higher_is_better(metric, vocabulary),
                confidence=claim.confidence,
                extractor=EXTRACTOR,
            )


def _is_proposal(span: Span) -> bool:
    return span.label_ == ConceptType.METHOD and concept_attributes(span).role == Role.INTRODUCED


def _own_sentences(doc: Doc) -> Iterator[Range]:
    """Yield the sentences of the abstract from the first that speaks of the paper's own work."""
    sentences = sentence_ranges(doc)
    n_background = n_background_sentences(read_words(doc).text, sentences, doc._.title_end)
    yield from (sentence for sentence in sentences[n_background:] if sentence[0] >= doc._.title_end)


def _higher_is_better(metric: str | None, vocabulary: Vocabulary) -> bool | None:
    concept = vocabulary.get(metric) if metric else None
    value = concept.properties.get("higher_is_better") if concept else None
    return value if isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class _Mention:
    """A span in plain values, which are much faster to compare than spaCy's."""

    start: int
    end: int
    concept: str


class _Sentence:
    """A sentence with the concepts that it names and its numeric claims, both in the order of the text."""

    def __init__(self, text: str, limits: Range, spans: Sequence[Span], claims: Sequence[Claim]) -> None:
        self.text, self.range, self.claims = text, limits, claims
        self._mentions: dict[str, list[_Mention]] = {}
        for span in spans:
            mention = _Mention(span.start_char, span.end_char, span.kb_id_)
            self._mentions.setdefault(span.label_, []).append(mention)
        self._has_respectively = len(claims) > 1 and _RESPECTIVELY.search(text, *limits) is not None

    def holdings(self) -> Iterator[tuple[Claim, Mapping[ConceptType, str | None]]]:
        """Yield each claim with the ids of the concepts that it holds for."""
        for index, claim in enumerate(self.claims):
            yield (
                claim,
                {
                    ConceptType.METRIC: self._metric(index),
                    ConceptType.DATASET: self._in_order(ConceptType.DATASET, index)
                    or self._linked(ConceptType.DATASET, index)
                    or _id(self._nearest(ConceptType.DATASET, claim)),
                    ConceptType.METHOD: self._subject(claim),
                    ConceptType.HARDWARE: self._linked(ConceptType.HARDWARE, index)
                    or _id(self._nearest(ConceptType.HARDWARE, claim)),
                    ConceptType.TASK: self._linked(ConceptType.TASK, index),
                },
            )

    def _near(self, concept_type: ConceptType, position: int) -> list[_Mention]:
        """Return the mentions of a type around a place, all of them where the sentence is of a usual length."""
        mentions = self._mentions.get(concept_type, [])
        index = bisect_left(mentions, position, key=_START)
        return mentions[max(index - _MAX_NEAR, 0) : index + _MAX_NEAR]

    def _metric(self, index: int) -> str | None:
        """Return the metric in order, else one tied to the number, else the nearest."""
        claim = self.claims[index]
        near = self._near(ConceptType.METRIC, claim.quantity.start)
        tied = next((mention for mention in near if claim.metric == (mention.start, mention.end)), None)
        return self._in_order(ConceptType.METRIC, index) or _id(tied or self._nearest(ConceptType.METRIC, claim))

    def _in_order(self, concept_type: ConceptType, index: int) -> str | None:
        """Return the concept at the claim's place where the sentence lists both "respectively"."""
        if not self._has_respectively:
            return None
        ids = list(dict.fromkeys(mention.concept for mention in self._mentions.get(concept_type, ())))
        return ids[index] if len(ids) == len(self.claims) else None

    def _linked(self, concept_type: ConceptType, index: int) -> str | None:
        """Return the concept that a preposition after the number leads to, before the next number."""
        start = self.claims[index].quantity.end
        limit = self.claims[index + 1].quantity.start if index + 1 < len(self.claims) else self.range[1]
        for mention in self._near(concept_type, start):
            if start <= mention.start < limit and _LINK.fullmatch(self.text, start, mention.start):
                return mention.concept
        return None

    def _nearest(self, concept_type: ConceptType, claim: Claim) -> _Mention | None:
        """Return the mention with the fewest characters to the number; a comma counts as many of them."""
        near = self._near(concept_type, claim.quantity.start)
        return min(near, key=lambda mention: (self._distance(mention, claim), mention.start), default=None)

    def _distance(self, mention: _Mention, claim: Claim) -> int:
        start, end = min(mention.end, claim.quantity.end), max(mention.start, claim.quantity.start)
        return end - start + _COMMA_CHARS * len(_COMMA.findall(self.text, start, end))

    def _subject(self, claim: Claim) -> str | None:
        """Return the last method before the number that reaches it by a verb or stands before its parenthesis."""
        for mention in reversed(self._near(ConceptType.METHOD, claim.quantity.start)):
            before = mention.end <= claim.quantity.start
            if before and _SUBJECT_END.fullmatch(self.text, mention.end, claim.quantity.start):
                return mention.concept
        return None


def _id(mention: _Mention | None) -> str | None:
    return mention.concept if mention is not None else None
