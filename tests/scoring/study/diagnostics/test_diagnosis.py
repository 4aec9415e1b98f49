"""What is said: sentences with numbers in named places."""

from __future__ import annotations

from scoring.study.diagnostics.diagnosis import (
    Clearing,
    Diagnosis,
    Fact,
    Level,
    Pair,
    Raise,
    Sentence,
)


def diagnosis(level: Level) -> Diagnosis:
    pair = Pair("f1", "b1", 0.75, 0.25)
    rises = Clearing((Raise("b1", "none", "half", 0.25, 0.5, 1),))
    said = (
        Sentence("Something is there."),
        Sentence("It is called {title}.", {"title": "X"}),
    )
    return Diagnosis(
        key="x",
        kind="integration",
        title="X",
        level=level,
        formula=Sentence("R = unsupported claims / claims."),
        numbers={},
        thresholds={},
        ahead=(),
        behind=(),
        chance={},
        most_chance=0.05,
        stability={},
        least_stable={},
        strength=1.0,
        pairs=(pair,),
        clearing=rises,
        sentences=said,
    )


def test_numbers_are_rounded_and_lists_are_joined() -> None:
    facts: dict[str, Fact] = {
        "share": 66.6,
        "count": 3,
        "items": ("a", "b"),
        "name": "N",
    }
    sentence = Sentence("{share}, {count}, {items}, {name}.", facts)
    assert str(sentence) == "67, 3, a, b, N."


def test_a_diagnosis_says_its_sentences_what_clears_it_and_the_facts() -> None:
    assert str(diagnosis("none")) == (
        "Something is there. It is called X. "
        "It clears when answers to b1 rise; steps in all: 1. "
        "f1 stands at 75 of 100, and rests on b1 at 25."
    )


def test_levels_that_say_something_are_reported() -> None:
    levels: list[Level] = ["strong", "finding", "watch", "none", "not_enough"]
    reported = [level for level in levels if diagnosis(level).is_reported]
    assert reported == ["strong", "finding", "watch"]


def test_a_clearing_counts_its_steps() -> None:
    clearing = Clearing(
        (
            Raise("a", "none", "half", 0, 0.5, 2),
            Raise("b", "half", "most", 0.5, 0.75, 1),
        )
    )
    assert (clearing.steps, clearing.items) == (3, ("a", "b"))
