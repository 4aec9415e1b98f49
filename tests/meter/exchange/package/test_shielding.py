"""Who is named, and which facts are told of the others."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from instruments.model.questionnaire import ProfileField
from meter.exchange.package.shielding import (
    WITHHELD,
    draw_key,
    hide_facts,
    shield_units,
)
from meter.peers.cover import FEWEST
from meter.records import Unit

FIELDS = (
    ProfileField(key="people", title="People", type="number"),
    ProfileField(key="country", title="Country", type="text"),
)
facts = st.fixed_dictionaries(
    {"a": st.sampled_from("xyz"), "b": st.sampled_from("pq"), "c": st.text(max_size=1)}
)


@given(st.lists(facts, max_size=40), st.integers(2, 7))
def test_whoever_has_facts_told_has_as_many_others_alike(
    told: list[dict[str, str]], fewest: int
) -> None:
    shown = hide_facts(told, ["a", "b", "c"], fewest)

    alike = Counter(tuple(sorted(one.items())) for one in shown)
    for one, count in alike.items():
        assert count >= fewest or {fact for _, fact in one} == {WITHHELD}
    assert len(alike) <= 1 or min(alike.values()) >= fewest
    for before, after in zip(told, shown, strict=True):
        assert all(after[key] in {before[key], WITHHELD} for key in before)


def test_facts_that_enough_share_are_told() -> None:
    told = [{"a": "x", "b": "p"}] * 3 + [{"a": "y", "b": "p"}] * 4
    told += [{"a": "z", "b": "p"}]

    shown = hide_facts(told, ["a", "b"], 3)

    # The one with z would be alone, so the smaller group joins it.
    assert [one["a"] for one in shown] == [WITHHELD] * 3 + ["y"] * 4 + [WITHHELD]
    assert {one["b"] for one in shown} == {"p"}


def make_units(count: int) -> list[Unit]:
    profile: dict[str, str | float] = {"people": 12_000.0, "country": "Kaloa"}
    return [Unit(number, 1, f"City {number}", profile) for number in range(count)]


def test_numbers_are_bands_and_names_are_of_whom_agreed() -> None:
    shown = shield_units(make_units(FEWEST + 1), FIELDS, {0}, b"secret", 7)

    assert [one.name for one in shown] == ["City 0", *[None] * FEWEST]
    assert shown[0].facts == {"people": "10000 to below 100000", "country": "Kaloa"}
    assert shown[1].facts == shown[0].facts


def test_too_few_units_tell_nothing_but_of_whom_agreed() -> None:
    shown = shield_units(make_units(FEWEST), FIELDS, {0}, b"secret", 7)

    assert shown[0].facts["country"] == "Kaloa"
    assert {fact for one in shown[1:] for fact in one.facts.values()} == {WITHHELD}


def test_facts_are_told_where_enough_are_alike_beside_packages_before() -> None:
    units, classes = make_units(FEWEST + 2), [{*range(FEWEST)}, {FEWEST, FEWEST + 1}]

    shown = shield_units(units, FIELDS, set(), b"secret", 7, classes)

    assert [one.facts["country"] for one in shown] == [
        *["Kaloa"] * FEWEST,
        *[WITHHELD] * 2,
    ]


def test_with_names_everything_is_told_as_it_is() -> None:
    shown = shield_units(make_units(1), FIELDS, None, b"secret", 7)

    assert shown[0].name == "City 0"
    assert shown[0].facts == {"people": "12000", "country": "Kaloa"}


def test_a_pseudonym_is_the_same_whoever_joins_and_another_elsewhere() -> None:
    units = make_units(30)
    before = {one.key for one in shield_units(units[:9], FIELDS, set(), b"s", 7)}
    random.Random(4).shuffle(units)
    after = [one.key for one in shield_units(units, FIELDS, set(), b"s", 7)]

    assert len(set(after)) == 30
    assert before < set(after)
    assert draw_key(b"s", 7, 1) != draw_key(b"s", 8, 1)
    assert draw_key(b"s", 7, 1) != draw_key(b"t", 7, 1)
