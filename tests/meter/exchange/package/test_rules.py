"""The rules say what was left out of this very package."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from meter.exchange.package.guide import Guide
from meter.exchange.package.paragraphs import WIDTH
from meter.exchange.package.rules import Rules, write_rules
from meter.exchange.package.shielding import WITHHELD, ShownUnit
from tests.meter.exchange.package.abroad import MARK, speak

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot
    from tests.meter.exchange.package.surveyed import Surveyed

WARNING = Guide.warning[:25]
NEVER_TOGETHER = {"all_named", "all_told"}


def flow(text: str) -> str:
    """Give a text without its breaks of lines."""
    return " ".join(text.split())


def test_the_rules_count_who_is_named_and_what_is_withheld(snapshot: Snapshot) -> None:
    text = flow(write_rules(snapshot))

    assert "named with their answers: 1 of 9." in text
    assert "Units left out: 0." in text
    assert "at least 5 others" in text
    # Of eight units region and country are withheld, of nine three facts are known.
    assert "Places for facts: 27. Withheld: 16. Empty, as nothing was given: 0." in text
    assert "groups of at least 6" in text
    assert "9 of 10 units that were asked are in here." in text
    assert WARNING not in text


def test_parts_are_numbered_and_lines_are_not_too_long(snapshot: Snapshot) -> None:
    lines = write_rules(snapshot).splitlines()

    heads = [upper for upper, lower in pairwise(lines) if lower.startswith("---")]
    numbered = [head.split(". ")[0] for head in heads]
    assert numbered == [str(number) for number in range(1, 10)]
    assert max(map(len, lines)) <= WIDTH


def test_what_was_never_given_is_no_fact(snapshot: Snapshot) -> None:
    shown = [
        {"region": "", "size": ""},
        {"region": WITHHELD, "size": "1 to below 10"},
    ]
    units = [ShownUnit(f"u{place}", None, one) for place, one in enumerate(shown)]

    text = flow(write_rules(replace(snapshot, units=units)))

    assert "Places for facts: 4. Withheld: 1. Empty, as nothing was given: 2." in text


def test_with_names_the_warning_comes_first(surveyed: Surveyed) -> None:
    text = write_rules(surveyed.read(with_names=True))

    assert text.startswith(WARNING)
    assert text.count("at the organiser's request") == 2
    assert "Units left out" not in text


def test_who_agreed_and_is_not_named_yet_is_counted(snapshot: Snapshot) -> None:
    assert "have no name yet" not in write_rules(snapshot)

    text = flow(write_rules(replace(snapshot, held=3)))

    assert "Units that agreed and have no name yet: 3." in text


def test_every_rule_is_said_in_the_language_of_the_package(snapshot: Snapshot) -> None:
    text = flow(write_rules(replace(speak(snapshot), held=1)))

    for one in fields(Rules):
        begin = str(one.default).split("%(")[0].strip()
        if one.name not in NEVER_TOGETHER:
            assert f"{MARK}{begin}" in text, one.name
