"""The rules say what was left out of this very package."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.exchange.package.rules import WARNING, write_rules
from meter.exchange.package.shielding import WITHHELD, ShownUnit

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot
    from tests.meter.exchange.package.surveyed import Surveyed


def test_the_rules_count_who_is_named_and_what_is_withheld(snapshot: Snapshot) -> None:
    text = write_rules(snapshot)

    assert "named beside their answers: 1 of 9." in text
    assert "0 are left out" in text
    assert "at least 5 others" in text
    # Of eight units region and country are withheld, of nine three facts are known.
    assert "Of 27 places for facts 16 say so;\n   0 are empty" in text
    assert "groups of at least 6" in text
    assert "9 of 10 units that were asked are in here." in text
    assert not text.startswith(WARNING)
    assert max(map(len, text.splitlines())) <= 90


def test_what_was_never_given_is_no_fact(snapshot: Snapshot) -> None:
    shown = [
        {"region": "", "size": ""},
        {"region": WITHHELD, "size": "1 to below 10"},
    ]
    units = [ShownUnit(f"u{place}", None, one) for place, one in enumerate(shown)]

    text = write_rules(replace(snapshot, units=units))

    assert "Of 4 places for facts 1 say so;\n   2 are empty" in text


def test_with_names_the_warning_comes_first(surveyed: Surveyed) -> None:
    text = write_rules(surveyed.read(with_names=True))

    assert text.startswith(WARNING)
    assert text.count("at the organiser's request") == 2


def test_who_agreed_and_is_not_named_yet_is_counted(snapshot: Snapshot) -> None:
    assert "have no name yet" not in write_rules(snapshot)

    text = write_rules(replace(snapshot, held=3))

    assert "Of those that agreed, 3 have no name yet" in text
    assert max(map(len, text.splitlines())) <= 90
