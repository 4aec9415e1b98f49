"""Diagnoses as text: on METER all that a diagnosis holds is to be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from drawn import draw
from patterned import diagnose_one

from instruments import load_instrument
from instruments.model.answers import Missing
from meter.reports.diagnoses import write_diagnoses
from meter.reports.lines import WIDTH
from scoring import code_answers, compile_plan, diagnose
from scoring.study.diagnostics import Earlier, list_shared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments.model.answers import Answer
    from scoring.study.diagnostics import Diagnosis, ItemValue

HIGH = {"front", "visible", "tool"}

CLEARS = re.compile(r"Clears: with (\d+) steps; (.*?) (High|Claims)")
SIDES = re.compile(r"High, (\d+) items: (.*) Low, (\d+) items: (.*)")

TITLES = {
    "digitalization": "Digitalization fallacy",
    "competition": "Competition fallacy",
    "integration": "Integration loophole",
    "toolkitization": "Toolkitization syndrome",
}


def put_to_meter(high: str, low: str) -> list[Diagnosis]:
    """Diagnose a city: its technology and what is seen of it, and all the rest."""
    instrument = load_instrument("meter")
    answers = {
        key: high if HIGH & {*item.tags} or _is_gear(key, item.tags) else low
        for key, item in instrument.items.items()
        if getattr(item, "scale", None) == "extent"
    }
    row = code_answers(instrument, [answers])
    return diagnose(compile_plan(instrument), row)


def _is_gear(key: str, tags: Sequence[str]) -> bool:
    return key.startswith("t") and "glue" not in tags


@pytest.fixture(scope="module")
def uneven() -> list[Diagnosis]:
    return put_to_meter("fully", "none")


def parts(diagnoses: Sequence[Diagnosis]) -> dict[str, str]:
    """Give what is written of each pattern, as one line; what is shared under ''."""
    lines = list(write_diagnoses(diagnoses))
    assert all(len(line) <= WIDTH for line in lines)
    starts = [k for k, line in enumerate(lines) if line.startswith("  - ")]
    ends = [*starts[1:], len(lines)]
    told: dict[str, str] = {}
    for start, end in zip(starts, ends, strict=True):
        text = " ".join(" ".join(lines[start:end]).split())
        title = text.removeprefix("- ").partition(" (")[0]
        key = next((key for key, one in TITLES.items() if one == title), "")
        told[key] = f"{told.get(key, '')}{text}\n"
    return told


def label(item: ItemValue) -> str:
    if item.value is None:
        return "left out"
    return f"{100 * item.value:.0f}{'' if item.given else ' without an answer'}"


def test_all_four_are_told_the_strongest_first(uneven: list[Diagnosis]) -> None:
    told = parts(uneven)

    found = {one.key: one for one in uneven}
    assert [one.level for one in found.values()].count("finding") == 3
    keys = [key for key in told if key]
    assert keys[0] == "digitalization"
    assert "Digitalization fallacy (strong): Technology stands at" in told[keys[0]]
    others = [found[key].strength for key in keys[1:]]
    assert others == sorted(others, reverse=True)


def test_numbers_stand_with_what_they_are_held_against(
    uneven: list[Diagnosis],
) -> None:
    told = parts(uneven)

    for key, letters in {
        "competition": "V", "digitalization": "TD", "integration": "RG",
        "toolkitization": "BE",
    }.items():  # fmt: skip
        (one,) = (one for one in uneven if one.key == key)
        for letter in letters:
            assert f" {letter} {one.numbers[letter]:.3f} (" in told[key]
    assert "(watch from 0.100, finding from 0.200)" in told["competition"]
    assert "(at least 0.500)" in told["digitalization"]
    assert "finding from 0.200, strong from 0.350)" in told["digitalization"]
    assert "claims 26 (finding from 4); unsupported 18;" in told["integration"]
    assert "(finding from 0.100)" in told["integration"]
    assert "Pi 0.443 (finding from 0.150)" in told["toolkitization"]
    assert "(finding under 0.500)" in told["toolkitization"]


def test_formulas_and_both_guards_are_told(uneven: list[Diagnosis]) -> None:
    told = parts(uneven)

    for one in uneven:
        assert f"Formula: {one.formula} Numbers: " in told[one.key]
    assert "Chance: p = .001 for V (a level needs .050 at most)" in told["competition"]
    assert "Chance: p = .002 for D" in told["digitalization"]
    for one in uneven:
        for name, share in one.stability.items():
            least = 50 if name == "watch" else 90
            said = f"{name} in {100 * share:.3g} % of draws ({least} % needed)"
            assert said in told[one.key]


def test_what_clears_a_level_is_told_answer_by_answer(
    uneven: list[Diagnosis],
) -> None:
    told = parts(uneven)

    for one in uneven:
        assert one.clearing is not None
        said = CLEARS.search(told[one.key])
        assert said is not None
        assert int(said[1]) == one.clearing.steps
        rises = {
            item: rise
            for group in said[2].split("; ")
            for item in group.partition(": ")[0].split(", ")
            for rise in [group.partition(": ")[2]]
        }
        for step in one.clearing.raises:
            needed = step.needed
            number = f"{needed:g}" if isinstance(needed, float) else needed
            assert rises[step.item].endswith(f"-> {number}")


def test_items_are_named_with_what_they_are_worth(uneven: list[Diagnosis]) -> None:
    told = parts(uneven)

    for one in uneven:
        sides = SIDES.search(told[one.key])
        assert sides is not None
        assert (int(sides[1]), int(sides[3])) == (len(one.ahead), len(one.behind))
        for side, items in ((sides[2], one.ahead), (sides[4], one.behind)):
            groups = dict(group.split(": ") for group in side.strip().split("; "))
            for item in items:
                assert item.item in groups[label(item)].split(", ")


def test_pairs_and_shared_items_are_named(uneven: list[Diagnosis]) -> None:
    told = parts(uneven)

    (loophole,) = (one for one in uneven if one.key == "integration")
    for pair in loophole.pairs:
        assert f"{pair.front} at 100 rests on {pair.back} at 0" in told["integration"]
    shared = list_shared(uneven)
    lines = told[""].splitlines()
    assert len(lines) == len(shared) == 6
    for line, one in zip(lines, shared, strict=True):
        both = f"{TITLES[one.first]} and {TITLES[one.second]}"
        assert line.startswith(f"- {both} look at the same items: ")
        assert all(item in line for item in (*one.ahead, *one.behind))


def test_where_nothing_is_found_there_are_numbers_and_guards_only() -> None:
    told = parts(put_to_meter("partly", "partly"))

    assert "" not in told
    for text in told.values():
        assert " (none): " in text
        assert "Numbers: " in text
        assert "Chance: p = " in text
        assert "Holds as: " in text
        assert "Clears: " not in text
        assert "High, " not in text


ITEMS = {
    "v": {"tags": ["visible"]},
    "w": {"tags": ["visible"]},
    "f": {"tags": ["foundation"]},
}
COMPETITION = {
    "kind": "competition",
    "title": "Competition fallacy",
    "visible": "visible",
    "foundation": "foundation",
}


def compare(now: Mapping[str, Answer], **fields: object) -> str:
    then = code_answers(draw(ITEMS), [{"v": "none", "w": "full", "f": "full"}])
    earlier = Earlier(then, 40, 31)
    declared = {**COMPETITION, **fields}
    found = diagnose_one(draw(ITEMS), declared, now, earlier=earlier)
    return parts([found])["competition"]


def test_the_gain_since_an_earlier_round_and_the_rank_are_numbers_too() -> None:
    told = compare({"v": "half", "w": "full", "f": "none"})

    # All of the gain came from two of three items of equal weight: 1 / (2/3).
    assert "K 1.500 (watch from 1.500)" in told
    assert "rank_only 1" in told
    assert " for K" in told
    assert "concentration in " in told
    assert "The rank rose from 40 to 31" in told


def test_a_level_that_no_answers_clear_says_so() -> None:
    told = compare({"v": "full", "w": "full", "f": "full"}, finding=0, watch=0)

    assert "Clears: no answers to these items would." in told


def test_what_does_not_count_is_left_out() -> None:
    told = compare({"v": "full", "w": Missing.NOT_APPLICABLE, "f": "none"})

    assert "High, 2 items: 100: v; left out: w" in told


def test_too_few_answers_have_no_guards() -> None:
    found = diagnose_one(draw(ITEMS), {**COMPETITION, "guards": {}}, {"v": "full"})

    told = parts([found])["competition"]

    assert "(not enough): Too few answers to tell" in told
    assert "Chance" not in told


def test_without_diagnostics_nothing_is_written() -> None:
    assert list(write_diagnoses([])) == []
