"""What a diagnostic found in one response: numbers, guards, items, what clears it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer

Level = Literal["strong", "finding", "watch", "none", "not_enough"]
"""How much there is to it, the most first; `not_enough`: too few answers to tell."""

LEVELS: tuple[Level, ...] = ("strong", "finding", "watch", "none", "not_enough")

REPORTED: tuple[Level, ...] = ("strong", "finding", "watch")
"""The levels that say something is there."""

PAIR = "{front} stands at {front_value} of 100, and rests on {back} at {back_value}."

CLEARS = "It clears when answers to {items} rise; steps in all: {steps}."

FALLING = frozenset({"E"})
"""Numbers that give a level by being under a threshold; the others reach it."""

Fact = float | int | str | tuple[str, ...] | None


@dataclass(frozen=True)
class Sentence:
    """One sentence: a template with named places, and what stands in them.

    The template is what a translator sees. Scores among the facts are 0..100.
    """

    template: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map({k: _say(v) for k, v in self.facts.items()})


def _say(fact: Fact) -> str:
    if isinstance(fact, tuple):
        return ", ".join(fact)
    return f"{fact:.0f}" if isinstance(fact, float) else str(fact)


@dataclass(frozen=True)
class ItemValue:
    """An item that a diagnostic looked at.

    Attributes:
        value: 0..1; None where it does not count.
        given: whether there is an answer, not a reason.
    """

    item: str
    value: float | None
    given: bool


@dataclass(frozen=True)
class Pair:
    """A claim to residents and the work behind it that is not reported."""

    front: str
    back: str
    front_value: float
    back_value: float

    @property
    def sentence(self) -> Sentence:
        """State the pair, as a fact."""
        facts: dict[str, Fact] = {
            "front": self.front,
            "front_value": 100 * self.front_value,
            "back": self.back,
            "back_value": 100 * self.back_value,
        }
        return Sentence(PAIR, facts)


@dataclass(frozen=True)
class Raise:
    """One item that would have to rise.

    Attributes:
        steps: how many answer steps that is; a number rises in quarters of the way
            between its goalposts.
    """

    item: str
    now: Answer | None
    needed: Answer | None
    value_now: float
    value_needed: float
    steps: int


@dataclass(frozen=True)
class Clearing:
    """Rises after which a level is no longer reached; none can be left out."""

    raises: tuple[Raise, ...]

    @property
    def steps(self) -> int:
        """Count the answer steps of all items."""
        return sum(one.steps for one in self.raises)

    @property
    def items(self) -> tuple[str, ...]:
        """Name the items."""
        return tuple(one.item for one in self.raises)

    @property
    def sentence(self) -> Sentence:
        """Say which items have to rise, and by how many steps in all."""
        return Sentence(CLEARS, {"items": self.items, "steps": self.steps})


@dataclass(frozen=True)
class Diagnosis:
    """What one declared diagnostic found in one response.

    Attributes:
        key: its name in the instrument.
        kind: competition, digitalization, integration or toolkitization.
        level: how much there is to it.
        formula: how the numbers are computed, and which of them give a level.
        numbers: by name; None where there is none.
        thresholds: what they were held against, as `V.finding`: the number, and what it
            gives from there on (those of FALLING below).
        ahead: the items that would stand too high.
        behind: the items that would stand too low.
        chance: p of the permutation test by the number tested: (1 + shuffles that reach
            at least as much) / (1 + shuffles); empty where there is not enough.
        most_chance: the highest p with which a level is reached.
        stability: share of draws in which a criterion holds, by criterion.
        least_stable: the least share with which it gives its level, by criterion.
        strength: the main number over its threshold for a finding; 0 for none.
        pairs: claims with work behind them that is not reported; facts at any level.
        clearing: what would clear the level; None where nothing is to be cleared, or
            no answers to these items would.
        sentences: what to say, in order; what clears it and the pairs come after.
    """

    key: str
    kind: str
    title: str
    level: Level
    formula: Sentence
    numbers: Mapping[str, float | None]
    thresholds: Mapping[str, float]
    ahead: tuple[ItemValue, ...]
    behind: tuple[ItemValue, ...]
    chance: Mapping[str, float]
    most_chance: float
    stability: Mapping[str, float]
    least_stable: Mapping[str, float]
    strength: float
    pairs: tuple[Pair, ...]
    clearing: Clearing | None
    sentences: tuple[Sentence, ...]

    @property
    def is_reported(self) -> bool:
        """Tell whether the level says that something is there."""
        return self.level in REPORTED

    def __str__(self) -> str:
        said = [*self.sentences]
        if self.clearing is not None:
            said.append(self.clearing.sentence)
        said += [pair.sentence for pair in self.pairs]
        return " ".join(map(str, said))
