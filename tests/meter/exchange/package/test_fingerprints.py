"""Fingerprints are named by what they are of, and only those that there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.exchange.package.fingerprints import (
    cite_sources,
    name_instrument_prints,
    name_method_prints,
)

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot


def test_each_fingerprint_has_the_name_that_pages_have_for_it(
    snapshot: Snapshot,
) -> None:
    source = snapshot.source

    assert name_instrument_prints(snapshot) == {
        "Fingerprint of the content": source.fingerprint,
        "Fingerprint of the meaning": source.meaning,
    }
    assert name_method_prints(snapshot) == {
        "Fingerprint of the method": source.method_fingerprint(snapshot.round.method)
    }


def test_where_nothing_is_scored_no_method_is_cited(snapshot: Snapshot) -> None:
    said = " ".join(cite_sources(replace(snapshot, results=None)))

    assert said.startswith(f"Asked with {snapshot.source.key}")
    assert "method" not in said
