"""IRIs: the namespaces in use, and the one mapping between names of the graph and IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from urllib.parse import quote, unquote

from rdflib import DC, DCTERMS, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD, Namespace, URIRef
from rdflib.namespace import ClosedNamespace

ONTOLOGY = Namespace("https://w3id.org/scholargraph/ontology#")
DATA = Namespace("https://w3id.org/scholargraph/id/")
UNITS = Namespace("https://w3id.org/scholargraph/unit/")

# Vocabularies that rdflib does not bring, closed over the terms in use: a misspelt one is an AttributeError.
FABIO = ClosedNamespace("http://purl.org/spar/fabio/", ["Preprint", "hasArXivId"])
ITSRDF = ClosedNamespace("http://www.w3.org/2005/11/its/rdf#", ["taConfidence"])
MLS = ClosedNamespace("http://www.w3.org/ns/mls#", ["hasValue", "specifiedBy"])
OA = ClosedNamespace(
    "http://www.w3.org/ns/oa#",
    [
        "Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector",
        "describing", "end", "exact", "hasBody", "hasSelector", "hasSource", "hasTarget", "identifying",
        "motivatedBy", "prefix", "start", "suffix",
    ],
)  # fmt: skip
QUDT = ClosedNamespace("http://qudt.org/schema/qudt/", ["Unit", "hasUnit"])
QUDT_UNITS = Namespace("http://qudt.org/vocab/unit/")

PREFIXES: Mapping[str, str] = {
    "sg": str(ONTOLOGY),
    "id": str(DATA),
    "sgunit": str(UNITS),
    "dc": str(DC),
    "dcterms": str(DCTERMS),
    "fabio": str(FABIO),
    "itsrdf": str(ITSRDF),
    "mls": str(MLS),
    "oa": str(OA),
    "prov": str(PROV),
    "qudt": str(QUDT),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "unit": str(QUDT_UNITS),
    "void": str(VOID),
    "xsd": str(XSD),
}
_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}

# Characters of an id that an IRI may hold as they are (RFC 3987, ipchar); all others are percent-encoded.
_SAFE = ":@!$&'()*+,;=-._~"


def local_name(name: str) -> str:
    """Return the local name in the ontology of a label, relationship type or property of the graph.

    >>> local_name("EVALUATES_ON"), local_name("n_papers"), local_name("Dataset")
    ('evaluatesOn', 'nPapers', 'Dataset')
    """
    if "_" not in name and not name.isupper():
        return name
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


@cache
def term_iri(name: str) -> URIRef:
    """Return the IRI of a label, relationship type or property of the graph."""
    return ONTOLOGY[local_name(name)]


@lru_cache(maxsize=1 << 16)  # an export asks for the same few thousand nodes again and again
def node_iri(node_id: str) -> URIRef:
    """Return the IRI of a node; two different ids give two different IRIs.

    >>> str(node_iri("metric:pass@1"))
    'https://w3id.org/scholargraph/id/metric:pass@1'
    >>> str(node_iri("method:a b%"))
    'https://w3id.org/scholargraph/id/method:a%20b%25'
    """
    return DATA[quote(node_id, safe=_SAFE, errors="surrogatepass")]


def node_id(iri: str) -> str:
    """Return the id of the node that an IRI made by `node_iri` denotes.

    Raises:
        ValueError: The IRI is outside the data namespace.

    >>> node_id(str(node_iri("task:frage-antwort/日本 %")))
    'task:frage-antwort/日本 %'
    """
    if not iri.startswith(str(DATA)):
        raise ValueError(f"{iri!r} is not an IRI under {DATA}")
    return unquote(iri[len(str(DATA)) :], errors="surrogatepass")


def split_iri(iri: str) -> tuple[str, str] | None:
    """Return prefix and local part of an IRI in one of the namespaces in use, else None.

    >>> split_iri("http://purl.org/dc/terms/title"), split_iri("http://example.org/title")
    (('dcterms', 'title'), None)
    """
    head, separator, local = iri.rpartition("#" if "#" in iri else "/")
    prefix = _PREFIX_OF.get(head + separator)
    return None if prefix is None else (prefix, local)


def compact_iri(iri: str) -> str:
    """Return an IRI as ``prefix:local``; one outside the namespaces in use comes back as it is.

    >>> compact_iri("https://w3id.org/scholargraph/id/method:mamba")
    'id:method:mamba'
    """
    parts = split_iri(iri)
    return iri if parts is None else ":".join(parts)
