"""Chaining: scores over rounds, linked where what is asked or how it counts changed.

A round is linked to the former one by what both asked in the same way:

    C_t = C_s + m(t) - m(s)

where s is the last round before t in which the unit has a linked score, and m(t) and
m(s) are the node's score in either round of the items that are common to both, combined
as round s combined them (`scoring.study.overlap`). Where nothing changed, m is the raw
score, and so is the linked one. This is the overlap method by which index numbers are
chained. A linked score says how far a unit has moved since its first round; it is no
score on the scale of the present one, so that it may leave 0..1, and units are compared
with each other by raw scores.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from instruments.revisions import compare_versions
from scoring.errors import ScoringError, UnknownNodeError
from scoring.frames import read_frame
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.study.breaks import Break, find_breaks
from scoring.study.overlap import restrict_plan, take_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores

    Values = NDArray[np.float64]
    Places = NDArray[np.intp]

COLUMNS = ("unit", "round", "node", "raw", "linked", "break")
"""The columns of `Chain.to_frame`."""

NO_ROUND = -1
"""Stands for the round before a unit's first."""


class RepeatedUnitError(ScoringError):
    """A unit answers twice in one round."""

    def __init__(self, round_key: str, unit: str) -> None:
        self.round = round_key
        self.unit = unit
        super().__init__(
            f"The round '{round_key}' has two rows for '{unit}'. Keep one of them."
        )


@dataclass(frozen=True, eq=False)
class Fielding:
    """The answers of one round, with how they are scored.

    Attributes:
        key: the key of the round.
        plan: how it is scored. One whose method is relative has been fitted on the
            population of the round, or is fitted on its answers.
        units: the names of the units, one a row.
        coded: their answers, in the layout of the plan's instrument.
        published: the scores as they were kept; None to score the answers now.

    Raises:
        RepeatedUnitError: a unit has two rows.
    """

    key: str
    plan: Plan
    units: Sequence[str]
    coded: Coded
    published: Scores | None = None

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for unit in self.units:
            if unit in seen:
                raise RepeatedUnitError(self.key, unit)
            seen.add(unit)

    @classmethod
    def read(
        cls, key: str, plan: Plan, frame: pd.DataFrame, unit: str | None = None
    ) -> Fielding:
        """Read the answers of a round from a table, as `scoring.score` does.

        Raises:
            ScoringError: the frame is no table of answers to the plan's instrument.
        """
        read = read_frame(plan.instrument, frame, unit)
        return cls(key, plan, read.units, read.coded)


@dataclass(frozen=True, eq=False)
class LinkedRound:
    """The scores of one round, raw and linked; arrays are (units, nodes).

    Attributes:
        raw: scores as they are; NaN where there is none.
        linked: scores linked to the former rounds, which may leave 0..1; NaN where
            there is none, or nothing is common.
        former: the place of the round that each score is linked to; NO_ROUND for a
            unit's first.
        breaks: what broke the scores that go on from a round, by its place and the
            node.
    """

    key: str
    units: tuple[str, ...]
    raw: Values
    linked: Values
    former: Places
    breaks: Mapping[tuple[int, str], Break] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Chain:
    """Scores over rounds, the earliest first.

    Attributes:
        nodes: the columns of each round's scores.
    """

    nodes: tuple[str, ...]
    rounds: tuple[LinkedRound, ...]

    def find_break(self, place: int, unit: str, node: str) -> Break | None:
        """Find what breaks the score of a unit in a round, if anything does."""
        found = self.rounds[place]
        at = found.units.index(unit), self.nodes.index(node)
        return found.breaks.get((int(found.former[at]), node))

    def to_frame(self) -> pd.DataFrame:
        """Write a row for each unit, node and round in which the unit took part.

        Columns: unit, round, node, raw and linked (0..1 and beyond, blank for none),
        break (why the raw scores of this round and the unit's former one are not to
        be compared; blank where they are).
        """
        import pandas as pd

        order = {u: n for n, u in enumerate(self._list_units())}
        rows = [
            (order[row[0]], self.nodes.index(row[2]), place, *row)
            for place, one in enumerate(self.rounds)
            for row in self._list_rows(one)
        ]
        told = [row[3:] for row in sorted(rows, key=lambda row: row[:3])]
        return pd.DataFrame(told, columns=list(COLUMNS))

    def _list_units(self) -> dict[str, None]:
        return dict.fromkeys(unit for one in self.rounds for unit in one.units)

    def _list_rows(
        self, one: LinkedRound
    ) -> Iterator[tuple[str, str, str, float, float, str | None]]:
        for row, unit in enumerate(one.units):
            for column, node in enumerate(self.nodes):
                broken = one.breaks.get((int(one.former[row, column]), node))
                yield (
                    unit,
                    one.key,
                    node,
                    float(one.raw[row, column]),
                    float(one.linked[row, column]),
                    str(broken) if broken else None,
                )


def chain_scores(
    rounds: Sequence[Fielding], nodes: Sequence[str] | None = None
) -> Chain:
    """Link the scores of rounds, C_t = C_s + m(t) - m(s), as this module says.

    What was found for a round never depends on a later one: adding a round, or items
    to a later version, leaves the former figures as they are.

    Args:
        rounds: the rounds in order of time; their instruments are versions of one.
        nodes: the nodes in question; None takes all of the last round.

    Raises:
        UnknownNodeError: no round scores a node of that name.
    """
    known = dict.fromkeys(node for one in rounds for node in one.plan.nodes)
    if nodes is None:
        nodes = rounds[-1].plan.nodes if rounds else ()
    for node in nodes:
        if node not in known:
            raise UnknownNodeError(node, known)
    fitted = [replace(one, plan=fit_plan(one.plan, one.coded)) for one in rounds]
    linked: list[LinkedRound] = []
    for place in range(len(fitted)):
        linked.append(_link_round(fitted[: place + 1], linked, tuple(nodes)))
    return Chain(tuple(nodes), tuple(linked))


def _link_round(
    rounds: Sequence[Fielding], linked: Sequence[LinkedRound], nodes: tuple[str, ...]
) -> LinkedRound:
    """Link the last of some rounds to the others, which are linked already."""
    later = rounds[-1]
    raw = _pick(later.published or score_coded(later.plan, later.coded), nodes)
    # Linked less raw; kept apart, so that where nothing breaks nothing is rounded.
    offset = np.zeros(raw.shape)
    former = np.full(raw.shape, NO_ROUND, dtype=np.intp)
    breaks: dict[tuple[int, str], Break] = {}
    for place in reversed(range(len(linked))):
        before = linked[place]
        here, there = _match(later.units, before.units)
        goes_on = ~np.isnan(raw[here]) & ~np.isnan(before.linked[there])
        goes_on &= former[here] == NO_ROUND
        if not goes_on.any():
            continue
        at_both = _score_common(rounds[place], later, nodes)
        shift = (at_both[1][here] - raw[here]) - (at_both[0][there] - before.raw[there])
        passed = before.linked[there] - before.raw[there] + shift
        offset[here] = np.where(goes_on, passed, offset[here])
        former[here] = np.where(goes_on, place, former[here])
        found = find_breaks(rounds[place].plan, later.plan, before.key)
        breaks |= {(place, node): found[node] for node in nodes if node in found}
    return LinkedRound(later.key, tuple(later.units), raw, raw + offset, former, breaks)


def _match(here: Sequence[str], there: Sequence[str]) -> tuple[Places, Places]:
    """Find the rows of the units that are in both rounds."""
    places = {unit: row for row, unit in enumerate(there)}
    pairs = [(row, places[unit]) for row, unit in enumerate(here) if unit in places]
    found = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _score_common(
    former: Fielding, later: Fielding, nodes: tuple[str, ...]
) -> tuple[Values, Values]:
    """Score two rounds by their common items, as the former one was scored.

    Returns:
        The scores of the former and of the later round, (units, nodes) each; NaN for
        nodes that the common items do not measure.
    """
    revision = compare_versions(former.plan.instrument, later.plan.instrument)
    common = frozenset(revision.comparable)
    before = take_answers(former.plan, common, former.plan, former.coded)
    after = take_answers(former.plan, common, later.plan, later.coded)
    plan = restrict_plan(former.plan, common, before)
    if plan is None:
        shape = len(nodes)
        return np.full((len(before), shape), np.nan), np.full(
            (len(after), shape), np.nan
        )
    return tuple(_pick(score_coded(plan, rows), nodes) for rows in (before, after))  # type: ignore[return-value]


def _pick(scores: Scores, nodes: tuple[str, ...]) -> Values:
    """Take the columns of some nodes; NaN for those that the plan does not score."""
    found = np.full((len(scores), len(nodes)), np.nan)
    for column, node in enumerate(nodes):
        if node in scores.plan.nodes:
            found[:, column] = scores.node(node)
    return found
