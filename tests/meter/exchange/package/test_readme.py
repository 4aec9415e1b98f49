"""The readme names what is there, and what could not be written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.exchange.package.fingerprints import cite_sources
from meter.exchange.package.guide import FILES
from meter.exchange.package.paragraphs import WIDTH
from meter.exchange.package.readme import PANDAS, WITH_UV, write_readme
from meter.exchange.package.tables import list_tables
from meter.exchange.package.titles import TABLES
from tests.meter.exchange.package.abroad import MARK, speak

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot


def test_files_and_tables_are_said_what_they_are(snapshot: Snapshot) -> None:
    tables = list_tables(snapshot)

    text = write_readme(snapshot, tables, ["round.sav"], ["It is too long."])

    assert text.startswith("Seoul\n=====\n")
    assert "round.sav\n    answers and scores for SPSS" in text
    assert "round.dta\n" not in text
    assert "node_scores, rows: 27" in text
    assert "\nIt is too long.\n" in text
    assert "python recompute.py" in text


def test_it_is_written_in_the_language_of_the_package(snapshot: Snapshot) -> None:
    spoken = speak(snapshot)
    whole = replace(spoken, terms=replace(spoken.terms, with_names=True))
    tables = list_tables(spoken)

    text = write_readme(whole, tables, list(FILES), [])

    said = [*FILES.values(), *(TABLES[one.name] for one in tables), "THIS PACKAGE"]
    said += ["Files", "Fingerprints", "What may not be done", "It needs Python 3.11"]
    for one in said:
        assert f"{MARK}{one}" in text
        assert text.count(f"{MARK}{one}") == text.count(one), one


def test_commands_stay_in_one_line_and_signs_are_those_of_the_language(
    snapshot: Snapshot,
) -> None:
    filled = "字" * (WIDTH - 12)
    guide = replace(
        snapshot.terms.words.guide,
        reading=(f"{filled} %(code)s",),
        recomputing=(f"{filled} %(command)s",),
        colon=";",
        comma="/",
    )
    words = replace(snapshot.terms.words, guide=guide)
    spoken = replace(snapshot, terms=replace(snapshot.terms, words=words))

    text = write_readme(spoken, list_tables(spoken), [], [])

    assert f"\n{PANDAS}\n" in text
    assert f"\n{WITH_UV}\n" in text
    assert "node_scores/rows" in text
    assert "Fingerprint of the meaning;\n" in text
    assert f"Fingerprint of the meaning;{spoken.source.meaning}." in [
        *cite_sources(spoken)
    ]


def test_fingerprints_are_named_by_what_they_are_of(snapshot: Snapshot) -> None:
    text = write_readme(snapshot, list_tables(snapshot), [], [])

    source = snapshot.source
    assert f"Fingerprint of the content:\n    {source.fingerprint}\n" in text
    assert f"Fingerprint of the meaning:\n    {source.meaning}\n" in text
    method = source.method_fingerprint(snapshot.round.method)
    assert f"Fingerprint of the method:\n    {method}\n" in text
    unscored = write_readme(replace(snapshot, results=None), [], [], [])
    assert "Fingerprint of the method" not in unscored
    assert all(len(line) <= WIDTH for line in text.splitlines())
