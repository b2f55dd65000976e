from __future__ import annotations

import pytest

from extractors.errors import ModelError
from extractors.model_info import model_info
from ontology.terms import ConceptType


@pytest.mark.parametrize("profile", ["accurate", "fast"])
def test_info_holds_what_the_card_says(profile: str) -> None:
    info = model_info(profile)
    assert (info.profile, info.licence, info.n_papers) == (profile, "Apache-2.0", 90)
    assert set(info.thresholds) == set(info.strict_types) == set(info.calibration) == {t.value for t in ConceptType}
    assert 1_000_000 < info.n_bytes < 30_000_000


def test_text_names_network_licence_and_data() -> None:
    text = model_info("fast").to_text()
    first, second, *_ = text.splitlines()
    assert first.startswith("fast ")
    assert second.endswith("MB, Apache-2.0")
    assert "2,124 annotated abstracts" in text


def test_unknown_network_is_named() -> None:
    with pytest.raises(ModelError, match="no trained model 'slow'"):
        model_info("slow")
