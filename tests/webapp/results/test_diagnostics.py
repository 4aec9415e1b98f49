"""Diagnostics as cards: the numbers are those of the study, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw

from scoring.study.diagnostics import diagnose
from scoring.study.diagnostics.diagnosis import LEVELS
from webapp.results import diagnosis_words as words
from webapp.results.assessment import Assessment, assess
from webapp.results.diagnostics import DiagnosisCard, make_diagnoses, write_number
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Instrument

KINDS: dict[str, dict[str, Any]] = {
    "competition": {"visible": "ahead", "foundation": "behind"},
    "digitalization": {"node": "x", "others": ["y", "z"]},
    "integration": {"front": "ahead", "back": "behind"},
    "toolkitization": {"tool": "ahead", "glue": "behind", "themes": ["x", "y", "z"]},
}
AHEAD, BEHIND = list("abcdef"), list("ghijkl")


def make_instrument() -> Instrument:
    """Draw an instrument with all four diagnostics over the same two sides."""
    back = iter(BEHIND)
    items = {key: {"tags": ["ahead"], "requires": [next(back)]} for key in AHEAD}
    items |= {key: {"tags": ["behind"]} for key in BEHIND}
    nodes = {
        "index": {"of": ["x", "y", "z"]},
        "x": AHEAD,
        "y": BEHIND[:3],
        "z": BEHIND[3:],
    }
    made = draw(items, nodes)
    guards = {"permutations": 199, "draws": 40}
    declared = {
        kind: {"kind": kind, "title": kind.title(), "guards": guards, **fields}
        for kind, fields in KINDS.items()
    }
    document = made.model_dump(mode="json", exclude_defaults=True)
    return type(made).model_validate({**document, "diagnostics": declared})


WORDING = word_instrument(make_instrument())


def answer(ahead: str, behind: str) -> Assessment:
    given = dict.fromkeys(AHEAD, ahead) | dict.fromkeys(BEHIND, behind)
    return assess(WORDING, given)


def show(ahead: str, behind: str) -> dict[str, DiagnosisCard]:
    return {one.key: one for one in make_diagnoses(answer(ahead, behind))}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_there_says_its_numbers_guards_and_what_clears_it(kind: str) -> None:
    card = show("full", "little")[kind]

    assert card.is_there
    assert card.state.mark in {"stop", "some"}
    assert "100" in card.say[0] or kind == "integration"
    assert len(card.guards) >= 2
    assert card.clears
    assert card.steps >= len(card.clears)
    assert {line.item for line in card.clears} <= set(BEHIND)
    assert all(
        (line.now, line.now != line.needed) == ("little", True) for line in card.clears
    )
    assert any(line.held for line in card.numbers)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_there_is_said_in_a_line(kind: str) -> None:
    card = show("half", "half")[kind]

    assert not card.is_there
    assert len(card.say) == 1
    assert card.say[0] != ""
    assert card.clears == ()


def test_too_few_answers_are_said() -> None:
    found = make_diagnoses(assess(WORDING, {"a": "full"}))

    assert {one.state.mark for one in found} == {"none"}
    assert "1 answers on one side and 0 on the other" in found[0].say[0]


def test_the_numbers_are_those_of_the_study() -> None:
    found = answer("most", "half")

    for one in diagnose(found.plan, found.coded):
        card = next(it for it in make_diagnoses(found) if it.key == one.key)
        said = {line.name: line.say for line in card.numbers}
        assert said == {
            name: write_number(name, of) for name, of in one.numbers.items()
        }
        assert [(it.item, it.value) for it in card.behind] == [
            (it.item, it.value) for it in one.behind
        ]


def test_a_number_is_held_against_its_bounds() -> None:
    card = show("full", "little")["competition"]

    gap = next(line for line in card.numbers if line.name == "V")
    assert gap.say == "75.0"
    assert gap.held == "from 10: Worth watching; from 20: There"


def test_claims_without_work_behind_them_are_listed_as_pairs() -> None:
    card = show("full", "none")["integration"]

    assert [(pair.front, pair.back) for pair in card.pairs] == [
        (f"What about {front}?", f"What about {back}?")
        for front, back in zip(AHEAD, BEHIND, strict=True)
    ]
    assert {(pair.front_value, pair.back_value) for pair in card.pairs} == {(1, 0)}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("V", 0.1234, "12.3"),
        ("claims", 4.0, "4"),
        ("K", 1.5, "1.50"),
        ("R", None, "\N{EN DASH}"),
    ],
)
def test_each_number_is_written_in_its_unit(
    name: str, value: float | None, said: str
) -> None:
    assert write_number(name, value) == said


def test_every_level_kind_and_number_has_words() -> None:
    assert set(words.LEVELS) == set(words.MARKS) == set(LEVELS)
    for table in (words.REPORTED, words.NOT_THERE, words.FORMULAS):
        assert set(table) == set(KINDS)
    found = diagnose(answer("full", "none").plan, answer("full", "none").coded)
    assert {name for one in found for name in one.numbers} <= set(words.NUMBERS)
