"""Several processes give what one gives; real processes, on the sample."""

from __future__ import annotations

import pytest

from extractors.documents import Document
from extractors.errors import UnknownComponentError
from extractors.extraction_file import to_json
from extractors.parallel import extract_in_processes
from extractors.pipeline import build_pipeline, extract_documents
from extractors.readers import read_documents
from kg.sample import sample_path

SAMPLE = read_documents([sample_path()]).documents


def _alone(profile: str, batch_size: int) -> list[str]:
    return [to_json(e) for e in extract_documents(build_pipeline(profile=profile), SAMPLE, batch_size=batch_size)]


@pytest.mark.parametrize("profile", ["accurate", "fast"])
def test_two_jobs_give_the_bytes_of_one_at_any_batch_size(profile: str) -> None:
    expected = _alone(profile, 32)
    assert [to_json(e) for e in extract_in_processes(SAMPLE, 2, {"profile": profile})] == expected
    assert _alone(profile, 1) == expected
    assert _alone(profile, 7) == expected


def test_errors_of_a_worker_reach_the_caller() -> None:
    documents = [Document("title:a", "A title", "")]
    with pytest.raises(UnknownComponentError, match="unknown component 'nope'"):
        list(extract_in_processes(documents, 2, {"profile": "fast", "components": ("nope",)}))


def test_no_documents_need_no_worker() -> None:
    assert list(extract_in_processes([], 2, {"profile": "fast"})) == []
