"""The rules say what was left out of this very package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.package.rules import WARNING, write_rules

if TYPE_CHECKING:
    from meter.exchange.package.edition import Edition
    from tests.meter.exchange.package.surveyed import Surveyed


def test_the_rules_count_who_is_named_and_what_is_withheld(edition: Edition) -> None:
    text = write_rules(edition)

    assert "named beside their answers: 1 of 9." in text
    assert "0 are left out" in text
    assert "at least 5 others" in text
    # Of eight units region and country are withheld, of nine three facts are known.
    assert "groups of at least 6" in text
    assert "Withheld:\n   16 of 27 facts." in text
    assert "9 of 10 units that were asked are in here." in text
    assert not text.startswith(WARNING)
    assert max(map(len, text.splitlines())) <= 90


def test_with_names_the_warning_comes_first(surveyed: Surveyed) -> None:
    text = write_rules(surveyed.read(with_names=True))

    assert text.startswith(WARNING)
    assert text.count("at the organiser's request") == 2
