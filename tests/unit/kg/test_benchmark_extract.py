"""The benchmark of extraction, on the sample; the figures themselves are not tested."""

from __future__ import annotations

import os

import pytest

from extractors.profiles import Profile
from kg.benchmarks.extract import PEER, measure_extraction, peer_pipeline
from kg.benchmarks.measurement import Measurement, run_alone
from kg.sample import sample_path


def test_profiles_and_peer_read_the_same_documents() -> None:
    rows = measure_extraction([str(sample_path())], profiles=[Profile.FAST], limit=5)
    assert [(row["name"], row["abstracts"]) for row in rows] == [("fast", 5), (PEER, 5)]
    assert rows[1]["times_peer"] == 1.0
    assert all(float(str(row["per_second"])) > 0 for row in rows)


def test_peer_finds_entities_of_our_types() -> None:
    assert set(peer_pipeline().get_pipe("ner").labels) == {"Method", "Task", "Dataset", "Metric", "Hardware"}


def test_a_function_runs_alone_on_one_core_with_one_thread() -> None:
    assert len(run_alone(os.sched_getaffinity, 0)) == 1
    assert run_alone(os.getenv, "OMP_NUM_THREADS") == "1"


def test_errors_pass_through_and_the_environment_is_as_before() -> None:
    before = dict(os.environ)
    with pytest.raises(ValueError, match="invalid literal"):
        run_alone(int, "x")
    assert dict(os.environ) == before


def test_rate_leaves_out_the_start() -> None:
    measurement = Measurement("fast", 100, "abstracts", seconds=2.0, start_s=5.0)
    assert measurement.to_row() == {
        "name": "fast",
        "abstracts": 100,
        "seconds": 2.0,
        "per_second": 50.0,
        "start_s": 5.0,
        "peak_mb": None,
    }
