"""Provenance: instrument and method, each with its version and fingerprint."""

from __future__ import annotations

from drawn import draw

from scoring import compile_plan
from scoring.provenance import Provenance

INSTRUMENT = draw(["a"], version="3")
FACTS = Provenance.of(compile_plan(INSTRUMENT))


def test_all_facts_are_those_of_the_plan() -> None:
    assert FACTS.to_mapping() == {
        "instrument": "drawn",
        "version": "1",
        "meaning": INSTRUMENT.meaning,
        "method": "default",
        "method_version": "3",
        "method_fingerprint": INSTRUMENT.method_fingerprint("default"),
    }


def test_a_sentence_shows_the_beginnings_of_the_fingerprints() -> None:
    meaning, method = INSTRUMENT.meaning, INSTRUMENT.method_fingerprint("default")

    assert str(FACTS) == (
        f"drawn 1 by default 3 (fingerprints {meaning[:8]}, {method[:8]})"
    )
