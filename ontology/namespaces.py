"""IRIs: the namespaces in use, and the one mapping between names of the graph and IRIs."""

from __future__ import annotations

from urllib.parse import quote, unquote

from rdflib import Namespace, URIRef

ONTOLOGY = Namespace("https://w3id.org/scholargraph/ontology#")
DATA = Namespace("https://w3id.org/scholargraph/id/")

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


def term_iri(name: str) -> URIRef:
    """Return the IRI of a label, relationship type or property of the graph."""
    return ONTOLOGY[local_name(name)]


def node_iri(node_id: str) -> URIRef:
    """Return the IRI of a node; two different ids give two different IRIs.

    >>> str(node_iri("metric:pass@1"))
    'https://w3id.org/scholargraph/id/metric:pass@1'
    >>> str(node_iri("method:a b%"))
    'https://w3id.org/scholargraph/id/method:a%20b%25'
    """
    return DATA[quote(node_id, safe=_SAFE)]


def node_id(iri: str) -> str:
    """Return the id of the node that an IRI made by `node_iri` denotes.

    Raises:
        ValueError: The IRI is outside the data namespace.

    >>> node_id(str(node_iri("task:frage-antwort/日本 %")))
    'task:frage-antwort/日本 %'
    """
    if not iri.startswith(str(DATA)):
        raise ValueError(f"{iri!r} is not an IRI under {DATA}")
    return unquote(iri[len(str(DATA)) :])
