"""The citation is sound YAML of the Citation File Format, and names nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import yaml

from meter.exchange.package.citation import write_citation
from tests.meter.exchange.package.abroad import MARK, speak

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot


def test_the_citation_has_what_the_format_asks_for(snapshot: Snapshot) -> None:
    title = 'Seoul: "a #1 round" \u9996\u5c14'
    found = yaml.safe_load(
        write_citation(replace(snapshot, round=replace(snapshot.round, title=title)))
    )

    assert found["cff-version"] == "1.2.0"
    # Each package of a round is another version of its data.
    assert found["version"] == snapshot.made_at.isoformat(timespec="seconds")
    assert (found["type"], found["title"]) == ("dataset", title)
    assert found["message"]
    assert found["authors"] == [{"name": f"The organisers of {title}"}]
    assert found["date-released"] == "2026-11-21"
    source = snapshot.source
    method = source.method_fingerprint(snapshot.round.method)
    for name, digits in (
        ("content", source.fingerprint),
        ("meaning", source.meaning),
        ("method", method),
    ):
        assert f"Fingerprint of the {name}: {digits}." in found["abstract"]
    assert found["references"][0]["title"] == "METER"


def test_the_citation_is_in_the_language_of_the_package(snapshot: Snapshot) -> None:
    found = yaml.safe_load(write_citation(speak(snapshot)))

    assert found["message"].startswith(MARK)
    assert found["authors"][0]["name"].startswith(MARK)
    notes = found["abstract"].splitlines()[-1]
    for said in ("Asked with", "Scored by", "Fingerprint of the meaning"):
        assert f"{MARK}{said}" in notes
