"""Draws: what is taken of each choice, many times over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from scoring.uncertainty.space import Input, Space, Weighed

    Values = NDArray[np.float64]
    Places = NDArray[np.intp]

BLOCK = 1024
"""Draws that are taken from one generator. It is part of what a seed means."""


@dataclass(frozen=True)
class Draws:
    """Some draws.

    Attributes:
        weights: by node (draws, children), with the sum that the node's weights have.
        ways: (draws, switches), the place of the way that each switch takes.
        left_out: (draws,), the place of what is left out; -1 for nothing.
    """

    weights: Mapping[str, Values]
    ways: Places
    left_out: Places

    def __len__(self) -> int:
        return len(self.left_out)

    def cut(self, rows: Places | slice) -> Draws:
        """Take some of the draws."""
        weights = {node: drawn[rows] for node, drawn in self.weights.items()}
        return Draws(weights, self.ways[rows], self.left_out[rows])

    def swap(self, space: Space, one: Input, other: Draws) -> Draws:
        """Take one input from other draws, and the rest from these."""
        if one.kind == "weights":
            weights = {**self.weights, one.target: other.weights[one.target]}
            return replace(self, weights=weights)
        if one.kind == "leave_out":
            return replace(self, left_out=other.left_out)
        places = [(s.kind, s.target) for s in space.switches]
        place = places.index((one.kind, one.target))
        ways = self.ways.copy()
        ways[:, place] = other.ways[:, place]
        return replace(self, ways=ways)


def draw_blocks(space: Space, draws: int, seed: int) -> Iterator[Draws]:
    """Draw from all that is varied, at most BLOCK draws at a time.

    Weights come from Dirichlet distributions, with alpha as `Weighed` has it; each way
    of a switch, and each item or node that may be left out, has the same chance. Every
    block has a generator of its own (PCG64, from the seed and the number of the block),
    so that the first draws are the same however many there are.
    """
    for block, start in enumerate(range(0, draws, BLOCK)):
        sequence = np.random.SeedSequence(seed, spawn_key=(block,))
        chance = np.random.Generator(np.random.PCG64(sequence))
        yield _draw(space, chance).cut(slice(draws - start))


def _draw(space: Space, chance: np.random.Generator) -> Draws:
    weights = {one.node: _draw_weights(one, chance) for one in space.weighed}
    ways = np.zeros((BLOCK, len(space.switches)), dtype=np.intp)
    for place, switch in enumerate(space.switches):
        ways[:, place] = chance.integers(len(switch.ways), size=BLOCK)
    left_out = np.full(BLOCK, -1, dtype=np.intp)
    if space.left_out:
        left_out[:] = chance.integers(len(space.left_out), size=BLOCK)
    return Draws(weights, ways, left_out)


def _draw_weights(one: Weighed, chance: np.random.Generator) -> Values:
    found = np.zeros((BLOCK, len(one.children)))
    some = one.alpha > 0
    found[:, some] = chance.dirichlet(one.alpha[some], BLOCK) * one.total
    return found


def count_uniforms(space: Space) -> int:
    """Count the numbers between 0 and 1 that make one draw."""
    weights = sum(len(one.children) for one in space.weighed)
    return weights + len(space.switches) + bool(space.left_out)


def place_uniforms(space: Space, uniforms: Values) -> Draws:
    """Make draws of numbers that lie evenly between 0 and 1.

    Weights are gamma quantiles of alpha, divided by their sum, which is the Dirichlet
    distribution that `draw_blocks` has.

    Args:
        space: what is varied.
        uniforms: (draws, `count_uniforms`), above 0 and below 1.
    """
    rest = iter(uniforms.T)
    weights = {
        one.node: _place_weights(one, np.array([next(rest) for _ in one.children]).T)
        for one in space.weighed
    }
    ways = np.zeros((len(uniforms), len(space.switches)), dtype=np.intp)
    for place, switch in enumerate(space.switches):
        ways[:, place] = next(rest) * len(switch.ways)
    left_out = np.full(len(uniforms), -1, dtype=np.intp)
    if space.left_out:
        left_out[:] = next(rest) * len(space.left_out)
    return Draws(weights, ways, left_out)


def _place_weights(one: Weighed, uniforms: Values) -> Values:
    from scipy.special import gammaincinv

    some = one.alpha > 0
    alpha, even = one.alpha[some], uniforms[:, some]
    sizes = gammaincinv(alpha, even)
    nothing = sizes.sum(axis=1) <= 0
    if nothing.any():  # all underflow: where alpha is small one child has it all
        highest = (np.log(even[nothing]) / alpha).argmax(axis=1)
        sizes[nothing, highest] = 1.0
    found = np.zeros((len(uniforms), len(one.children)))
    found[:, some] = sizes / sizes.sum(axis=1, keepdims=True) * one.total
    return found
