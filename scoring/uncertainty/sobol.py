"""Sobol indices: which choices of a method move the ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scoring.frames import read_frame
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_plan
from scoring.kernel.ranking import rank_rows
from scoring.progress import tell_nobody
from scoring.uncertainty.draws import count_uniforms, place_uniforms
from scoring.uncertainty.errors import SamplesError
from scoring.uncertainty.runs import Runs
from scoring.uncertainty.space import find_alternatives, find_space
from scoring.uncertainty.tally import find_shift

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.progress import Tell
    from scoring.uncertainty.draws import Draws
    from scoring.uncertainty.space import Input

    Values = NDArray[np.float64]

SAMPLES = 512
"""Pairs of points that are taken unless said otherwise."""

_INSIDE = 1e-12
"""How far from 0 and 1 the points stay."""

_RESAMPLED = 200
"""How often points are taken again to see how sure an index is."""

_NOTHING = 1e-24
"""A variance up to this is that of rounding."""


class Indices(NamedTuple):
    """Shares of the variance that inputs have, (inputs,) each.

    Attributes:
        first: what an input does by itself; with no interactions they add up to 1.
        total: what it does by itself and together with others.
    """

    first: Values
    total: Values


@dataclass(frozen=True)
class SobolIndices:
    """How far each choice that is varied moves the ranks of a node.

    Attributes:
        node: whose ranks move.
        inputs: what is varied.
        indices: the shares of the variance of R_S, the mean |rank - published rank|.
        low: the same, 5 % of the resampled indices are this or below.
        high: 95 % are.
        variance: of R_S; the indices are 0 where nothing moves.
        samples: how many pairs of points they rest on.
        seed: where chance began.
    """

    node: str
    inputs: tuple[Input, ...]
    indices: Indices
    low: Indices
    high: Indices
    variance: float
    samples: int
    seed: int

    def to_frame(self) -> pd.DataFrame:
        """Write one row an input.

        Columns: node, input (in words), first and total, each with `.low` and `.high`
        (90 % of the resampled indices lie between).
        """
        import pandas as pd

        columns: dict[str, object] = {
            "node": [self.node] * len(self.inputs),
            "input": [one.words for one in self.inputs],
        }
        for name in Indices._fields:
            columns[name] = getattr(self.indices, name)
            columns[f"{name}.low"] = getattr(self.low, name)
            columns[f"{name}.high"] = getattr(self.high, name)
        return pd.DataFrame(columns)


def sobol(
    instrument: Instrument,
    frame: pd.DataFrame,
    method: str | None = None,
    unit: str | None = None,
    samples: int = SAMPLES,
    seed: int | None = None,
) -> SobolIndices:
    """Tell which of a method's choices move the ranks of its first index.

    The variance of R_S, the average shift of ranks, is divided among the weights of
    each node, each list of combinations, normalisations and treatments, and what is
    left out. Source: I. Sobol (1993); OECD/JRC Handbook (2008), step 7.

    Args:
        instrument: what was asked; the method declares its alternatives.
        frame: the answers, as `scoring.score` takes them.
        method: key of a method; None takes the instrument's default.
        unit: the column that names the units; None takes the first.
        samples: pairs of points, a power of 2; all units are scored samples times
            (inputs + 2) times.
        seed: where chance begins; None takes what the method declares.

    Raises:
        NoAlternativesError: the method declares no alternatives.
        SamplesError: the samples are no power of 2.
        ScoringError: the frame is no table of answers, or there is no such method.
    """
    plan = compile_plan(instrument, method)
    read = read_frame(instrument, frame, unit)
    return apportion(plan, read.coded, samples, seed)


def apportion(
    plan: Plan,
    coded: Coded,
    samples: int = SAMPLES,
    seed: int | None = None,
    tell: Tell = tell_nobody,
) -> SobolIndices:
    """Do for coded answers what `sobol` does for a frame.

    Args:
        plan: compiled; its method declares its alternatives.
        coded: the answers.
        samples: pairs of points, a power of 2.
        seed: where chance begins; None takes what the method declares.
        tell: is told how much of the work is done, 0..1.

    Raises:
        NoAlternativesError: the method declares no alternatives.
        SamplesError: the samples are no power of 2.
    """
    begin = find_alternatives(plan).seed if seed is None else seed
    plan = fit_plan(plan, coded)
    space = find_space(plan)
    first, second = sample_pairs(count_uniforms(space), samples, begin)
    shift = _Shift(Runs.over(plan, space, coded), score_coded(plan, coded).rank)
    one, other = place_uniforms(space, first), place_uniforms(space, second)
    found = [shift.measure(one), shift.measure(other)]
    for number, given in enumerate(space.inputs, 1):
        found.append(shift.measure(one.swap(space, given, other)))
        tell(number / len(space.inputs))
    f_a, f_b, *swapped = found
    f_ab = np.array(swapped).reshape(-1, samples)
    low, high = resample_indices(f_a, f_b, f_ab, begin)
    return SobolIndices(
        plan.indices[0],
        space.inputs,
        estimate_indices(f_a, f_b, f_ab),
        low,
        high,
        float(np.concatenate([f_a, f_b]).var()),
        samples,
        begin,
    )


class _Shift:
    """Measures the mean shift of ranks of the first index in each draw."""

    def __init__(self, runs: Runs, rank: Callable[[str], NDArray[np.int64]]) -> None:
        self._runs = runs
        self._place = runs.plan.place_of(runs.plan.indices[0])
        self._reference = rank(runs.plan.indices[0]).astype(np.int32)

    def measure(self, draws: Draws) -> Values:
        found = np.empty(len(draws))
        decimals = self._runs.plan.method.rank_decimals
        for scored in self._runs.score(draws):
            rank = rank_rows(scored.score[self._place], decimals)
            found[scored.rows] = find_shift(rank, self._reference)
        return found


def sample_pairs(inputs: int, samples: int, seed: int) -> tuple[Values, Values]:
    """Take two independent sets of points that fill the cube of inputs evenly.

    They are the two halves of a Sobol sequence that is shifted by a random vector
    (R. Cranley and T. Patterson 1976), so that they depend on the seed.

    Args:
        inputs: numbers between 0 and 1 that make a point.
        samples: points of each set, a power of 2.
        seed: where chance begins.

    Returns:
        Two of (samples, inputs).

    Raises:
        SamplesError: the samples are no power of 2.
    """
    if samples < 1 or samples.bit_count() > 1:
        raise SamplesError(samples)
    from scipy.stats import qmc

    sequence = qmc.Sobol(2 * inputs, scramble=False)
    points = sequence.random_base2(samples.bit_length() - 1)
    chance = np.random.Generator(np.random.PCG64(seed))
    points = (points + chance.random(2 * inputs)) % 1
    points = np.clip(points, _INSIDE, 1 - _INSIDE)
    return points[:, :inputs], points[:, inputs:]


def estimate_indices(f_a: Values, f_b: Values, f_ab: Values) -> Indices:
    """Estimate first and total Sobol indices.

    S_i = mean f_B (f_ABi - f_A) / V (Saltelli et al. 2010) and
    S_Ti = mean (f_A - f_ABi)^2 / 2V (Jansen 1999), of values from which their mean was
    taken.

    Args:
        f_a: results at the points A, (samples,).
        f_b: at the points B.
        f_ab: at the points A with one input from B, (inputs, samples).

    Returns:
        Zeros where the results do not vary.
    """
    both = np.concatenate([f_a, f_b])
    variance = both.var()
    if variance <= _NOTHING * max(float(np.square(both).mean()), 1.0):
        return Indices(np.zeros(len(f_ab)), np.zeros(len(f_ab)))
    f_a, f_b, f_ab = f_a - both.mean(), f_b - both.mean(), f_ab - both.mean()
    first = (f_b * (f_ab - f_a)).mean(axis=1) / variance
    total = np.square(f_a - f_ab).mean(axis=1) / (2 * variance)
    return Indices(first, total)


def resample_indices(
    f_a: Values, f_b: Values, f_ab: Values, seed: int
) -> tuple[Indices, Indices]:
    """Tell between what 90 % of indices lie if the points are taken again.

    Points are drawn with replacement from those that there are (bootstrap).

    Args:
        f_a: as `estimate_indices` takes it.
        f_b: the same.
        f_ab: the same.
        seed: where chance begins.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    rows = chance.integers(len(f_a), size=(_RESAMPLED, len(f_a)))
    found = np.array([estimate_indices(f_a[r], f_b[r], f_ab[:, r]) for r in rows])
    low, high = np.quantile(found, [0.05, 0.95], axis=0)
    return Indices(*low), Indices(*high)
