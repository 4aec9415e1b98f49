"""The space of choices: what a method's alternatives vary, and in which ways."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from instruments.model.methods import OTHERS
from scoring.uncertainty.errors import NoAlternativesError
from scoring.uncertainty.leaving import list_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.alternatives import Alternatives
    from instruments.model.instrument import Instrument
    from instruments.model.methods import Method
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]

Kind = Literal["weights", "combine", "normalise", "unanswered", "leave_out"]
"""What may be varied, named as in an instrument."""

MOST_NAMES = 5
"""Nodes that a line names."""

_LEAST = 2
"""Children that a node needs for its weights to be varied."""


@dataclass(frozen=True)
class Weighed:
    """The weights of one node, drawn around those that it has.

    Attributes:
        children: the keys of what is weighed.
        alpha: the parameters of the Dirichlet distribution: concentration times the
            share of each child; 0 for a child without weight, which gets none.
        total: the sum of the weights, which is kept.
    """

    node: str
    children: tuple[str, ...]
    concentration: float
    alpha: Values
    total: float


@dataclass(frozen=True)
class Switch:
    """One choice between ways, each with the same chance.

    Attributes:
        target: the node or item it is for, or `else`; empty where it is for all.
        ways: combinations, normalisations or treatments, as a method has them.
    """

    kind: Literal["combine", "normalise", "unanswered"]
    target: str
    ways: tuple[Any, ...]


@dataclass(frozen=True)
class Input:
    """One choice that is varied, as an input of the variance decomposition."""

    kind: Kind
    target: str

    @property
    def words(self) -> str:
        """Say what is varied."""
        target = "the others" if self.target == OTHERS else self.target
        return {
            "weights": f"weights of {target}",
            "combine": f"combination of {target}",
            "normalise": f"normalisation of {target}",
            "unanswered": "treatment of unanswered items",
            "leave_out": f"the {target} left out",
        }[self.kind]


@dataclass(frozen=True)
class Space:
    """All that is varied under a method.

    Attributes:
        method: as it is published.
        weighed: the nodes whose weights are drawn.
        switches: the choices between ways.
        leave_out: whether one item or one lowest node is left out; None for none.
        left_out: the keys of those of which one is left out in each draw.
        plans: methods with a way taken of each switch, compiled before, by their ways.
    """

    method: Method
    weighed: tuple[Weighed, ...]
    switches: tuple[Switch, ...]
    leave_out: Literal["item", "node"] | None
    left_out: tuple[str, ...]
    plans: dict[tuple[int, ...], Plan] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def inputs(self) -> tuple[Input, ...]:
        """All inputs: weights, then switches, then what is left out."""
        found = [Input("weights", one.node) for one in self.weighed]
        found += [Input(switch.kind, switch.target) for switch in self.switches]
        if self.leave_out and self.left_out:
            found.append(Input("leave_out", self.leave_out))
        return tuple(found)

    def choose(self, ways: Sequence[int]) -> Method:
        """Give the method with one way taken of each switch, by their places."""
        combine, normalise = dict(self.method.combine), dict(self.method.normalise)
        missing = self.method.missing
        for switch, place in zip(self.switches, ways, strict=True):
            way = switch.ways[place]
            if switch.kind == "combine":
                combine[switch.target] = way
            elif switch.kind == "normalise":
                normalise[switch.target] = way
            else:
                missing = missing.model_copy(update={"unanswered": way})
        changed = {"combine": combine, "normalise": normalise, "missing": missing}
        return self.method.model_copy(update=changed)

    def describe(self) -> Iterator[str]:
        """Say line by line what is varied."""
        around: dict[float, list[Weighed]] = {}
        for one in self.weighed:
            around.setdefault(one.concentration, []).append(one)
        for concentration, several in around.items():
            yield _describe_weights(concentration, several)
        for switch, one_of in zip(self.switches, self._name_ways(), strict=True):
            yield f"{Input(switch.kind, switch.target).words}: {one_of}"
        if self.leave_out and self.left_out:
            what = {"item": "items", "node": "lowest nodes"}[self.leave_out]
            yield f"one of {len(self.left_out)} {what} left out"

    def _name_ways(self) -> Iterator[str]:
        for switch in self.switches:
            yield " or ".join(_name_way(way) for way in switch.ways)


def _describe_weights(concentration: float, several: list[Weighed]) -> str:
    """Say whose weights are drawn, and the widest standard deviation of a share."""
    names = ", ".join(one.node for one in several[:MOST_NAMES])
    more = len(several) - MOST_NAMES
    names += f" and {more} more" if more > 0 else ""
    shares = np.concatenate([one.alpha / one.alpha.sum() for one in several])
    spread = np.sqrt(shares * (1 - shares) / (concentration + 1)).max()
    return (
        f"weights of {names}: around those of the method, concentration "
        f"{concentration:g} (a share's standard deviation is {spread:.3f} or less)"
    )


def _name_way(way: Any) -> str:
    if isinstance(way, str):
        return way
    declared = way.model_dump(exclude_defaults=True)
    if isinstance(declared, str):
        return declared
    rest = ", ".join(f"{k}: {v}" for k, v in declared.items() if k != "by")
    return f"{way.by} ({rest})" if rest else str(way.by)


def find_alternatives(plan: Plan) -> Alternatives:
    """Find the alternatives that the method of a plan declares.

    Raises:
        NoAlternativesError: it declares none.
    """
    declared = plan.method.alternatives
    if declared is None:
        raise NoAlternativesError(plan.instrument.key, plan.method_key, plan.indices[0])
    return declared


def find_space(plan: Plan) -> Space:
    """Find what the method of a plan varies.

    Args:
        plan: compiled, and fitted where its method is relative: weights found in the
            data are those that are drawn around.

    Raises:
        NoAlternativesError: the method declares no alternatives.
    """
    find_alternatives(plan)
    # What is found for a plan that learns nothing holds for every response.
    return _find_space(plan) if plan.is_relative else _recall_space(_ThisPlan(plan))


@dataclass(frozen=True, eq=False)
class _ThisPlan:
    """A plan that caches can keep: this one itself, and no other that is like it."""

    plan: Plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisPlan) and other.plan is self.plan


@lru_cache(maxsize=64)
def _recall_space(this: _ThisPlan) -> Space:
    return _find_space(this.plan)


def _find_space(plan: Plan) -> Space:
    declared = find_alternatives(plan)
    return Space(
        plan.method,
        tuple(_list_weighed(plan, declared.weights)),
        tuple(_list_switches(declared)),
        declared.leave_out,
        tuple(list_left_out(plan, declared.leave_out)),
    )


def _list_weighed(plan: Plan, declared: Mapping[str, float]) -> Iterator[Weighed]:
    for node in plan.nodes:
        step = plan.step_of(node)
        weights = _find_weights(plan.instrument, plan.method, step)
        concentration = declared.get(node)
        if concentration is None and plan.method.combine_of(node) != "pooled":
            concentration = declared.get(OTHERS)
        if concentration is not None and sum(w > 0 for w in weights.values()) >= _LEAST:
            shares = np.array(list(weights.values()))
            total = float(shares.sum())
            alpha = concentration * shares / total
            yield Weighed(node, tuple(weights), concentration, alpha, total)


def _find_weights(
    instrument: Instrument, method: Method, step: NodePlan
) -> Mapping[str, float]:
    """Give the weights of a node's own children, also where it is pooled."""
    framework = instrument.framework
    own = framework.nodes[step.key].of if framework else None
    if own and step.members:
        return method.weights.get(step.key, own)
    return step.weights


def _list_switches(declared: Alternatives) -> Iterator[Switch]:
    for target, combinations in declared.combine.items():
        if combinations:
            yield Switch("combine", target, combinations)
    for target, normalisations in declared.normalise.items():
        if normalisations:
            yield Switch("normalise", target, normalisations)
    if declared.unanswered:
        yield Switch("unanswered", "", declared.unanswered)
